"""Measures drawings of many isomers, and makes a sheet of those to look at.

What is measured here is measured anew: with the graph theory of networkx, from the points that
`layout` returns and from the letters that RDKit really draws.
"""

import html
import json
import re
import time
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from math import dist, hypot
from pathlib import Path
from statistics import fmean, median

import networkx as nx  # type: ignore[import-untyped]
from isoanneal import drawing
from isoanneal.chem import Point
from isoanneal.formula import parse
from isoanneal.layout import layout
from isoanneal.structure import Structure
from isoanneal.walk import walk

from tests import nodejs
from tests.browser.sites import found_wheel
from tests.ground_truth import GROUND_TRUTH
from tests.molecules import structure_of
from tools.environment import BUILD, PROJECT, npm_packages, pyodide_wheels

CLOSE, TOUCHING, UNEVEN = 0.25, 0.12, 2.5
"""In median bond lengths; and how many times the longest bond may be as long as the shortest."""
WHOLE = ("C6H6", "C7H8", "C5H4O2", "C4H4N2", "C7H7Cl")
SAMPLED = {"C8H8": 500, "C10H10": 500, "C12H8": 500, "C10H16": 2000, "C20H30": 100}
KNOWN = {
    "norbornane": "C1CC2CCC1C2",
    "pinane": "CC1CCC2CC1C2(C)C",
    "camphor": "CC1(C)C2CCC1(C)C(=O)C2",
    "naphthalene": "c1ccc2ccccc2c1",
    "testosterone": "CC12CCC3C(C1CCC2O)CCC4=CC(=O)CCC34C",
    "cubane": "C12C3C4C1C5C2C3C45",
    "adamantane": "C1C2CC3CC1CC(C2)C3",
    "prismane": "C12C3C1C4C2C34",
    "dodecahedrane": "C12C3C4C5C1C6C7C2C8C3C9C4C1C5C6C2C7C8C9C12",
    "barrelene": "C1=CC2C=CC1C=C2",
    "morphine": "CN1CCC23C4C1CC5=C2C(=C(C=C5)O)OC3C(C=C4)O",
    "quinine": "COC1=CC2=C(C=CN=C2C=C1)C(C3CC4CCN3CC4C=C)O",
    "strychnine": "O=C1CC2OCC=C3CN4CCC56C4CC3C2C5N1c1ccccc16",
    "caffeine": "CN1C=NC2=C1C(=O)N(C(=O)N2C)C",
    "glucose": "OCC1OC(O)C(O)C(O)C1O",
    "buckminsterfullerene": (
        "c12c3c4c5c1c1c6c7c2c2c8c3c3c9c4c4c%10c5c5c1c1c6c6c%11c7c2c2c7c8c3c3c8c9c4c4c9c%10c5c5c1"
        "c1c6c6c%11c2c2c7c3c3c8c4c4c9c5c1c1c6c2c3c41"
    ),
}
_STEPS_OF_A_WHOLE_WALK = 400_000
_STEPS_A_SAMPLE = 40
_LETTERS = re.compile(r"<path class='atom-(\d+)' d='([^']*)'")
_NUMBER = re.compile(r"-?\d+\.?\d*")
_SHOWN = 24
_SHEET = BUILD / "drawings.html"


@dataclass(frozen=True)
class Measures:
    """What a reader of one drawing would stumble over, in numbers of places."""

    on_atoms: int
    on_bonds: int
    on_labels: int
    crossings: int
    is_planar: bool
    unevenness: float
    milliseconds: float = 0.0

    @property
    def is_clean(self) -> bool:
        """Whether nothing misleads; a graph that is not planar needs its crossings."""
        is_free = not self.crossings or not self.is_planar
        return is_free and not self.on_atoms and not self.on_bonds and not self.on_labels


def measure(structure: Structure, points: Sequence[Point], milliseconds: float = 0.0) -> Measures:
    """Measure where the heavy atoms of a structure are drawn."""
    bonds = [(i, j) for i, j, _ in structure.bonds()]
    lengths = [dist(points[i], points[j]) for i, j in bonds] or [1.0]
    usual = median(lengths)
    on_bonds = sum(
        _distance(points[atom], points[i], points[j]) < TOUCHING * usual
        for atom in range(len(points))
        for i, j in bonds
        if atom not in (i, j)
    )
    return Measures(
        sum(dist(a, b) < CLOSE * usual for a, b in combinations(points, 2)),
        on_bonds,
        _touching_labels(drawing.svg(structure, points)),
        sum(_cross(points, *pair) for pair in combinations(bonds, 2)),
        bool(nx.check_planarity(nx.Graph(bonds))[0]),
        max(lengths) / min(lengths),
        milliseconds,
    )


def _distance(point: Point, start: Point, end: Point) -> float:
    (x, y), (a, b), (c, d) = point, start, end
    length = (c - a) ** 2 + (d - b) ** 2
    share = min(max(((x - a) * (c - a) + (y - b) * (d - b)) / length, 0.0), 1.0)
    return hypot(x - a - share * (c - a), y - b - share * (d - b))


def _cross(points: Sequence[Point], one: tuple[int, int], other: tuple[int, int]) -> bool:
    if {*one} & {*other}:
        return False
    a, b, c, d = (points[atom] for atom in (*one, *other))
    return _side(a, b, c) * _side(a, b, d) < 0 and _side(c, d, a) * _side(c, d, b) < 0


