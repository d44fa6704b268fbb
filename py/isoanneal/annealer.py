"""The annealing engine: Metropolis steps over constitutional isomers.

Faulon 1996.  One step draws a displacement, refuses it if it falls apart, scores what it
gives and accepts or takes back: `step` reads from top to bottom like the textbook.
"""

from collections.abc import Callable
from copy import copy
from dataclasses import dataclass
from typing import Literal, get_args

from isoanneal.arguments import check, shown
from isoanneal.constraints import Constraints, first_allowed, lead_back, take_back
from isoanneal.cooling import Cooling
from isoanneal.displacement import Displacement, propose
from isoanneal.formula import Formula
from isoanneal.metropolis import accepts
from isoanneal.mulberry32 import Mulberry32
from isoanneal.refusal import RefusalError
from isoanneal.scoring import Target
from isoanneal.snapshot import Snapshot, SnapshotError
from isoanneal.structure import Structure

Mode = Literal["minimize", "maximize"]
MODES: tuple[Mode, ...] = get_args(Mode)

OUTCOMES = ("accepted", "rejected", "invalid", "disconnected")
"""How a step can end, by the numbers that the columns of points have; -1 is before any step."""
_ACCEPTED, _REJECTED, _INVALID, _DISCONNECTED = range(len(OUTCOMES))
NO_OUTCOME = -1

Attempt = tuple[list[Displacement], float | None]
"""What a step tried: its displacements, and the energy that they led to if that was asked for."""


@dataclass(frozen=True, slots=True)
class State:
    """Where a search stands; energies have the unit of the target, temperature too.

    The four counters add up to `step`: a move is accepted, rejected by the Metropolis
    criterion, invalid (no displacement for the draw, or none that keeps the constraints) or
    disconnected (it would fall apart).
    `temperature` is that of the next step, or of the last one when all are done.
    """

    step: int
    total_steps: int
    cycle: int
    temperature: float
    current_energy: float
    best_energy: float
    accepted_moves: int
    rejected_moves: int
    invalid_moves: int
    disconnected_moves: int
    is_complete: bool


@dataclass(frozen=True, slots=True)
class Result:
    """What a search found, and the structures that it started and ended with."""

    state: State
    initial_energy: float
    initial: Structure
    best: Structure
    final: Structure

    @property
    def acceptance_ratio(self) -> float:
        """Accepted moves over steps made, 0 to 1, and 0 before the first step."""
        return self.state.accepted_moves / self.state.step if self.state.step else 0.0


