"""A sheet of paper: the points and bonds that the kernel places, evens out and measures."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from enum import IntEnum
from math import cos, pi, sin
from struct import Struct

import msgspec

from isoanneal.chem import Point
from isoanneal.kernel import machine
from isoanneal.kernel.machine import Machine
from isoanneal.refusal import UnavailableError

MAX_POINTS, MAX_BONDS = 512, 1024
_DOUBLE, _INDEX = 8, 2
_MEASURED = Struct("<4d3I4x")
_SHORTEST = 1e-6


class _Part(IntEnum):
    """The parts of the memory, by the numbers of `c/drawing.c`."""

    BONDS = 0
    X = 1
    Y = 2
    MEASURED = 3


_SIZES = {
    _Part.BONDS: 2 * _INDEX * MAX_BONDS,
    _Part.X: _DOUBLE * MAX_POINTS,
    _Part.Y: _DOUBLE * MAX_POINTS,
    _Part.MEASURED: _MEASURED.size,
}


class Measured(msgspec.Struct, frozen=True):
    """What is wrong with a drawing, in numbers of places, and what its points cost together.

    The cost has no unit: it is less where bonds are as long as each other and nothing is close.
    The median bond is the `usual` one.
    """

    cost: float
    shortest: float
    usual: float
    longest: float
    close_points: int
    points_on_bonds: int
    crossings: int

    @property
    def unevenness(self) -> float:
        """How many times the longest bond is as long as the shortest."""
        return self.longest / (self.shortest or _SHORTEST)


class Sheet:
    """The points of one drawing, whose usual bond has the length 1."""

    def __init__(self, points: Sequence[Point], bonds: Sequence[tuple[int, int]]) -> None:
        """Draw it; raise `UnavailableError` where the kernel cannot run."""
        if len(points) > MAX_POINTS or len(bonds) > MAX_BONDS:
            raise ValueError(f"A drawing has at most {MAX_POINTS} points and {MAX_BONDS} bonds.")
        self._machine, self._addresses = _started()
        self._count = len(points)
        ends = array("H", [end for bond in bonds for end in bond]).tobytes()
        self._write(_Part.BONDS, ends.ljust(_SIZES[_Part.BONDS], b"\0") + _packed(points))
        self._machine.call("begin", len(points), len(bonds))

    @property
    def points(self) -> list[Point]:
        """Where the points are."""
        numbers = array("d", self._read(_Part.X, _DOUBLE * (MAX_POINTS + self._count)))
        return list(zip(numbers[: self._count], numbers[MAX_POINTS:], strict=True))

    @points.setter
    def points(self, points: Sequence[Point]) -> None:
        self._write(_Part.X, _packed(points))

    def centre(self, fixed: int, sweeps: int, rounds: int) -> None:
        """Move all points but the first `fixed` to the middle of their neighbours, repeatedly.

        After the first of `rounds` long bonds pull more than short ones.
        """
        self._machine.call("centre", fixed, sweeps, rounds)

    def even_out(self, sweeps: int, step: float, strength: float = 0.0) -> None:
        """Make bonds more alike, and distances larger, without making more bonds cross.

        Points move by `step` at first.  With a `strength` no bond is to be much longer than others,
        at the cost of all else.
        """
        self._machine.call("even_out", sweeps, step, strength)

    def place(self, first: int, end: int, anchor: int, turns: int, smaller: float) -> None:
        """Put the points from `first` to `end`, given relative to `anchor`, where there is room.

        `turns` directions are tried, in full size and in a `smaller` one, reflected and not.
        """
        angle = 2 * pi / turns
        self._machine.call("place", first, end, anchor, turns, cos(angle), sin(angle), smaller)

    def measure(self, close: float, touching: float) -> Measured:
        """Count points closer than `close` to another, or than `touching` to others' bonds.

        Both are in usual bonds, and there is a bond.
        """
        self._machine.call("measure", close, touching)
        return Measured(*_MEASURED.unpack(self._read(_Part.MEASURED, _MEASURED.size)))

    def _read(self, part: _Part, size: int) -> bytes:
        return self._machine.read(self._addresses[part], size)

    def _write(self, part: _Part, content: bytes) -> None:
        self._machine.write(self._addresses[part], content)


def _packed(points: Sequence[Point]) -> bytes:
    """Return what is written for points: `X` to its end, and of `Y` what there is."""
    xs = array("d", [x for x, _ in points]).tobytes()
    return xs.ljust(_SIZES[_Part.X], b"\0") + array("d", [y for _, y in points]).tobytes()


_shared: list[tuple[Machine, dict[_Part, int]]] = []


def _started() -> tuple[Machine, dict[_Part, int]]:
    """Return the one machine of all sheets: each is done with before the next is begun."""
    if not _shared:
        started = machine.start(machine.DRAWING)
        if any(started.call("size_of", part) != size for part, size in _SIZES.items()):
            raise UnavailableError("kernel-other-version")
        _shared.append((started, {part: started.call("address_of", part) for part in _Part}))
    return _shared[0]
