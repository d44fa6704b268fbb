"""Layouts: nothing in a drawing misleads, and the same isomer always looks the same."""

import re
from collections.abc import Iterator
from math import dist
from statistics import median

import networkx as nx  # type: ignore[import-untyped]
import pytest
from hypothesis import given
from hypothesis import strategies as st
from isoanneal import drawing
from isoanneal.displacement import propose
from isoanneal.formula import parse
from isoanneal.layout import is_hopeless, layout
from isoanneal.layout.planar_part import is_planar, linked, planar_parts
from isoanneal.layout.planarity import Bond, blocks, bond, faces
from isoanneal.layout.sheet import Sheet
from isoanneal.mulberry32 import Mulberry32
from isoanneal.structure import Structure, first_structure

from tests.browser.sites import rdkit_wheel
from tests.drawings import (
    KNOWN,
    Measures,
    isomers,
    laid_out_here,
    laid_out_in_pyodide,
    measure,
    optima,
)
from tests.molecules import renumbered, structure_of

SAMPLES = {
    "C6H6": 60, "C7H8": 40, "C5H4O2": 60, "C4H4N2": 60, "C7H7Cl": 60, "C8H8": 40, "C10H10": 30,
    "C12H8": 30, "C10H16": 60, "C20H30": 10, "C6H14O6": 20, "C4H9NO3": 40,
}  # fmt: skip
MOST_VERTICES = 9
MOST_EVENED_OUT = 30
SCHLEGEL = KNOWN["buckminsterfullerene"]


def assert_clean(found: list[Measures]) -> None:
    assert [one for one in found if not one.is_clean] == []


@st.composite
def graphs(draw: st.DrawFn) -> list[Bond]:
    """Connected graphs: a random tree, and more bonds."""
    size = draw(st.integers(2, MOST_VERTICES))
    tree = {(draw(st.integers(0, vertex - 1)), vertex) for vertex in range(1, size)}
    pairs = st.tuples(st.integers(0, size - 1), st.integers(0, size - 1))
    more = {bond(i, j) for i, j in draw(st.lists(pairs, max_size=14)) if i != j}
    return sorted(tree | more)


@given(graphs())
def test_planarity_is_that_of_networkx(bonds: list[Bond]) -> None:
    assert is_planar(bonds) == nx.check_planarity(nx.Graph(bonds))[0]


@given(graphs())
def test_blocks_are_the_biconnected_components(bonds: list[Bond]) -> None:
    theirs = [
        sorted(bond(*one) for one in part)
        for part in nx.biconnected_component_edges(nx.Graph(bonds))
    ]
    assert sorted(blocks(bonds)) == sorted(theirs)


@given(graphs())
def test_faces_are_those_of_a_plane_embedding(bonds: list[Bond]) -> None:
    for block in blocks(bonds):
        found = faces(block) if len(block) > 1 else None
        if found is None:
            continue
        vertices = {vertex for one in block for vertex in one}
        sides = [
            bond(*pair) for face in found for pair in zip(face, [*face[1:], face[0]], strict=True)
        ]
        assert sorted(sides) == sorted([*block, *block])
        assert len(vertices) - len(block) + len(found) == 2  # Euler's formula


@given(graphs())
def test_what_is_linked_is_one_planar_block_with_all_bonds(bonds: list[Bond]) -> None:
    if is_planar(bonds):
        found = linked(bonds)
        assert set(bonds) <= set(found)
        assert len(blocks(found)) == 1
        assert is_planar(found)


@given(graphs())
def test_of_a_graph_that_is_not_planar_a_planar_part_is_drawn(bonds: list[Bond]) -> None:
    for block in blocks(bonds):
        if len(block) > 1:
            for part in planar_parts(block):
                assert is_planar(part)
                assert {vertex for one in part for vertex in one} == {
                    vertex for one in block for vertex in one
                }


@pytest.mark.parametrize("formula", SAMPLES)
def test_random_isomers_are_drawn_clean(formula: str) -> None:
    assert_clean(laid_out_here(isomers(formula, SAMPLES[formula])))


def test_optima_are_drawn_clean() -> None:
    assert_clean(laid_out_here(optima()))


def test_no_atom_gets_lost_whose_two_bonds_are_those_that_cross() -> None:
    structure = structure_of("CC12C3=C4C5CC6C37C1C61C47C521")
    (block,) = (one for one in blocks([(i, j) for i, j, _ in structure.bonds()]) if len(one) > 1)
    vertices = {vertex for one in block for vertex in one}
    for part in planar_parts(block):
        assert {vertex for one in part for vertex in one} == vertices
    assert_clean(laid_out_here([structure]))


@pytest.mark.parametrize("name", KNOWN)
def test_known_molecules_are_drawn_clean(name: str) -> None:
    assert_clean(laid_out_here([structure_of(KNOWN[name])]))


