"""The trace of a search, thinned to what a chart can show."""

from isoanneal.messages import Points, no_points

MAX_STRETCHES = 2_000
"""A run of up to this many steps is traced in full; of a longer one, each of this many
stretches of steps is told by its lowest and its highest energy.  There are never more than
two points for each, and one each for the beginning, the end and a place to go on from."""


class Trace:
    """Thins the points of one run; each is handed out once."""

    def __init__(self, total_steps: int, start: Points) -> None:
        """Begin with the point `start`, that of the first structure or of a later step."""
        self._total_steps = total_steps
        self._stretch = -(-total_steps // MAX_STRETCHES)
        self._names = tuple(start.values)
        self._chosen = start
        self._waiting = no_points(self._names)

    def extend(self, points: Points) -> None:
        """Take the steps that followed those taken before."""
        for waiting, column in zip(self._waiting.columns(), points.columns(), strict=True):
            waiting.extend(column)
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
        for kept, column in zip(self._chosen.columns(), self._waiting.columns(), strict=True):
            kept.extend([column[begin + position] for position in sorted(chosen)])

    def take(self) -> Points:
        """Return the points chosen since the last call."""
        points = self._chosen
        self._chosen = no_points(self._names)
        return points
