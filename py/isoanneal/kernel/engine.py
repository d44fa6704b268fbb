"""The engine that lets the kernel make an annealer's steps."""

from array import array

from isoanneal.annealer import OUTCOMES, Annealer
from isoanneal.kernel.machine import Machine
from isoanneal.kernel.memory import (
    COMPONENTS,
    MAX_BATCH,
    Bonds,
    Memory,
    Part,
    Position,
    Search,
)
from isoanneal.messages import Points, no_points
from isoanneal.move import Move, foretell
from isoanneal.snapshot import Snapshot
from isoanneal.structure import Structure
from isoanneal.trace import starting_point, stretch_of


class KernelEngine:
    """The `Engine` that is fast.

    Components that the kernel does not know are computed here, once for each isomer that it
    meets; the kernel remembers them.
    """

    name = "WebAssembly"
    reason = ""

    def __init__(self, annealer: Annealer, machine: Machine, *, keeps_steps: bool = True) -> None:
        """Begin where the annealer stands."""
        self._annealer = annealer
        self._machine = machine
        self.keeps_steps = keeps_steps
        self._counts_isomers = annealer.step_number == 0
        self._memory = Memory(machine, _search(annealer, counts_isomers=self._counts_isomers))
        self._knows_target = set(annealer.target.components) <= set(COMPONENTS)
        self._start = starting_point(annealer)
        self._traced = 0
        self._kept = no_points(annealer.target.components)
        self._load(annealer.snapshot())

    def _load(self, snapshot: Snapshot) -> None:
        annealer = self._annealer
        self._memory.write_position(
            Position(
                current_energy=annealer.current_energy,
                best_energy=annealer.best_energy,
                values=annealer.current_values,
                random_state=snapshot.random_state,
                step=snapshot.step,
                worsening=annealer.worsening_moves,
                outcomes=(
                    snapshot.accepted_moves,
                    snapshot.rejected_moves,
                    snapshot.invalid_moves,
                    snapshot.disconnected_moves,
                ),
            )
        )
        bonds = Bonds(snapshot.bond_units, snapshot.hydrogen_bearers)
        best = Bonds(snapshot.best_bond_units, snapshot.best_hydrogen_bearers)
        self._memory.write_bonds(Part.BONDS, bonds)
        self._memory.write_bonds(Part.BEST, best)
        self._machine.call("begin")
        self._position = self._memory.read_position()

    @property
    def visited_isomers(self) -> int | None:
        """The number of different isomers that the search has stood at.

        None for a search that goes on: it is not known where it stood before.
        """
        return self._position.visited if self._counts_isomers else None

    def image(self) -> list[tuple[int, bytes]]:
        """Return what another instance of the kernel needs to make these steps."""
        return self._memory.image()

    def take_over(self, image: list[tuple[int, bytes]]) -> None:
        """Go to where another instance, begun from `image`, has come."""
        self._memory.write_image(image)
        self._follow()
        self._machine.call("begin")
        self._traced = 0

    @property
    def knows_target(self) -> bool:
        """Whether the kernel needs no scores from outside."""
        return self._knows_target

    def advance(self, steps: int) -> None:
        """Make up to `steps` steps, as many as are left."""
        annealer = self._annealer
        last = min(annealer.step_number + steps, annealer.cooling.total_steps)
        try:
            if self.keeps_steps:
                self._go_and_keep(last)
            else:
                self._go(last)
        finally:
            self._follow()

    def make_move(self) -> Move:
        """Make one step; return what it was."""
        move = foretell(self._annealer)
        self.advance(1)
        self._annealer.outcome = OUTCOMES.index(move.outcome)
        return move

    def set_by_hand(self, kt: float) -> None:
        """Set kT from the next step on, or give it back to the schedule with 0."""
        annealer = self._annealer
        annealer.set_by_hand(kt)
        self._memory.write_thermostat(annealer.cooling.thermostat)
        self._machine.call("take_settings")

    def advance_to_new(self, steps: int) -> bool:
        """Make up to `steps` steps, but only until an isomer is met for the first time.

        Returns whether one is.  Raises `ValueError` for a target with components that are not
        the kernel's, and where isomers are not counted.
        """
        if not self._knows_target or not self._counts_isomers:
            raise ValueError("Only a new search for the kernel's own components can be followed.")
        last = min(self._annealer.step_number + steps, self._annealer.cooling.total_steps)
        try:
            return bool(self._machine.call("advance_to_new", last))
        finally:
            self._follow()

    def _go(self, last: int) -> None:
        if self._knows_target:
            self._machine.call("advance", last)
            return
        while self._machine.call("seek", last):
            values = self._score()
            self._memory.write_candidate(values)
            self._machine.call("learn", self._annealer.target.weigh(values))

    def _score(self) -> tuple[float, ...]:
        bonds = self._memory.read_bonds(Part.BONDS)
        elements = self._annealer.structure.elements
        try:
            structure = Structure(elements, bonds.bond_units, bonds.hydrogen_bearers)
            return self._annealer.target.values(structure)
        except BaseException:
            self._machine.call("withdraw")
            raise

    def _go_and_keep(self, last: int) -> None:
        step = self._annealer.step_number
        while step < last:
            first, step = step, min(step + MAX_BATCH, last)
            try:
                self._go(step)
            finally:
                self._keep(first, self._memory.read_position().step)

    def _keep(self, first: int, last: int) -> None:
        numbers = array("d", range(first + 1, last + 1))
        self._kept.extend([numbers, *self._memory.read_steps(first, last - first)])

    def _follow(self) -> None:
        """Take the annealer to where the kernel stands."""
        position = self._position = self._memory.read_position()
        bonds = self._memory.read_bonds(Part.BONDS)
        best = self._memory.read_bonds(Part.BEST)
        accepted, rejected, invalid, disconnected = position.outcomes
        snapshot = Snapshot(
            random_state=position.random_state,
            bond_units=bonds.bond_units,
            hydrogen_bearers=bonds.hydrogen_bearers,
            best_bond_units=best.bond_units,
            best_hydrogen_bearers=best.hydrogen_bearers,
            accepted_moves=accepted,
            rejected_moves=rejected,
            invalid_moves=invalid,
            disconnected_moves=disconnected,
        )
        self._annealer.worsening_moves = position.worsening
        self._annealer.follow(
            snapshot, position.values, position.current_energy, position.best_energy
        )

    def take(self) -> Points:
        """Return the steps made since the last call, every one; none if they are not kept."""
        points = self._kept
        self._kept = no_points(self._annealer.target.components)
        return points

    def take_trace(self) -> Points:
        """Return the points for a chart since the last call: first where the search began."""
        columns = self._memory.read_trace(self._traced)
        self._traced += len(columns[0])
        points = self._start
        points.extend(columns)
        self._start = no_points(self._annealer.target.components)
        return points


def _search(annealer: Annealer, *, counts_isomers: bool) -> Search:
    cooling = annealer.cooling
    return Search(
        kt0=cooling.kt0,
        k=cooling.k,
        sign=annealer.sign,
        steps_per_cycle=cooling.steps_per_cycle,
        total_steps=cooling.total_steps,
        stretch=stretch_of(cooling.total_steps),
        counts_isomers=counts_isomers,
        elements=annealer.structure.elements,
        hydrogens=len(annealer.structure.hydrogen_bearers),
        units=len(annealer.structure.bond_units),
        components=annealer.target.components,
        terms=annealer.target.terms,
        thermostat=cooling.thermostat,
    )
