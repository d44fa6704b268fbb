"""One run as the page knows it: what it is, its points, and how far it has come."""

from page.catalogue import ORDER
from page.runs.course import Course
from pyscript import window

TYPE_CHECKING = False  # MicroPython has no module typing to take it from
if TYPE_CHECKING:
    from typing import Any

    from jsffi import JsProxy


class Run:
    """A run from its first structure on; what else it has is of the last event."""

    def __init__(self, parameters: dict[str, Any], name: str, answer: JsProxy) -> None:
        """Begin with the worker's answer to the parameters."""
        self.parameters = parameters
        self.name = name
        self.begun = str(window.Date.new().toISOString())
        self.key = f"{self.begun}-{window.Math.random()}"
        self.has_one_isomer = bool(answer.has_one_isomer)
        self.initial_energy = float(answer.initial_energy)
        self.engine = str(answer.engine)
        self.reason = str(answer.reason)
        self.isomers = 0
        self.has_failed = False
        self.smiles = self.svg = ""
        self._drawn_energy = float(answer.initial_energy)
        self._take_event(answer.first)
        self.course = Course(self.components)
        self.course.extend(answer.first.trace)

    def note_begin(self) -> None:
        """Note the moment of the first step, if it is still to come."""
        if self.data.step == 0:
            self.begun = str(window.Date.new().toISOString())

    def take(self, message: JsProxy) -> None:
        """Take what a progress event tells."""
        self._take_event(message)
        self.course.extend(message.trace)

    def _take_event(self, message: JsProxy) -> None:
        self.data = message.data
        self.snapshot = str(message.snapshot)
        self.draw(message.data)
        values = message.values
        self.visited_isomers = int(message.visited_isomers)
        self.rate = float(message.rate)
        names = window.Object.keys(values)
        self.values = {str(names[i]): float(getattr(values, names[i])) for i in range(names.length)}

    def take_up(self, first: JsProxy) -> None:
        """Take where a worker has taken the run up; what it cannot know stays as it was."""
        visited, rate = self.visited_isomers, self.rate
        self.take(first)
        self.visited_isomers, self.rate = visited, rate

    def draw(self, drawn: JsProxy) -> None:
        """Take the best structure's SMILES and drawing, unless they came before or come later.

        Until they come, which may be when RDKit is loaded, those of another energy are gone.
        """
        energy = float(drawn.best_energy)
        if energy != self._drawn_energy:
            self._drawn_energy, self.smiles, self.svg = energy, "", ""
        self.smiles = str(drawn.best_smiles) or self.smiles
        self.svg = str(drawn.best_svg) or self.svg
        self.data.best_smiles = self.smiles

    @property
    def is_complete(self) -> bool:
        """Whether all steps are made."""
        return bool(self.data.step == self.data.total_steps)

    @property
    def is_spent(self) -> bool:
        """Whether it cannot be started any more, only another of the same parameters."""
        return self.has_failed or self.data.step > 0

    @property
    def only_component(self) -> str:
        """The component whose value is the energy, or nothing where it is not as simple."""
        return _only_component(self.parameters)

    @property
    def only_goal(self) -> str:
        """The component whose distance from its goal is the energy, or nothing."""
        return _only(self.parameters) if self.parameters["goals"] else ""

    @property
    def components(self) -> list[str]:
        """The components that have a line in the chart: those that count, but for a single one."""
        return components_of(self.parameters, self.values)

    def again(self, first: JsProxy) -> "Run":
        """Return a new run of the same parameters, from its first structure."""
        answer = window.Object.new()
        answer.has_one_isomer = self.has_one_isomer
        answer.initial_energy = self.initial_energy
        answer.engine, answer.reason = self.engine, self.reason
        answer.first = first
        return Run(self.parameters, self.name, answer)


def components_of(parameters: dict[str, Any], values: dict[str, float]) -> list[str]:
    """Return the components that a run of some parameters has columns for, with such values."""
    return [] if _only_component(parameters) else [name for name in ORDER if name in values]


def _only_component(parameters: dict[str, Any]) -> str:
    return "" if parameters["goals"] else _only(parameters)


def _only(parameters: dict[str, Any]) -> str:
    weights = parameters["weights"]
    is_plain = len(weights) == 1 and set(weights.values()) == {1}
    if is_plain and not parameters["normalize"]:
        return str(list(weights)[0])  # noqa: RUF015  (MicroPython's dictionaries)
    return ""
