"""The engine in Python: the annealer's own steps, one by one."""

from itertools import accumulate

from isoanneal.annealer import Annealer
from isoanneal.messages import Points, no_points
from isoanneal.move import Move, foretell
from isoanneal.trace import Trace, starting_point


class PythonEngine:
    """The `Engine` that can make every step."""

    name = "Python"

    def __init__(self, annealer: Annealer, reason: str = "", *, keeps_steps: bool = True) -> None:
        """Begin after the steps that the annealer has made; `reason` says why it is this one."""
        self.reason = reason
        self._annealer = annealer
        self.keeps_steps = keeps_steps
        self._trace = Trace(annealer.cooling.total_steps, starting_point(annealer))
        self._kept = no_points(annealer.target.components)

    @property
    def visited_isomers(self) -> None:
        """Not counted: it would take longer than the steps."""
        return

    def advance(self, steps: int) -> None:
        """Make up to `steps` steps, as many as are left; none is lost if one fails."""
        annealer = self._annealer
        first = annealer.step_number
        best = annealer.best_energy
        energies: list[float] = []
        outcomes: list[float] = []
        values: list[tuple[float, ...]] = []
        try:
            for _ in range(min(steps, annealer.cooling.total_steps - first)):
                annealer.step()
                outcomes.append(annealer.outcome)
                energies.append(annealer.current_energy)
                values.append(annealer.current_values)
        finally:
            self._keep(self._points(first, best, energies, outcomes, values))

    def make_move(self) -> Move:
        """Make one step; return what it was."""
        move = foretell(self._annealer)
        self.advance(1)
        return move

    def set_by_hand(self, kt: float) -> None:
        """Set kT from the next step on, or give it back to the schedule with 0."""
        self._annealer.set_by_hand(kt)

    def advance_to_new(self, steps: int) -> bool:
        """Make up to `steps` steps, but only until a move is accepted; return whether one is."""
        annealer = self._annealer
        accepted = annealer.accepted_moves
        for _ in range(min(steps, annealer.cooling.total_steps - annealer.step_number)):
            self.advance(1)
            if annealer.accepted_moves > accepted:
                return True
        return False

    def _points(
        self,
        first: int,
        best: float,
        energies: list[float],
        outcomes: list[float],
        values: list[tuple[float, ...]],
    ) -> Points:
        annealer = self._annealer
        names = annealer.target.components
        steps = range(first + 1, first + 1 + len(energies))
        columns = zip(*values, strict=True) if values else [()] * len(names)
        return Points(
            step=[float(step) for step in steps],
            current_energy=energies,
            best_energy=list(accumulate(energies, annealer.better, initial=best))[1:],
            temperature=[annealer.cooling.temperature(step - 1) for step in steps],
            outcome=outcomes,
            values={name: list(column) for name, column in zip(names, columns, strict=True)},
        )

    def _keep(self, points: Points) -> None:
        self._trace.extend(points)
        if self.keeps_steps:
            self._kept.extend(points.columns())

    def take(self) -> Points:
        """Return the steps made since the last call, every one; none if they are not kept."""
        points = self._kept
        self._kept = no_points(self._annealer.target.components)
        return points

    def take_trace(self) -> Points:
        """Return the points for a chart since the last call: first where the search began."""
        return self._trace.take()
