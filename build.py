#!/usr/bin/env python3
"""Builds, serves and tests IsoAnneal.

python3 build.py             write dist/, ready for any static host
python3 build.py single      write dist/isoanneal.html, the whole site as one file
python3 build.py zip         write dist/isoanneal-site-….zip, for web servers and learning platforms
python3 build.py serve       write dist/, and serve it on http://127.0.0.1:8000/
python3 build.py check       check style and types and run the quick tests, of files or of all
python3 build.py test        run the tests; what follows goes to pytest, --all adds the long ones
python3 build.py bench       measure the engines, the page and its start; takes ten minutes
python3 build.py fuzz        attack the page with random actions, and tell what that breaks
python3 build.py soak        make millions of steps and a thousand runs in a tab; nothing may grow
python3 build.py drawings    lay out thousands of isomers, and tell what misleads in their drawings
python3 build.py aims        count how often each aim is reached, with heat and without
python3 build.py mutants     plant faults in the core of the package; tell which no test finds
python3 build.py lighthouse  have Lighthouse audit the built site, and demand what it gives
python3 build.py classroom   make thirty first visits at once, and tell what they take
python3 build.py package     build the Python package, wheel and sdist, into build/package/
python3 build.py sizes       print what a first visit downloads, and why
python3 build.py text        list the keys of the site's words that are missing or unused
python3 build.py rdkit       build RDKit as a wheel for Pyodide, which the others then carry
python3 build.py picture     take the picture of the page for the README
"""

import sys

if sys.version_info < (3, 11):
    sys.exit(
        f"build.py needs Python 3.11 or later, and this is {sys.version.split()[0]}. Run it with a "
        "later one, for example “python3.11 build.py”."
    )

import argparse
import os
import subprocess
import tempfile
import time
from pathlib import Path

from tools import (
    adaptation,
    archive,
    check,
    distribution,
    environment,
    mutants,
    notices,
    package,
    panels,
    programs,
    pyodide_lock,
    rdkit,
    server,
    sizes,
    text,
)
from tools.lighthouse import audit, report

PORT = 8000
WHEEL_VARIABLE = "ISOANNEAL_RDKIT_WHEEL"
FUZZ_OPTIONS = {
    "minutes": "for how long (10)",
    "actions": "how many actions at most (1,000,000)",
    "seed": "the same seed draws the same attacks (1)",
    "browser": "chromium or firefox (chromium)",
    "replay": "make an attack again that was kept in a file",
    "report": "also write what it came to into a file",
}
_INPUTS = ("tests/test_inputs.py", "tests/page/test_inputs.py")
_FAULTS = "tests/browser/test_faults.py"
_EXPLAINED = (
    environment.MissingToolError,
    pyodide_lock.UnusableWheelError,
    adaptation.UnknownPlaceError,
    check.CheckFailedError,
    audit.LowScoreError,
    text.UnfitTextError,
    notices.MissingNoticeError,
    panels.UnfitPanelError,
    mutants.FailingTestsError,
    mutants.SurvivingMutantsError,
    OSError,
)
# In the order of collection: the browser's tests come last (tests/conftest.py says why).
_SIDE_BY_SIDE = ("--numprocesses=2", "--dist=loadfile", "--no-loadscope-reorder")


_LIGHTHOUSE = environment.PROJECT / "docs" / "reports" / "lighthouse.md"

_WITH_REST = ("check", "test", "mutants")
"""Commands that hand on what follows them."""


