"""The Wiener index, the size of a molecule as its graph sees it.

H. Wiener, J. Am. Chem. Soc. 1947, 69, 17-20: the sum of the numbers of bonds between all
pairs of heavy atoms.  Bonds count 1 whatever their order.
"""

from functools import lru_cache

from isoanneal.scoring.registry import register
from isoanneal.structure import Structure


@register(
    "wiener_index",
    title="Wiener index",
    unit="bonds",
    meaning="Sum of the distances between all pairs of atoms other than hydrogen",
)
def wiener_index(structure: Structure) -> float:
    """Return the Wiener index, a whole number of bonds, at least 0."""
    return float(_distance_sum(tuple(structure.neighbours)))


@lru_cache(maxsize=2**16)
def _distance_sum(neighbours: tuple[int, ...]) -> int:
    """Return the sum of distances over all pairs of a connected graph.

    `neighbours` holds a bit mask of neighbours for each of the n vertices.  The cache
    serves a cold walk, which proposes the same few graphs again and again.

    Pendant vertices are peeled off one after the other: the bond that held one is crossed
    by w (n - w) shortest paths, if w vertices hang on it (Wiener's rule for trees).  A tree
    is gone after that.  In what is left each vertex v stands for the group of vertices that
    hung on it, and the balls around all v grow together: the vertices that a ball of radius
    d does not hold yet are those further away than d, so each adds 1 to the distance.
    """
    masks = list(neighbours)
    groups = [1 << vertex for vertex in range(len(masks))]
    crossings, core = _peel(masks, groups)
    return crossings + _core_distance_sum(masks, groups, core)


def _peel(masks: list[int], groups: list[int]) -> tuple[int, list[int]]:
    """Take pendant vertices off in place; return their part of the sum, and what is left."""
    n = len(masks)
    crossings = 0
    peeled = 0
    pendant = [vertex for vertex, mask in enumerate(masks) if mask & mask - 1 == 0]
    for vertex in pendant:
        if not masks[vertex]:  # the last vertex of a tree hangs on nothing
            break
        holder = masks[vertex].bit_length() - 1
        weight = groups[vertex].bit_count()
        crossings += weight * (n - weight)
        groups[holder] |= groups[vertex]
        peeled |= 1 << vertex
        mask = masks[holder] = masks[holder] ^ 1 << vertex
        if mask & mask - 1 == 0:
            pendant.append(holder)
    return crossings, [vertex for vertex in range(n) if not peeled >> vertex & 1]


def _core_distance_sum(masks: list[int], groups: list[int], core: list[int]) -> int:
    everything = (1 << len(masks)) - 1
    pairs = len(masks) ** 2
    rows = [(vertex, _members(masks[vertex]), groups[vertex].bit_count()) for vertex in core]
    balls = groups
    missing = pairs - sum([weight * weight for _, _, weight in rows])
    total = 0
    while missing:
        total += missing
        missing = pairs
        grown = groups.copy()
        for vertex, near, weight in rows:
            ball = balls[vertex]
            if ball != everything:
                for neighbour in near:
                    ball |= balls[neighbour]
            grown[vertex] = ball
            missing -= weight * ball.bit_count()
        balls = grown
    return total // 2


@lru_cache(maxsize=2**16)
def _members(mask: int) -> tuple[int, ...]:
    return tuple([vertex for vertex in range(mask.bit_length()) if mask >> vertex & 1])
