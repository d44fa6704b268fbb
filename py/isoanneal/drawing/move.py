"""Moves: two drawings of what displacements change, one before and one after them.

A pair of atoms that loses an order is dashed and marked “−1”; a pair that gains one is dotted
before and thick afterwards, and marked “+1”.  So both can be told apart without their colours.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise, product
from math import cos, inf, pi, sin

import msgspec

from isoanneal.displacement import Displacement
from isoanneal.drawing.curve import along, arc, sampled
from isoanneal.drawing.gaps import with_gaps
from isoanneal.drawing.hydrogens import hydrogen_places
from isoanneal.drawing.pieces import laid_apart
from isoanneal.drawing.shapes import document, ellipse, line, stroke, text
from isoanneal.drawing.skeleton import Scale, Skeleton, bond_stroke
from isoanneal.drawing.space import Space, distance
from isoanneal.drawing.transition import Transition, transition
from isoanneal.layout import Point, is_hopeless, layout
from isoanneal.layout.planarity import Bond, bond
from isoanneal.structure import Structure

WIDTH, HEIGHT = 260, 200
"""Pixels of each of the two drawings."""
NAMES = ("x1", "y1", "x2", "y2")
"""What Faulon calls the four atoms."""

_MARGIN = 26.0
_LONGEST_BOND = 36.0
_SIZE_OF_NAMES = 10.0
_NAME_COLOUR, _NAME_GROUND = "#202020", "#E2E2E8"
_HALF_NAME = 9 + 7j
_WIDER_BY_LETTER = 2.8
_HALF_MARK = 9.5 + 7.5j
_LEADER, _LEADER_OF_MARK = 19.0, 27.0
"""From so many pixels on a name or a mark is joined to what it belongs to by a thin line."""
_LEADER_COLOUR = "#606068"
_DIRECTIONS = 16
_DISTANCES = (13.0, 16.0, 20.0, 25.0, 31.0, 38.0, 46.0)
_SHARES = (0.5, 0.4, 0.6, 0.3, 0.7)
_ASIDE = (0.0, 10.0, -10.0, 14.0, -14.0, 19.0, -19.0, 25.0, -25.0, 33.0, -33.0)
_BULGES = (0.0, 0.12, -0.12, 0.22, -0.22, 0.34, -0.34, 0.46, -0.46)
_LONG = 55.0
"""Pixels: in the middle of a longer line its mark may lie on it."""
_SPACING = 6.0
_MOST_PIECES = 10
_EDGE = 2 + 2j
_ON_AN_ATOM, _BENT = 3.0, 4.0
"""What a curve costs that passes an atom, and one as high as its length; a crossing costs 1."""
_NEAR = 8.0
"""Pixels: a curve that comes nearer to an atom seems to lead to it."""


class _Look(msgspec.Struct, frozen=True):
    """How the changed lines of a pair are drawn; their class, and the ground of their mark."""

    kind: str
    colour: str
    ground: str
    width: float
    dashes: str = ""


_LOSS, _GAIN = ("#A83200", "#FFE6DA"), ("#00569E", "#DCEEFF")
_LOOKS = {
    ("before", -1): _Look("loss", *_LOSS, 2.2, "5,3"),
    ("before", 1): _Look("gain", *_GAIN, 2.2, "2,3"),
    ("after", -1): _Look("loss", *_LOSS, 1.1, "4,3"),
    ("after", 1): _Look("gain", *_GAIN, 3.0),
}


class MoveDrawing(msgspec.Struct, frozen=True):
    """Two drawings in one scale, as SVG, and where the heavy atoms are in them, in bond lengths.

    A drawing that nobody could read is empty: it has no shape in it.
    """

    before_svg: str
    after_svg: str
    before_points: list[Point]
    after_points: list[Point]


def move_drawing(
    before: Structure,
    path: Sequence[Displacement],
    previous: Sequence[Point] | None = None,
    *,
    atoms: Sequence[int] = (),
    width: int = WIDTH,
    height: int = HEIGHT,
) -> MoveDrawing:
    """Draw a structure before and after displacements, one after the other.

    Of one displacement the four atoms are named as Faulon names them; of several, only what they
    come to together is marked.  Where the path is empty, `atoms` are the four that were drawn and
    allow nothing; some may be the same.  Hydrogens have numbers from `len(before.elements)` on, and
    those that take part are drawn.  `previous` is where the heavy atoms were; they stay near.  What
    a displacement takes apart is drawn apart.

    Raises `ValueError` for a displacement that is none of the structure, and what `layout` raises.
    """
    if len(path) == 1 and not atoms:
        atoms = path[0][:4]
    change = transition(before, path, atoms)
    before_points = layout(before, previous)
    after_points = laid_apart(change.after, before_points)
    sides = [("before", before, before_points), ("after", change.after, after_points)]
    placed = [
        [*points, *hydrogen_places(change, structure, points)] for _, structure, points in sides
    ]
    to_pixels = _Frame.around([*placed[0], *placed[1]], width, height)
    drawn = [
        document(width, height)
        if is_hopeless(structure, points)
        else _Side(change, structure, side, to_pixels, places).svg(atoms)
        for (side, structure, points), places in zip(sides, placed, strict=True)
    ]
    return MoveDrawing(drawn[0], drawn[1], before_points, after_points)


class _Frame(msgspec.Struct, frozen=True):
    """How points become pixels: the same for both drawings."""

    width: int
    height: int
    bond: float
    middle: complex

    @classmethod
    def around(cls, points: Sequence[Point], width: int, height: int) -> "_Frame":
        """Return the frame in which all points are, with a margin for labels and marks."""
        xs, ys = [x for x, _ in points], [y for _, y in points]
        across, up = max(xs) - min(xs), max(ys) - min(ys)
        room = [(width - 2 * _MARGIN, across), (height - 2 * _MARGIN, up)]
        scale = min([_LONGEST_BOND, *(pixels / extent for pixels, extent in room if extent > 0)])
        middle = complex(max(xs) + min(xs), max(ys) + min(ys)) / 2
        return cls(width, height, scale, middle)

    def pixels(self, point: Point) -> complex:
        """Return the pixel of a point, whose y axis points upwards."""
        offset = self.bond * (complex(*point) - self.middle).conjugate()
        return complex(self.width, self.height) / 2 + offset


class _Side:
    """One of the two drawings in the making."""

    def __init__(
        self,
        change: Transition,
        structure: Structure,
        side: str,
        frame: _Frame,
        points: Sequence[Point],
    ) -> None:
        self.change = change
        self.frame = frame
        self.orders = {bond(i, j): order for i, j, order in change.bonds_of(structure)}
        self.looks = {sign: _LOOKS[side, sign] for sign in (-1, 1)}
        self.is_after = side == "after"
        bonds = [(i, j, order) for (i, j), order in self.orders.items()]
        places = [frame.pixels(point) for point in points]
        scale = Scale(frame.bond)
        self.skeleton = Skeleton(structure, places, bonds, change.hydrogens, scale)
        self.space = Space(frame.width, frame.height)
        self.skeleton.take(self.space)
        self.kept: list[str] = []
        self.changed: list[str] = []
        self.marks: list[str] = []

    def svg(self, named: Sequence[int]) -> str:
        """Return the drawing; its shapes lie on each other in the order in which they come."""
        pairs = sorted({*self.orders, *self.change.changes})
        curved = [pair for pair in pairs if pair not in self.orders]
        for number, pair in enumerate(pairs):
            if pair not in curved:
                self._draw_bond(number, pair)
        # Long curves look for their way when all bonds are there.
        middles = {pair: self._draw_curve(pair) for pair in curved}
        names: dict[int, list[str]] = {}
        for atom, name in zip(named, NAMES, strict=False):
            names.setdefault(atom, []).append(name)
        for atom, own in names.items():
            self._name(atom, ", ".join(own))
        for pair, change in self.change.changes.items():
            self._mark(pair, change, middles.get(pair))
        shapes = [*self.kept, *self.changed, *self.skeleton.letters, *self.marks]
        return with_gaps(document(self.frame.width, self.frame.height, shapes))

    def _kept_order(self, pair: Bond) -> int:
        """Return what of a pair's order is there before and afterwards."""
        change, order = self.change.changes.get(pair, 0), self.orders.get(pair, 0)
        return min(order, order - change if self.is_after else order + change)

    def _draw_bond(self, number: int, pair: Bond) -> None:
        kept, change = self._kept_order(pair), self.change.changes.get(pair, 0)
        lines = self.skeleton.lines(*pair, kept + abs(change))
        for place, ends in enumerate(lines):
            self.space.take_line(*ends)
            if place < kept:
                width = self.skeleton.scale.line
                self.kept.append(bond_stroke(number, *pair, ends, width))
            else:
                self.changed.append(self._changed(pair, ends))

    def _draw_curve(self, pair: Bond) -> list[complex]:
        """Draw the lines of a pair that is not bonded here, and return the one in the middle."""
        start, end = (self.skeleton.places[atom] for atom in pair)
        curve = self._way(pair, start, end)
        across = 1j * (end - start) / (abs(end - start) or 1) * self.skeleton.scale.between_lines
        count = abs(self.change.changes[pair])
        for place in range(count):
            shift = (place - (count - 1) / 2) * across
            self.changed.append(self._changed(pair, self._cut(pair, [p + shift for p in curve])))
        for a, b in pairwise(_pieces(curve)):
            self.space.take_line(a, b)
        return curve

    def _cut(self, pair: Bond, curve: Sequence[complex]) -> list[complex]:
        """Return a curve without what would be on the labels at its ends."""
        free_shares = self.skeleton.free_shares
        inner = curve[1] if len(curve) > 2 else None  # noqa: PLR2004
        first = free_shares(pair[0], curve[0], curve[-1] if inner is None else inner)
        last = free_shares(pair[1], curve[-1], curve[0] if inner is None else inner)
        if first + last >= 1:
            return list(curve)
        start = curve[0] + first * ((curve[-1] if inner is None else inner) - curve[0])
        end = curve[-1] + last * ((curve[0] if inner is None else inner) - curve[-1])
        return [start, end] if inner is None else [start, inner, end]

    def _way(self, pair: Bond, start: complex, end: complex) -> list[complex]:
        """Return the curve between two atoms that has least in its way, the straightest of them."""
        others = [place for atom, place in self.skeleton.places.items() if atom not in pair]
        best, least = [start, end], inf
        for bulge in _BULGES:
            curve = arc(start, end, bulge)
            cost = _BENT * abs(bulge) + self._obstruction(curve, others)
            if cost < least:
                best, least = curve, cost
            if least <= _BENT * abs(bulge):
                break
        return best

    def _obstruction(self, curve: Sequence[complex], others: Sequence[complex]) -> float:
        """Return how much a curve has in its way; it is endless for one beyond the canvas."""
        points = _pieces(curve)
        if not all(self.space.holds(point, _EDGE) for point in points):
            return inf
        near = sum(
            min(distance(place, a, b) for a, b in pairwise(points)) < _NEAR
            for place in _within(others, points)
        )
        return _ON_AN_ATOM * near + self.space.crossings(points)

    def _changed(self, pair: Bond, points: Sequence[complex]) -> str:
        look = self._look(self.change.changes[pair])
        return stroke(line(points), _kind(look.kind, pair), look.colour, look.width, look.dashes)

    def _look(self, change: int) -> _Look:
        return self.looks[1 if change > 0 else -1]

    def _name(self, atom: int, name: str) -> None:
        place, size = self.skeleton.places[atom], _SIZE_OF_NAMES
        half = _HALF_NAME + _WIDER_BY_LETTER * (len(name) - 2)
        centre = self.space.freest(self._around(atom), half)
        self.space.take_box(centre, half)
        if abs(centre - place) > _LEADER + half.real - _HALF_NAME.real:
            self._lead(place, centre, _LEADER_COLOUR)
        kind = f"name atom-{atom}"
        self.marks.append(ellipse(centre, half, kind, _NAME_GROUND))
        self.marks.append(text(name, centre, kind, _NAME_COLOUR, size))

    def _lead(self, start: complex, end: complex, colour: str) -> None:
        """Join a mark to what it belongs to."""
        ends = start + 0.15 * (end - start), end
        self.space.take_line(*ends)
        self.kept.append(stroke(line(ends), "leader", colour, 0.8))

    def _around(self, atom: int) -> Iterator[complex]:
        """Yield places for a name, near ones first, and those away from the bonds first."""
        place = self.skeleton.places[atom]
        ways = [self.skeleton.places[other] - place for other in self.skeleton.neighbours[atom]]
        ways = [way / abs(way) for way in ways if way]
        directions = sorted(
            _directions(),
            key=lambda one: round(max([(one * way.conjugate()).real for way in ways] or [0]), 3),
        )
        for far, direction in product(_DISTANCES, directions):
            yield place + far * complex(1.15 * direction.real, direction.imag)

    def _mark(self, pair: Bond, change: int, curve: Sequence[complex] | None) -> None:
        points = curve or [self.skeleton.places[atom] for atom in pair]
        look, half = self._look(change), _HALF_MARK
        is_long = abs(points[-1] - points[0]) > _LONG
        own = [*pairwise(_pieces(points))] if curve and is_long else []
        centre = self.space.freest(_beside(points), half, own)
        self.space.take_box(centre, half)
        middle = along(points, 0.5)
        if abs(centre - middle) > _LEADER_OF_MARK:
            self._lead(middle, centre, look.colour)
        kind = _kind(look.kind, pair)
        self.marks.append(ellipse(centre, half, kind, look.ground))
        words = f"{'+' if change > 0 else '−'}{abs(change)}"
        self.marks.append(text(words, centre, kind, look.colour, _SIZE_OF_NAMES + 1))


