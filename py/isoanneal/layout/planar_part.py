"""What of a graph can be drawn in the plane, and as one piece."""

from bisect import insort
from collections.abc import Sequence
from itertools import combinations

from isoanneal.layout.planarity import Bond, Cycle, around, blocks, bond, faces, neighbours

_MOST_PARTS = 4
_MOST_LEFT_OUT = 2
_MOST_BONDS_IN_PAIRS = 22
_MOST_BONDS = 60


def planar_parts(block: Sequence[Bond]) -> list[list[Bond]]:
    """Return a planar block itself, or planar blocks without some of its bonds.

    Those come first whose bonds can be put in again with fewest crossings.  There are none where
    the search would take long.
    """
    if faces(block) is not None:
        return [list(block)]
    if len(block) > _MOST_BONDS:
        return []
    for count in range(1, _MOST_LEFT_OUT + 1 if len(block) <= _MOST_BONDS_IN_PAIRS else 2):
        found: list[tuple[int, list[Bond]]] = []
        for out in combinations(block, count):
            rest = [one for one in block if one not in out]
            crossings = _crossings(rest, out)
            if crossings is not None:
                found.append((crossings, rest))
        if found:
            return [rest for _, rest in sorted(found)[:_MOST_PARTS]]
    return [linked(_grown(block))]


def linked(bonds: Sequence[Bond]) -> list[Bond]:
    """Return the bonds of a planar graph with some that are not there, which make it one block.

    Two neighbours of a vertex that are in different blocks can lie beside each other.
    """
    found = list(bonds)
    near = neighbours(bonds)
    part = {one: number for number, block in enumerate(blocks(bonds)) for one in block}
    for vertex, others in near.items():
        first, *rest = others
        for other in rest:
            here, there = part[bond(vertex, first)], part[bond(vertex, other)]
            if here != there:
                link = bond(first, other)
                found.append(link)
                insort(near[first], other)
                insort(near[other], first)
                part[link] = there
                part |= {one: here for one, number in part.items() if number == there}
    return sorted(found)


def is_planar(bonds: Sequence[Bond]) -> bool:
    """Tell whether a graph can be drawn without a crossing."""
    return all(len(part) == 1 or faces(part) is not None for part in blocks(bonds))


def _grown(block: Sequence[Bond]) -> list[Bond]:
    """Return a planar part of a block, to which no bond can be added."""
    found = _tree(block)
    for one in block:
        if one not in found and is_planar([*found, one]):
            found.append(one)
    return found


def _tree(block: Sequence[Bond]) -> list[Bond]:
    """Return bonds that lead to every vertex by the shortest way from the first."""
    near = neighbours(block)
    start = next(iter(near))
    seen, found = {start}, []
    for vertex in (todo := [start]):
        for other in near[vertex]:
            if other not in seen:
                seen.add(other)
                todo.append(other)
                found.append(bond(vertex, other))
    return found


def _crossings(rest: Sequence[Bond], out: Sequence[Bond]) -> int | None:
    """Return how many bonds of a planar block others cross.

    Returns None where it is no such block, or where it lacks a vertex of the others.
    """
    vertices = {vertex for one in rest for vertex in one}
    if len(blocks(rest)) > 1 or not vertices.issuperset(vertex for one in out for vertex in one):
        return None
    embedded = faces(rest)
    if embedded is None:
        return None
    return sum(_distance(embedded, i, j) for i, j in out)


def _distance(embedded: Sequence[Cycle], i: int, j: int) -> int:
    """Return how many bonds lie between two vertices at least, from face to face."""
    sides: dict[Bond, list[int]] = {}
    for number, face in enumerate(embedded):
        for pair in around(face):
            sides.setdefault(bond(*pair), []).append(number)
    far = {number: 0 for number, face in enumerate(embedded) if i in face}
    for number in (todo := list(far)):
        if j in embedded[number]:
            return far[number]
        for pair in around(embedded[number]):
            for other in sides[bond(*pair)]:
                if other not in far:
                    far[other] = far[number] + 1
                    todo.append(other)
    raise ValueError(f"{j} is in no face.")
