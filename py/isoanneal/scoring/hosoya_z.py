"""Hosoya's Z, the first topological index that went by that name.

H. Hosoya, Bull. Chem. Soc. Jpn. 1971, 44, 2332-2339: the number of matchings of the
hydrogen-suppressed graph, that is of ways to choose any number of bonds, none included, no
two of which share an atom.  Bonds count 1 whatever their order.
"""

from functools import lru_cache

from isoanneal.refusal import RefusalError, declare
from isoanneal.scoring.registry import register
from isoanneal.structure import Structure

declare(
    {
        "hosoya-too-long": (
            "Hosoya Z would take too long for a structure with so many rings. "
            "Choose a formula with fewer atoms or more hydrogen, or leave it out."
        ),
    }
)

_MOST_BITS = 21  # the integers have 2**21 digits then, some 30 megabytes
_FEW_BITS = 12  # masks for more are too large to be remembered


@register(
    "hosoya_z",
    title="Hosoya Z",
    unit="",
    meaning="In how many ways bonds can be picked so that no two touch; branching lowers it",
)
def hosoya_z(structure: Structure) -> float:
    """Return the number of matchings, a whole number, at least 1.

    It is exact up to 2**53, about 9e15, and rounded to a float beyond: a chain of n atoms
    has the Fibonacci number F(n + 1), which passes that at 78 atoms.  Raises `ValueError`
    where rings are so many and so entangled that counting would take too long, which hardly
    occurs with up to 60 heavy atoms.
    """
    return float(_matchings(tuple(structure.neighbours)))


@lru_cache(maxsize=2**12)
def _matchings(neighbours: tuple[int, ...]) -> int:
    """Return the number of matchings of a connected graph, a neighbour mask per vertex.

    Pendant vertices are merged into their holders one after the other: for each vertex,
    `free` counts the matchings of what hangs on it that leave it out, and `taken` those
    that match it.  A tree ends as one vertex; what is left of other graphs has only rings.
    """
    masks = list(neighbours)
    free = [1] * len(masks)
    taken = [0] * len(masks)
    pendant = [vertex for vertex, mask in enumerate(masks) if mask & mask - 1 == 0]
    left = (1 << len(masks)) - 1
    for vertex in pendant:
        if not masks[vertex]:
            return free[vertex] + taken[vertex]
        holder = masks[vertex].bit_length() - 1
        hanging = free[vertex] + taken[vertex]
        taken[holder] = taken[holder] * hanging + free[holder] * free[vertex]
        free[holder] *= hanging
        left ^= 1 << vertex
        mask = masks[holder] = masks[holder] ^ 1 << vertex
        if mask & mask - 1 == 0:
            pendant.append(holder)
    return _matchings_of_rings(masks, free, taken, left, _width(neighbours))


def _width(neighbours: tuple[int, ...]) -> int:
    """Return a number of bits that holds the number of matchings, a multiple of 30.

    No vertex has more choices than to be single or matched to one of its earlier neighbours.
    """
    most = 1
    for vertex, mask in enumerate(neighbours):
        most *= 1 + (mask & (1 << vertex) - 1).bit_count()
    return most.bit_length() // 30 * 30 + 30


def _matchings_of_rings(
    masks: list[int], free: list[int], taken: list[int], left: int, width: int
) -> int:
    """Return the weighted number of matchings of the vertices in the mask `left`.

    The vertices are passed one by one.  Of what has been passed only this matters: which of
    the vertices ahead are matched to it.  Those that may be have a bit each, so that a set of
    them is a number, and the digit of `ways` at that number, `width` bits wide, says in how
    many ways the set can come about.  Thus one operation on integers treats all sets at once.
    """
    ways = 1
    bits = _Bits()
    while left:
        vertex = _next_vertex(masks, bits.border or left, bits.border, left)
        left ^= 1 << vertex
        single, matched = ways, 0
        bit = bits.give_back(vertex)
        if bit is not None:
            single = ways & _without(bit, bits.size, width)
            matched = (ways ^ single) >> (width << bit)
        ahead = masks[vertex] & left
        while ahead:
            lowest = ahead & -ahead
            ahead ^= lowest
            bit = bits.lend(lowest.bit_length() - 1)
            matched += (single & _without(bit, bits.size, width)) << (width << bit)
        ways = single * (free[vertex] + taken[vertex]) + matched * free[vertex]
    return ways


class _Bits:
    """Bits lent to vertices, as few as possible; `border` is the mask of the vertices."""

    def __init__(self) -> None:
        self.size = 0
        self.border = 0
        self._lent: dict[int, int] = {}
        self._idle: list[int] = []

    def lend(self, vertex: int) -> int:
        """Return the bit of a vertex, a new one if it has none."""
        if vertex not in self._lent:
            if not self._idle:
                self._idle.append(self.size)
                self.size += 1
                if self.size > _MOST_BITS:
                    raise RefusalError("hosoya-too-long")
            self._lent[vertex] = self._idle.pop()
            self.border |= 1 << vertex
        return self._lent[vertex]

    def give_back(self, vertex: int) -> int | None:
        """Return the bit that a vertex had, for others to have; none if it had none."""
        bit = self._lent.pop(vertex, None)
        if bit is not None:
            self._idle.append(bit)
            self.border ^= 1 << vertex
        return bit


def _without(bit: int, size: int, width: int) -> int:
    """Return ones at the digits, `width` bits each, of all sets of `size` bits without `bit`."""
    return (_remembered_ones if size <= _FEW_BITS else _ones)(bit, size, width)


def _ones(bit: int, size: int, width: int) -> int:
    ones = (1 << (width << bit)) - 1
    for further in range(bit + 1, size):
        ones |= ones << (width << further)
    return ones


_remembered_ones = lru_cache(maxsize=2**8)(_ones)


def _next_vertex(masks: list[int], candidates: int, border: int, left: int) -> int:
    """Return the candidate that adds the fewest vertices to the border."""
    best = fewest = -1
    while candidates:
        lowest = candidates & -candidates
        candidates ^= lowest
        vertex = lowest.bit_length() - 1
        added = (masks[vertex] & left & ~border).bit_count()
        if best < 0 or added < fewest:
            best, fewest = vertex, added
    return best
