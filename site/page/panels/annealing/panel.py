"""Annealing: the temperatures, steps and seed of a search, each in a field of its own.

The fields follow from the declarations of the package; the build makes them.
"""

from page.catalogue import MAX_TOTAL_STEPS, PARAMETERS
from page.elements import element, mark, set_text
from page.panel import Section
from page.words import words
from pyscript import window

TYPE_CHECKING = False  # MicroPython has no module typing to take it from
if TYPE_CHECKING:
    from typing import Any

    from jsffi import JsProxy
    from page.context import Context

_GROUP = "annealing"
_SEED_LIMIT = 2**32


class Panel(Section):
    """Reads the fields of its group of parameters."""

    def __init__(self, context: Context) -> None:
        """Take the fields that the build has made."""
        super().__init__(context)
        self._declared = [one for one in PARAMETERS if one["group"] == _GROUP]
        for one in self._declared:
            element(one["handle"]).addEventListener("input", self._edited)
        element("new-seed").addEventListener("click", self._seed_wanted)

    def _edited(self, _event: JsProxy) -> None:
        self.context.form.edited()

    def _seed_wanted(self, _event: JsProxy) -> None:
        """Draw a seed at random."""
        element("seed").value = str(int(window.Math.random() * _SEED_LIMIT))
        self.context.form.edited()

    def read(self) -> dict[str, Any] | None:
        """Return the numbers, or say what is wrong with one of them and return nothing."""
        numbers = {one["name"]: _number(one) for one in self._declared}
        wrong = [one for one in self._declared if numbers[one["name"]] is None]
        for one in self._declared:
            mark(one["handle"], valid=one not in wrong)
        if wrong:
            set_text("parameters-error", _refusal(wrong[0]))
            return None
        total = (numbers["steps_per_cycle"] or 0) * (numbers["cycles"] or 0)
        if total > MAX_TOTAL_STEPS:
            mark("cycles", valid=False)
            most = float(MAX_TOTAL_STEPS)
            set_text("parameters-error", words("annealing-too-many", total=total, most=most))
            return None
        set_text("parameters-error", "")
        return numbers

    def write(self, parameters: dict[str, Any]) -> None:
        """Show the numbers."""
        for one in self._declared:
            element(one["handle"]).value = _written(parameters[one["name"]])


def _number(declared: dict[str, Any]) -> float | None:
    """Return what a field says, as a float, for integers of 31 bits only go to JavaScript."""
    field = element(declared["handle"])
    try:
        number = float(str(field.value))
    except ValueError:
        return None
    within = float(declared["minimum"]) <= number <= float(declared["maximum"])
    if declared["is_above_minimum"] and number <= float(declared["minimum"]):
        within = False
    if declared["kind"] == "whole" and within and number != int(number):
        within = False
    return number if within else None


def _refusal(declared: dict[str, Any]) -> str:
    title = words(f"parameter-{declared['name']}")
    least, most = float(declared["minimum"]), float(declared["maximum"])
    if declared["kind"] == "whole":
        return words("annealing-whole", parameter=title, least=least, most=most)
    if declared["is_above_minimum"]:
        return words("annealing-above", parameter=title, least=least, most=most)
    return words("annealing-number", parameter=title, least=least, most=most)


def _written(number: float) -> str:
    """Write a number as a field takes it."""
    return str(int(number)) if number == int(number) else str(number)
