"""The last steps of a run that were seen one by one; the course of a long run leaves some out."""

from page.runs.course import OUTCOMES, Course

TYPE_CHECKING = False  # MicroPython has no module typing to take it from
if TYPE_CHECKING:
    from jsffi import JsProxy

_MOST = 256
"""More than a chart can show one by one."""


class LastSteps:
    """The end of a run without a gap, as far as it is known step by step."""

    def __init__(self, components: list[str]) -> None:
        """Begin with none; `components` are those that have a column."""
        self._components = components
        self.course = Course(components, 2 * _MOST)

    def take(self, data: JsProxy, values: dict[str, float]) -> None:
        """Take the step that an event tells of; steps before a gap are forgotten."""
        step = float(data.step)
        last = self.course.last_step
        if step == last:
            return
        if step != last + 1:
            self.course.cut(-1)
        if self.course.count == 2 * _MOST:
            self.course.drop(_MOST)
        self.course.add(
            [
                step,
                float(data.move.temperature),
                float(data.current_energy),
                float(data.best_energy),
                float(OUTCOMES.index(str(data.move.outcome))),
            ]
            + [values[name] for name in self._components]
        )

    def cut(self, step: float) -> None:
        """Leave out all later steps."""
        self.course.cut(step)

    def forget(self) -> None:
        """Begin with none again."""
        self.course.cut(-1)
