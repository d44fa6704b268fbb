"""The source text: its archives checked, unpacked and patched."""

import hashlib
import re
import shutil
import tarfile
from pathlib import Path

from rdkit_wheel import recipe, steps
from rdkit_wheel.recipe import Recipe, Source
from rdkit_wheel.toolchain import Toolchain


def unpack(wanted: Recipe, archives: Path, toolchain: Toolchain) -> None:
    """Unpack every source into a folder of the toolchain's work folder, and patch it.

    Raises `RecipeError` for an archive that is missing or has other bytes.
    """
    for source in wanted.sources:
        folder = toolchain.work / source.name
        mark = toolchain.work / f"{source.name}.done"
        inputs = (source.sha256, repr(source.parts), *_patch_texts(source))
        if steps.is_done(mark, *inputs):
            continue
        with steps.told(f"Unpacking {source.archive}"):
            _check(archives / source.archive, source)
            shutil.rmtree(folder, ignore_errors=True)
            _extract(archives / source.archive, source, folder)
            for patch in _patches(source):
                shutil.copyfile(patch, toolchain.work / "patch")
                toolchain.run(f"patch --batch --quiet --strip=1 --directory={source.name} < patch")
        steps.set_done(mark, *inputs)


def bring(wanted: Recipe, folder: Path, archives: Path) -> None:
    """Copy the archives that a folder has into the folder `archives`."""
    archives.mkdir(parents=True, exist_ok=True)
    for source in wanted.sources:
        if (folder / source.archive).is_file():
            shutil.copyfile(folder / source.archive, archives / source.archive)


def _patches(source: Source) -> list[Path]:
    return sorted((recipe.FOLDER / "patches").glob(f"{source.name}-*.patch"))


def _patch_texts(source: Source) -> list[str]:
    return [patch.read_text(encoding="utf-8") for patch in _patches(source)]


def _check(archive: Path, source: Source) -> None:
    if not archive.is_file():
        raise steps.RecipeError(
            f"{source.archive} is missing. It is in the source package {source.package} of Debian; "
            "say with --sources in which folder you have it."
        )
    with archive.open("rb") as opened:
        found = hashlib.file_digest(opened, "sha256").hexdigest()
    if found != source.sha256:
        archive.unlink()
        raise steps.RecipeError(
            f"{source.archive} has the SHA-256 {found}, not {source.sha256}, so it was deleted. "
            "Run this again; if it happens again, the file was changed where it comes from."
        )


def _extract(archive: Path, source: Source, folder: Path) -> None:
    parts = [(re.compile(pattern), target) for pattern, target in source.parts]
    folder.mkdir()
    with tarfile.open(archive) as opened:
        for member in opened:
            found = [
                match.expand(target)
                for pattern, target in parts
                if (match := pattern.fullmatch(member.name)) is not None
            ]
            content = opened.extractfile(member) if found else None
            if content is not None:
                # With the time of now: what was compiled from another text is older.
                target = folder / found[0]
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(content.read())
