"""The name that a run has until the person gives it another: its formula and its target."""

from page import numerals
from page.catalogue import ORDER
from page.words import words

TYPE_CHECKING = False  # MicroPython has no module typing to take it from
if TYPE_CHECKING:
    from typing import Any


def name_of(parameters: dict[str, Any]) -> str:
    """Return the name of a run of some parameters, in the language of the page."""
    weights = parameters["weights"]
    aims = [_aim(name, parameters) for name in ORDER if weights.get(name, 0) > 0]
    formula = numerals.subscripted(str(parameters["formula"]))
    return words("run-name", formula=formula, aims=numerals.listed(aims))


def _aim(name: str, parameters: dict[str, Any]) -> str:
    """Say what is made of one component."""
    title = words(f"component-{name}")
    goals = parameters["goals"]
    if name in goals:
        return words("run-aim-goal", component=title, goal=numerals.energy(goals[name]))
    if parameters["directions"].get(name, parameters["mode"]) == "maximize":
        return words("run-aim-maximize", component=title)
    return words("run-aim-minimize", component=title)
