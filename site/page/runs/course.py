"""The course of a run: its points, thinned as they come from the worker, in growing columns."""

from pyscript import window

TYPE_CHECKING = False  # MicroPython has no module typing to take it from
if TYPE_CHECKING:
    from collections.abc import Callable

    from jsffi import JsProxy

_OF_EVERY_RUN = ("step", "temperature", "current_energy", "best_energy", "outcome")
OUTCOMES = ("accepted", "rejected", "invalid", "disconnected")
"""How a step can end, in the order of their numbers in the column."""
_NO_OUTCOME = -1
_CAPACITY = 4_003
"""As many points as the trace of an unbroken run may have: two for each of 2,000 stretches,
and three.  A run that was taken up again has one more for each time."""


def outcome_of(number: float) -> str:
    """Return how a step ended by its number in the column, or nothing where that is not known."""
    return OUTCOMES[int(number)] if 0 <= number < len(OUTCOMES) else ""


class Course:
    """Columns of doubles of one length: step, temperature, energies, outcome, each component."""

    def __init__(self, components: list[str], capacity: int = _CAPACITY) -> None:
        """Begin with no point; `components` are those that have a column besides."""
        self.components = components
        self.names = list(_OF_EVERY_RUN) + components
        self._length = 0
        self._allocate(capacity)

    def _allocate(self, capacity: int) -> None:
        self._columns = {name: window.Float64Array.new(capacity) for name in self.names}
        self._capacity = capacity

    def extend(self, points: JsProxy) -> None:
        """Add points, as an event brings them; those of steps that are there already are left out.

        The first of them may lie between those that were made by hand: a stretch of a long run
        is told when it is over.
        """
        columns = [_of(points, name) for name in self.names]
        count = int(columns[0].length)
        mixed = 0
        while mixed < count and columns[0][mixed] <= self.last_step:
            mixed += 1
        if mixed:
            self._mix([column.subarray(0, mixed) for column in columns])
        self._make_room(count - mixed)
        for name, column in zip(self.names, columns):  # noqa: B905  (MicroPython has no “strict”)
            self._columns[name].set(column.subarray(mixed), self._length)
        self._length += count - mixed

    def _mix(self, columns: list[JsProxy]) -> None:
        """Put points between those that are there; of two of one step the one there stays."""
        place = self._length
        while place and self._columns["step"][place - 1] >= columns[0][0]:
            place -= 1
        there = [column.subarray(place) for column in self.columns()]
        rows = _rows(columns)
        rows.update(_rows(there))
        self._length = place
        for step in sorted(rows):
            self.add(rows[step])

    def add(self, point: list[float]) -> None:
        """Add one point, its numbers in the order of `names`."""
        self._make_room(1)
        for name, number in zip(self.names, point):  # noqa: B905  (MicroPython has no “strict”)
            self._columns[name][self._length] = number
        self._length += 1

    def drop(self, count: int) -> None:
        """Leave out the first points."""
        for column in self._columns.values():
            column.set(column.subarray(count, self._length))
        self._length -= count

    def cut(self, step: float) -> None:
        """Leave out all points of later steps."""
        steps = self._columns["step"]
        while self._length and steps[self._length - 1] > step:
            self._length -= 1

    def best(self, is_as_good: Callable[[float, float], bool]) -> tuple[float, float]:
        """Return the best energy, and the first step that had one as good as that.

        `is_as_good` compares an energy with the best one.  The best energy never gets worse, so
        that it is found by halves; there must be a point.
        """
        steps, energies = self._columns["step"], self._columns["best_energy"]
        best = float(energies[self._length - 1])
        low, high = 0, self._length - 1
        while low < high:
            middle = (low + high) // 2
            if is_as_good(float(energies[middle]), best):
                high = middle
            else:
                low = middle + 1
        return best, float(steps[low])

    def _make_room(self, count: int) -> None:
        if self._length + count > self._capacity:
            filled = self.columns()
            self._allocate(self._length + count + _CAPACITY)
            for name, column in zip(self.names, filled):  # noqa: B905  (MicroPython has no “strict”)
                self._columns[name].set(column)

    def columns(self) -> list[JsProxy]:
        """Return the columns in the order of `names`: views that the next points may outdate."""
        return [self._columns[name].subarray(0, self._length) for name in self.names]

    @property
    def count(self) -> int:
        """Number of points."""
        return self._length

    @property
    def last_step(self) -> float:
        """Step of the last point; -1 where there is none."""
        return float(self._columns["step"][self._length - 1]) if self._length else -1.0

    @property
    def is_empty(self) -> bool:
        """Whether there is no point yet."""
        return self._length == 0

    def record(self) -> JsProxy:
        """Return a copy of all points as an object that the browser can keep."""
        kept: JsProxy = window.Object.new()
        kept.values = window.Object.new()
        for name, column in self._columns.items():
            copy = column.slice(0, self._length)
            window.Reflect.set(kept if name in _OF_EVERY_RUN else kept.values, name, copy)
        return kept


def _rows(columns: list[JsProxy]) -> dict[float, list[float]]:
    """Return points by their steps."""
    places = range(int(columns[0].length))
    rows = [[float(column[place]) for column in columns] for place in places]
    return {row[0]: row for row in rows}


def _of(points: JsProxy, name: str) -> JsProxy:
    if name == "outcome" and not hasattr(points, name):  # of a run that was kept before
        unknown: JsProxy = window.Float64Array.new(points.step.length).fill(_NO_OUTCOME)
        return unknown
    column: JsProxy = getattr(points if name in _OF_EVERY_RUN else points.values, name)
    return column
