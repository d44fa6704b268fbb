"""The points of a run in their order: those of its course, then the last steps one by one."""

from pyscript import window

TYPE_CHECKING = False  # MicroPython has no module typing to take it from
if TYPE_CHECKING:
    from jsffi import JsProxy
    from page.runs.course import Course
    from page.runs.run import Run


class Points:
    """Columns of one length, in the order of `names`, by growing steps."""

    def __init__(self, names: list[str], columns: list[JsProxy]) -> None:
        """Take the columns, which nothing changes while these points are used."""
        self.names = names
        self.columns = columns
        self.count = int(columns[0].length)

    def column(self, name: str) -> JsProxy:
        """Return the column of that name."""
        return self.columns[self.names.index(name)]

    def first_from(self, step: float) -> int:
        """Return the place of the first point at a step or later, or how many there are."""
        steps = self.columns[0]
        low, high = 0, self.count
        while low < high:
            middle = (low + high) // 2
            if steps[middle] < step:
                low = middle + 1
            else:
                high = middle
        return low

    def nearest(self, step: float) -> int:
        """Return the place of the point whose step is nearest; there has to be one."""
        after = min(self.first_from(step), self.count - 1)
        before = max(after - 1, 0)
        steps = self.columns[0]
        return before if step - steps[before] < steps[after] - step else after

    def between(self, first: float, last: float) -> tuple[int, int]:
        """Return where the points of some steps begin and end, with one more on each side."""
        begin, end = self.first_from(first), self.first_from(last)
        return max(begin - 1, 0), min(end + 1, self.count)

    def unbroken(self, begin: int, end: int) -> int:
        """Return from which place on, before another, points are one step apart."""
        steps, last = self.columns[0], end - 1
        low, high = begin, max(last, begin)
        while low < high:
            middle = (low + high) // 2
            if steps[last] - steps[middle] > last - middle:
                low = middle + 1
            else:
                high = middle
        return low

    def part(self, begin: int, end: int) -> list[JsProxy]:
        """Return the columns from one place to before another."""
        return [column.subarray(begin, end) for column in self.columns]

    def numbers(self, name: str, begin: int, end: int) -> list[float]:
        """Return the numbers of a column from one place to before another.

        They cross to Python as one text, many times as fast as one by one.
        """
        text = str(self.column(name).subarray(begin, end).join(" "))
        return [float(number) for number in text.split()]

    def at(self, place: int) -> dict[str, float]:
        """Return all that is known of one point, by name."""
        return {
            name: float(column[place])
            for name, column in zip(self.names, self.columns)  # noqa: B905  (MicroPython has no “strict”)
        }


def points_of(run: Run) -> Points:
    """Return all points of a run."""
    return _continued(run.course, run.last_steps.course)


def _continued(course: Course, last: Course) -> Points:
    earlier = Points(course.names, course.columns())
    if last.is_empty:
        return earlier
    later = last.columns()
    place = earlier.first_from(float(later[0][0]))
    if earlier.count - place == last.count:  # they are in the course
        return earlier
    joined = [_joined(earlier.columns[i], place, later[i]) for i in range(len(later))]
    return Points(course.names, joined)


def _joined(earlier: JsProxy, place: int, later: JsProxy) -> JsProxy:
    column: JsProxy = window.Float64Array.new(place + later.length)
    column.set(earlier.subarray(0, place))
    column.set(later, place)
    return column