def _side(a: Point, b: Point, c: Point) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def _touching_labels(svg: str) -> int:
    """Return how many pairs of atoms have letters that touch."""
    boxes: dict[str, list[float]] = {}
    for atom, path in _LETTERS.findall(svg):
        numbers = [float(one) for one in _NUMBER.findall(path)]
        xs, ys = numbers[::2], numbers[1::2]
        box = [min(xs), min(ys), -max(xs), -max(ys)]
        boxes[atom] = [min(pair) for pair in zip(boxes.get(atom, box), box, strict=True)]
    return sum(
        all(one[k] < -other[k + 2] and other[k] < -one[k + 2] for k in (0, 1))
        for one, other in combinations(boxes.values(), 2)
    )


def isomers(formula: str, count: int | None = None) -> list[Structure]:
    """Return so many random isomers of a formula, all that a long walk meets without a number."""
    steps = _STEPS_OF_A_WHOLE_WALK if count is None else _STEPS_A_SAMPLE * count
    met = walk(parse(formula), steps).smiles
    every = max(1, len(met) // count) if count else 1
    return [structure_of(smiles) for smiles in met[::every][:count]]


def optima() -> list[Structure]:
    """Return the structures with the least and greatest Wiener indices that are known."""
    smiles = {
        one
        for facts in GROUND_TRUTH.values()
        for one in (*facts.wiener_min_smiles, *facts.wiener_max_smiles)
    }
    return [structure_of(one) for one in sorted(smiles)]


def laid_out_here(structures: Sequence[Structure]) -> list[Measures]:
    """Lay structures out with RDKit's Python package, and measure that."""
    found = []
    for structure in structures:
        start = time.perf_counter()
        points = layout(structure)
        found.append(measure(structure, points, 1000 * (time.perf_counter() - start)))
    return found


def laid_out_in_pyodide(
    structures: Sequence[Structure], wheel: Path | None = None
) -> dict[str, list[Measures]]:
    """Lay structures out in Pyodide with each RDKit build that there is, and measure that."""
    given = [[one.elements, one.bond_units, one.hydrogen_bearers] for one in structures]
    (msgspec,) = (one for one in pyodide_wheels() if one.name.startswith("msgspec"))
    arguments = [npm_packages(), PROJECT / "py", PROJECT / "site" / "worker", msgspec]
    script = Path(__file__).parent / "layouts_in_pyodide.mjs"
    answer = json.loads(
        nodejs.run(script, *arguments, *([wheel] if wheel else []), given=json.dumps(given))
    )
    return {
        name: [
            measure(structure, one["points"], one["milliseconds"])
            for structure, one in zip(structures, laid, strict=True)
        ]
        for name, laid in answer.items()
    }


COLUMNS = (
    "drawings", "clean", "atoms on atoms", "atoms on bonds", "labels on labels",
    "needless crossings", "crossings of others", "others", "uneven", "ms", "ms at most",
)  # fmt: skip


def row(name: str, found: Sequence[Measures]) -> str:
    """Return a row of a table in Markdown: what is told of a list of drawings."""
    times = [one.milliseconds for one in found]
    others = [one for one in found if not one.is_planar]
    numbers = [
        len(found),
        sum(one.is_clean for one in found),
        sum(one.on_atoms for one in found),
        sum(one.on_bonds for one in found),
        sum(one.on_labels for one in found),
        sum(one.crossings for one in found if one.is_planar),
        sum(one.crossings for one in others),
        len(others),
        sum(one.unevenness > UNEVEN for one in found),
    ]
    counted = " | ".join(f"{number:,}" for number in numbers)
    return f"| {name} | {counted} | {fmean(times):.1f} | {max(times):.0f} |"


def sheet(structures: dict[str, Structure]) -> str:
    """Return a page with a drawing of each structure, to look at."""
    figures = "".join(
        f"<figure>{drawing.svg(structure)}<figcaption>{html.escape(name)}</figcaption></figure>"
        for name, structure in structures.items()
    )
    grid = "body{display:grid;grid-template-columns:repeat(auto-fill,260px);font:13px sans-serif}"
    style = f"<style>{grid}figure{{margin:8px}}svg{{width:240px;height:auto}}</style>"
    return f"<!doctype html><meta charset=utf-8><title>Drawings</title>{style}{figures}"


def main() -> None:
    """Print the table of all lists, by every RDKit build that there is, and leave the sheet."""
    wheel = found_wheel()
    lists = {"optima": optima(), "known": [structure_of(one) for one in KNOWN.values()]}
    lists |= {formula: isomers(formula) for formula in WHOLE}
    lists |= {formula: isomers(formula, count) for formula, count in SAMPLED.items()}
    print(f"| of | {' | '.join(COLUMNS)} |")
    print(f"| --- |{' ---: |' * len(COLUMNS)}")
    for name, structures in lists.items():
        print(row(f"{name}, CPython", laid_out_here(structures)), flush=True)
        for build, found in laid_out_in_pyodide(structures, wheel).items():
            print(row(f"{name}, {build} in Pyodide", found), flush=True)
    shown = {name: structure_of(smiles) for name, smiles in KNOWN.items()}
    for name, structures in lists.items():
        shown |= {f"{name} {number}": one for number, one in enumerate(structures[:_SHOWN])}
    _SHEET.write_text(sheet(shown), encoding="utf-8")
    print(f"To be looked at: {_SHEET.relative_to(PROJECT)}")


if __name__ == "__main__":
    main()
