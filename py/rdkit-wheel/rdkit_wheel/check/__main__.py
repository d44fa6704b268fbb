"""Checks a wheel: `python3 -m rdkit_wheel.check WHEEL --pyodide FOLDER`.

This interpreter must have the same version of RDKit, and Playwright.
"""

import argparse
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from playwright.sync_api import Error as PlaywrightError
from rdkit import RDConfig

from rdkit_wheel import compatibility, package, recipe
from rdkit_wheel.check import contents, engines, inside
from rdkit_wheel.check.engines import Engine, EngineError

_PARSES = 100_000
_ROUNDS = 3
"""How often the growth of the heap is measured: a leak shows each time."""
_MOST_GROWTH = 0.1
"""Bytes for each parse by which the heap may have grown: less than any leak would be."""
_KEPT = 1000
"""Molecules that are kept to see that the measure of the heap sees them."""

_OWN_TESTS = (
    "Code/DataStructs/Wrap/testBV.py",
    "Code/DataStructs/Wrap/testDiscreteValueVect.py",
    "Code/DataStructs/Wrap/testRealValueVect.py",
    "Code/DataStructs/Wrap/testSparseIntVect.py",
    "Code/Geometry/Wrap/testGeometry.py",
    "Code/GraphMol/Wrap/rough_test.py",
    "Code/GraphMol/Wrap/testConformer.py",
    "Code/GraphMol/Wrap/testPropertyLists.py",
    "Code/GraphMol/Wrap/testSGroups.py",
    "Code/GraphMol/Descriptors/Wrap/testMolDescriptors.py",
    "Code/GraphMol/Depictor/Wrap/testDepictor.py",
    "Code/GraphMol/CIPLabeler/Wrap/pyCIPLabelWrapTest.py",
    "Code/GraphMol/MolDraw2D/Wrap/testMolDraw2D.py",
)


@dataclass(frozen=True)
class Finding:
    """One line of the table; `is_fine` is `None` for what is only told."""

    where: str
    what: str
    result: str
    is_fine: bool | None


def main() -> int:
    """Check a wheel, print the table, and return 1 if something is not as it should be."""
    options = _parser().parse_args()
    findings = []
    for finding in _until_the_end(_findings(options)):
        mark = {True: "ok", False: "FAILED", None: "told"}[finding.is_fine]
        print(f"{mark:6}  {finding.where:8}  {finding.what}: {finding.result}", flush=True)
        findings.append(finding)
    failed = [finding for finding in findings if finding.is_fine is False]
    print(f"{len(failed)} of {len(findings)} failed." if failed else "Nothing failed.")
    return 1 if failed else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="rdkit_wheel.check", description=__doc__)
    parser.add_argument("wheel", type=Path)
    parser.add_argument("--pyodide", type=Path, required=True)
    parser.add_argument("--chromium", help="the browser's program; without it only Node.js")
    unpacked = recipe.cache() / "work/rdkit"
    parser.add_argument(
        "--source",
        type=Path,
        default=unpacked if unpacked.is_dir() else None,
        help="RDKit's source, for its own tests; default: what the recipe has unpacked",
    )
    parser.add_argument("--molecules", type=int, default=None, help="only so many of them")
    parser.add_argument(
        "--parses",
        type=int,
        default=_PARSES,
        help="how many to see the growth of the heap by (default: %(default)s)",
    )
    return parser


def _until_the_end(findings: Iterator[Finding]) -> Iterator[Finding]:
    """Give all findings, and one more for an engine that did not survive."""
    try:
        yield from findings
    except (EngineError, PlaywrightError, BadZipFile, ValueError) as error:
        yield Finding(
            "Pyodide", "the rest of the check", str(error).partition("\n")[0], is_fine=False
        )


def _findings(options: argparse.Namespace) -> Iterator[Finding]:
    wheel, pyodide = options.wheel.resolve(), options.pyodide.resolve()
    yield from _of_contents(wheel, pyodide)
    molecules = _molecules()[: options.molecules]
    expected = inside.all_facts(molecules)
    with engines.node(pyodide, wheel, options.source) as node:
        yield from _of_engine("Node", node, molecules, expected, options.parses)
        yield from _of_guards("Node", node, wheel)
        yield from _of_own_tests(node, options.source)
    if options.chromium is not None:
        with engines.chromium(pyodide, wheel, options.chromium) as page:
            yield from _of_engine("Chromium", page, molecules, expected, options.parses)
            yield from _of_guards("Chromium", page, wheel)


