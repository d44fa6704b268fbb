"""The annealing engine: Metropolis steps over constitutional isomers.

Faulon 1996.  One step draws a displacement, refuses it if it falls apart, scores what it
gives and accepts or takes back: `step` reads from top to bottom like the textbook.
"""

from dataclasses import dataclass
from typing import Literal

from isoanneal.cooling import Cooling
from isoanneal.displacement import propose
from isoanneal.formula import Formula
from isoanneal.metropolis import accepts
from isoanneal.mulberry32 import Mulberry32
from isoanneal.scoring import Target
from isoanneal.structure import Structure, first_structure

Mode = Literal["minimize", "maximize"]


@dataclass(frozen=True, slots=True)
class State:
    """Where a search stands; energies have the unit of the target, temperature too.

    The four counters add up to `step`: a move is accepted, rejected by the Metropolis
    criterion, invalid (no displacement for the draw) or disconnected (it would fall apart).
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

    def __init__(
        self,
        formula: Formula,
        target: Target,
        cooling: Cooling,
        *,
        seed: int = 42,
        mode: Mode = "minimize",
    ) -> None:
        """Get ready for the first step; raise `ValueError` for a seed out of range."""
        self.formula = formula
        self.target = target
        self.cooling = cooling
        self.seed = seed
        self._sign = 1.0 if mode == "minimize" else -1.0
        self.init()

    def init(self) -> None:
        """Go back to the first structure, the first step and the start of the seed."""
        self._random = Mulberry32(self.seed)
        self.structure = first_structure(self.formula)
        self.best = self.structure.copy()
        self.initial_energy = self.target.energy(self.structure)
        self.current_energy = self.best_energy = self.initial_energy
        self.step_number = 0
        self.accepted_moves = self.rejected_moves = 0
        self.invalid_moves = self.disconnected_moves = 0

    @property
    def is_complete(self) -> bool:
        """Whether all steps are done."""
        return self.step_number >= self.cooling.total_steps

    def step(self) -> None:
        """Make one step; raise `RuntimeError` when all are done."""
        if self.is_complete:
            raise RuntimeError("The run is complete. Call init to start again.")
        self._step()

    def _step(self) -> None:
        temperature = self.cooling.temperature(self.step_number)
        self.step_number += 1
        displacement = propose(self.structure, self._random)
        if displacement is None:
            self.invalid_moves += 1
            return
        x1, y1, x2, y2, shift = displacement
        self.structure.displace(x1, y1, x2, y2, shift)
        if not self.structure.joins(x1, x2):
            self.structure.displace(x1, y1, x2, y2, -shift)
            self.disconnected_moves += 1
            return
        energy = self.target.energy(self.structure)
        if accepts(self._sign * (energy - self.current_energy), temperature, self._random):
            self.accepted_moves += 1
            self._arrive(energy)
        else:
            self.structure.displace(x1, y1, x2, y2, -shift)
            self.rejected_moves += 1

    def _arrive(self, energy: float) -> None:
        self.current_energy = energy
        if self._sign * (energy - self.best_energy) < 0:
            self.best_energy = energy
            self.best = self.structure.copy()

    def better(self, *energies: float) -> float:
        """Return the best of some energies: the lowest, or the highest in that mode."""
        return min(energies) if self._sign > 0 else max(energies)

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
            initial=first_structure(self.formula),
            best=self.best.copy(),
            final=self.structure.copy(),
        )
