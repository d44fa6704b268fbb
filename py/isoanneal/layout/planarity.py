"""The graph theory of drawings: what hangs together, and how it lies in the plane.

A graph is given by its bonds, pairs of vertices, the smaller first.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

Bond = tuple[int, int]
Cycle = list[int]


def bond(i: int, j: int) -> Bond:
    """Return the bond of two vertices as it is written everywhere."""
    return (i, j) if i < j else (j, i)


def around(cycle: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield the pairs of neighbours of a cycle, the last with the first too."""
    return zip(cycle, [*cycle[1:], cycle[0]], strict=True)


def neighbours(bonds: Iterable[Bond]) -> dict[int, list[int]]:
    """Return the neighbours of each vertex, in ascending order."""
    near: dict[int, list[int]] = {}
    for i, j in sorted(bonds):
        near.setdefault(i, []).append(j)
        near.setdefault(j, []).append(i)
    return {vertex: near[vertex] for vertex in sorted(near)}


def blocks(bonds: Iterable[Bond]) -> list[list[Bond]]:
    """Return the bonds of each biconnected component, of which bridges are the smallest.

    J. Hopcroft, R. Tarjan, Commun. ACM 1973, 16, 372-378.
    """
    near = neighbours(bonds)
    search = _BlockSearch(near)
    for vertex in near:
        if vertex not in search.order:
            search.run(vertex)
    return search.found


class _BlockSearch:
    def __init__(self, near: dict[int, list[int]]) -> None:
        self.near = near
        self.order: dict[int, int] = {}
        self.low: dict[int, int] = {}
        self.open: list[Bond] = []
        self.found: list[list[Bond]] = []

    def run(self, root: int) -> None:
        """Search in depth from a vertex, without recursion: chains can be long."""
        path = [(root, root, iter(self.near[root]))]
        self.order[root] = self.low[root] = len(self.order)
        while path:
            vertex, parent, rest = path[-1]
            other = next(rest, None)
            if other is None:
                path.pop()
                if path:
                    self._leave(vertex, parent)
            elif other not in self.order:
                self.open.append((vertex, other))
                self.order[other] = self.low[other] = len(self.order)
                path.append((other, vertex, iter(self.near[other])))
            elif other != parent and self.order[other] < self.order[vertex]:
                self.open.append((vertex, other))
                self.low[vertex] = min(self.low[vertex], self.order[other])

    def _leave(self, vertex: int, parent: int) -> None:
        self.low[parent] = min(self.low[parent], self.low[vertex])
        if self.low[vertex] < self.order[parent]:
            return
        start = self.open.index((parent, vertex))
        self.found.append(sorted(bond(*one) for one in self.open[start:]))
        del self.open[start:]


def faces(block: Sequence[Bond]) -> list[Cycle] | None:
    """Return the faces of a plane embedding of a biconnected graph; None if it has none.

    The outer face is among them.  G. Demoucron, Y. Malgrange, R. Pertuiset, Rev. Franc. Rech.
    Oper. 1964, 8, 33-47.
    """
    near = neighbours(block)
    first = _cycle(near)
    found = [first, first]
    embedded = set(first)
    left = set(block) - {bond(*pair) for pair in around(first)}
    while left:
        choice = _choice(found, _fragments(near, embedded, left))
        if choice is None:
            return None
        way, number = choice
        found[number : number + 1] = _split(found[number], way)
        embedded.update(way)
        left.difference_update(bond(i, j) for i, j in pairwise(way))
    return found


def _cycle(near: dict[int, list[int]]) -> Cycle:
    """Return a cycle through the first vertex."""
    start = next(iter(near))
    way, seen = [start], {start}
    rest = [iter(near[start])]
    while True:
        other = next(rest[-1], None)
        if other is None:
            way.pop()
            rest.pop()
        elif other == start and len(way) > 2:  # noqa: PLR2004  (there is no shorter cycle)
            return way
        elif other not in seen:
            seen.add(other)
            way.append(other)
            rest.append(iter(near[other]))


Fragment = tuple[set[int], set[int]]
"""A part that is not embedded: the vertices by which it hangs on, and its own."""


def _fragments(
    near: dict[int, list[int]], embedded: set[int], left: set[Bond]
) -> Iterator[tuple[Fragment, list[int]]]:
    """Yield what is not embedded yet, each with a way through it between two of its ends."""
    for i, j in sorted(left):
        if i in embedded and j in embedded:
            yield ({i, j}, set()), [i, j]
    seen: set[int] = set()
    for start in near:
        if start in embedded or start in seen:
            continue
        own, ends = {start}, set()
        todo = [start]
        for vertex in todo:
            for other in near[vertex]:
                if other in embedded:
                    ends.add(other)
                elif other not in own:
                    own.add(other)
                    todo.append(other)
        seen |= own
        yield (ends, own), _way(near, min(ends), ends, own)


def _way(near: dict[int, list[int]], start: int, ends: set[int], own: set[int]) -> list[int]:
    """Return the shortest way from one end of a fragment to another, through its own vertices."""
    ways = [[start, vertex] for vertex in near[start] if vertex in own]
    seen = {way[-1] for way in ways}
    for way in ways:
        for other in near[way[-1]]:
            if other in ends and other != start:
                return [*way, other]
            if other in own and other not in seen:
                seen.add(other)
                ways.append([*way, other])
    raise ValueError("The graph is not biconnected.")


def _choice(
    found: list[Cycle], fragments: Iterable[tuple[Fragment, list[int]]]
) -> tuple[list[int], int] | None:
    """Return the way through a fragment that fits into fewest faces, and the longest of them."""
    best: tuple[list[int], list[int]] | None = None
    sets = [set(face) for face in found]
    for (ends, _), way in fragments:
        fitting = [number for number, face in enumerate(sets) if ends <= face]
        if not fitting:
            return None
        if best is None or len(fitting) < len(best[1]):
            best = way, fitting
        if len(fitting) == 1:
            break
    if best is None:
        return None
    return best[0], max(best[1], key=lambda number: len(found[number]))


def _split(face: Cycle, way: list[int]) -> list[Cycle]:
    """Return the two faces that a way between two vertices of a face makes of it."""
    start = face.index(way[0])
    turned = face[start:] + face[:start]
    end = turned.index(way[-1])
    inner = way[1:-1]
    return [turned[: end + 1] + inner[::-1], [turned[0], *inner, *turned[end:]]]
