"""Places for the hydrogens that take part in a move."""

from cmath import exp
from collections.abc import Sequence
from math import pi

from isoanneal.drawing.space import distance
from isoanneal.drawing.transition import Transition
from isoanneal.layout import Point
from isoanneal.structure import Structure

_LENGTH = 0.8
"""Of the bond to a hydrogen, in bond lengths."""
_DIRECTIONS = 36
_FAR = 0.75
"""What is further away than this, in bond lengths, is no hindrance."""
_TOWARDS = 0.1
"""What it is worth to point to the atom that bears the hydrogen in the other drawing."""


def hydrogen_places(
    change: Transition, structure: Structure, points: Sequence[Point]
) -> list[Point]:
    """Return where the hydrogens are drawn in one of two structures, each by its bearer.

    It is where they have most room, rather towards their other bearer if they have one.
    """
    n = len(points)
    places = [complex(*point) for point in points]
    lines = [(i, j) for i, j, _ in structure.bonds()]
    for hydrogen in change.hydrogens:
        bearer = structure.hydrogen_bearers[hydrogen - n]
        both = {one.hydrogen_bearers[hydrogen - n] for one in (change.before, change.after)}
        (goal,) = both - {bearer} or {bearer}
        found = _freest(places, lines, bearer, places[goal])
        lines.append((bearer, len(places)))
        places.append(found)
    return [(place.real, place.imag) for place in places[n:]]


def _freest(
    places: Sequence[complex], lines: Sequence[tuple[int, int]], bearer: int, goal: complex
) -> complex:
    start = places[bearer]
    towards = goal - start
    towards = towards / abs(towards) if towards else 0j

    def worth(direction: complex) -> float:
        end = start + _LENGTH * direction
        to_atoms = [abs(place - end) for atom, place in enumerate(places) if atom != bearer]
        to_lines = [distance(end, places[i], places[j]) for i, j in lines]
        room = min([_FAR, *to_atoms, *to_lines])
        return round(room + _TOWARDS * (direction * towards.conjugate()).real, 6)

    turns = (exp(2j * pi * number / _DIRECTIONS) for number in range(_DIRECTIONS))
    return start + _LENGTH * max(turns, key=worth)
