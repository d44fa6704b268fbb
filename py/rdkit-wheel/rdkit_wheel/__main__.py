"""The command line: `python3 -m rdkit_wheel build --help`."""

import argparse
import os
import subprocess
import sys
import time
from pathlib import Path

from rdkit_wheel import build, recipe, sources
from rdkit_wheel.container import Container
from rdkit_wheel.debian import Debian
from rdkit_wheel.emsdk import Emsdk
from rdkit_wheel.steps import RecipeError
from rdkit_wheel.toolchain import Toolchain


def main() -> int:
    """Run the command that was asked for; return the exit status."""
    options = _parser().parse_args()
    try:
        return int(options.command(options))
    except (RecipeError, OSError) as error:
        print(f"rdkit-wheel: {error}", file=sys.stderr)
        return 1
    except subprocess.CalledProcessError as error:
        print(f"rdkit-wheel: this failed: {error.cmd}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nrdkit-wheel: interrupted; run it again, and it goes on.", file=sys.stderr)
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="rdkit_wheel", description=__doc__)
    commands = parser.add_subparsers(required=True)
    where = commands.add_parser("where", help="print where a built wheel is, if there is one")
    where.set_defaults(command=_where)
    building = commands.add_parser("build", help="build the wheel")
    building.set_defaults(command=_build)
    for command in (where, building):
        command.add_argument(
            "--cache", type=Path, default=recipe.cache(), help="default: %(default)s"
        )
        command.add_argument("--modules", choices=("core", "full"), default="core")
    building.add_argument(
        "--pyodide", type=Path, required=True, help="the folder of the npm package pyodide"
    )
    building.add_argument("--toolchain", choices=("debian", "container", "emsdk"), default=None)
    building.add_argument("--sources", type=Path, help="a folder that has the source archives")
    return parser


def _where(options: argparse.Namespace) -> int:
    wheel = _target(options) / recipe.read(options.modules).wheel_name
    if wheel.is_file():
        print(wheel)
    return 0


def _build(options: argparse.Namespace) -> int:
    began = time.monotonic()
    wanted = recipe.read(options.modules)
    toolchain = _toolchain(options)
    try:
        if options.sources is not None:
            sources.bring(wanted, options.sources, toolchain.work / "archives")
        wheel = build.build(wanted, toolchain, options.pyodide, _target(options))
    finally:
        _give_to_the_user(options.cache)
    minutes = (time.monotonic() - began) / 60
    print(f"{wheel} ({wheel.stat().st_size / 1e6:.2f} MB) is ready after {minutes:.1f} minutes.")
    return 0


def _give_to_the_user(cache: Path) -> None:
    """Give folders that root has made in the user's cache to the user who called sudo."""
    if "SUDO_UID" not in os.environ or not cache.is_dir():
        return
    owner = int(os.environ["SUDO_UID"]), int(os.environ["SUDO_GID"])
    wheels = cache / "wheels"
    for path in (cache.parent, cache, wheels, *wheels.rglob("*")):
        if path.exists() and path.stat().st_uid == 0:
            os.chown(path, *owner)


def _target(options: argparse.Namespace) -> Path:
    return Path(options.cache) / "wheels" / f"{options.modules}-{recipe.fingerprint()}"


def _toolchain(options: argparse.Namespace) -> Toolchain:
    cache = options.cache.resolve()
    work = cache / "work"
    name = options.toolchain or ("debian" if os.geteuid() == 0 else "container")
    if name == "emsdk":
        return Emsdk(work)
    return Debian(cache, work) if name == "debian" else Container(work)


if __name__ == "__main__":
    sys.exit(main())