def _molecules() -> list[str]:
    """Return the SMILES of the National Cancer Institute's set that RDKit brings."""
    path = Path(RDConfig.RDDataDir) / "NCI/first_5K.smi"
    return [line.split()[0] for line in path.read_text(encoding="utf-8").splitlines() if line]


def _of_contents(wheel: Path, pyodide: Path) -> Iterator[Finding]:
    shared = contents.shared_object(wheel)
    main = (pyodide / compatibility.MAIN_MODULE).read_bytes()
    missing = compatibility.missing_imports(shared, main)
    result = f"{len(missing)} missing {', '.join(missing[:5])}".strip()
    yield Finding("wheel", "imports of the shared object", result, not missing)
    wrong = contents.wrong_hashes(wheel)
    yield Finding("wheel", "files other than RECORD says", f"{len(wrong)}", not wrong)
    licences = contents.licences(wheel)
    yield Finding("wheel", "licence files", ", ".join(licences) or "none", None)


def _of_engine(
    where: str,
    engine: Engine,
    molecules: list[str],
    expected: list[list[inside.Fact] | None],
    parses: int,
) -> Iterator[Finding]:
    version, own = engine.ask("inside", "version"), inside.version()
    yield Finding(where, "version", f"{version}, natively {own}", version == own)
    found, seconds = _timed(lambda: engine.ask("inside", "all_facts", molecules))
    rate = len(molecules) / seconds
    yield Finding(where, "molecules", f"{len(molecules)}, {rate:,.0f} in a second", None)
    taken = [(a, b) for a, b in zip(expected, found, strict=True) if a is not None]
    refused = sum((a is None) != (b is None) for a, b in zip(expected, found, strict=True))
    yield Finding(where, "molecules taken by one only", f"{refused}", refused == 0)
    for place, name in enumerate(inside.NAMES):
        differing = sum(b is None or a[place] != b[place] for a, b in taken)
        result = f"{differing} of {len(taken)} differ"
        yield Finding(where, name, result, differing == 0)
    wrong = engine.ask("inside", "wrong_exceptions")
    result = "; ".join(wrong) or f"{inside.count_of_exceptions()} as they should be"
    yield Finding(where, "exceptions", result, not wrong)
    growths, seconds = _timed(lambda: engine.ask("inside", "heap_growth", parses, _ROUNDS))
    told = ", ".join(f"{one:,}" for one in growths)
    result = f"{told} bytes in rounds of {parses:,} parses, {seconds:.0f} s"
    yield Finding(where, "growth of the heap", result, min(growths) < _MOST_GROWTH * parses)
    control = engine.ask("inside", "heap_growth_with_kept", _KEPT)
    result = f"{control:,} bytes"
    yield Finding(where, f"the same with {_KEPT:,} molecules kept", result, control > _KEPT)


def _of_guards(where: str, engine: Engine, wheel: Path) -> Iterator[Finding]:
    what = "long and deep SMILES and SMARTS"
    if contents.generator(wheel) != package.GENERATOR:
        yield Finding(where, what, "not tried: another recipe's wheel may have no guard", None)
        return
    wrong = engine.ask("inside", "unguarded")
    yield Finding(where, what, "; ".join(wrong) or "2,000 characters, and not more", not wrong)


def _of_own_tests(node: Engine, source: Path | None) -> Iterator[Finding]:
    if source is None:
        yield Finding("Node", "RDKit's own tests", "not run: its source was not given", None)
        return
    for path in _OWN_TESTS:
        if not (source / path).is_file():
            continue
        answer = node.ask("own_tests", "run", f"/source/{path}", "/source")
        yield Finding("Node", path, _summary(**answer), None)


def _summary(ran: int, skipped: dict[str, int], failed: list[list[str]]) -> str:
    reasons = [f"{count} skipped ({reason})" for reason, count in skipped.items()]
    lines = "".join(f"\n{'':18}{test}: {why}" for test, why in failed)
    return ", ".join([f"{ran} ran", *reasons, f"{len(failed)} failed"]) + lines


def _timed(call: Callable[[], Any]) -> tuple[Any, float]:
    began = time.monotonic()
    return call(), time.monotonic() - began


if __name__ == "__main__":
    sys.exit(main())
