"""How a search crosses into the kernel's memory and back; as `c/annealer.c` lays it out."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from enum import IntEnum
from itertools import chain
from struct import Struct

import msgspec

from isoanneal.cooling import MAX_SETTINGS, Setting
from isoanneal.kernel.machine import Machine
from isoanneal.refusal import UnavailableError, declare
from isoanneal.scoring.target import Term

declare(
    {"kernel-other-version": "The fast engine belongs to another version. Install IsoAnneal again."}
)

MAX_BATCH = 8192
"""The number of last steps that the kernel keeps one by one."""

MAX_TERMS = 16
"""The number of target components that the kernel can weigh."""

_OF_EVERY_STEP = 5
_COLUMNS = _OF_EVERY_STEP + MAX_TERMS
_MAX_TRACE = 2 * 2000 + 8
_MAX_ATOMS = 128
_MAX_UNITS = _MAX_HYDROGENS = 256
_DOUBLE = 8
_SEARCH = Struct("<3d8I")
_TERM = Struct("<2d2I")
_POSITION = Struct(f"<{2 + MAX_TERMS}d8I")
_COUNT = Struct("<I4x")
_SETTING = Struct("<dI")

COMPONENTS = (
    "wiener_index",
    "balaban_j",
    "randic_index",
    "graph_diameter",
    "degree_of_branching",
    "number_of_rings",
)
"""The components that the kernel computes, by its numbers."""


class Part(IntEnum):
    """The parts of the memory that are read and written, by the kernel's numbers."""

    SEARCH = 0
    POSITION = 1
    ELEMENTS = 2
    BONDS = 3
    BEST = 4
    CANDIDATE = 5
    BATCH = 6
    TRACE = 7
    THERMOSTAT = 8


_SIZES = {
    Part.SEARCH: _SEARCH.size + MAX_TERMS * _TERM.size,
    Part.POSITION: _POSITION.size,
    Part.ELEMENTS: _MAX_ATOMS,
    Part.BONDS: 2 * _MAX_UNITS + _MAX_HYDROGENS,
    Part.BEST: 2 * _MAX_UNITS + _MAX_HYDROGENS,
    Part.CANDIDATE: MAX_TERMS * _DOUBLE,
    Part.BATCH: MAX_BATCH * (_DOUBLE * (3 + MAX_TERMS) + 1),
    Part.TRACE: _COUNT.size + _COLUMNS * _MAX_TRACE * _DOUBLE,
    Part.THERMOSTAT: MAX_SETTINGS * _SETTING.size + _COUNT.size,
}


class Search(msgspec.Struct, frozen=True, kw_only=True):
    """What a search is; `sign` is -1 where the energy is made large."""

    kt0: float
    k: float
    sign: float
    steps_per_cycle: int
    total_steps: int
    stretch: int
    counts_isomers: bool
    elements: tuple[str, ...]
    hydrogens: int
    units: int
    components: tuple[str, ...]
    terms: tuple[Term, ...]
    thermostat: tuple[Setting, ...] = ()


class Position(msgspec.Struct, frozen=True, kw_only=True):
    """Where a search stands; `outcomes` counts accepted, rejected, invalid, disconnected.

    `worsening` counts those of the accepted that worsened the energy, since the kernel began.
    """

    current_energy: float
    best_energy: float
    values: tuple[float, ...]
    random_state: int
    step: int
    outcomes: tuple[int, ...]
    visited: int = 0
    worsening: int = 0


class Bonds(msgspec.Struct, frozen=True):
    """The bonds of a structure, as `Structure` has them."""

    bond_units: list[tuple[int, int]]
    hydrogen_bearers: list[int]


