"""Pinned environments: Python packages in virtual environments, npm packages, wheels.

Everything is installed from lock files with hashes, once, and again when they change.
"""

import hashlib
import os
import re
import shutil
import subprocess
import sys
import venv
from collections.abc import Mapping, Sequence
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
BUILD = PROJECT / "build"
NODE_MODULES = PROJECT / "node_modules"
_NPM_LOCK = PROJECT / "package-lock.json"

OLDEST_NODE = 20
"""What PyScript's package asks for, and the oldest that the build is tested with."""

REPRODUCIBLE = {"SOURCE_DATE_EPOCH": "1577836800"}
"""Variables with which equal sources give equal packages."""

_PIP = ("-m", "pip", "--quiet", "--disable-pip-version-check")
_FOR_PYODIDE = (
    *("--platform", "pyemscripten_2026_0_wasm32", "--python-version", "314"),
    *("--implementation", "cp", "--abi", "cp314"),
)


class MissingToolError(Exception):
    """A program that the build needs is not there; the message says what to do."""


def run(
    command: Sequence[str | Path],
    variables: Mapping[str, str] | None = None,
    *,
    quiet: bool = False,
) -> None:
    """Run a program in the project's folder, with environment variables added.

    What a quiet program says is shown if it fails.  Raises `CalledProcessError` then.
    """
    completed = subprocess.run(  # noqa: S603  (the commands are ours)
        [str(part) for part in command],
        cwd=PROJECT,
        check=False,
        capture_output=quiet,
        env={**os.environ, **(variables or {})},
    )
    if completed.returncode and quiet:
        sys.stderr.buffer.write(completed.stdout + completed.stderr)
    completed.check_returncode()


def python(name: str) -> Path:
    """Return the interpreter of the environment that `requirements/<name>.txt` locks."""
    folder = BUILD / f"env-{name}"
    interpreter = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    lock = PROJECT / "requirements" / f"{name}.txt"
    if _is_stale(folder, lock):
        print(f"Installing the Python packages of {lock.name} ...", flush=True)
        try:
            venv.create(folder, clear=True, with_pip=True)
        except subprocess.CalledProcessError as error:
            raise MissingToolError(
                "Python cannot make a virtual environment. Install what it needs for that, "
                "on Debian and Ubuntu with “apt-get install python3-venv”."
            ) from error
        _pip(interpreter, "install", "--require-hashes", "--requirement", lock)
        _mark_fresh(folder, lock)
    return interpreter


def lacks_npm_packages() -> bool:
    """Tell whether `npm_packages` would have to install something."""
    return _is_stale(NODE_MODULES, _NPM_LOCK)


def npm_packages() -> Path:
    """Return the folder of the npm packages that `package-lock.json` locks."""
    if lacks_npm_packages():
        print("Installing the npm packages ...", flush=True)
        _npm_ci(PROJECT)
        _mark_fresh(NODE_MODULES, _NPM_LOCK)
    return NODE_MODULES


def npm_packages_of(tool: str) -> Path:
    """Return the folder of the npm packages that `tools/<tool>/package-lock.json` locks.

    They are for a tool that the build itself does without.
    """
    folder = BUILD / tool
    lock = PROJECT / "tools" / tool / _NPM_LOCK.name
    if _is_stale(folder, lock):
        print(f"Installing the npm packages of {tool} ...", flush=True)
        folder.mkdir(parents=True, exist_ok=True)
        for path in (lock, lock.with_name("package.json"), PROJECT / ".npmrc"):
            shutil.copyfile(path, folder / path.name)
        _npm_ci(folder)
        _mark_fresh(folder, lock)
    return folder / NODE_MODULES.name


def _npm_ci(folder: Path) -> None:
    node()
    npm = shutil.which("npm")
    if npm is None:
        raise MissingToolError("npm is not installed. Install Node.js, which brings it.")
    run([npm, "ci", "--no-progress", "--prefix", folder])


def node() -> str:
    """Return the path of Node.js; raise `MissingToolError` without one that is new enough."""
    found = shutil.which("node")
    if found is None:
        raise MissingToolError(
            f"Node.js is not installed. Install version {OLDEST_NODE} or later, with npm."
        )
    printed = subprocess.run(  # noqa: S603  (found on the PATH)
        [found, "--version"], check=True, stdout=subprocess.PIPE, text=True
    ).stdout.strip()
    if int(printed.removeprefix("v").partition(".")[0]) < OLDEST_NODE:
        raise MissingToolError(
            f"The build needs Node.js {OLDEST_NODE} or later, and this is {printed}. Install a "
            "later one."
        )
    return found


def pyodide_wheels() -> list[Path]:
    """Return the wheels for Pyodide that `requirements/pyodide.txt` locks."""
    folder = BUILD / "pyodide-wheels"
    lock = PROJECT / "requirements" / "pyodide.txt"
    if _is_stale(folder, lock):
        print("Fetching the wheels for Pyodide ...", flush=True)
        shutil.rmtree(folder, ignore_errors=True)
        _pip(
            python("site"), "download", "--no-deps", "--only-binary=:all:", "--require-hashes",
            *_FOR_PYODIDE, "--requirement", lock, "--dest", folder,
        )  # fmt: skip
        _mark_fresh(folder, lock)
    return sorted(folder.glob("*.whl"))


def fetch_for_pyodide(name: str, folder: Path, seconds: int) -> None:
    """Fetch a package's wheel for Pyodide into a folder, if the index has one.

    An index that does not answer within some seconds is taken for one that has none.
    """
    command: list[str | Path] = [
        python("site"), *_PIP, "download", "--no-deps", "--only-binary=:all:", *_FOR_PYODIDE,
        "--dest", folder, "--retries", "0", "--timeout", str(seconds), name,
    ]  # fmt: skip
    subprocess.run(command, check=False, capture_output=True)  # noqa: S603  (it is ours)


def kernel() -> None:
    """Compile the kernel to where the package finds it when it runs from its sources."""
    run([python("site"), "-m", "tools.kernel"])


def project_version() -> str:
    """Return the version of this project, which the package says itself."""
    text = (PROJECT / "py" / "isoanneal" / "__init__.py").read_text(encoding="utf-8")
    found = re.search(r'^__version__ = "(.+)"$', text, re.MULTILINE)
    if found is None:
        raise ValueError("py/isoanneal/__init__.py has no line __version__ = “…”. Give it one.")
    return found[1]


def project_wheel(folder: Path) -> Path:
    """Build the wheel of this project into a folder; equal sources give equal bytes."""
    run(
        [python("site"), "-m", "hatchling", "build", "--target", "wheel", "--directory", folder],
        REPRODUCIBLE,
        quiet=True,
    )
    return next(folder.glob("isoanneal-*.whl"))


def _pip(interpreter: Path, *arguments: str | Path) -> None:
    run([interpreter, *_PIP, *arguments])


def _is_stale(folder: Path, lock: Path) -> bool:
    stamp = folder / ".lock-hash"
    return not stamp.is_file() or stamp.read_text() != _hash(lock)


def _mark_fresh(folder: Path, lock: Path) -> None:
    (folder / ".lock-hash").write_text(_hash(lock))


def _hash(lock: Path) -> str:
    python_version = b"" if lock.name == _NPM_LOCK.name else sys.version.encode()
    return hashlib.sha256(lock.read_bytes() + python_version).hexdigest()
