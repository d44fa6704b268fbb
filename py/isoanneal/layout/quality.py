"""How good a drawing is."""

from collections.abc import Sequence
from math import dist

import msgspec

from isoanneal.chem import Point
from isoanneal.layout.labels import Lettering
from isoanneal.layout.planarity import Bond
from isoanneal.layout.sheet import Sheet

CLOSE = 0.25
"""Atoms nearer to each other than this, in median bond lengths, look like one."""
TOUCHING = 0.12
"""An atom nearer than this to a bond of others, in median bond lengths, looks bonded to it."""
_FIRST_STRENGTH = 5.0
_STRENGTH = 20.0
HOPELESSLY_UNEVEN = 4.0
"""From here on nothing makes bonds even, and they are left as they are."""
_SHORTEST = 1e-6
UNEVEN = 2.5
"""The longest bond is at most so many times as long as the shortest."""


class Quality(msgspec.Struct, frozen=True, order=True):
    """What a reader would stumble over; the smaller, the better.

    `faults` weighs an atom on another with 3, an atom on a bond with 2, a crossing with 1, and what
    is written as `Lettering` says; `cost` is that of the kernel.
    """

    faults: int
    is_uneven: bool
    cost: float


def quality(sheet: Sheet, bonds: Sequence[Bond]) -> Quality:
    """Measure a drawing with at least one bond."""
    points = sheet.points
    usual = usual_length(points, bonds)
    found = sheet.measure(CLOSE * usual, TOUCHING * usual)
    faults = 3 * found.close_points + 2 * found.points_on_bonds + found.crossings
    return Quality(faults, unevenness(points, bonds) > UNEVEN, found.cost)


def usual_length(points: Sequence[Point], bonds: Sequence[Bond]) -> float:
    """Return the median length of bonds, of two in the middle the greater."""
    return sorted(dist(points[i], points[j]) for i, j in bonds)[len(bonds) // 2]


def unevenness(points: Sequence[Point], bonds: Sequence[Bond]) -> float:
    """Return how many times the longest bond is as long as the shortest."""
    lengths = [dist(points[i], points[j]) for i, j in bonds]
    return max(lengths) / (min(lengths) or _SHORTEST)


def evened_out(sheet: Sheet, bonds: Sequence[Bond], sweeps: int, step: float) -> Quality:
    """Even a drawing out, and return its quality.

    Angles come first.  Where bonds stay too uneven, these do, if that helps and costs no fault.
    """
    sheet.even_out(sweeps, step, _FIRST_STRENGTH)
    found = quality(sheet, bonds)
    before = sheet.points
    if UNEVEN < unevenness(before, bonds) < HOPELESSLY_UNEVEN:
        sheet.even_out(sweeps, step, _STRENGTH)
        again = quality(sheet, bonds)
        if not again.is_uneven and again.faults <= found.faults:
            return again
        sheet.points = before
    return found


def measured(
    points: Sequence[Point], bonds: Sequence[Bond], written: Lettering | None = None
) -> Quality:
    """Measure points that are not on a sheet yet, with what is written there if that is given."""
    found = quality(Sheet(points, bonds), bonds)
    if written is None:
        return found
    usual = usual_length(points, bonds)
    scaled = [(x / usual, y / usual) for x, y in points]
    faults = found.faults + written.faults(scaled, bonds)
    return Quality(faults, found.is_uneven, found.cost)
