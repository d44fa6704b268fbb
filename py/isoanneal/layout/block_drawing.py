"""Drawings of one biconnected graph, each with another of its faces outside."""

from collections.abc import Iterator, Sequence
from math import cos, dist, pi, sin

from isoanneal.chem import Point
from isoanneal.layout.flips import unfolded
from isoanneal.layout.planar_part import planar_parts
from isoanneal.layout.planarity import Bond, Cycle, around, bond, faces
from isoanneal.layout.quality import HOPELESSLY_UNEVEN, Quality, evened_out, faults_on, quality
from isoanneal.layout.sheet import Sheet

Drawing = dict[int, Point]
"""Where each vertex is; a bond's usual length is 1."""

_MOST_FACES = 6
_VERTICES_OF_ALL = 100
"""So many vertices are drawn at least, in one drawing or in several."""
_SHORTEST_USUAL = 0.3
_SWEEPS_OF_CENTRING = 50
_ROUNDS_OF_CENTRING = 6
_SWEEPS = 60
_STEP = 0.4


def drawings(block: Sequence[Bond], outward: set[int]) -> Iterator[Drawing]:
    """Yield drawings of a block, the best of each planar part first, made when they are asked for.

    Those with most of the vertices `outward` on the outer face are tried, because more is to be
    attached to these; where that cannot be, what is attached stands within.
    """
    for part in planar_parts(block):
        yield from drawings_within(part, block, outward)


def drawings_within(
    frame: Sequence[Bond], bonds: Sequence[Bond], outward: set[int], most: int = _MOST_FACES
) -> list[Drawing]:
    """Return drawings of some bonds, the best first.

    The `frame` is a planar biconnected graph with the same vertices.  Its bonds decide which faces
    there are; they need not be drawn.  Of the drawings there are at most `most`.
    """
    vertices = sorted({vertex for one in frame for vertex in one})
    found: list[tuple[Quality, int, Drawing]] = []
    for embedded in _embeddings(frame, outward, min(most, 1 + _VERTICES_OF_ALL // len(vertices))):
        points = _centred(vertices, embedded)
        local = _local(bonds, vertices)
        sheet = _scaled([points[vertex] for vertex in vertices], local)
        reached = _evened_out(sheet)
        inside = len(outward - set(embedded[0]))
        drawing = dict(zip(vertices, sheet.points, strict=True))
        found.append((reached, inside, drawing))
    found.sort(key=lambda one: (one[0].faults, one[1], one[0]))
    return [drawing for _, _, drawing in found]


def _embeddings(frame: Sequence[Bond], outward: set[int], most: int) -> Iterator[list[Cycle]]:
    """Yield the faces of embeddings, the outer one first, those first that promise most."""
    embedded = faces(frame) or []
    inside = [len(outward - set(face)) for face in embedded]
    order = sorted(range(len(embedded)), key=lambda one: (inside[one], -len(embedded[one])))
    seen: set[frozenset[int]] = set()
    for number in order[:most]:
        found = unfolded(embedded, number)
        if (outer := frozenset(found[0])) not in seen:
            seen.add(outer)
            yield found


def _local(bonds: Sequence[Bond], vertices: Sequence[int]) -> list[Bond]:
    """Return bonds with the numbers of vertices in a list in the place of them."""
    number = {vertex: place for place, vertex in enumerate(vertices)}
    return [(number[i], number[j]) for i, j in bonds]


def _evened_out(sheet: Sheet) -> Quality:
    """Even a drawing out; one of a cage as large as that of fullerenes is best as it is."""
    plain = sheet.points
    reached = evened_out(sheet, _SWEEPS, _STEP)
    if reached.is_uneven and faults_on(sheet).unevenness > HOPELESSLY_UNEVEN:
        evened = sheet.points
        sheet.points = plain
        found = quality(faults_on(sheet))
        if found.faults <= reached.faults:
            return found
        sheet.points = evened
    return reached


def _scaled(points: list[Point], bonds: Sequence[Bond]) -> Sheet:
    lengths = sorted(dist(points[i], points[j]) for i, j in bonds)
    usual = max(lengths[len(bonds) // 2], _SHORTEST_USUAL)
    return Sheet([(x / usual, y / usual) for x, y in points], bonds)


def _centred(vertices: Sequence[int], embedded: Sequence[Cycle]) -> Drawing:
    """Return the drawing with the first face as a regular polygon and all else in the middle.

    A point in each inner face makes all faces triangles, so that no two vertices coincide.
    """
    rim, *inner_faces = embedded
    order = rim + [vertex for vertex in vertices if vertex not in rim]
    number = {vertex: place for place, vertex in enumerate(order)}
    bonds = {bond(number[i], number[j]) for face in inner_faces for i, j in around(face)}
    for place, face in enumerate(inner_faces, len(order)):
        bonds.update((number[vertex], place) for vertex in face)
    free = len(order) + len(inner_faces) - len(rim)
    sheet = Sheet(_polygon(len(rim)) + [(0.0, 0.0)] * free, sorted(bonds))
    sheet.centre(len(rim), _SWEEPS_OF_CENTRING, _ROUNDS_OF_CENTRING)
    points = sheet.points
    return {vertex: points[number[vertex]] for vertex in vertices}


def _polygon(corners: int) -> list[Point]:
    """Return a regular polygon with sides of length 1 that stands on one of them."""
    radius = 0.5 / sin(pi / corners)
    angles = [2 * pi * (number + 0.5) / corners - pi / 2 for number in range(corners)]
    return [(radius * cos(angle), radius * sin(angle)) for angle in angles]
