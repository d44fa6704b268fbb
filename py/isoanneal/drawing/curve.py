"""Curves between two atoms that are not bonded, or no longer: straight, or round what is between.

A curve is given by two points, or by three, of which the middle one is the control point of a
quadratic Bézier curve.
"""

from collections.abc import Sequence
from itertools import pairwise
from math import ceil

_STRAIGHT = 2


def arc(start: complex, end: complex, bulge: float) -> list[complex]:
    """Return the points of a curve between two, `bulge` of its length to the side."""
    if not bulge:
        return [start, end]
    return [start, (start + end) / 2 + 2j * bulge * (end - start), end]


def along(points: Sequence[complex], share: float) -> complex:
    """Return the point at a share of a straight line or of a quadratic Bézier curve."""
    if len(points) == _STRAIGHT:
        return points[0] + share * (points[1] - points[0])
    rest = 1 - share
    return rest**2 * points[0] + 2 * rest * share * points[1] + share**2 * points[2]


def sampled(points: Sequence[complex], spacing: float) -> list[complex]:
    """Return points along a line or curve, no further from each other than `spacing`."""
    length = sum(abs(b - a) for a, b in pairwise(points))
    steps = max(1, ceil(length / spacing))
    return [along(points, number / steps) for number in range(steps + 1)]
