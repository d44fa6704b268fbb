"""Skeletal formulas: bonds as lines, and the letters of all atoms but carbon."""

from collections.abc import Sequence

import msgspec

from isoanneal.drawing.shapes import line, stroke, text
from isoanneal.drawing.space import Box, Line, Space
from isoanneal.structure import Structure

INK = "#000000"
_COLOURS = {
    "N": "#0000E0", "O": "#E00000", "F": "#00807C", "P": "#A85400", "S": "#807300",
    "Cl": "#007F00", "Br": "#7F4C19", "I": "#8A1AD0",
}  # fmt: skip
"""Of symbols: the usual ones, dark enough to be read on white."""
_NARROW, _WIDE = 0.72, 0.98
"""The widths of one capital and of a symbol of two letters, in font sizes."""
_COUNT = 0.45
_HALF_HEIGHT = 0.42
_BELOW = 1.05
"""How far above or below a symbol its hydrogens stand, in font sizes."""
_BARE = 2.5
"""Half of what an atom without a label takes, in pixels."""
_AROUND = 1.5
"""Pixels between a label and a bond."""
_SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_SIDES = (1 + 0j, -1 + 0j, -1j, 1j)
"""Where hydrogens can stand: on the right, on the left, above and below."""
_SMALLEST_LETTERS = 8.0
_DOUBLE = 2
_NARROW_ANGLE = 0.6
"""The cosine of the angle between a bond and hydrogens beside a symbol, at least."""
_IN_LINE = 0.2
"""The sine of the angle up to which bonds look as if they were in line."""


class Scale(msgspec.Struct, frozen=True):
    """Sizes in pixels that follow from how long a bond is."""

    bond: float

    @property
    def letters(self) -> float:
        """How large letters are."""
        return min(max(0.45 * self.bond, _SMALLEST_LETTERS), 13.0)

    @property
    def between_lines(self) -> float:
        """How far apart the lines of one bond are."""
        return min(max(0.16 * self.bond, 3.2), 5.0)

    @property
    def line(self) -> float:
        """How thick a line is."""
        return 1.6 if self.letters > _SMALLEST_LETTERS else 1.2


