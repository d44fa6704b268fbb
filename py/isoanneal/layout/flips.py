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
    chains = list(_chains(found))
    for _ in range(_MOST_FLIPS):
        gain, chain, target = max(_flips(found, chains), key=_gain, default=_NONE)
        if gain <= 0:
            break
        found = _flipped(found, chain, target)
    return found


_Flip = tuple[int, list[int], int]
"""By how much the inner faces get smaller, a chain, and the number of the face it is put into."""

_NONE: _Flip = (0, [], 0)


def _gain(flip: _Flip) -> int:
    return flip[0]


def _flips(faces: Sequence[Cycle], chains: Sequence[list[int]]) -> Iterator[_Flip]:
    """Yield the ways to put one chain into another face.

    The size of the inner faces is the sum of the squares of how many vertices each has.
    """
    sets = [set(face) for face in faces]
    sizes = [0, *(len(face) ** 2 for face in faces[1:])]
    for chain in chains:
        start, end, inner = chain[0], chain[-1], len(chain) - 2
        sides = [number for number, face in enumerate(sets) if chain[1] in face]
        merged = sum(len(faces[number]) for number in sides) - 2 * inner - 2
        freed = sum(sizes[number] for number in sides) - (merged**2 if 0 not in sides else 0)
        for number, face in enumerate(faces):
            if number in sides or start not in sets[number] or end not in sets[number]:
                continue
            along = abs(face.index(end) - face.index(start)) + inner + 1
            halves = along, len(face) + 2 * inner + 2 - along
            grown = sum(half**2 for half in halves) if number else min(halves) ** 2
            yield freed + sizes[number] - grown, chain, number


def _flipped(faces: Sequence[Cycle], chain: Sequence[int], target: int) -> list[Cycle]:
    """Return the embedding in which a chain lies in another face, the outer face first."""
    sides = [face for face in faces if chain[1] in face]
    merged = _without(sides, chain)
    halves = sorted(_halves(faces[target], chain), key=len, reverse=True)
    rest = [face for number, face in enumerate(faces) if face not in sides and number != target]
    if target == 0:
        return [*halves, merged, *rest]
    if faces[0] in sides:
        return [merged, *halves, *rest]
    return [rest[0], *halves, merged, *rest[1:]]


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
