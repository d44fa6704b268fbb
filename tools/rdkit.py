"""Which RDKit a build carries, and the recipe in py/rdkit-wheel that makes a wheel of it."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tools import environment, programs, pyodide_lock

RECIPE = environment.PROJECT / "py" / "rdkit-wheel"
_NAME = re.compile(r"rdkit-[^-]+(-[^-]+){3,4}\.whl")
NPM_BUILD = "npm"
"""What to ask for instead of a wheel's path, for the build from npm."""

RECIPE_OPTIONS = {
    "modules": "“core”, or “full” for what rdkit.Chem.AllChem imports too",
    "toolchain": "“debian” (for root), “container” or “emsdk”; py/rdkit-wheel/README.md has more",
    "sources": "a folder that has the source archives",
    "cache": "where to work and to leave the wheel, instead of the user's cache folder",
}
"""Options of the recipe, with what they mean."""

_FOLDERS = ("sources", "cache")
_SECONDS_FOR_THE_INDEX = 10


@dataclass(frozen=True)
class RDKit:
    """An RDKit for the site: a wheel for Pyodide, or `None` for the build from npm.

    `reason` says in words which it is and why, to follow “with”.
    """

    wheel: Path | None
    reason: str


FROM_NPM = RDKit(None, "RDKit's own WebAssembly build from npm, as was asked for")


def choose(asked: str | None) -> RDKit:
    """Return the first that there is: what was asked for, a built one, the index's, npm's.

    `asked` is the path of a wheel, or "npm".  Raises `FileNotFoundError` for a path with no file,
    and `UnusableWheelError` for a file that is no wheel of RDKit.
    """
    if asked == NPM_BUILD:
        return FROM_NPM
    if asked is not None:
        return given(Path(asked))
    ways: tuple[tuple[Callable[[], Path | None], str], ...] = (
        (built, "which the recipe in py/rdkit-wheel has built here"),
        (published, "which the package index has"),
    )
    for find, why in ways:
        wheel = find()
        if wheel is not None:
            return RDKit(wheel, f"RDKit's Python package {_version(wheel)}, {why}")
    return RDKit(
        None,
        "RDKit's own WebAssembly build from npm, as there is no wheel of its Python package: none "
        "was named, none has been built here with the recipe as it is now (“python3 build.py "
        "rdkit” does that), and none was found in the package index",
    )


def given(wheel: Path) -> RDKit:
    """Return the RDKit of a wheel; raise `FileNotFoundError` if there is none at this path."""
    if not wheel.is_file():
        raise FileNotFoundError(f"There is no RDKit wheel at {wheel}.")
    if not _NAME.fullmatch(wheel.name):
        raise pyodide_lock.UnusableWheelError(
            f"{wheel.name} is not the name of a wheel of RDKit. Give the path of one, as "
            "rdkit-2025.3.1-cp314-cp314-pyemscripten_2026_0_wasm32.whl."
        )
    return RDKit(
        wheel.resolve(), f"RDKit's Python package {_version(wheel)}, whose wheel was named"
    )


def built() -> Path | None:
    """Return the wheel that this recipe, as it is now, has left in the user's cache."""
    printed = subprocess.run(
        [sys.executable, "-m", "rdkit_wheel", "where"],
        check=True,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(RECIPE)},
    ).stdout.strip()
    return Path(printed) if printed else None


def published() -> Path | None:
    """Return the wheel for our Pyodide that the package index has, fetched, if it has one."""
    folder = environment.BUILD / "published-rdkit"
    shutil.rmtree(folder, ignore_errors=True)
    environment.fetch_for_pyodide("rdkit", folder, seconds=_SECONDS_FOR_THE_INDEX)
    return next(folder.glob("rdkit-*.whl"), None)


def make(options: Mapping[str, str]) -> None:
    """Build a wheel with the recipe.

    Raises `CalledProcessError` if it fails, which it says in its own words, and
    `MissingToolError` where files of root's would be left in the project.
    """
    if "SUDO_USER" in os.environ and environment.lacks_npm_packages():
        raise environment.MissingToolError(
            "Run “python3 build.py” once without sudo first, so that what it installs into this "
            "folder is yours and not root's."
        )
    pyodide = environment.npm_packages() / "pyodide"
    wanted = [
        f"--{name}={Path(value).resolve() if name in _FOLDERS else value}"
        for name, value in options.items()
    ]
    _run([sys.executable, "-m", "rdkit_wheel", "build", "--pyodide", pyodide, *wanted])
    if options.keys() & {"modules", "cache"}:
        print("Builds carry that wheel when it is named: --rdkit-wheel PATH")


def check(wheel: Path, *options: str) -> None:
    """Check a wheel against RDKit as it is on this machine; the check knows some options.

    Raises `CalledProcessError` if something in it is wrong.
    """
    wheel = given(wheel).wheel or wheel
    browser = programs.CHROMIUM.find()
    _run(
        [
            *(environment.python("rdkit"), "-m", "rdkit_wheel.check", wheel),
            *("--pyodide", environment.npm_packages() / "pyodide"),
            *([] if browser is None else ["--chromium", browser]),
            *options,
        ]
    )


def _run(command: Sequence[str | Path]) -> None:
    environment.run(command, {"PYTHONPATH": str(RECIPE)})


def _version(wheel: Path) -> str:
    return wheel.name.split("-")[1]
