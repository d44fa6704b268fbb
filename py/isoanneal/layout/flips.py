"""Better plane embeddings of a graph that has several: chains of atoms put into other faces."""

from collections import Counter
from collections.abc import Iterator, Sequence

from isoanneal.layout.planarity import Cycle, around

_MOST_FLIPS = 8


def unfolded(embedded: Sequence[Cycle], outer: int) -> list[Cycle]:
    """Return the faces of an embedding whose inner ones are small, the outer one first.

    What is given is an embedding of the same graph and the number of its outer face.  Rings that
    lie within others are turned outwards, as chemists draw them.
    """
    found = [embedded[outer], *(face for number, face in enumerate(embedded) if number != outer)]
    for _ in range(_MOST_FLIPS):
        better = min(_flipped(found), key=_size_within, default=found)
        if _size_within(better) >= _size_within(found):
            break
        found = better
    return found


def _size_within(faces: Sequence[Cycle]) -> int:
    return sum(len(face) ** 2 for face in faces[1:])


def _flipped(faces: Sequence[Cycle]) -> Iterator[list[Cycle]]:
    """Yield the embeddings in which one chain lies in another face, the outer face first."""
    for chain in _chains(faces):
        inner = set(chain[1:-1])
        sides = [face for face in faces if inner <= set(face)]
        rest = [face for face in faces if face not in sides]
        merged = _without(sides, chain)
        is_outer_freed = faces[0] in sides
        whole = [merged, *rest] if is_outer_freed else [rest[0], merged, *rest[1:]]
        for number, face in enumerate(whole):
            if chain[0] in face and chain[-1] in face and face is not merged:
                halves = sorted(_halves(face, chain), key=len, reverse=True)
                others = [one for place, one in enumerate(whole) if place not in (0, number)]
                if number:
                    yield [whole[0], *halves, *others]
                else:
                    yield [*halves, *others]


def _chains(faces: Sequence[Cycle]) -> Iterator[list[int]]:
    """Yield the ways between two branching vertices, these at their ends, that have inner ones."""
    degree = Counter(vertex for face in faces for vertex in face)
    seen: set[int] = set()
    for face in faces:
        branching = [place for place, vertex in enumerate(face) if degree[vertex] > 2]  # noqa: PLR2004
        turned = face[branching[0] :] + face[: branching[0] + 1] if branching else []
        chain: list[int] = []
        for vertex in turned:
            chain.append(vertex)
            if degree[vertex] > 2 and len(chain) > 1:  # noqa: PLR2004  (an inner vertex has two)
                if len(chain) > 2 and chain[1] not in seen:  # noqa: PLR2004
                    seen.update(chain[1:-1])
                    yield chain
                chain = [vertex]


def _without(sides: Sequence[Cycle], chain: Sequence[int]) -> Cycle:
    """Return the one face that two become when the chain between them is gone."""
    one, other = (_rest(face, chain) for face in sides)
    if one[0] == other[0]:
        other = other[::-1]
    return [*one, *other[1:-1]]


def _rest(face: Cycle, chain: Sequence[int]) -> list[int]:
    """Return the way around a face from one end of a chain to the other that avoids the chain."""
    inner = set(chain[1:-1])
    start = next(
        place for place, (i, j) in enumerate(around(face)) if i in inner and j not in inner
    )
    turned = face[start + 1 :] + face[: start + 1]
    return [vertex for vertex in turned if vertex not in inner]


def _halves(face: Cycle, chain: Sequence[int]) -> list[Cycle]:
    """Return the two faces that a chain makes of one that has both of its ends."""
    start = face.index(chain[0])
    turned = face[start:] + face[:start]
    end = turned.index(chain[-1])
    inner = list(chain[1:-1])
    return [turned[: end + 1] + inner[::-1], [turned[0], *inner, *turned[end:]]]