class Skeleton:
    """The atoms of a drawing, in pixels, with their neighbours and labels.

    Atoms from `len(structure.elements)` on are hydrogens that are drawn as atoms; their bearers'
    labels do not count them.
    """

    def __init__(
        self,
        structure: Structure,
        places: Sequence[complex],
        bonds: Sequence[tuple[int, int, int]],
        hydrogens: Sequence[int],
        scale: Scale,
    ) -> None:
        """Take the places of the heavy atoms, then of the hydrogens in their order."""
        n = len(structure.elements)
        self.scale = scale
        self.atoms = [*range(n), *hydrogens]
        self.places = dict(zip(self.atoms, places, strict=True))
        self.neighbours: dict[int, list[int]] = {atom: [] for atom in self.atoms}
        for i, j, _ in bonds:
            self.neighbours[i].append(j)
            self.neighbours[j].append(i)
        counts = structure.hydrogen_counts()
        for one in hydrogens:
            counts[structure.hydrogen_bearers[one - n]] -= 1
        self.boxes: dict[int, list[Box]] = {}
        self.letters: list[str] = []
        for atom in self.atoms:
            symbol = structure.elements[atom] if atom < n else "H"
            self.boxes[atom] = self._labelled(atom, symbol, counts[atom] if atom < n else 0)

    def _labelled(self, atom: int, symbol: str, hydrogens: int) -> list[Box]:
        """Write the label of an atom, and return the boxes that it takes."""
        if symbol == "C" and self.neighbours[atom]:
            return []
        size, place = self.scale.letters, self.places[atom]
        colour, kind = _COLOURS.get(symbol, INK), f"atom-{atom}"
        half = complex(_half_width(symbol), _HALF_HEIGHT) * size
        self.letters.append(text(symbol, place, kind, colour, size))
        boxes = [(place, half)]
        if hydrogens:
            side = self._free_side(atom)
            words = "H" + (str(hydrogens).translate(_SUBSCRIPTS) if hydrogens > 1 else "")
            width = (_NARROW + (_COUNT if hydrogens > 1 else 0)) * size
            if side.imag:
                anchor, centre = "middle", place + side * _BELOW * size
                start = centre
            else:
                anchor = "start" if side.real > 0 else "end"
                start = place + side * half.real
                centre = start + side * width / 2
            self.letters.append(text(words, start, kind, colour, size, anchor=anchor))
            boxes.append((centre, complex(width / 2, half.imag)))
        return boxes

    def _free_side(self, atom: int) -> complex:
        """Return the direction in which an atom has most room for its hydrogens."""
        ways = [self.places[other] - self.places[atom] for other in self.neighbours[atom]]
        ways = [way / abs(way) for way in ways if way]
        room = {
            side: max([(side * way.conjugate()).real for way in ways] or [-1]) for side in _SIDES
        }
        beside = min(_SIDES[:2], key=lambda side: round(room[side], 2))
        return beside if room[beside] < _NARROW_ANGLE else min(_SIDES, key=lambda one: room[one])

    def lines(self, i: int, j: int, count: int) -> list[Line]:
        """Return the lines of a bond, cut where labels are; that on the axis comes first if any.

        A second line is inside the ring, or on the side with more neighbours, and shorter.
        """
        start, end = self.places[i], self.places[j]
        across = 1j * (end - start) / (abs(end - start) or 1) * self.scale.between_lines
        if count == _DOUBLE:
            side, shares = self._side(i, j)
            if side:
                inner = [start + shares[0] * (end - start), end - shares[1] * (end - start)]
                shifted = (inner[0] + side * across, inner[1] + side * across)
                both = [(start, end), shifted]
            else:
                both = [(start + k * across / 2, end + k * across / 2) for k in (-1, 1)]
            return [self._cut(i, j, *one) for one in both]
        shifts = (0, 1, -1)[:count]
        return [self._cut(i, j, start + k * across, end + k * across) for k in shifts]

    def _side(self, i: int, j: int) -> tuple[int, tuple[float, float]]:
        """Return on which side a second line is, 0 for both, and how much shorter at each end."""
        step = self.places[j] - self.places[i]
        sides = [
            [
                side
                for one in self.neighbours[atom]
                if one not in (i, j)
                and (side := _side_of(step, self.places[one] - self.places[atom]))
            ]
            for atom in (i, j)
        ]
        if not (sides[0] and sides[1]):
            return 0, (0.0, 0.0)
        side = 1 if sum(map(sum, sides)) > 0 else -1
        shares = [0.15 if side in found else 0.0 for found in sides]
        return side, (shares[0], shares[1])

    def _cut(self, i: int, j: int, start: complex, end: complex) -> Line:
        first, last = self.free_shares(i, start, end), self.free_shares(j, end, start)
        if first + last >= 1:
            return start, end
        step = end - start
        return start + first * step, end - last * step

    def free_shares(self, atom: int, start: complex, end: complex) -> float:
        """Return at which share of a line that begins at an atom it leaves the atom's label."""
        shares = [0.0]
        for centre, half in self.boxes[atom]:
            room = half + complex(_AROUND, _AROUND)
            shares.append(_leaving(start - centre, end - start, room))
        return max(shares)

    def take(self, space: Space) -> None:
        """Take the room of the atoms and their labels."""
        for atom in self.atoms:
            space.take_box(self.places[atom], complex(_BARE, _BARE))
            for centre, half in self.boxes[atom]:
                space.take_box(centre, half)


def bond_stroke(number: int, i: int, j: int, ends: Line, width: float) -> str:
    """Return a line of a bond as RDKit writes one, so that gaps can be made in it."""
    return stroke(line(ends), f"bond-{number} atom-{i} atom-{j}", INK, width)


def _side_of(step: complex, way: complex) -> int:
    """Return on which side of a bond another one leads away, 0 for one in line with it."""
    across = (step.conjugate() * way).imag
    if abs(across) < _IN_LINE * abs(step) * abs(way):
        return 0
    return 1 if across > 0 else -1


def _half_width(symbol: str) -> float:
    return (_NARROW if len(symbol) == 1 else _WIDE) / 2


def _leaving(offset: complex, step: complex, half: complex) -> float:
    """Return at which share a line from within or before a box is out of it for good, or 0."""
    enters, leaves = 0.0, 1.0
    for begin, way, reach in (
        (offset.real, step.real, half.real),
        (offset.imag, step.imag, half.imag),
    ):
        if way == 0:
            if abs(begin) >= reach:
                return 0.0
            continue
        one, other = (-reach - begin) / way, (reach - begin) / way
        enters, leaves = max(enters, min(one, other)), min(leaves, max(one, other))
    return leaves if enters < leaves else 0.0
