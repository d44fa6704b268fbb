"""Drawings of a move: what changes is marked where it changes, and nothing lies on anything."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import combinations
from math import dist
from xml.etree import ElementTree as ET

import pytest
from isoanneal.displacement import Displacement, propose
from isoanneal.drawing import move
from isoanneal.drawing import svg as drawing_svg
from isoanneal.drawing.move import MoveDrawing, move_drawing
from isoanneal.drawing.pieces import pieces
from isoanneal.formula import parse
from isoanneal.layout import is_hopeless, layout
from isoanneal.mulberry32 import Mulberry32
from isoanneal.structure import Structure, first_structure

from tests.molecules import structure_of

SPACE = "{http://www.w3.org/2000/svg}"
FORMULAS = ("C6H6", "C4H9Cl", "C5H11NO2S", "C8H10N4O2", "C10H16", "C6H12O6", "C3H6O", "C5H4O2")
MOVES = 40
NUMBER = re.compile(r"-?\d+\.?\d*")
Mark = tuple[str, frozenset[int]]
Box = tuple[float, float, float, float]


def moves(formula: str, count: int = MOVES) -> Iterator[tuple[Structure, Displacement, Structure]]:
    """Yield random moves, those that take the molecule apart too, and what they lead to."""
    random = Mulberry32(5)
    structure = first_structure(parse(formula))
    while count:
        step = propose(structure, random)
        if step is None:
            continue
        after = structure.copy()
        after.displace(*step)
        yield structure, step, after
        count -= 1
        if after.is_connected():
            structure = after


def shapes(svg: str, name: str, kind: str = "") -> list[ET.Element]:
    """Return the shapes of a name, of one kind only if it is given."""
    found = ET.fromstring(svg).findall(f"{SPACE}{name}")
    return [one for one in found if not kind or one.get("class", "").startswith(f"{kind} ")]


def atoms_of(shape: ET.Element) -> frozenset[int]:
    return frozenset(
        int(one.removeprefix("atom-"))
        for one in shape.get("class", "").split()
        if one.startswith("atom-")
    )


def names(svg: str) -> dict[str, int]:
    """Return which atom has which name."""
    return {
        name: atom
        for one in shapes(svg, "text", "name")
        for name in str(one.text).split(", ")
        for atom in atoms_of(one)
    }


def marks(svg: str) -> dict[frozenset[int], str]:
    """Return what is written at which pair of atoms."""
    return {
        atoms_of(one): str(one.text)
        for kind in ("loss", "gain")
        for one in shapes(svg, "text", kind)
    }


def changes(before: Structure, after: Structure) -> dict[frozenset[int], str]:
    """Return by how much the order of each pair changes, as it is written, hydrogens included."""
    n = len(before.elements)
    found: dict[frozenset[int], int] = {}
    for i, j in combinations(range(n), 2):
        found[frozenset((i, j))] = after.bond_orders[i][j] - before.bond_orders[i][j]
    for number, (old, new) in enumerate(
        zip(before.hydrogen_bearers, after.hydrogen_bearers, strict=True)
    ):
        if old != new:
            found[frozenset((old, n + number))] = -1
            found[frozenset((new, n + number))] = 1
    return {pair: f"{one:+d}".replace("-", "−") for pair, one in found.items() if one}


def box(shape: ET.Element) -> Box:
    x, y, rx, ry = (float(shape.get(name, "")) for name in ("cx", "cy", "rx", "ry"))
    return x - rx, y - ry, x + rx, y + ry


def overlap(one: Box, other: Box) -> bool:
    return all(one[k] < other[k + 2] and other[k] < one[k + 2] for k in (0, 1))


def both(drawing: MoveDrawing) -> tuple[str, str]:
    return drawing.before_svg, drawing.after_svg


@pytest.mark.parametrize("formula", FORMULAS)
def test_names_and_signs_are_at_the_atoms_that_move(formula: str) -> None:
    for before, step, after in moves(formula):
        for svg in both(move_drawing(before, [step])):
            assert names(svg) == dict(zip(move.NAMES, step[:4], strict=True))
            assert marks(svg) == changes(before, after)


@pytest.mark.parametrize("formula", FORMULAS)
def test_nothing_is_outside_and_no_mark_on_another(formula: str) -> None:
    for before, step, _ in moves(formula):
        for svg in both(move_drawing(before, [step])):
            discs = [box(one) for one in shapes(svg, "ellipse")]
            assert not any(overlap(*pair) for pair in combinations(discs, 2))
            for left, top, right, bottom in discs:
                assert left >= 0
                assert top >= 0
                assert right <= move.WIDTH
                assert bottom <= move.HEIGHT
            for x, y in [one for path in shapes(svg, "path") for one in way(path)]:
                assert 0 <= x <= move.WIDTH
                assert 0 <= y <= move.HEIGHT


def way(path: ET.Element) -> list[tuple[float, float]]:
    """Return points on a path: the ends of lines, or some of a quadratic Bézier curve."""
    numbers = [float(one) for one in NUMBER.findall(path.get("d", ""))]
    points = list(zip(numbers[::2], numbers[1::2], strict=True))
    if "Q" not in path.get("d", ""):
        return points
    a, b, c = (complex(*point) for point in points)
    shares = [number / 10 for number in range(11)]
    curve = [(1 - t) ** 2 * a + 2 * t * (1 - t) * b + t**2 * c for t in shares]
    return [(one.real, one.imag) for one in curve]


@pytest.mark.parametrize("formula", FORMULAS)
def test_no_mark_is_on_an_atom(formula: str) -> None:
    for before, step, _ in moves(formula):
        for svg in both(move_drawing(before, [step])):
            discs = [box(one) for one in shapes(svg, "ellipse")]
            for x, y in [*ends_of_bonds(svg), *symbols(svg)]:
                assert not any(a < x < c and b < y < d for a, b, c, d in discs)


def ends_of_bonds(svg: str) -> Iterator[tuple[float, float]]:
    """Yield where single bonds end: at atoms or by their labels."""
    lines = [one for one in shapes(svg, "path") if one.get("class", "").startswith("bond-")]
    of_bond = Counter(atoms_of(one) for one in lines)
    for path in lines:
        if of_bond[atoms_of(path)] == 1:
            yield from (way(path)[0], way(path)[-1])


def symbols(svg: str) -> Iterator[tuple[float, float]]:
    for one in shapes(svg, "text"):
        if re.fullmatch(r"atom-\d+", one.get("class", "")):
            yield float(one.get("x", "")), float(one.get("y", "")) - 2


def test_what_changes_can_be_told_without_colours() -> None:
    before, step, _ = next(moves("C8H10N4O2", 1))
    drawing = move_drawing(before, [step])
    found = {
        (side, kind): {dashes(one) for one in shapes(svg, "path", kind)}
        for side, svg in (("before", drawing.before_svg), ("after", drawing.after_svg))
        for kind in ("loss", "gain")
    }
    assert all(len(one) == 1 for one in found.values())
    assert found["before", "loss"] != found["before", "gain"]
    assert found["after", "gain"] == {""}
    assert found["after", "loss"] != {""}


def dashes(path: ET.Element) -> str:
    styles = dict(one.split(":") for one in path.get("style", "").split(";"))
    return styles.get("stroke-dasharray", "")


@pytest.mark.parametrize("formula", FORMULAS)
def test_lines_are_as_many_as_orders(formula: str) -> None:
    for before, step, after in moves(formula, 20):
        drawing = move_drawing(before, [step])
        for svg, structure, own in (
            (drawing.before_svg, before, "loss"),
            (drawing.after_svg, after, "gain"),
        ):
            lines = Counter(
                atoms_of(one)
                for one in shapes(svg, "path")
                if one.get("class", "").startswith(("bond-", own))
            )
            n = len(before.elements)
            hydrogens = {pair: count for pair, count in lines.items() if max(pair) >= n}
            orders = {frozenset((i, j)): order for i, j, order in structure.bonds()}
            assert lines == orders | hydrogens
            assert set(hydrogens.values()) <= {1}


def test_a_hydrogen_that_moves_is_drawn_and_counted_once() -> None:
    ethanol = structure_of("CCO")
    hydrogen = 3 + ethanol.hydrogen_bearers.index(2)
    drawing = move_drawing(ethanol, [(0, 1, 2, hydrogen, 1)])
    assert letters(drawing.before_svg) == [(2, "O"), (hydrogen, "H")]
    assert letters(drawing.after_svg) == [(2, "O"), (hydrogen, "H")]
    drawing = move_drawing(structure_of("NCCO"), [])
    assert letters(drawing.before_svg) == [(0, "N"), (0, "H₂"), (3, "O"), (3, "H")]


def letters(svg: str) -> list[tuple[int, str]]:
    return [
        (min(atoms_of(one)), str(one.text))
        for one in shapes(svg, "text")
        if re.fullmatch(r"atom-\d+", one.get("class", ""))
    ]


def test_atoms_keep_their_places() -> None:
    for before, step, after in moves("C10H16"):
        points = layout(before)
        drawing = move_drawing(before, [step], points)
        assert drawing.before_points == layout(before, points)
        if after.is_connected():
            assert drawing.after_points == layout(after, drawing.before_points)


@pytest.mark.parametrize("formula", ["C4H9Cl", "C5H11NO2S", "C10H16", "C20H30"])
def test_what_is_taken_apart_is_drawn_apart(formula: str) -> None:
    several = 0
    for before, step, after in moves(formula):
        parts = pieces(after)
        assert sorted(atom for part in parts for atom in part) == [*range(len(before.elements))]
        assert (len(parts) == 1) == after.is_connected()
        places = move_drawing(before, [step]).after_points
        for one, other in combinations(parts, 2):
            several += 1
            assert min(dist(places[i], places[j]) for i in one for j in other) > 1.2
    assert several


def test_a_draw_that_allows_nothing_marks_its_atoms_only() -> None:
    propane = structure_of("CCC")
    for atoms in ((0, 1, 1, 2), (0, 1, 2, 10)):
        drawing = move_drawing(propane, [], atoms=atoms)
        for svg in both(drawing):
            assert names(svg) == dict(zip(move.NAMES, atoms, strict=True))
            assert marks(svg) == {}


def test_of_several_displacements_their_sum_is_marked() -> None:
    butane = structure_of("CCCC")
    there: Displacement = (0, 1, 3, 2, 1)
    back: Displacement = (0, 1, 3, 2, -1)
    assert marks(move_drawing(butane, [there, back]).after_svg) == {}
    random, structure = Mulberry32(3), structure_of("CC1CCC(O)CC1=O")
    path: list[Displacement] = []
    after = structure.copy()
    while len(path) < 3:
        step = propose(after, random)
        if step is not None:
            path.append(step)
            after.displace(*step)
    for svg in both(move_drawing(structure, path)):
        assert marks(svg) == changes(structure, after)
        assert names(svg) == {}


def test_another_structures_displacement_is_refused() -> None:
    with pytest.raises(ValueError, match="displacement"):
        move_drawing(structure_of("CCCC"), [(0, 2, 1, 3, 1)])
    with pytest.raises(ValueError, match="displacement"):
        move_drawing(structure_of("C=CC#C"), [(1, 0, 2, 3, -2)])


def test_what_nobody_can_read_is_empty() -> None:
    tangle = structure_of(f"{'C' * 520}O")
    assert is_hopeless(tangle, layout(tangle))
    assert shapes(move_drawing(tangle, []).before_svg, "path") == []


@pytest.mark.parametrize("size", [(260, 200), (420, 220), (160, 120)])
def test_a_drawing_has_the_size_that_is_asked_for(size: tuple[int, int]) -> None:
    before, step, _ = next(moves("C10H16", 1))
    for svg in both(move_drawing(before, [step], width=size[0], height=size[1])):
        assert ET.fromstring(svg).get("viewBox") == f"0 0 {size[0]} {size[1]}"


def test_bonds_that_changed_are_highlighted_where_they_are() -> None:
    structure = structure_of("CC=CO")
    plain = drawing_svg(structure)
    changed = drawing_svg(structure, changed=[(2, 1), (0, 3), (2, 3)])
    under = shapes(changed, "path", "changed")
    assert {atoms_of(one) for one in under} == {frozenset((1, 2)), frozenset((2, 3))}
    lines = [one for one in shapes(plain, "path") if one.get("class", "").startswith("bond-")]
    own = [one.get("d") for one in lines if 2 in atoms_of(one)]
    assert [one.get("d") for one in under] == own
    assert [one.get("d") for one in shapes(changed, "path")][len(own) :] == [
        one.get("d") for one in shapes(plain, "path")
    ]
    assert drawing_svg(structure, changed=[(0, 3)]) == plain
