"""One run as the page knows it: what it is, and how far it has come."""

import json

from jsffi import JsProxy
from page.catalogue import ORDER
from pyscript import window
from pyscript.ffi import to_js

TYPE_CHECKING = False  # MicroPython has no module typing to take it from
if TYPE_CHECKING:
    from typing import Any


class Run:
    """A run from its first structure on; what else it has is of the last event."""

    def __init__(self, parameters: dict[str, Any], name: str, answer: JsProxy) -> None:
        """Begin with the engine's answer to the parameters."""
        self.parameters = parameters
        self.name = name
        self.begun = str(window.Date.new().toISOString())
        self.key = f"{self.begun}-{window.Math.random()}"
        self.has_one_isomer = bool(answer.has_one_isomer)
        self.initial_energy = float(answer.initial_energy)
        self.engine = str(answer.engine)
        self.reason = str(answer.reason)
        self.smiles = self.svg = ""
        self.take(answer.first)

    def take(self, message: JsProxy) -> None:
        """Take what a progress event tells."""
        self.data = message.data
        self.snapshot = str(message.snapshot)
        self.draw(message.data)
        self.trace = message.trace
        values = message.values
        self.visited_isomers = int(message.visited_isomers)
        self.rate = float(message.rate)
        names = window.Object.keys(values)
        self.values = {str(names[i]): float(getattr(values, names[i])) for i in range(names.length)}

    def take_up(self, first: JsProxy) -> None:
        """Take where an engine has taken the run up; what it cannot know stays as it was."""
        visited, rate = self.visited_isomers, self.rate
        self.take(first)
        self.visited_isomers, self.rate = visited, rate

    def draw(self, drawn: JsProxy) -> None:
        """Take the best structure's SMILES and drawing, unless they came before or come later."""
        self.smiles = str(drawn.best_smiles) or self.smiles
        self.svg = str(drawn.best_svg) or self.svg
        self.data.best_smiles = self.smiles

    @property
    def components(self) -> list[str]:
        """The components that count, unless the energy is nothing but the value of one."""
        weights = self.parameters["weights"]
        is_plain = len(weights) == 1 and not self.parameters["goals"]
        if is_plain and not self.parameters["normalize"] and set(weights.values()) == {1}:
            return []
        return [name for name in ORDER if name in self.values]

    def again(self, first: JsProxy) -> "Run":
        """Return a new run of the same parameters, from its first structure."""
        answer = window.Object.new()
        answer.has_one_isomer = self.has_one_isomer
        answer.initial_energy = self.initial_energy
        answer.engine, answer.reason = self.engine, self.reason
        answer.first = first
        return Run(self.parameters, self.name, answer)

    def summary(self) -> dict[str, object]:
        """Return what the list of runs shows."""
        return {
            "key": self.key,
            "name": self.name,
            "begun": self.begun,
            "step": self.data.step,
            "total_steps": self.data.total_steps,
            "best_energy": self.data.best_energy,
        }

    def record(self, trace: JsProxy) -> JsProxy:
        """Return all that `from_record` needs, as an object that the browser can keep."""
        record: JsProxy = to_js(
            {
                "key": self.key,
                "name": self.name,
                "begun": self.begun,
                "parameters": window.JSON.stringify(to_js(self.parameters)),
                "has_one_isomer": self.has_one_isomer,
                "initial_energy": self.initial_energy,
                "engine": self.engine,
                "reason": self.reason,
                "svg": self.svg,
                "snapshot": self.snapshot,
            }
        )
        record.data = window.Object.assign(window.Object.new(), self.data, _no_points())
        record.trace = trace
        record.values = to_js(self.values)
        record.visited_isomers = self.visited_isomers
        record.rate = self.rate
        return record


def _no_points() -> JsProxy:
    nothing: JsProxy = to_js({"points": None})
    return nothing


def from_record(record: JsProxy) -> Run:
    """Return the run that a record was made of.

    Raises `ValueError`, `KeyError` or `AttributeError` for any other object.
    """
    answer = window.Object.new()
    answer.has_one_isomer = record.has_one_isomer
    answer.initial_energy = record.initial_energy
    answer.engine, answer.reason = record.engine, record.reason
    answer.first = record
    parameters = json.loads(record.parameters)
    parameters["seed"] = float(parameters["seed"])  # larger than integers that go to JavaScript
    run = Run(parameters, str(record.name), answer)
    run.key = str(record.key)
    run.begun = str(record.begun)
    run.svg = str(record.svg)
    return run
