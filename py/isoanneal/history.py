"""The history of a search: where it stood now and then, so that it can go back to any step.

A search is told by its seed, so the steps from one of these places on are made again as they were.
"""

from collections import deque
from collections.abc import Iterable

from isoanneal.annealer import Annealer
from isoanneal.snapshot import Snapshot

STEPS_BETWEEN = 256
MOST_KEPT = 64
"""Together they reach back over the last 16,000 steps at least; what was before is made again
from the beginning."""


class History:
    """Snapshots of one search in ascending order of their steps."""

    def __init__(self) -> None:
        """Begin with none."""
        self._snapshots: deque[Snapshot] = deque(maxlen=MOST_KEPT)

    def note(self, annealer: Annealer) -> None:
        """Keep where a search stands, unless the last place kept is near."""
        last = self._snapshots[-1].step if self._snapshots else 0
        if annealer.step_number >= last + STEPS_BETWEEN:
            self._snapshots.append(annealer.snapshot())

    def extend(self, snapshots: Iterable[Snapshot]) -> None:
        """Take snapshots that were kept before, in any order."""
        found = sorted([*self._snapshots, *snapshots], key=lambda snapshot: snapshot.step)
        self._snapshots = deque(found, maxlen=MOST_KEPT)

    def before(self, step: int) -> Snapshot | None:
        """Return the last snapshot of that step or an earlier one, if there is any."""
        found = [snapshot for snapshot in self._snapshots if snapshot.step <= step]
        return found[-1] if found else None

    def forget_after(self, step: int) -> None:
        """Drop what comes after a step, because the search will go another way."""
        while self._snapshots and self._snapshots[-1].step > step:
            self._snapshots.pop()
