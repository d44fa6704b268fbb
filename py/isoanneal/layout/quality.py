"""How good a drawing is."""

from collections.abc import Sequence

import msgspec

from isoanneal.chem import Point
from isoanneal.layout.labels import Lettering
from isoanneal.layout.planarity import Bond
from isoanneal.layout.sheet import Measured, Sheet

CLOSE = 0.25
"""Atoms nearer to each other than this, in median bond lengths, look like one."""
TOUCHING = 0.12
"""An atom nearer than this to a bond of others, in median bond lengths, looks bonded to it."""
_FIRST_STRENGTH = 5.0
_STRENGTH = 20.0
HOPELESSLY_UNEVEN = 4.0
"""From here on nothing makes bonds even, and they are left as they are."""
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


def faults_on(sheet: Sheet) -> Measured:
    """Measure a drawing with at least one bond."""
    return sheet.measure(CLOSE, TOUCHING)


def quality(there: Measured) -> Quality:
    """Return what a reader would stumble over of what was measured."""
    faults = 3 * there.close_points + 2 * there.points_on_bonds + there.crossings
    return Quality(faults, there.unevenness > UNEVEN, there.cost)


def evened_out(sheet: Sheet, sweeps: int, step: float) -> Quality:
    """Even a drawing out, and return its quality.

    Angles come first.  Where bonds stay too uneven, these do, if that helps and costs no fault.
    """
    sheet.even_out(sweeps, step, _FIRST_STRENGTH)
    there = faults_on(sheet)
    found = quality(there)
    if UNEVEN < there.unevenness < HOPELESSLY_UNEVEN:
        before = sheet.points
        sheet.even_out(sweeps, step, _STRENGTH)
        again = quality(faults_on(sheet))
        if not again.is_uneven and again.faults <= found.faults:
            return again
        sheet.points = before
    return found


def measured(
    points: Sequence[Point], bonds: Sequence[Bond], written: Lettering | None = None
) -> Quality:
    """Measure points that are not on a sheet yet, with what is written there if that is given."""
    there = faults_on(Sheet(points, bonds))
    found = quality(there)
    if written is None:
        return found
    scaled = [(x / there.usual, y / there.usual) for x, y in points]
    faults = found.faults + written.faults(scaled, bonds)
    return Quality(faults, found.is_uneven, found.cost)
