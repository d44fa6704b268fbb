"""The record of a search: what each step came to, handed out in portions."""

from itertools import accumulate

from isoanneal.annealer import Annealer
from isoanneal.messages import Points


class Record:
    """Makes steps and keeps them until they are taken; none is lost."""

    def __init__(self, annealer: Annealer) -> None:
        """Begin after the steps that the annealer has made."""
        self._annealer = annealer
        self._begin()

    def _begin(self) -> None:
        self._first_step = self._annealer.step_number + 1
        self._best = self._annealer.best_energy
        self._energies: list[float] = []
        self._values: list[tuple[float, ...]] = []

    def advance(self, steps: int) -> None:
        """Make up to `steps` steps, as many as are left."""
        annealer = self._annealer
        for _ in range(min(steps, annealer.cooling.total_steps - annealer.step_number)):
            annealer.step()
            self._energies.append(annealer.current_energy)
            self._values.append(annealer.current_values)

    def take(self) -> Points:
        """Return the steps made since the last call."""
        names = self._annealer.target.components
        steps = range(self._first_step, self._first_step + len(self._energies))
        columns = zip(*self._values, strict=True) if self._values else [()] * len(names)
        best = accumulate(self._energies, self._annealer.better, initial=self._best)
        points = Points(
            step=[float(step) for step in steps],
            current_energy=self._energies,
            best_energy=list(best)[1:],
            temperature=[self._annealer.cooling.temperature(step - 1) for step in steps],
            values={name: list(column) for name, column in zip(names, columns, strict=True)},
        )
        self._begin()
        return points


def starting_point(annealer: Annealer) -> Points:
    """Return where the annealer stands as one point, that of the step made last."""
    step = annealer.step_number
    return Points(
        step=[float(step)],
        current_energy=[annealer.current_energy],
        best_energy=[annealer.best_energy],
        temperature=[annealer.cooling.temperature(max(step - 1, 0))],
        values={
            name: [value]
            for name, value in zip(annealer.target.components, annealer.current_values, strict=True)
        },
    )
