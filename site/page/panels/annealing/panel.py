"""Annealing: the temperatures, steps and seed of a search, each in a field of its own.

The fields follow from the declarations of the package; the build makes them.
"""

from page.catalogue import MAX_TOTAL_STEPS, PARAMETERS
from page.elements import element, mark, set_text
from page.form.number_field import NumberField
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
        declared = [one for one in PARAMETERS if one["group"] == _GROUP]
        self._names = [one["name"] for one in declared]  # dictionaries keep no order here
        self._fields = {one["name"]: _field(one) for one in declared}
        for field in self._fields.values():
            field.place.addEventListener("input", self._edited)
            field.step_by_keys(self.context.form.edited)
        self._settings: list[tuple[int, float]] = []
        element("new-seed").addEventListener("click", self._seed_wanted)
        element("by-schedule").addEventListener("click", self._schedule_wanted)

    def _edited(self, _event: JsProxy) -> None:
        self.context.form.edited()

    def _seed_wanted(self, _event: JsProxy) -> None:
        """Draw a seed at random."""
        self._fields["seed"].write(float(int(window.Math.random() * _SEED_LIMIT)))
        self.context.form.edited()

    def _schedule_wanted(self, _event: JsProxy) -> None:
        """Leave the temperature to the schedule from the beginning on."""
        self._show_settings([])
        self.context.form.edited()

    def _show_settings(self, settings: list[tuple[int, float]]) -> None:
        self._settings = settings
        count = len(settings)
        element("set-by-hand").hidden = not count
        if count:
            set_text("settings-by-hand", words("annealing-by-hand", count=float(count)))

    def read(self) -> dict[str, Any] | None:
        """Return the numbers, or say what is wrong with one of them and return nothing."""
        numbers: dict[str, Any] = {}
        refusals = []
        for name in self._names:
            number, refused = self._fields[name].read()
            numbers[name] = number
            refusals += [refused] if refused else []
        if not refusals:
            refusals = _too_many(numbers["steps_per_cycle"], numbers["cycles"])
        set_text("parameters-error", refusals[0] if refusals else "")
        return None if refusals else numbers | {"thermostat": self._settings}

    def write(self, parameters: dict[str, Any]) -> None:
        """Show the numbers."""
        for name, field in self._fields.items():
            field.write(parameters[name])
        given = parameters["thermostat"]
        self._show_settings([(int(step), float(kt)) for step, kt in given])


def _field(one: dict[str, Any]) -> NumberField:
    return NumberField(element(one["handle"]), one, words(f"parameter-{one['name']}"))


def _too_many(steps: float, cycles: float) -> list[str]:
    """Refuse more steps than can be made, if they are."""
    total, most = steps * cycles, float(MAX_TOTAL_STEPS)
    if total <= most:
        return []
    mark("cycles", valid=False)
    return [words("annealing-too-many", total=total, most=most)]
