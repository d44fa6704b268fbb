"""The aims: questions with parameters of their own, what answers them, and challenges.

A challenge is an aim of which a person has the temperature in hand from the first step on.
"""

from isoanneal.aims.reaching import reached
from page import numerals
from page.catalogue import AIMS, CHALLENGES, PARAMETERS
from page.words import detail, sentences, words

TYPE_CHECKING = False  # MicroPython has no module typing to take it from
if TYPE_CHECKING:
    from typing import Any

    from page.runs.run import Run

    Aim = dict[str, Any]

_FREE = ("seed", "thermostat")
"""What may be another without the aim being another."""
_DEFAULTS = {one["name"]: one["default"] for one in PARAMETERS}
_COMPARED = [one["name"] for one in PARAMETERS if one["name"] not in _FREE]


def _aim(one: Aim, kind: str, name: str, kt: float, pace: str) -> Aim:
    return {
        "name": name,
        "key": f"{kind}-{name}",
        "parameters": _DEFAULTS | one["parameters"] | {"thermostat": [(0, kt)] if kt else []},
        "energy": one["energy"],
        "is_hard": one["is_hard"],
        "kt": kt,
        "pace": pace,
    }


def _challenge(one: Aim) -> Aim:
    aim = next(aim for aim in AIMS if aim["name"] == one["aim"])
    return _aim(aim, "challenge", one["name"], float(one["kt"]), str(one["pace"]))


QUESTIONS = [_aim(one, "aim", one["name"], 0.0, "") for one in AIMS]
"""Each with a `key` by which it is chosen, its parameters, of which the seed says nothing, and the
best `energy`."""
BY_HAND = [_challenge(one) for one in CHALLENGES]
"""The challenges: the same, with the `kt` that they begin with and their `pace`."""


def chosen(key: str) -> Aim | None:
    """Return the aim with that key."""
    for one in QUESTIONS + BY_HAND:
        if one["key"] == key:
            return one
    return None


def title(aim: Aim) -> str:
    """Return what an aim is called."""
    return words(f"challenge-{aim['name']}") if aim["kt"] else words(f"aim-{aim['name']}")


def question(aim: Aim) -> str:
    """Return the question that an aim asks."""
    name = aim["name"]
    if aim["kt"]:
        return detail(f"challenge-{name}", "question")
    return detail(f"aim-{name}", "question")


def meaning(aim: Aim) -> str:
    """Say what the energy of an aim means, or what there is to do, and whether that is hard."""
    name = aim["name"]
    if aim["kt"]:
        return detail(f"challenge-{name}", "meaning")
    told = detail(f"aim-{name}", "meaning")
    return sentences([told, words("setup-hard")]) if aim["is_hard"] else told


def matching(parameters: dict[str, Any]) -> Aim | None:
    """Return the aim that has these parameters, whatever the seed and what is set by hand."""
    is_by_hand = _begins_by_hand(parameters)
    for one in BY_HAND + QUESTIONS:
        if one["kt"] and not is_by_hand:
            continue
        own = one["parameters"]
        if own["formula"] == parameters["formula"] and all(
            [own[name] == parameters[name] for name in _COMPARED]  # noqa: C419  (MicroPython)
        ):
            return one
    return None


def _begins_by_hand(parameters: dict[str, Any]) -> bool:
    settings = parameters["thermostat"]
    return bool(settings) and settings[0][0] == 0 and settings[0][1] > 0


def is_as_good(aim: Aim, energy: float, best: float) -> bool:
    """Tell whether an energy is as good as another, by the aim's target."""
    return reached(aim | {"energy": best}, energy)


def answer(run: Run) -> str:
    """Say when a run has reached its aim; after its last step also that it has not.

    There is nothing to say of a run without an aim.  What answers an aim is never told before it
    was found.
    """
    aim = matching(run.parameters)
    if aim is None:
        return ""
    energy, step = run.course.best(lambda one, best: is_as_good(aim, one, best))
    if reached(aim, energy):
        found = run.names["best"] or run.smiles
        if not found:
            return words("answer-reached-unseen", step=step)
        return words("answer-reached", step=step, found=found)
    if run.is_complete:
        best, possible = numerals.energy(energy), numerals.energy(aim["energy"])
        return words("answer-missed", best=best, possible=possible)
    return ""
