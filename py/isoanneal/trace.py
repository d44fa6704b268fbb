"""The trace of a search, thinned to what a chart can show."""

from isoanneal.annealer import Annealer
from isoanneal.messages import Points, no_points

MAX_STRETCHES = 2_000
"""A run of up to this many steps is traced in full; of a longer one, each of this many
stretches of steps is told by its lowest and its highest energy.  There are never more than
two points for each, and one each for the beginning, the end and a place to go on from."""


def stretch_of(total_steps: int) -> int:
    """Return the length of a stretch in a run of so many steps."""
    return -(-total_steps // MAX_STRETCHES)


def starting_point(annealer: Annealer) -> Points:
    """Return where the annealer stands as one point, that of the step made last."""
    step = annealer.step_number
    return Points(
        step=[float(step)],
        current_energy=[annealer.current_energy],
        best_energy=[annealer.best_energy],
        temperature=[annealer.cooling.temperature(max(step - 1, 0))],
        outcome=[float(annealer.outcome)],
        values={
            name: [value]
            for name, value in zip(annealer.target.components, annealer.current_values, strict=True)
        },
    )


class Trace:
    """Thins the points of one run; each is handed out once."""

    def __init__(self, total_steps: int, start: Points) -> None:
        """Begin with the point `start`, that of the first structure or of a later step."""
        self._total_steps = total_steps
        self._stretch = stretch_of(total_steps)
        self._names = tuple(start.values)
        self._chosen = start
        self._waiting = no_points(self._names)

    def extend(self, points: Points) -> None:
        """Take the steps that followed those taken before."""
        self._waiting.extend(points.columns())
        steps = self._waiting.step
        begin = 0
        while begin < len(steps) and (end := self._end(begin)) <= len(steps):
            self._choose(begin, end)
            begin = end
        for waiting in self._waiting.columns():
            del waiting[:begin]

    def _end(self, begin: int) -> int:
        """Return where the stretch that begins at a place in the columns ends."""
        step = int(self._waiting.step[begin])
        last = min(-(-step // self._stretch) * self._stretch, self._total_steps)
        return begin + last - step + 1

    def _choose(self, begin: int, end: int) -> None:
        """Take the steps with the lowest and the highest energy, and the last of the run."""
        energies = self._waiting.current_energy[begin:end]
        chosen = {energies.index(min(energies)), energies.index(max(energies))}
        if self._waiting.step[end - 1] == self._total_steps:
            chosen.add(end - begin - 1)
        self._chosen.extend(
            [column[begin + position] for position in sorted(chosen)]
            for column in self._waiting.columns()
        )

    def take(self) -> Points:
        """Return the points chosen since the last call."""
        points = self._chosen
        self._chosen = no_points(self._names)
        return points
