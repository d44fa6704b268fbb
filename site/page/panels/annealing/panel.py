"""Annealing: the temperatures, steps and seed of a search, each in a field of its own.

The fields follow from the declarations of the package; the build makes them.
"""

from isoanneal.address import AddressError, read_text
from page.catalogue import MAX_TOTAL_STEPS, PARAMETERS
from page.elements import element, mark, set_text
from page.panel import Section
from page.refusal import words_of
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
        numbers: dict[str, Any] = {}
        refusals = []
        for one in self._declared:
            try:
                number = read_text(one, str(element(one["handle"]).value))
            except AddressError as refusal:
                refusals.append(words_of(refusal))
            else:
                # A float, because integers cross to JavaScript with 31 bits.
                numbers[one["name"]] = float(number)
            mark(one["handle"], valid=one["name"] in numbers)
        if not refusals:
            refusals = _too_many(numbers["steps_per_cycle"], numbers["cycles"])
        set_text("parameters-error", refusals[0] if refusals else "")
        return None if refusals else numbers

    def write(self, parameters: dict[str, Any]) -> None:
        """Show the numbers."""
        for one in self._declared:
            element(one["handle"]).value = _written(parameters[one["name"]])


def _too_many(steps: float, cycles: float) -> list[str]:
    """Refuse more steps than can be made, if they are."""
    total, most = steps * cycles, float(MAX_TOTAL_STEPS)
    if total <= most:
        return []
    mark("cycles", valid=False)
    return [words("annealing-too-many", total=total, most=most)]


def _written(number: float) -> str:
    """Write a number as a field takes it."""
    return str(int(number)) if number == int(number) else str(number)