def _beside(points: Sequence[complex]) -> Iterator[complex]:
    """Yield places for a mark at a line or curve, those near its middle first."""
    step = points[-1] - points[0]
    across = 1j * step / (abs(step) or 1)
    for aside, share in product(_ASIDE, _SHARES):
        yield along(points, share) + aside * across
    for far, direction in product(_DISTANCES[2:], _directions()):
        yield along(points, 0.5) + far * direction


def _directions() -> list[complex]:
    turns = [2 * pi * number / _DIRECTIONS for number in range(_DIRECTIONS)]
    return [complex(cos(turn), sin(turn)) for turn in turns]


def _pieces(curve: Sequence[complex]) -> list[complex]:
    """Return points along a curve, between which it is nearly straight."""
    return sampled(curve, max(_SPACING, abs(curve[-1] - curve[0]) / _MOST_PIECES))


def _within(places: Sequence[complex], points: Sequence[complex]) -> list[complex]:
    """Return the places that may be near to a line through some points."""
    xs, ys = [point.real for point in points], [point.imag for point in points]
    left, right, top, bottom = min(xs), max(xs), min(ys), max(ys)
    return [
        place
        for place in places
        if left - _NEAR < place.real < right + _NEAR and top - _NEAR < place.imag < bottom + _NEAR
    ]


def _kind(kind: str, pair: Bond) -> str:
    return f"{kind} atom-{pair[0]} atom-{pair[1]}"
