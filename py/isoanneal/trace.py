"""The trace of a search, thinned to what a chart can show."""

from isoanneal.annealer import Annealer
from isoanneal.messages import Points

MAX_BUCKETS = 2_000
"""A run of up to this many steps is traced in full; of a longer one, each of this many
stretches of steps is told by its lowest and its highest energy.  There are never more than
two points for each, and one each for the beginning and the end."""


class Trace:
    """Collects points of one run; each is handed out once."""

    def __init__(self, annealer: Annealer) -> None:
        """Begin with the initial energy as the point of step 0."""
        self._annealer = annealer
        self._stretch = -(-annealer.cooling.total_steps // MAX_BUCKETS)
        self._pending: list[float] = []
        self._step = 0
        self._best = annealer.initial_energy
        self._clear()
        self._add(0, self._best)

    def _clear(self) -> None:
        self._points = Points(step=[], current_energy=[], best_energy=[], temperature=[])

    def extend(self, energies: list[float]) -> None:
        """Take the energies after the steps that followed those taken before."""
        self._pending += energies
        stretch = self._stretch
        whole = len(self._pending) - len(self._pending) % stretch
        for start in range(0, whole, stretch):
            self._add_stretch(self._pending[start : start + stretch])
        del self._pending[:whole]
        if self._pending and self._step + len(self._pending) == self._annealer.cooling.total_steps:
            self._add_stretch(self._pending)
            self._pending = []

    def _add_stretch(self, energies: list[float]) -> None:
        """Add the lowest and the highest energy of a stretch, at the steps that had them."""
        shown = {energies.index(min(energies)), energies.index(max(energies))}
        if self._step + len(energies) == self._annealer.cooling.total_steps:
            shown.add(len(energies) - 1)
        for position in sorted(shown):
            self._best = self._annealer.better(self._best, energies[position])
            self._add(self._step + position + 1, energies[position])
        self._step += len(energies)

    def _add(self, step: int, energy: float) -> None:
        points = self._points
        points.step.append(step)
        points.current_energy.append(energy)
        points.best_energy.append(self._best)
        points.temperature.append(self._annealer.cooling.temperature(max(step - 1, 0)))

    def take(self) -> Points:
        """Return the points that came since the last call."""
        points = self._points
        self._clear()
        return points
