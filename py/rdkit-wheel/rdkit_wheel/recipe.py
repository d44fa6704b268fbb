"""The recipe: recipe.toml, read."""

import hashlib
import os
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_WITHOUT_EFFECT = {"__pycache__", "check", ".md"}

FOLDER = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Source:
    """An archive of source text, its SHA-256, and which of its files go where.

    `parts` are pairs of a regular expression for names in the archive and what the file is
    called when it is unpacked.
    """

    name: str
    package: str
    archive: str
    sha256: str
    parts: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Recipe:
    """Everything that decides about the bytes of the wheel, but the compiler.

    `modules` are the names of RDKit's extension modules; `without` those of .cpp files that
    are left out; `flags` are by the keys of recipe.toml.
    """

    version: str
    python: str
    tag: str
    suite: str
    sources: tuple[Source, ...]
    modules: tuple[str, ...]
    without: tuple[str, ...]
    flags: dict[str, tuple[str, ...]]

    @property
    def wheel_name(self) -> str:
        """The file name of the wheel."""
        return f"rdkit-{self.version}-{self.tag}.whl"

    @property
    def release(self) -> str:
        """The version as RDKit writes it, such as "2025.03.1"."""
        year, month, revision = self.version.split(".")
        return f"{year}.{int(month):02}.{revision}"


def read(modules: str = "core") -> Recipe:
    """Read the recipe for the modules "core" or "full"."""
    content = tomllib.loads((FOLDER / "recipe.toml").read_text(encoding="utf-8"))
    suite = content["sources"].pop("suite")
    chosen = content["modules"]["core"] + (content["modules"]["full"] if modules == "full" else [])
    return Recipe(
        **content["wheel"],
        suite=suite,
        sources=tuple(_source(name, entry) for name, entry in content["sources"].items()),
        modules=tuple(chosen),
        without=tuple(content["modules"]["without"]),
        flags={key: tuple(flags) for key, flags in content["flags"].items()},
    )


def cache() -> Path:
    """Return the folder in the user's cache where the recipe works and leaves its wheels.

    Who has called it with sudo is the user, not root.
    """
    home = Path(f"~{os.environ.get('SUDO_USER', '')}").expanduser()
    return Path(os.environ.get("XDG_CACHE_HOME") or home / ".cache") / "rdkit-wheel"


def fingerprint() -> str:
    """Return a hash of all files that decide about the wheel, for caches of what it makes."""
    digest = hashlib.sha256()
    for path in sorted(FOLDER.rglob("*")):
        if path.is_file() and not _WITHOUT_EFFECT & {*path.relative_to(FOLDER).parts, path.suffix}:
            digest.update(f"{path.relative_to(FOLDER).as_posix()}\0".encode())
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:16]


def _source(name: str, entry: dict[str, Any]) -> Source:
    parts = tuple((pattern, target) for pattern, target in entry.pop("parts"))
    return Source(name=name, parts=parts, **entry)