class Memory:
    """The memory of a machine, part by part."""

    def __init__(self, machine: Machine, search: Search) -> None:
        """Write what the search is; raise `UnavailableError` for another kernel."""
        self._machine = machine
        self._search = search
        self._addresses = {part: machine.call("address_of", part) for part in Part}
        for part, size in _SIZES.items():
            if machine.call("size_of", part) != size:
                raise UnavailableError("kernel-other-version")
        self._write_search()
        self.write_thermostat(search.thermostat)

    def _write(self, part: Part, content: bytes) -> None:
        self._machine.write(self._addresses[part], content)

    def _read(self, part: Part, size: int, offset: int = 0) -> bytes:
        return self._machine.read(self._addresses[part] + offset, size)

    def _write_search(self) -> None:
        search = self._search
        ranks = {symbol: rank for rank, symbol in enumerate(sorted(set(search.elements)))}
        in_kernel = [name in COMPONENTS for name in search.components]
        block = _SEARCH.pack(
            search.kt0,
            search.k,
            search.sign,
            search.steps_per_cycle,
            search.total_steps,
            search.stretch,
            search.counts_isomers,
            len(search.terms),
            len(search.elements),
            search.hydrogens,
            search.units,
        )
        for name, term, known in zip(search.components, search.terms, in_kernel, strict=True):
            number = COMPONENTS.index(name) if known else 0
            block += _TERM.pack(term.factor, term.origin, number, term.is_distance)
        self._write(Part.SEARCH, block)
        self._write(Part.ELEMENTS, bytes([ranks[symbol] for symbol in search.elements]))

    def write_thermostat(self, settings: Sequence[Setting]) -> None:
        """Write what kT is set to by hand, in ascending order of the steps."""
        missing = MAX_SETTINGS - len(settings)
        kts = array("d", [kt for _, kt in settings] + [0.0] * missing)
        steps = array("I", [step for step, _ in settings] + [0] * missing)
        block = kts.tobytes() + steps.tobytes() + _COUNT.pack(len(settings))
        self._write(Part.THERMOSTAT, block)

    def write_position(self, position: Position) -> None:
        """Write where the search stands."""
        values = [*position.values, *[0.0] * (MAX_TERMS - len(position.values))]
        block = _POSITION.pack(
            position.current_energy,
            position.best_energy,
            *values,
            position.random_state,
            position.step,
            *position.outcomes,
            position.visited,
            position.worsening,
        )
        self._write(Part.POSITION, block)

    def read_position(self) -> Position:
        """Return where the search stands."""
        fields = _POSITION.unpack(self._read(Part.POSITION, _POSITION.size))
        energies, values, counts = fields[:2], fields[2 : 2 + MAX_TERMS], fields[2 + MAX_TERMS :]
        return Position(
            current_energy=energies[0],
            best_energy=energies[1],
            values=values[: len(self._search.terms)],
            random_state=counts[0],
            step=counts[1],
            outcomes=counts[2:6],
            visited=counts[6],
            worsening=counts[7],
        )

    def write_bonds(self, part: Part, bonds: Bonds) -> None:
        """Write the bonds of a structure."""
        units = bytes(chain.from_iterable(bonds.bond_units))
        self._write(part, units.ljust(2 * _MAX_UNITS, b"\0") + bytes(bonds.hydrogen_bearers))

    def read_bonds(self, part: Part) -> Bonds:
        """Return the bonds of a structure."""
        content = self._read(part, 2 * _MAX_UNITS + self._search.hydrogens)
        units = content[: 2 * self._search.units]
        return Bonds(
            list(zip(units[::2], units[1::2], strict=True)), list(content[2 * _MAX_UNITS :])
        )

    def image(self) -> list[tuple[int, bytes]]:
        """Return all that another instance needs to begin here, with the addresses."""
        parts = (Part.SEARCH, Part.THERMOSTAT, Part.POSITION, Part.ELEMENTS, Part.BONDS, Part.BEST)
        return [(self._addresses[part], self._read(part, _SIZES[part])) for part in parts]

    def write_image(self, image: list[tuple[int, bytes]]) -> None:
        """Write what another instance has come to."""
        for address, content in image:
            self._machine.write(address, content)

    def write_candidate(self, values: tuple[float, ...]) -> None:
        """Write the values of the components of a candidate that was scored outside."""
        self._write(Part.CANDIDATE, array("d", values).tobytes())

    def read_steps(self, first: int, count: int) -> list[array[float]]:
        """Return what `Points` has of at most `MAX_BATCH` steps, but for their numbers.

        They are the last ones, `first` is the number of the first of them from 0.
        """
        columns = [self._read_ring(column, first, count) for column in range(3 + self._terms)]
        return [*columns[:3], self._read_outcomes(first, count), *columns[3:]]

    def _read_outcomes(self, first: int, count: int) -> array[float]:
        begin = first % MAX_BATCH
        offset = MAX_BATCH * _DOUBLE * (3 + MAX_TERMS)
        ring = self._read(Part.BATCH, MAX_BATCH, offset)
        return array("d", list((ring[begin:] + ring[:begin])[:count]))

    @property
    def _terms(self) -> int:
        return len(self._search.terms)

    def _read_ring(self, column: int, first: int, count: int) -> array[float]:
        begin = first % MAX_BATCH
        part = min(count, MAX_BATCH - begin)
        start = column * MAX_BATCH
        doubles = array("d", self._read(Part.BATCH, part * _DOUBLE, (start + begin) * _DOUBLE))
        if part < count:
            rest = self._read(Part.BATCH, (count - part) * _DOUBLE, start * _DOUBLE)
            doubles.frombytes(rest)
        return doubles

    def read_trace(self, taken: int) -> list[array[float]]:
        """Return the columns of the trace without its first points, `taken` in number."""
        (count,) = _COUNT.unpack(self._read(Part.TRACE, _COUNT.size))
        columns = []
        for column in range(_OF_EVERY_STEP + self._terms):
            offset = _COUNT.size + (column * _MAX_TRACE + taken) * _DOUBLE
            content = self._read(Part.TRACE, (count - taken) * _DOUBLE, offset)
            columns.append(array("d", content))
        return columns
