"""Limits: what a parameter may be, told from its declaration, and the refusal of anything else.

A declaration is plain data here, as `Declaration.facts` gives it and the page has it.  This
module runs on CPython, Pyodide and MicroPython alike, and imports nothing but refusals.
"""

from isoanneal.refusal import declare

TYPE_CHECKING = False  # MicroPython has no module typing to take it from
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any

    from isoanneal.refusal import Sentence, Value

declare(
    {
        "parameter-number": "{parameter} must be a number from {least} to {most}, not {value}.",
        "parameter-number-above": (
            "{parameter} must be a number above {least} and at most {most}, not {value}."
        ),
        "parameter-whole": (
            "{parameter} must be a whole number from {least} to {most}, not {value}."
        ),
        "parameter-choice": "{parameter} must be one of these: {choices}, not {value}.",
        "parameter-either": "{parameter} must be “{first}” or “{second}”, not {value}.",
        "parameter-text": "{parameter} must be text, not {value}.",
        "parameter-flag": "{parameter} must be true or false, not {value}.",
        "parameter-names": "{parameter} must be a list of names, not {value}.",
        "parameter-numbers": (
            "{parameter} must be numbers from {least} to {most}, one per target component that "
            "it names, not {value}."
        ),
        "parameter-choices": (
            "{parameter} must be one of these for each target component it names: {choices}, "
            "not {value}."
        ),
        "parameter-either-each": (
            "{parameter} must be “{first}” or “{second}” for each target component it names, "
            "not {value}."
        ),
        "parameter-settings": (
            "{parameter} must be pairs of a whole number of steps and a temperature from {least} "
            "to {most}, not {value}."
        ),
        "component-unknown": "There is no target component “{name}”. Choose among: {known}.",
        "constraint-unknown": "There is no constraint “{name}”. Choose among: {known}.",
    }
)


def is_within(declared: "Mapping[str, Any]", number: float) -> bool:
    """Tell whether a number is within the limits of a declaration; not a number never is."""
    if number == declared["minimum"] and declared.get("is_above_minimum"):
        return False
    return bool(declared["minimum"] <= number <= declared["maximum"])


def refusal(declared: "Mapping[str, Any]", value: "Value") -> "Sentence":
    """Return the sentence that says why a value, as it is to be shown, cannot be had."""
    values: dict[str, Value] = {"parameter": declared["name"], "value": value}
    if declared.get("minimum") is not None:
        values["least"], values["most"] = declared["minimum"], declared["maximum"]
    kind, choices = declared["kind"], declared.get("choices", ())
    if len(choices) == 2:  # noqa: PLR2004  (a sentence of their own)
        values["first"], values["second"] = choices
        return ("parameter-either" if kind == "choice" else "parameter-either-each"), values
    if choices:
        values["choices"] = list(choices)
    above = "-above" if declared.get("is_above_minimum") else ""
    return f"parameter-{kind}{above}", values


def unknown(kind: str, name: str, known: "Iterable[str]") -> "Sentence":
    """Return the sentence that says that no “component” or “constraint” has that name."""
    return f"{kind}-unknown", {"name": name, "known": list(known)}
