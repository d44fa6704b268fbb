"""The space of a drawing: what is taken already, and where a small mark is in nobody's way."""

from collections.abc import Collection, Iterable, Sequence
from itertools import pairwise
from math import inf

Line = tuple[complex, complex]
Box = tuple[complex, complex]
"""A centre, and half of the width and height."""

_ROOM = 1.5
"""Pixels that stay free around a mark."""
_ON_A_BOX = 100.0
_ON_A_LINE = 10.0
_FURTHER = 0.25
"""What a mark costs on a label, an atom or another mark, on a line, and one candidate later."""


class Space:
    """A canvas of `width` by `height` pixels with boxes and lines on it."""

    def __init__(self, width: int, height: int) -> None:
        """Take an empty canvas."""
        self._corner = complex(width, height)
        self._boxes: list[Box] = []
        self._lines: list[Line] = []

    def take_box(self, centre: complex, half: complex) -> None:
        """Take a box that is `half` as wide and as high; nothing may lie on it."""
        self._boxes.append((centre, half))

    def take_line(self, start: complex, end: complex) -> None:
        """Take a line, on which something may lie if there is no other way."""
        self._lines.append((start, end))

    def holds(self, centre: complex, half: complex) -> bool:
        """Tell whether a box is within the canvas."""
        across = half.real <= centre.real <= self._corner.real - half.real
        return across and half.imag <= centre.imag <= self._corner.imag - half.imag

    def freest(
        self, candidates: Iterable[complex], half: complex, own: Collection[Line] = ()
    ) -> complex:
        """Return the first centre at which an ellipse lies on nothing, else that which costs least.

        On the lines `own` it may lie.  Raises `ValueError` where no candidate is on the canvas.
        """
        possible = [centre for centre in candidates if self.holds(centre, half)]
        if not possible:
            raise ValueError("No place is on the canvas.")
        reach = half + complex(_ROOM, _ROOM)
        boxes = self._boxes_near(possible, reach)
        lines = [one for one in self._lines_near(possible, reach) if one not in own]
        best, least = possible[0], inf
        for number, centre in enumerate(possible):
            cost = _ON_A_BOX * _boxes_under(boxes, centre, reach)
            if cost < least:
                cost += _ON_A_LINE * _lines_under(lines, centre, reach)
            if cost == 0:
                return centre
            if cost + _FURTHER * number < least:
                best, least = centre, cost + _FURTHER * number
        return best

    def crossings(self, points: Sequence[complex]) -> int:
        """Return how often a line through some points crosses what is there."""
        lines = self._lines_near(points, 0j)
        return sum(cross(piece, taken) for piece in pairwise(points) for taken in lines)

    def _boxes_near(self, places: Sequence[complex], half: complex) -> list[Box]:
        """Return the boxes that others around some places may touch."""
        least, most = _corners(places, half)
        return [
            (place, size)
            for place, size in self._boxes
            if least.real < place.real + size.real
            and place.real - size.real < most.real
            and least.imag < place.imag + size.imag
            and place.imag - size.imag < most.imag
        ]

    def _lines_near(self, places: Sequence[complex], half: complex) -> list[Line]:
        """Return the lines that boxes around some places may touch."""
        least, most = _corners(places, half)
        return [
            (a, b)
            for a, b in self._lines
            if (least.real < a.real or least.real < b.real)
            and (a.real < most.real or b.real < most.real)
            and (least.imag < a.imag or least.imag < b.imag)
            and (a.imag < most.imag or b.imag < most.imag)
        ]


def _corners(places: Sequence[complex], half: complex) -> tuple[complex, complex]:
    xs, ys = [one.real for one in places], [one.imag for one in places]
    return complex(min(xs), min(ys)) - half, complex(max(xs), max(ys)) + half


def _boxes_under(boxes: Sequence[Box], centre: complex, half: complex) -> int:
    """Return how many boxes touch a box."""
    x, y, wide, high = centre.real, centre.imag, half.real, half.imag
    return sum(
        abs(other.real - x) < wide + reach.real and abs(other.imag - y) < high + reach.imag
        for other, reach in boxes
    )


def _lines_under(lines: Sequence[Line], centre: complex, half: complex) -> int:
    """Return how many lines pass through an ellipse."""
    wide, high = half.real, half.imag
    found = 0
    for start, end in lines:
        a, b = start - centre, end - centre
        if (a.real > wide and b.real > wide) or (a.real < -wide and b.real < -wide):
            continue
        if (a.imag > high and b.imag > high) or (a.imag < -high and b.imag < -high):
            continue
        # Stretched, so that the ellipse is a circle.
        a, b = (complex(one.real, one.imag * wide / high) for one in (a, b))
        found += distance(0j, a, b) < wide
    return found


def distance(point: complex, start: complex, end: complex) -> float:
    """Return how far a point is from a line."""
    step, offset = end - start, point - start
    length = step.real**2 + step.imag**2
    if length == 0:
        return abs(offset)
    share = (offset.real * step.real + offset.imag * step.imag) / length
    return abs(offset - min(max(share, 0.0), 1.0) * step)


def cross(one: Line, other: Line) -> bool:
    """Tell whether two lines cross, not only touch."""
    (a, b), (c, d) = one, other
    return _side(a, b, c) * _side(a, b, d) < 0 and _side(c, d, a) * _side(c, d, b) < 0


def _side(start: complex, end: complex, point: complex) -> float:
    return ((end - start).conjugate() * (point - start)).imag
