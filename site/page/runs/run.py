"""One run as the page knows it: what it is, its points, and how far it has come."""

from page.catalogue import ORDER
from page.runs.course import Course
from page.runs.last_steps import LastSteps
from pyscript import window

TYPE_CHECKING = False  # MicroPython has no module typing to take it from
if TYPE_CHECKING:
    from typing import Any

    from jsffi import JsProxy


_STEPS_BETWEEN = 1_000
_MOST_EARLIER = 12
_MOST_RECENT = 12
_MOST_LOOKS = 60


class Run:
    """A run from its first structure on; what else it has is of the last event."""

    def __init__(
        self, parameters: dict[str, Any], name: str, answer: JsProxy, *, is_kept: bool = False
    ) -> None:
        """Begin with the worker's answer to the parameters, or with what was kept of a run."""
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
        self.smiles = self.svg = self.current_smiles = self.current_svg = ""
        self.names = {"best": "", "current": ""}
        self.described: dict[str, JsProxy | None] = {"best": None, "current": None}
        """Both structures in sentences of the package, as far as that has been told."""
        self.furthest = 0.0
        """The last step that was made, also where the run went back from it."""
        self.has_move = False
        self.told: JsProxy | None = None
        """The last move, in sentences of the package."""
        self.recent: list[tuple[float, str, float]] = []
        """The last moves that were told: step, outcome, and the energy after it."""
        self.earlier: list[tuple[float, str]] = []
        """Steps with snapshots, to go back from; the last is near the end."""
        self.worsening: list[tuple[float, float]] = []
        """Lately, how many worsening moves had been accepted, and rejected."""
        self._drawn_energy = float(answer.initial_energy)
        self.current_energy = self._drawn_energy
        """Of the structure that is shown as the current one: the last that was drawn, if any."""
        self._take_event(answer.first)
        if not is_kept:
            self.take_words(answer.first)
        self.course = Course(self.components)
        self.course.extend(answer.first.trace)
        self.last_steps = LastSteps(self.components)

    def note_begin(self) -> None:
        """Note the moment of the first step, if it is still to come."""
        if self.data.step == 0:
            self.begun = str(window.Date.new().toISOString())

    def take_words(self, answer: JsProxy) -> None:
        """Take the names and descriptions of structures, if they are new."""
        for which in ("best", "current"):
            words = getattr(answer, which)
            if words.told.length:
                self.names[which] = str(words.name)
                self.described[which] = words.told

    def take(self, message: JsProxy) -> None:
        """Take what a progress event tells."""
        self._take_event(message)
        self.take_words(message)
        self._take_move(message)
        self.course.extend(message.trace)

    def go_back(self, message: JsProxy) -> None:
        """Take where the run has gone back to; the points after that are made again."""
        step = float(message.data.step)
        self.course.cut(step)
        self.last_steps.cut(step)
        self.recent = [one for one in self.recent if one[0] < step]
        self.earlier = [one for one in self.earlier if one[0] <= step]
        self.worsening = []
        self.step_on(message)

    def step_on(self, message: JsProxy) -> None:
        """Take where a single step has led; without RDKit its structure is not known yet."""
        self.current_smiles = self.current_svg = ""
        self.names["current"], self.described["current"] = "", None
        self.take(message)

    def set_by_hand(self, settings: list[tuple[int, float]], kt: float) -> None:
        """Take all settings of the thermostat; later steps of a run that went back are dropped."""
        self.data.temperature = kt
        self.parameters = self.parameters | {"thermostat": settings}
        self.furthest = float(self.data.step)

    def _take_move(self, message: JsProxy) -> None:
        step = float(self.data.step)
        self.furthest = max(self.furthest, step)
        if not self.earlier or step >= self.earlier[-1][0] + _STEPS_BETWEEN:
            self.earlier = self.earlier[-_MOST_EARLIER:] + [(step, self.snapshot)]
        counted = float(message.worsening_moves), float(self.data.rejected_moves)
        self.worsening = self.worsening[-_MOST_LOOKS:] + [counted]
        self.has_move = bool(message.has_move)
        self.told = message.told
        if self.has_move:
            self.last_steps.take(self.data, self.values)
        else:
            self.last_steps.forget()
            self.recent = []
        if self.has_move and not (self.recent and self.recent[-1][0] == step):
            outcome = str(self.data.move.outcome)
            self.recent.append((step, outcome, float(self.data.current_energy)))
            self.recent = self.recent[-_MOST_RECENT:]

    @property
    def share_of_worsening(self) -> float | None:
        """The share of worsening moves that were accepted lately, 0 to 1, if there were any."""
        if not self.worsening:
            return None
        first, last = self.worsening[0], self.worsening[-1]
        accepted, rejected = last[0] - first[0], last[1] - first[1]
        return accepted / (accepted + rejected) if accepted + rejected > 0 else None

    def _take_event(self, message: JsProxy) -> None:
        self.data = message.data
        self.snapshot = str(message.snapshot)
        self.draw(message.data)
        self.draw_current(message.data)
        values = message.values
        self.visited_isomers = int(message.visited_isomers)
        self.rate = float(message.rate)
        names = window.Object.keys(values)
        self.values = {str(names[i]): float(getattr(values, names[i])) for i in range(names.length)}

    def take_up(self, first: JsProxy) -> None:
        """Take where a worker has taken the run up; what it cannot know stays as it was."""
        visited, rate = self.visited_isomers, self.rate
        self.worsening = []  # it counts them from here on
        self.take(first)
        self.visited_isomers, self.rate = visited, rate

    def draw(self, drawn: JsProxy) -> None:
        """Take the best structure's SMILES and drawing, unless they came before or come later.

        Until they come, which may be when RDKit is loaded, those of another energy are gone.
        """
        energy = float(drawn.best_energy)
        if energy != self._drawn_energy:
            self._drawn_energy, self.smiles, self.svg = energy, "", ""
            self.names["best"], self.described["best"] = "", None
        self.smiles = str(drawn.best_smiles) or self.smiles
        self.svg = str(drawn.best_svg) or self.svg
        self.data.best_smiles = self.smiles

    def draw_current(self, drawn: JsProxy) -> None:
        """Take the current structure's SMILES and drawing, if there was time to make them.

        The energy is that of the structure in sight, which may be some steps behind.
        """
        smiles = str(getattr(drawn, "current_smiles", ""))
        if smiles or not self.current_smiles:
            energy = getattr(drawn, "current_energy", self.data.current_energy)
            self.current_energy = float(energy)
        self.current_smiles = smiles or self.current_smiles
        self.current_svg = str(getattr(drawn, "current_svg", "")) or self.current_svg

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
