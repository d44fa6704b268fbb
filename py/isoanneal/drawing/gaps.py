"""Gaps where bonds cross, so that nobody sees an atom there."""

import re
from collections.abc import Iterator, Sequence
from itertools import combinations
from math import hypot

import msgspec

from isoanneal.chem.coordinates import Crossing

_LINE = re.compile(
    r"<path class='bond-(\d+) atom-(\d+) atom-(\d+)' "
    r"d='M (-?[\d.]+),(-?[\d.]+) L (-?[\d.]+),(-?[\d.]+)' style='[^']*stroke:(#[0-9A-F]{6})"
)
_HALF = 5.0
"""Pixels from the crossing to where the line goes on."""
_SHORTEST_PIECE = 3.0
"""Pixels; what is shorter looks like a dot."""
_LARGEST_SHARE = 0.3
"""Of a line, a gap takes no more to each side."""

Gap = tuple[float, float]
"""Where it begins and ends, as shares of the line."""


class _Line(msgspec.Struct, frozen=True):
    """One line of a bond: a double bond has two, and one of two elements one for each half."""

    bond: int
    atoms: frozenset[int]
    start: complex
    end: complex
    colour: str

    def at(self, share: float) -> complex:
        """Return the point at a share of the line."""
        return self.start + share * (self.end - self.start)

    @property
    def length(self) -> float:
        step = self.end - self.start
        return hypot(step.real, step.imag)


def crossings(svg: str) -> list[Crossing]:
    """Return the crossings of bonds in a drawing of RDKit's."""
    lines = [_line(found) for found in _LINE.finditer(svg)]
    found = []
    for (_, above), (_, below), (start, end) in _found(lines):
        gap = below.at(start), below.at(end)
        found.append(Crossing(gap, (above.start, above.end), above.colour))
    return found


def with_gaps(svg: str) -> str:
    """Return a drawing of RDKit's in which of two bonds that cross the later one is interrupted."""
    lines = [_line(found) for found in _LINE.finditer(svg)]
    gaps: dict[int, list[Gap]] = {}
    for _, (number, _), gap in _found(lines):
        gaps.setdefault(number, []).append(gap)
    if not gaps:
        return svg
    numbers = iter(range(len(lines)))
    return _LINE.sub(lambda found: _drawn(found, lines, gaps, next(numbers)), svg)


def _found(lines: Sequence[_Line]) -> Iterator[tuple[tuple[int, _Line], tuple[int, _Line], Gap]]:
    """Yield pairs of lines that cross, with their numbers, and the gap in the second of them."""
    for above, below in combinations(enumerate(lines), 2):
        share = _crossing(below[1], above[1])
        if share is not None:
            half = min(_HALF / below[1].length, _LARGEST_SHARE)
            yield above, below, (share - half, share + half)


def _line(found: re.Match[str]) -> _Line:
    bond, first, second = (int(found[number]) for number in (1, 2, 3))
    x, y, to_x, to_y = (float(found[number]) for number in (4, 5, 6, 7))
    return _Line(bond, frozenset((first, second)), complex(x, y), complex(to_x, to_y), found[8])


def _crossing(line: _Line, other: _Line) -> float | None:
    """Return at which share of a line that of another bond crosses it, None if it does not."""
    if line.atoms & other.atoms:
        return None
    step, along, between = line.end - line.start, other.end - other.start, other.start - line.start
    area = _cross(step, along)
    if area == 0:
        return None
    share, share_of_other = _cross(between, along) / area, _cross(between, step) / area
    return share if 0 < share < 1 and 0 < share_of_other < 1 else None


def _cross(one: complex, other: complex) -> float:
    return one.real * other.imag - one.imag * other.real


def _drawn(
    found: re.Match[str], lines: Sequence[_Line], gaps: dict[int, list[Gap]], number: int
) -> str:
    if number not in gaps:
        return found[0]
    line = lines[number]
    pieces, start = [], 0.0
    for begin, end in sorted(gaps[number]):
        if (begin - start) * line.length > _SHORTEST_PIECE:
            pieces.append(_piece(line, start, begin))
        start = max(start, end)
    if start < 1:
        pieces.append(_piece(line, start, 1.0))
    head, _, rest = found[0].partition(" d='")
    return f"{head} d='{' '.join(pieces)}'{rest.partition(chr(39))[2]}"


def _piece(line: _Line, start: float, end: float) -> str:
    (a, b), (c, d) = ((one.real, one.imag) for one in (line.at(start), line.at(end)))
    return f"M {a:.1f},{b:.1f} L {c:.1f},{d:.1f}"