@pytest.mark.outside
def test_both_builds_of_rdkit_draw_clean_in_pyodide() -> None:
    structures = [*isomers("C8H8", 30), *isomers("C5H4O2", 30), structure_of(KNOWN["quinine"])]
    structures += [structure_of(KNOWN[name]) for name in ("cubane", "camphor", "strychnine")]
    found = laid_out_in_pyodide(structures, rdkit_wheel())
    assert set(found) == {"npm", "wheel"}
    for measures in found.values():
        assert_clean(measures)


def test_cubane_is_a_square_in_a_square() -> None:
    structure = structure_of(KNOWN["cubane"])
    points = layout(structure)
    lengths = sorted(dist(points[i], points[j]) for i, j, _ in structure.bonds())
    inner, between, outer = lengths[1], lengths[6], lengths[10]
    assert lengths[:4] == pytest.approx([inner] * 4, rel=0.05)
    assert lengths[8:] == pytest.approx([outer] * 4, rel=0.05)
    assert inner < between < outer


def test_buckminsterfullerene_has_its_schlegel_diagram() -> None:
    """No crossing, and every atom but those of the outer ring within a triangle of its bonds."""
    structure = structure_of(SCHLEGEL)
    points = layout(structure)
    (found,) = laid_out_here([structure])
    assert found.crossings == 0
    near: dict[int, list[int]] = {}
    for i, j, _ in structure.bonds():
        near.setdefault(i, []).append(j)
        near.setdefault(j, []).append(i)
    outside = [
        atom for atom in near if not _is_within(points[atom], [points[one] for one in near[atom]])
    ]
    assert len(outside) in (5, 6), len(outside)


def _is_within(point: tuple[float, float], corners: list[tuple[float, float]]) -> bool:
    a, b, c = corners
    signs = {
        (end[0] - start[0]) * (point[1] - start[1]) > (end[1] - start[1]) * (point[0] - start[0])
        for start, end in ((a, b), (b, c), (c, a))
    }
    return len(signs) == 1


@pytest.mark.parametrize("formula", ["C8H8", "C5H4O2", "C10H16"])
def test_an_isomer_is_drawn_the_same_whatever_its_numbering(formula: str) -> None:
    for number, structure in enumerate(isomers(formula, 12)):
        drawn, again = layout(structure), layout(renumbered(structure, number))
        for axis in (0, 1):
            places = sorted(point[axis] for point in drawn)
            assert sorted(point[axis] for point in again) == pytest.approx(places, abs=1e-9)


@pytest.mark.parametrize("formula", ["C20H30", "C20H20", "C15H22N2O3"])
def test_a_layout_takes_a_bounded_amount_of_work(
    formula: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is counted is how often all of a drawing, or of a block, is evened out."""
    counts = [0]

    def counting(sheet: Sheet, sweeps: int, step: float, strength: float = 0.0) -> None:
        counts[-1] += 1
        even_out(sheet, sweeps, step, strength)

    even_out = Sheet.even_out
    monkeypatch.setattr(Sheet, "even_out", counting)
    for structure in isomers(formula, 30):
        counts.append(0)
        layout(structure)
    assert 0 < max(counts) <= MOST_EVENED_OUT


def test_atoms_keep_their_places_from_one_move_to_the_next() -> None:
    """They are nearer than in drawings made anew, and these are clean all the same."""
    structure = isomers("C10H16", 40)[-1]
    points = layout(structure)
    kept, anew, found = [], [], []
    for _ in moves(structure, 40):
        before, points = points, layout(structure, points)
        kept += [dist(a, b) for a, b in zip(before, points, strict=True)]
        anew += [dist(a, b) for a, b in zip(before, layout(structure), strict=True)]
        found.append(measure(structure, points))
    assert_clean(found)
    assert median(kept) < median(anew) / 2


def moves(structure: Structure, count: int) -> Iterator[None]:
    """Change a structure by random displacements that leave it connected."""
    random = Mulberry32(1)
    while count:
        displacement = propose(structure, random)
        if displacement is None:
            continue
        structure.displace(*displacement)
        if structure.is_connected():
            count -= 1
            yield
        else:
            structure.displace(*displacement[:4], -displacement[4])


def test_a_drawing_that_nobody_could_read_is_empty() -> None:
    structure = first_structure(parse("C60"))
    assert not is_hopeless(structure, layout(structure))
    for _ in moves(structure, 600):
        pass
    svg = drawing.svg(structure, width=100, height=80)
    assert svg == (
        "<svg xmlns='http://www.w3.org/2000/svg' "
        "width='100px' height='80px' viewBox='0 0 100 80'></svg>"
    )


def test_bonds_that_cross_leave_a_gap() -> None:
    """In the one isomer of C6H6 that is not planar, and in no other."""
    for structure in isomers("C6H6"):
        (found,) = laid_out_here([structure])
        interrupted = re.findall(r"d='M \S+ L \S+ M ", drawing.svg(structure))
        assert len(interrupted) == found.crossings == (not found.is_planar)


def test_previous_places_are_as_many_as_the_atoms() -> None:
    with pytest.raises(ValueError, match="6 atoms cannot have 2 places"):
        layout(structure_of("c1ccccc1"), [(0.0, 0.0), (1.0, 0.0)])
