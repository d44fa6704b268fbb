"""The space of a drawing: what is taken already, and where a small mark is in nobody's way."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from math import inf

Line = tuple[complex, complex]

_ROOM = 1.5
"""Pixels that stay free around a mark."""
_ON_A_BOX = 100.0
_ON_A_LINE = 10.0
_FURTHER = 0.1
"""What a mark costs on a label, an atom or another mark, on a line, and one candidate later."""


class Space:
    """A canvas of `width` by `height` pixels with boxes and lines on it."""

    def __init__(self, width: int, height: int) -> None:
        """Take an empty canvas."""
        self._corner = complex(width, height)
        self._boxes: list[tuple[complex, complex]] = []
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

    def freest(self, candidates: Iterable[complex], half: complex) -> complex:
        """Return the first centre at which an ellipse lies on nothing, else the one that costs least.

        Raises `ValueError` where no candidate is on the canvas.
        """
        best, least = 0j, inf
        for number, centre in enumerate(candidates):
            if not self.holds(centre, half):
                continue
            cost = self._cost(centre, half + complex(_ROOM, _ROOM))
            if cost == 0:
                return centre
            if cost + _FURTHER * number < least:
                best, least = centre, cost + _FURTHER * number
        if least == inf:
            raise ValueError("No place is on the canvas.")
        return best

    def crossings(self, points: Sequence[complex]) -> int:
        """Return how often a line through some points crosses what is there."""
        pieces = list(pairwise(points))
        return sum(cross(piece, taken) for piece in pieces for taken in self._lines)

    def _cost(self, centre: complex, half: complex) -> float:
        on_boxes = sum(
            abs(other.real - centre.real) < half.real + reach.real
            and abs(other.imag - centre.imag) < half.imag + reach.imag
            for other, reach in self._boxes
        )
        return _ON_A_BOX * on_boxes + _ON_A_LINE * sum(self._touching(centre, half))

    def _touching(self, centre: complex, half: complex) -> Iterator[bool]:
        """Yield for each line whether it passes through an ellipse."""
        flatness = half.real / half.imag
        for start, end in self._lines:
            a, b = start - centre, end - centre
            if min(a.real, b.real) > half.real or max(a.real, b.real) < -half.real:
                continue
            if min(a.imag, b.imag) > half.imag or max(a.imag, b.imag) < -half.imag:
                continue
            a, b = complex(a.real, flatness * a.imag), complex(b.real, flatness * b.imag)
            yield distance(0j, a, b) < half.real


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