def main() -> int:
    """Run the command that was asked for; return the exit status."""
    options, rest = _parser().parse_known_args()
    if rest and options.command not in _WITH_REST:
        _parser().error(f"unknown arguments: {' '.join(rest)}")
    try:
        _COMMANDS[options.command](options, rest)
    except _EXPLAINED as error:
        print(f"build.py: {error}", file=sys.stderr)
        return 1
    except subprocess.CalledProcessError as error:
        return error.returncode
    except KeyboardInterrupt:
        print("build.py: stopped", file=sys.stderr)
        return 130
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,  # what follows “check” and “test” may be pytest's
    )
    parser.add_argument("command", nargs="?", default="build", choices=list(_COMMANDS))
    parser.add_argument("--port", type=int, default=PORT, help="port of “serve”")
    parser.add_argument(
        "--host",
        default=server.HOST,
        help=f"from where “serve” can be reached: {server.HOST}, this machine only (the default), "
        "or 0.0.0.0, every machine on its network",
    )
    parser.add_argument(
        "--rdkit-wheel",
        metavar="PATH",
        default=os.environ.get(WHEEL_VARIABLE) or None,
        help=f"carry this wheel of RDKit for Pyodide, or with “{rdkit.NPM_BUILD}” RDKit's build "
        f"from npm (also: the variable {WHEEL_VARIABLE}); without it a wheel that was built here, "
        "or that the package index has",
    )
    parser.add_argument(
        "--precompressed",
        action="store_true",
        help="write .br and .gz beside each file, for servers that send those",
    )
    bench = parser.add_argument_group("bench")
    bench.add_argument(
        "--against",
        metavar="COMMIT",
        default="",
        help="measure another commit too, in turn with this state, and tell what is worse",
    )
    bench.add_argument(
        "--only",
        metavar="NAMES",
        default="",
        help="only these: start, wiener, replicates, growth, targets, or a formula such as C10H16; "
        "several with commas between them",
    )
    bench.add_argument(
        "--rounds", type=int, default=5, help="how often each is measured with --against (5)"
    )
    fuzz = parser.add_argument_group("fuzz")
    for name, meaning in FUZZ_OPTIONS.items():
        fuzz.add_argument(f"--{name}", help=meaning)
    fuzz.add_argument(
        "--inputs",
        type=int,
        nargs="?",
        const=100_000,
        metavar="N",
        help="in its place give each parser and each message so many random inputs (100,000)",
    )
    fuzz.add_argument(
        "--faults",
        action="store_true",
        help="in its place have each file of the page fail in each way while it loads",
    )
    recipe = parser.add_argument_group("rdkit")
    recipe.add_argument("--check", type=Path, metavar="WHEEL", help="check a wheel, build none")
    for name, meaning in rdkit.RECIPE_OPTIONS.items():
        recipe.add_argument(f"--{name}", help=meaning)
    return parser


def _build(options: argparse.Namespace, _: list[str]) -> None:
    began = time.monotonic()
    chosen = rdkit.choose(options.rdkit_wheel)
    distribution.build(chosen)
    if options.precompressed:
        environment.run([environment.python("site"), "-m", "tools.compression", distribution.DIST])
    _report("dist/", began, chosen)


def _single(options: argparse.Namespace, _: list[str]) -> None:
    began = time.monotonic()
    chosen = rdkit.choose(options.rdkit_wheel)
    written = distribution.build_one_file(chosen)
    _report(f"dist/{written.name} ({_megabytes(written)})", began, chosen)


def _zip(options: argparse.Namespace, _: list[str]) -> None:
    began = time.monotonic()
    chosen = rdkit.choose(options.rdkit_wheel)
    with tempfile.TemporaryDirectory() as folder:
        site = distribution.build(chosen, Path(folder) / "site")
        version = environment.project_version()
        written = archive.write(site, distribution.DIST / f"isoanneal-site-{version}.zip", version)
    _report(f"dist/{written.name} ({_megabytes(written)})", began, chosen)


def _sizes(options: argparse.Namespace, _: list[str]) -> None:
    chosen = rdkit.choose(options.rdkit_wheel)
    with tempfile.TemporaryDirectory() as folder:
        print(sizes.table(distribution.build(chosen, Path(folder) / "site")))


def _text(_: argparse.Namespace, __: list[str]) -> None:
    text.check(distribution.SITE)


def _package(_: argparse.Namespace, __: list[str]) -> None:
    for written in package.build():
        print(f"{written.relative_to(environment.PROJECT)} ({_megabytes(written)})")


def _report(what: str, began: float, chosen: rdkit.RDKit) -> None:
    print(f"{what} is ready after {time.monotonic() - began:.0f} s, with {chosen.reason}.")


def _megabytes(path: Path) -> str:
    return f"{path.stat().st_size / 1e6:.1f} MB"


def _serve(options: argparse.Namespace, rest: list[str]) -> None:
    try:  # before a build that would be for nothing
        running = server.server(distribution.DIST, options.port, host=options.host)
    except OSError as error:
        raise OSError(
            f"Port {options.port} of {options.host} is taken or cannot be had ({error}). Give "
            "another: --port 8001"
        ) from error
    with running:
        _build(options, rest)
        print(f"Open {server.address(running)} in a browser. Ctrl+C stops.", flush=True)
        running.serve_forever()


def _check(_: argparse.Namespace, rest: list[str]) -> None:
    check.run(check.plan(rest), environment.python("test"), _with_package())


def _test(options: argparse.Namespace, rest: list[str]) -> None:
    programs.install_missing(programs.WELCOME)
    interpreter = environment.python("test")
    environment.run([interpreter, "-m", "ruff", "check", "."])
    environment.run([interpreter, "-m", "ruff", "format", "--check", "."])
    environment.run([interpreter, "-m", "mypy", *check.CHECKED])
    environment.kernel()
    # Before the tests, which may run side by side.
    environment.npm_packages()
    environment.python("site")
    environment.python("rdkit")
    environment.python("mutants")
    environment.pyodide_wheels()
    _run_with_package([interpreter, "-m", "pytest", *_SIDE_BY_SIDE, *rest], _wheel(options))


