"""Distances in bonds between the heavy atoms of a structure, which several indices share."""

from functools import lru_cache
from typing import NamedTuple

from isoanneal.structure import Structure


class Distances(NamedTuple):
    """Distances in bonds, each bond counting 1 whatever its order.

    `sums` has for each heavy atom the sum of its distances to all others, and `largest` is
    the largest distance of any two, 0 for a single atom.
    """

    sums: tuple[int, ...]
    largest: int


def distances(structure: Structure) -> Distances:
    """Return what is to be known of the distances."""
    return _distances(tuple(structure.neighbours))


@lru_cache(maxsize=2**12)
def _distances(neighbours: tuple[int, ...]) -> Distances:
    """Return the distances in a connected graph, given a mask of neighbours for each vertex."""
    bond_ends = sum([mask.bit_count() for mask in neighbours])
    is_tree = bond_ends == 2 * (len(neighbours) - 1)
    return _in_tree(neighbours) if is_tree else _with_rings(neighbours)


def _in_tree(neighbours: tuple[int, ...]) -> Distances:
    """Return the distances in a tree, taking pendant vertices off one after the other.

    For the vertex that is left last this gives the sum.  On the way from there back to
    another vertex, the last step brings the vertices behind that one nearer, and takes all
    others further away.
    """
    n = len(neighbours)
    masks = list(neighbours)
    behind = [1] * n
    heights = [0] * n
    sums = [0] * n
    largest = 0
    steps = []
    pendant = [vertex for vertex, mask in enumerate(masks) if mask & mask - 1 == 0]
    for vertex in pendant:
        if not masks[vertex]:
            break
        holder = masks[vertex].bit_length() - 1
        steps.append((vertex, holder))
        behind[holder] += behind[vertex]
        sums[holder] += sums[vertex] + behind[vertex]
        height = heights[vertex] + 1
        largest = max(largest, heights[holder] + height)
        heights[holder] = max(heights[holder], height)
        mask = masks[holder] = masks[holder] ^ 1 << vertex
        if mask & mask - 1 == 0:
            pendant.append(holder)
    for vertex, holder in reversed(steps):
        sums[vertex] = sums[holder] + n - 2 * behind[vertex]
    return Distances(tuple(sums), largest)


def _with_rings(neighbours: tuple[int, ...]) -> Distances:
    """Return the distances in any graph, where the balls around all vertices grow together.

    The vertices that a ball of radius d does not hold yet are those further away than d, so
    each adds 1 to the sum of its centre.
    """
    n = len(neighbours)
    everything = (1 << n) - 1
    near = [[u for u in range(n) if mask >> u & 1] for mask in neighbours]
    sums = [n - 1] * n
    balls = [1 << vertex | mask for vertex, mask in enumerate(neighbours)]
    growing = [vertex for vertex in range(n) if balls[vertex] != everything]
    radius = 1
    while growing:
        radius += 1
        grown = balls.copy()
        for vertex in growing:
            ball = balls[vertex]
            sums[vertex] += n - ball.bit_count()
            for neighbour in near[vertex]:
                ball |= balls[neighbour]
            grown[vertex] = ball
        balls = grown
        growing = [vertex for vertex in growing if balls[vertex] != everything]
    return Distances(tuple(sums), radius)
