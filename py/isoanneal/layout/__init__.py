"""Layout: where the atoms of a structure are drawn, so that the drawing misleads nobody.

RDKit's own layout is taken where it is clean.  Where it has atoms on atoms or on bonds, labels on
labels, or bonds that cross, as in most cages, the biconnected components that are at fault are
drawn anew, from a plane embedding where there is one, and the whole is put together again.
"""

from collections.abc import Iterator, Sequence
from itertools import islice

from isoanneal import chem
from isoanneal.chem import Point
from isoanneal.kernel import machine
from isoanneal.layout.assembly import assembled
from isoanneal.layout.block_drawing import Drawing, drawings, drawings_within
from isoanneal.layout.labels import Lettering, lettering
from isoanneal.layout.orientation import moved_onto, turned
from isoanneal.layout.planar_part import is_planar, linked
from isoanneal.layout.planarity import Bond, blocks, bond
from isoanneal.layout.quality import HOPELESSLY_UNEVEN, Quality, evened_out, faults_on, measured
from isoanneal.layout.sheet import MAX_BONDS, MAX_POINTS, Sheet
from isoanneal.structure import Structure

__all__ = ["Point", "is_hopeless", "layout"]

_TRIED, _TRIED_MORE = 3, 2
"""How many drawings put together of blocks are tried, and how many more if nothing else is left."""
_MOST_WHOLE = 3
_CHANGES = (15, 0.1), (60, 0.3)
"""Sweeps and first steps by which a drawing is made of the one before, small changes first."""
_LAST_SWEEPS, _LAST_STEP = 200, 0.1
_MOST_FAULTS = 10
"""A drawing with more says nothing any more."""


def layout(structure: Structure, previous: Sequence[Point] | None = None) -> list[Point]:
    """Return where each heavy atom is drawn; a bond's usual length is 1.

    Without `previous` an isomer is always laid out in the same way, whatever the numbers of its
    atoms.  With the places that the same atoms had before they stay as near to these as the
    drawing allows.  Without the kernel the layout is RDKit's.

    Raises `ValueError` for another number of previous places than there are heavy atoms,
    `ToolkitExpectedError` while RDKit is awaited, and `UnavailableError` where it is not installed.
    """
    if previous is None:
        return _canonical(structure)
    if len(previous) != len(structure.elements):
        raise ValueError(f"{len(structure.elements)} atoms cannot have {len(previous)} places.")
    kept = _kept(structure, previous)
    return moved_onto(_canonical(structure), previous) if kept is None else kept


def is_hopeless(structure: Structure, points: Sequence[Point]) -> bool:
    """Tell whether so much lies on each other in a layout that nobody can read it."""
    bonds = _bonds(structure, range(len(points)))
    if not _can_be_measured(points, bonds):
        return len(points) > MAX_POINTS
    return measured(points, bonds).faults > _MOST_FAULTS


def _canonical(structure: Structure) -> list[Point]:
    order, points = chem.toolkit().canonical_layout(structure)
    bonds = _bonds(structure, order)
    if _can_be_measured(points, bonds):
        points = _improved(points, bonds, lettering(structure, order))
    place = {atom: number for number, atom in enumerate(order)}
    return [points[place[atom]] for atom in range(len(order))]


def _kept(structure: Structure, previous: Sequence[Point]) -> list[Point] | None:
    """Return a clean drawing made of the one before, None where that leads to none."""
    order = range(len(previous))
    bonds = _bonds(structure, order)
    if not _can_be_measured(previous, bonds):
        return None
    written = lettering(structure, order)
    for sweeps, step in _CHANGES:
        sheet = Sheet(previous, bonds)
        evened_out(sheet, sweeps, step)
        points = sheet.points
        found = measured(points, bonds, written)
        if not (found.faults or found.is_uneven):
            return points
    return None


def _bonds(structure: Structure, order: Sequence[int]) -> list[Bond]:
    """Return pairs of bonded atoms, each atom by its place in an order."""
    place = {atom: number for number, atom in enumerate(order)}
    return sorted(bond(place[i], place[j]) for i, j, _ in structure.bonds())


def _can_be_measured(points: Sequence[Point], bonds: Sequence[Bond]) -> bool:
    if not bonds or len(points) > MAX_POINTS or len(bonds) > MAX_BONDS:
        return False
    return not machine.reason_without()


def _improved(points: Sequence[Point], bonds: Sequence[Bond], written: Lettering) -> list[Point]:
    """Return a drawing of a connected graph that is at least as good as one that is given."""
    given = measured(points, bonds, written)
    if not given.faults:
        return list(points)
    best: list[Point] = []
    least = Quality(given.faults, is_uneven=True, cost=float("inf"))  # all else equal, take ours
    for drawing in _candidates(points, bonds):
        found = measured(drawing, bonds, written)
        if found < least:
            best, least = drawing, found
        if not (least.faults or least.is_uneven):
            break
    return _laid(best, bonds, written, least) if best else list(points)


def _laid(
    points: Sequence[Point], bonds: Sequence[Bond], written: Lettering, least: Quality
) -> list[Point]:
    """Return a drawing evened out to the end and turned as it lies best, if it gets no worse so."""
    sheet = Sheet(points, bonds)
    if faults_on(sheet).unevenness < HOPELESSLY_UNEVEN:
        evened_out(sheet, _LAST_SWEEPS, _LAST_STEP)
    for found in (sheet.points, points):
        lying = turned(found, bonds)
        reached = measured(lying, bonds, written)
        if (reached.faults, reached.is_uneven) <= (least.faults, least.is_uneven):
            return lying
    return list(points)


def _candidates(points: Sequence[Point], bonds: Sequence[Bond]) -> Iterator[list[Point]]:
    """Yield drawings put together of blocks, the largest drawn in one way after another.

    Then come drawings of the whole, which have no crossing where none is needed, or if there are no
    such drawings some more of the former.
    """
    parts = sorted(blocks(bonds), key=len, reverse=True)
    ways = [_ways(part, points, bonds) for part in parts]
    others = [next(way) for way in ways[1:]]
    for first in islice(ways[0], _TRIED):
        yield assembled(bonds, first, others)
    if is_planar(bonds):
        for drawing in drawings_within(linked(bonds), bonds, set(), _MOST_WHOLE):
            yield [drawing[vertex] for vertex in sorted(drawing)]
    else:
        for first in islice(ways[0], _TRIED_MORE):
            yield assembled(bonds, first, others)


def _ways(
    part: Sequence[Bond], points: Sequence[Point], bonds: Sequence[Bond]
) -> Iterator[Drawing]:
    """Yield drawings of a block: as it is if that is clean, then anew, then as it is."""
    vertices = sorted({vertex for one in part for vertex in one})
    given = {vertex: points[vertex] for vertex in vertices}
    number = {vertex: place for place, vertex in enumerate(vertices)}
    local = [(number[i], number[j]) for i, j in part]
    is_clean = not measured(list(given.values()), local).faults
    if is_clean:
        yield given
    if len(part) > 1:
        own = set(vertices)
        outward = {vertex for one in bonds for vertex in one if vertex in own and not own >= {*one}}
        yield from drawings(part, outward)
    if not is_clean:
        yield given