def _bench(options: argparse.Namespace, _: list[str]) -> None:
    programs.install_missing()
    environment.kernel()
    wanted = [f"--{name}={getattr(options, name)}" for name in ("against", "only", "rounds")]
    _run_with_package([environment.python("test"), "-m", "tests.bench", *wanted], _wheel(options))


def _fuzz(options: argparse.Namespace, _: list[str]) -> None:
    programs.install_missing()
    environment.kernel()
    python = environment.python("test")
    pytest = (python, "-m", "pytest", "--numprocesses=2", "--dist=worksteal", "--timeout=0")
    if options.inputs:
        _run_with_package([*pytest, *_INPUTS], {"ISOANNEAL_INPUTS": str(options.inputs)})
    elif options.faults:
        environment.npm_packages()
        environment.python("site")
        environment.pyodide_wheels()
        _run_with_package([*pytest, "--all", _FAULTS], _wheel(options))
    else:
        given = {name: getattr(options, name) for name in FUZZ_OPTIONS}
        wanted = [f"--{name}={value}" for name, value in given.items() if value is not None]
        _run_with_package([python, "-m", "tests.fuzz", *wanted], _wheel(options))


def _soak(options: argparse.Namespace, _: list[str]) -> None:
    programs.install_missing()
    environment.kernel()
    wanted = [f"--report={options.report}"] if options.report else []
    _run_with_package([environment.python("test"), "-m", "tests.soak", *wanted], _wheel(options))


def _lighthouse(options: argparse.Namespace, _: list[str]) -> None:
    programs.install_missing()
    with tempfile.TemporaryDirectory() as folder:
        site = distribution.build(rdkit.choose(options.rdkit_wheel), Path(folder) / "site")
        audits = audit.of_site(site)
    told = report.document(environment.project_version(), audits)
    print(told)
    _LIGHTHOUSE.parent.mkdir(exist_ok=True)
    _LIGHTHOUSE.write_text(told, encoding="utf-8")
    audit.demand(audits)


def _classroom(options: argparse.Namespace, _: list[str]) -> None:
    programs.install_missing((programs.NGINX,))
    environment.kernel()
    _run_with_package([environment.python("test"), "-m", "tests.classroom"], _wheel(options))


def _drawings(options: argparse.Namespace, _: list[str]) -> None:
    environment.kernel()
    environment.npm_packages()
    environment.pyodide_wheels()
    _run_with_package([environment.python("test"), "-m", "tests.drawings"], _wheel(options))


def _aims(_: argparse.Namespace, __: list[str]) -> None:
    environment.kernel()
    _run_with_package([environment.python("test"), "-m", "tests.aims"], {})


def _mutants(_: argparse.Namespace, rest: list[str]) -> None:
    mutants.run(rest, environment.python("test"), _with_package())


def _picture(options: argparse.Namespace, _: list[str]) -> None:
    programs.install_missing()
    _run_with_package([environment.python("test"), "-m", "tests.picture"], _wheel(options))


def _rdkit(options: argparse.Namespace, _: list[str]) -> None:
    if options.check is not None:
        rdkit.check(options.check)
    else:
        given = {name: getattr(options, name) for name in rdkit.RECIPE_OPTIONS}
        rdkit.make({name: value for name, value in given.items() if value is not None})


def _wheel(options: argparse.Namespace) -> dict[str, str]:
    wheel = rdkit.choose(options.rdkit_wheel).wheel if options.rdkit_wheel else None
    return {} if wheel is None else {WHEEL_VARIABLE: str(wheel.resolve())}


def _run_with_package(command: list[str | Path], variables: dict[str, str]) -> None:
    environment.run(command, {**_with_package(), **variables})


def _with_package() -> dict[str, str]:
    """Return the variables with which Python finds the package in its sources."""
    places = (environment.PROJECT / "py", rdkit.RECIPE)
    return {"PYTHONPATH": os.pathsep.join(map(str, places))}


_COMMANDS = {
    "build": _build,
    "single": _single,
    "zip": _zip,
    "serve": _serve,
    "check": _check,
    "test": _test,
    "bench": _bench,
    "fuzz": _fuzz,
    "soak": _soak,
    "lighthouse": _lighthouse,
    "classroom": _classroom,
    "drawings": _drawings,
    "aims": _aims,
    "mutants": _mutants,
    "package": _package,
    "sizes": _sizes,
    "text": _text,
    "rdkit": _rdkit,
    "picture": _picture,
}

if __name__ == "__main__":
    sys.exit(main())