class Annealer:
    """Searches the isomers of one formula for the lowest or the highest energy."""

    def __init__(  # noqa: PLR0913  (all that a search depends on)
        self,
        formula: Formula,
        target: Target,
        cooling: Cooling,
        *,
        seed: int = 42,
        mode: Mode = "minimize",
        constraints: Constraints | None = None,
        first: Structure | None = None,
    ) -> None:
        """Get ready for the first step, at the `first` structure where that is known already.

        Raises `RefusalError` for a seed out of range or another mode, and `NoAllowedIsomerError`
        where no isomer that keeps the constraints is found to begin with.
        """
        check("formula", formula, Formula)
        check("target", target, Target)
        check("cooling", cooling, Cooling)
        if constraints is not None:
            check("constraints", constraints, Constraints)
        if first is not None:
            check("first", first, Structure)
        if mode not in MODES:
            low, high = MODES
            raise RefusalError(
                "parameter-either", parameter="mode", first=low, second=high, value=shown(mode)
            )
        self.formula = formula
        self.target = target
        self.cooling = cooling
        self.seed = seed
        self.constraints = constraints or Constraints()
        self.is_constrained = bool(self.constraints)
        self.better: Callable[[float, float], float] = min if mode == "minimize" else max
        self.sign = 1.0 if mode == "minimize" else -1.0
        self._first = first or first_allowed(formula, self.constraints)
        self.init()

    def from_seed(self, seed: int) -> "Annealer":
        """Return another annealer of the same search from another seed, before its first step.

        It shares the first structure and the target with its ranges, which cost time to find.
        """
        other = copy(self)
        other.seed = seed
        other.init()
        return other

    def init(self) -> None:
        """Go back to the first structure, the first step and the start of the seed."""
        self._random = Mulberry32(self.seed)
        self._stand_at(self._first.copy(), self._first.copy())
        self.initial_energy = self.current_energy
        self.accepted_moves = self.rejected_moves = 0
        self.invalid_moves = self.disconnected_moves = 0

    def _stand_at(self, structure: Structure, best: Structure) -> None:
        self.step_number = 0
        self.outcome = NO_OUTCOME
        self.worsening_moves = 0
        self.structure = structure
        self.best = best
        self.current_values = self.target.values(structure)
        self.current_energy = self.target.weigh(self.current_values)
        self.best_energy = self.target.energy(best)

    def set_by_hand(self, kt: float) -> None:
        """Set kT from the next step on, or give it back to the schedule with 0.

        Raises `RefusalError` where all steps are done, for a temperature below 0, and for too
        many settings.
        """
        self.cooling = self.cooling.set_by_hand(self.step_number, kt)

    def snapshot(self) -> Snapshot:
        """Return all that `restore` needs to go on from here."""
        return Snapshot(
            random_state=self._random.state,
            bond_units=self.structure.bond_units.copy(),
            hydrogen_bearers=self.structure.hydrogen_bearers.copy(),
            best_bond_units=self.best.bond_units.copy(),
            best_hydrogen_bearers=self.best.hydrogen_bearers.copy(),
            accepted_moves=self.accepted_moves,
            rejected_moves=self.rejected_moves,
            invalid_moves=self.invalid_moves,
            disconnected_moves=self.disconnected_moves,
        )

    def restore(self, snapshot: Snapshot) -> None:
        """Go to where an annealer of the same parameters stood.

        The steps from there on are those of an unbroken run.  Raises `SnapshotError` for a
        snapshot of another formula or of more steps than there are.
        """
        check("snapshot", snapshot, Snapshot)
        if snapshot.step > self.cooling.total_steps:
            total = self.cooling.total_steps
            raise SnapshotError("snapshot-too-many-steps", step=snapshot.step, total=total)
        self._stand_at(
            self._isomer(snapshot.bond_units, snapshot.hydrogen_bearers),
            self._isomer(snapshot.best_bond_units, snapshot.best_hydrogen_bearers),
        )
        self._random = Mulberry32(snapshot.random_state)
        self.step_number = snapshot.step
        self._count(snapshot)

    def follow(
        self, snapshot: Snapshot, values: tuple[float, ...], energy: float, best_energy: float
    ) -> None:
        """Go to where another engine has taken this search; `values` are the current ones."""
        self._random = Mulberry32(snapshot.random_state)
        self.step_number = snapshot.step
        self.outcome = NO_OUTCOME
        self.structure = self._isomer(snapshot.bond_units, snapshot.hydrogen_bearers)
        if best_energy != self.best_energy:
            self.best = self._isomer(snapshot.best_bond_units, snapshot.best_hydrogen_bearers)
        self.current_values = values
        self.current_energy = energy
        self.best_energy = best_energy
        self._count(snapshot)

    def _count(self, snapshot: Snapshot) -> None:
        self.accepted_moves = snapshot.accepted_moves
        self.rejected_moves = snapshot.rejected_moves
        self.invalid_moves = snapshot.invalid_moves
        self.disconnected_moves = snapshot.disconnected_moves

    def _isomer(self, bond_units: list[tuple[int, int]], bearers: list[int]) -> Structure:
        refusal = SnapshotError("snapshot-other-formula", formula=str(self.formula))
        in_order = all(0 <= i < j for i, j in bond_units)
        if len(bearers) != self.formula.hydrogens or not in_order:
            raise refusal
        try:
            return Structure(self._first.elements, bond_units.copy(), bearers.copy())
        except (ValueError, IndexError) as error:
            raise refusal from error

    @property
    def is_complete(self) -> bool:
        """Whether all steps are done."""
        return self.step_number >= self.cooling.total_steps

    def scout(self) -> "Annealer":
        """Return another annealer that stands here, whose steps leave this one where it is."""
        other = copy(self)
        other.structure = self.structure.copy()
        other._random = Mulberry32(self._random.state)  # noqa: SLF001  (one of this class)
        return other

    @property
    def random_state(self) -> int:
        """The state of the random numbers before the next step."""
        return self._random.state

    def step(self) -> Attempt:
        """Make one step; return what was tried.  Raises `RuntimeError` when all are done."""
        if self.is_complete:
            raise RuntimeError("The run is complete. Call init to start again.")
        return self._step()

    def _step(self) -> Attempt:
        temperature = self.cooling.temperature(self.step_number)
        self.step_number += 1
        displacement = propose(self.structure, self._random)
        if displacement is None:
            self.invalid_moves += 1
            self.outcome = _INVALID
            return [], None
        x1, y1, x2, y2, shift = displacement
        self.structure.displace(x1, y1, x2, y2, shift)
        path = [displacement]
        if not self.structure.joins(x1, x2):
            take_back(self.structure, path)
            self.disconnected_moves += 1
            self.outcome = _DISCONNECTED
            return path, None
        if self.is_constrained and not self._lead_back(path):
            take_back(self.structure, path)
            self.invalid_moves += 1
            self.outcome = _INVALID
            return path, None
        values = self._values(path)
        energy = self.target.weigh(values)
        change = self.sign * (energy - self.current_energy)
        if accepts(change, temperature, self._random):
            self.accepted_moves += 1
            self.worsening_moves += change > 0
            self.outcome = _ACCEPTED
            self._arrive(energy, values)
        else:
            take_back(self.structure, path)
            self.rejected_moves += 1
            self.outcome = _REJECTED
        return path, energy

    def _values(self, path: list[Displacement]) -> tuple[float, ...]:
        try:
            return self.target.values(self.structure)
        except Exception:
            take_back(self.structure, path)
            self.step_number -= 1
            raise

    def _lead_back(self, path: list[Displacement]) -> bool:
        return lead_back(self.structure, path, self._random, self.constraints)

    def _arrive(self, energy: float, values: tuple[float, ...]) -> None:
        self.current_energy = energy
        self.current_values = values
        if self.sign * (energy - self.best_energy) < 0:
            self.best_energy = energy
            self.best = self.structure.copy()

    def advance(self, steps: int) -> list[float]:
        """Make up to `steps` steps, as many as are left; return the energy after each."""
        energies = []
        for _ in range(min(steps, self.cooling.total_steps - self.step_number)):
            self._step()
            energies.append(self.current_energy)
        return energies

    def get_state(self) -> State:
        """Return where the search stands."""
        shown_step = min(self.step_number, self.cooling.total_steps - 1)
        return State(
            step=self.step_number,
            total_steps=self.cooling.total_steps,
            cycle=self.cooling.cycle(shown_step),
            temperature=self.cooling.temperature(shown_step),
            current_energy=self.current_energy,
            best_energy=self.best_energy,
            accepted_moves=self.accepted_moves,
            rejected_moves=self.rejected_moves,
            invalid_moves=self.invalid_moves,
            disconnected_moves=self.disconnected_moves,
            is_complete=self.is_complete,
        )

    def get_result(self) -> Result:
        """Return what has been found so far; the structures are copies."""
        return Result(
            state=self.get_state(),
            initial_energy=self.initial_energy,
            initial=self._first.copy(),
            best=self.best.copy(),
            final=self.structure.copy(),
        )
