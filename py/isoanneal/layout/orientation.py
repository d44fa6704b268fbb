"""How a drawing lies on the page: turned, or moved onto another of the same atoms."""

from cmath import exp, phase
from collections.abc import Sequence
from math import dist, pi, sin

from isoanneal.chem import Point
from isoanneal.layout.planarity import Bond

_DIRECTIONS = 12
"""Bonds look at rest in multiples of 30 degrees."""
_NEARLY = sin(pi / 60)
_WIDEST = 2.0


def turned(points: Sequence[Point], bonds: Sequence[Bond]) -> list[Point]:
    """Return a drawing turned so that bonds lie as they do in books, and it is wide, not high."""
    places = [complex(x, y) for x, y in points]
    steps = [places[j] - places[i] for i, j in bonds]
    lean = phase(sum((one / abs(one)) ** _DIRECTIONS for one in steps)) / _DIRECTIONS
    turns = [exp(1j * (2 * pi * number / _DIRECTIONS - lean)) for number in range(_DIRECTIONS // 2)]
    best = max(turns, key=lambda turn: _restfulness(places, steps, turn))
    return [(one.real, one.imag) for one in (best * place for place in places)]


def _restfulness(places: Sequence[complex], steps: Sequence[complex], turn: complex) -> float:
    """Return how well a drawing lies when it is turned: bonds along the page, and its width."""
    directions = [turn * one / abs(one) for one in steps]
    along = sum(min(abs(one.real), abs(one.imag)) < _NEARLY for one in directions) / len(steps)
    across = [turn * place for place in places]
    width, height = (_extent(values) for values in _axes(across))
    return round(along + min((width + 1) / (height + 1), _WIDEST) / 2, 6)


def _axes(places: Sequence[complex]) -> tuple[list[float], list[float]]:
    return [place.real for place in places], [place.imag for place in places]


def _extent(values: Sequence[float]) -> float:
    return max(values) - min(values)


def moved_onto(points: Sequence[Point], others: Sequence[Point]) -> list[Point]:
    """Return a drawing turned, reflected and moved so that each atom is near where it was."""
    centre, goal = _centre(points), _centre(others)
    goals = [complex(x, y) - goal for x, y in others]
    best: list[complex] = []
    for is_reflected in (False, True):
        places = [complex(x, y) - centre for x, y in points]
        if is_reflected:
            places = [place.conjugate() for place in places]
        turn = phase(sum(b * a.conjugate() for a, b in zip(places, goals, strict=True)))
        found = [exp(1j * turn) * place for place in places]
        if not best or _distance(found, goals) < _distance(best, goals):
            best = found
    return [(one.real, one.imag) for one in (place + goal for place in best)]


def _centre(points: Sequence[Point]) -> complex:
    return sum(complex(x, y) for x, y in points) / len(points)


def _distance(places: Sequence[complex], goals: Sequence[complex]) -> float:
    pairs = zip(places, goals, strict=True)
    return sum(dist((a.real, a.imag), (b.real, b.imag)) ** 2 for a, b in pairs)
