"""What is written in a drawing, how much room it takes, and where it is a fault.

RDKit writes the symbol of every atom but carbon over the atom, and its hydrogens on the side where
it has room, and that of a carbon only where two bonds in line would hide it.  The measures are
those of its letters, in bond lengths.
"""

from collections.abc import Sequence
from itertools import combinations
from math import dist

import msgspec

from isoanneal.chem import Point
from isoanneal.structure import Structure

_HALF_HEIGHT = 0.16
_HALF_LETTER = 0.14
_FURTHER_LETTER = 0.06
"""By how much a symbol of two letters is wider to each side."""
_HYDROGEN = 0.28
_COUNT = 0.18
_BELOW_THE_LINE = 0.13
_STEEP = 5.67
"""Where the neighbours lie steeper than this, hydrogens stand above or below the symbol."""

_IN_LINE = 0.97
"""The cosine of the angle from which on, without its sign, RDKit is near to writing a C."""
_BENT = ([1, 1], [1, 2])

Box = tuple[float, float, float, float]
"""Least x, least y, greatest x and greatest y, the y axis pointing upwards."""


class Label(msgspec.Struct, frozen=True):
    """What is written at an atom; `hydrogens` is a number of atoms."""

    symbol: str
    hydrogens: int


class Lettering(msgspec.Struct, frozen=True):
    """What is written at the vertices of a drawing.

    `labels` has None for a carbon; `bent` are the vertices with two bonds that are not in line by
    nature, as those of a triple bond are.
    """

    labels: tuple[Label | None, ...]
    bent: frozenset[int]

    def faults(self, points: Sequence[Point], bonds: Sequence[tuple[int, int]]) -> int:
        """Return how much is wrong in a drawing whose usual bond has the length 1.

        Two labels that touch weigh 3, and bonds in line where they should be bent weigh 1.
        """
        near: list[list[Point]] = [[] for _ in points]
        for i, j in bonds:
            near[i].append(points[j])
            near[j].append(points[i])
        boxes = [
            _box(label, point, ends)
            for label, point, ends in zip(self.labels, points, near, strict=True)
            if label is not None
        ]
        touching = sum(
            left < other_right and other_left < right and low < other_high and other_low < high
            for (left, low, right, high), (
                other_left,
                other_low,
                other_right,
                other_high,
            ) in combinations(boxes, 2)
        )
        in_line = sum(_are_in_line(points[vertex], *near[vertex]) for vertex in self.bent)
        return 3 * touching + in_line


def lettering(structure: Structure, order: Sequence[int]) -> Lettering:
    """Return what is written where the vertices are the heavy atoms in that order."""
    symbols, hydrogens = structure.elements, structure.hydrogen_counts()
    orders: dict[int, list[int]] = {}
    for i, j, order_of_bond in structure.bonds():
        orders.setdefault(i, []).append(order_of_bond)
        orders.setdefault(j, []).append(order_of_bond)
    found = [
        None if symbols[atom] == "C" and len(order) > 1 else Label(symbols[atom], hydrogens[atom])
        for atom in order
    ]
    bent = [vertex for vertex, atom in enumerate(order) if sorted(orders.get(atom, [])) in _BENT]
    return Lettering(tuple(found), frozenset(bent))


def _are_in_line(point: Point, one: Point, other: Point) -> bool:
    lengths = dist(point, one) * dist(point, other)
    along = sum((one[k] - point[k]) * (other[k] - point[k]) for k in (0, 1))
    return along < -_IN_LINE * lengths


def _box(label: Label, point: Point, neighbours: Sequence[Point]) -> Box:
    x, y = point
    half = _HALF_LETTER + _FURTHER_LETTER * (len(label.symbol) - 1)
    left = right = half
    up = down = _HALF_HEIGHT
    if label.hydrogens:
        # Away from the neighbours, in the one of the four directions where that is.
        away_x, away_y = (sum(end[k] - point[k] for end in neighbours) for k in (0, 1))
        is_upright = len(neighbours) > 1 and abs(away_y) > _STEEP * abs(away_x)
        has_count = label.hydrogens > 1
        further = _HYDROGEN + _COUNT * has_count
        if is_upright:
            up, down = (up, down + _HYDROGEN) if away_y > 0 else (up + _HYDROGEN, down)
            right += _COUNT * has_count
        elif away_x > 0 and abs(away_y) <= _STEEP * abs(away_x):
            left += further
        else:
            right += further
        down += _BELOW_THE_LINE * has_count
    return x - left, y - down, x + right, y + up
