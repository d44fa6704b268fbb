"""What a run is called: its name until the person gives it another, and captions of results.

A name has the formula and the target.  A caption has all that makes a search another one, so that
two searches never have the same: what is not said is as it is by default.  Only of a temperature
that was set by hand very often no more is said than how often, and where that began and ended.
"""

from page import numerals
from page.catalogue import COMPONENTS, CONSTRAINTS, ORDER
from page.words import words

TYPE_CHECKING = False  # MicroPython has no module typing to take it from
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    Write = Callable[[float], str]

_MOST_SETTINGS = 4
"""As many times that a temperature was set are told each."""


def name_of(parameters: dict[str, Any]) -> str:
    """Return the name of a run of some parameters, in the language of the page."""
    weights = parameters["weights"]
    aims = [
        _aim(words(f"component-{name}"), name, parameters, numerals.energy)
        for name in ORDER
        if weights.get(name, 0) > 0
    ]
    return _named(parameters, aims)


def caption_of(parameters: dict[str, Any]) -> str:
    """Return what a search of some parameters looks for, and what was set by hand in it.

    That is all of them but for the schedule and the seed.
    """
    return _named(parameters, _sought(parameters) + _by_hand(parameters))


def caption_beside(parameters: dict[str, Any], others: dict[str, Any] | None) -> str:
    """Return what tells a search from one of other parameters, or from all where there are none."""
    return _named(parameters, _sought(parameters) + _annealing(parameters, others or {}))


def annealing_of(parameters: dict[str, Any]) -> dict[str, object]:
    """Return the numbers of an annealing as messages take them."""
    return {
        "cycles": parameters["cycles"],
        "steps": parameters["steps_per_cycle"],
        "kt0": numerals.exact(parameters["kt0"]),
        "k": numerals.exact(parameters["k"]),
        # A seed is a name more than a number.
        "seed": str(int(parameters["seed"])),
    }


def _named(parameters: dict[str, Any], parts: list[str]) -> str:
    formula = numerals.subscripted(str(parameters["formula"]))
    return words("run-name", formula=formula, aims=numerals.listed(parts))


def _aim(title: str, name: str, parameters: dict[str, Any], write: Write) -> str:
    """Say what is made of one component, with its title."""
    goals = parameters["goals"]
    if name in goals:
        return words("run-aim-goal", component=title, goal=write(goals[name]))
    if parameters["directions"].get(name, parameters["mode"]) == "maximize":
        return words("run-aim-maximize", component=title)
    return words("run-aim-minimize", component=title)


def _sought(parameters: dict[str, Any]) -> list[str]:
    """Say what is searched for, each component and each rule by itself."""
    parts = [_weighted(name, parameters) for name in ORDER if name in parameters["weights"]]
    if parameters["normalize"]:
        parts.append(words("run-scaled"))
    for one in CONSTRAINTS:
        if one["name"] in parameters["constraints"]:
            title = words(f"constraint-{one['name']}")
            parts.append(words("run-rule", constraint=title))
    if parameters["required_smarts"]:
        parts.append(words("run-required", pattern=parameters["required_smarts"]))
    if parameters["forbidden_smarts"]:
        parts.append(words("run-forbidden", pattern=parameters["forbidden_smarts"]))
    return parts


def _weighted(name: str, parameters: dict[str, Any]) -> str:
    title = words(f"component-{name}")
    if COMPONENTS[name]["needs_smarts"]:
        title = words("run-pattern", component=title, pattern=parameters["smarts"])
    aim = _aim(title, name, parameters, numerals.exact)
    weight = parameters["weights"][name]
    return aim if weight == 1 else words("run-weighted", weight=numerals.exact(weight), aim=aim)


def _annealing(parameters: dict[str, Any], others: dict[str, Any]) -> list[str]:
    """Say how a search is annealed, where it is another way."""
    numbers = annealing_of(parameters)
    told = (
        (words("run-steps", **numbers), ("cycles", "steps_per_cycle")),
        (words("run-kt0", **numbers), ("kt0",)),
        (words("run-k", **numbers), ("k",)),
        (words("run-seed", **numbers), ("seed",)),
    )
    parts = [
        part for part, names in told if any(parameters[name] != others.get(name) for name in names)
    ]
    if parameters["thermostat"] != others.get("thermostat", []):
        parts += _by_hand(parameters) or [words("run-by-schedule")]
    return parts


def _by_hand(parameters: dict[str, Any]) -> list[str]:
    """Say how the temperature was set by hand: each time, or where it was often, how often."""
    settings = parameters["thermostat"]
    told = [_set_by_hand(int(step), float(kt)) for step, kt in settings[:1] + settings[1:][-1:]]
    if len(settings) <= _MOST_SETTINGS:
        return [_set_by_hand(int(step), float(kt)) for step, kt in settings]
    count = words("run-set-by-hand-often", count=float(len(settings)))
    return [count] + told


def _set_by_hand(step: int, kt: float) -> str:
    if kt == 0:
        return words("run-given-back", step=float(step))
    return words("run-set-by-hand", step=float(step), kt=numerals.exact(kt))
