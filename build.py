#!/usr/bin/env python3
"""Builds, serves and tests IsoAnneal.

python3 build.py          write dist/, ready for any static host
python3 build.py single   write dist/isoanneal.html, the whole site as one file
python3 build.py zip      write dist/isoanneal-….zip, for web servers and learning platforms
python3 build.py serve    write dist/, and serve it on http://127.0.0.1:8000/
python3 build.py test     run every test; what follows is handed to pytest
python3 build.py bench    measure the engine and the page
python3 build.py sizes    print what a first visit downloads, and why
python3 build.py picture  take the picture of the page for the README
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tools import (
    adaptation,
    archive,
    distribution,
    environment,
    notices,
    programs,
    pyodide_lock,
    server,
    sizes,
)

PORT = 8000
WHEEL_VARIABLE = "ISOANNEAL_RDKIT_WHEEL"
_EXPLAINED = (
    environment.MissingToolError,
    pyodide_lock.UnusableWheelError,
    adaptation.UnknownPlaceError,
    notices.MissingNoticeError,
    OSError,
)
# In the order of collection: the browser's tests come last (tests/conftest.py says why).
_SIDE_BY_SIDE = ("--numprocesses=2", "--dist=loadfile", "--no-loadscope-reorder")
_CHECKED = ("py", "site", "tests", "tools", "build.py")


def main() -> int:
    """Run the command that was asked for; return the exit status."""
    options, rest = _parser().parse_known_args()
    if rest and options.command != "test":
        _parser().error(f"unknown arguments: {' '.join(rest)}")
    try:
        _COMMANDS[options.command](options, rest)
    except _EXPLAINED as error:
        print(f"build.py: {error}", file=sys.stderr)
        return 1
    except subprocess.CalledProcessError as error:
        return error.returncode
    except KeyboardInterrupt:
        return 130
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("command", nargs="?", default="build", choices=list(_COMMANDS))
    parser.add_argument("--port", type=int, default=PORT, help="port of “serve”")
    parser.add_argument(
        "--rdkit-wheel",
        type=Path,
        metavar="PATH",
        default=Path(os.environ[WHEEL_VARIABLE]) if os.environ.get(WHEEL_VARIABLE) else None,
        help=f"ship this wheel of RDKit for Pyodide (also: the variable {WHEEL_VARIABLE})",
    )
    parser.add_argument(
        "--precompressed",
        action="store_true",
        help="write .br and .gz beside each file, for servers that send those",
    )
    return parser


def _build(options: argparse.Namespace, _: list[str]) -> None:
    began = time.monotonic()
    distribution.build(options.rdkit_wheel)
    if options.precompressed:
        environment.run([environment.python("site"), "-m", "tools.compression", distribution.DIST])
    _report("dist/", began, options.rdkit_wheel)


def _single(options: argparse.Namespace, _: list[str]) -> None:
    began = time.monotonic()
    written = distribution.build_one_file(options.rdkit_wheel)
    megabytes = written.stat().st_size / 1e6
    _report(f"dist/{written.name} ({megabytes:.1f} MB)", began, options.rdkit_wheel)


def _zip(options: argparse.Namespace, _: list[str]) -> None:
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        site = distribution.build(options.rdkit_wheel, Path(folder) / "site")
        version = environment.project_version()
        written = archive.write(site, distribution.DIST / f"isoanneal-{version}.zip", version)
    megabytes = written.stat().st_size / 1e6
    _report(f"dist/{written.name} ({megabytes:.1f} MB)", began, options.rdkit_wheel)


def _sizes(options: argparse.Namespace, _: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        print(sizes.table(distribution.build(options.rdkit_wheel, Path(folder) / "site")))


def _report(what: str, began: float, wheel: Path | None) -> None:
    shipped = (
        "RDKit's own WebAssembly build from npm (no wheel for Pyodide was given)"
        if wheel is None
        else f"RDKit's Python package, {wheel.name}"
    )
    print(f"{what} is ready after {time.monotonic() - began:.0f} s, with {shipped}.")


def _serve(options: argparse.Namespace, rest: list[str]) -> None:
    _build(options, rest)
    try:
        running = server.server(distribution.DIST, options.port)
    except OSError as error:
        raise OSError(
            f"Port {options.port} is taken ({error}). Give another: --port 8001"
        ) from error
    with running:
        print(f"Open {server.address(running)} in a browser. Ctrl+C stops.", flush=True)
        running.serve_forever()


def _test(options: argparse.Namespace, rest: list[str]) -> None:
    programs.install_missing()
    interpreter = environment.python("test")
    environment.run([interpreter, "-m", "ruff", "check", "."])
    environment.run([interpreter, "-m", "ruff", "format", "--check", "."])
    environment.run([interpreter, "-m", "mypy", *_CHECKED])
    # Before the tests, which may run side by side.
    environment.npm_packages()
    environment.python("site")
    environment.pyodide_wheels()
    _run_with_package([interpreter, "-m", "pytest", *_SIDE_BY_SIDE, *rest], _wheel(options))


def _bench(options: argparse.Namespace, _: list[str]) -> None:
    _run_with_package([environment.python("test"), "-m", "tests.bench"], _wheel(options))


def _picture(options: argparse.Namespace, _: list[str]) -> None:
    _run_with_package([environment.python("test"), "-m", "tests.picture"], _wheel(options))


def _wheel(options: argparse.Namespace) -> dict[str, str]:
    return (
        {} if options.rdkit_wheel is None else {WHEEL_VARIABLE: str(options.rdkit_wheel.resolve())}
    )


def _run_with_package(command: list[str | Path], variables: dict[str, str]) -> None:
    environment.run(command, {"PYTHONPATH": str(environment.PROJECT / "py"), **variables})


_COMMANDS = {
    "build": _build,
    "single": _single,
    "zip": _zip,
    "serve": _serve,
    "test": _test,
    "bench": _bench,
    "sizes": _sizes,
    "picture": _picture,
}

if __name__ == "__main__":
    sys.exit(main())
