"""The parameters of a kept run: read as those of an address are, because both come from others."""

import json

from isoanneal.address import AddressError, read_text, write_text
from isoanneal.formula import FormulaError, parse
from page.catalogue import COMPONENTS, KNOWN, MAX_TOTAL_STEPS, PARAMETERS, smarts_refusal
from page.refusal import words_of
from page.runs.kinds import is_count, is_flag, is_list, is_number, is_table, is_text
from page.words import words

TYPE_CHECKING = False  # MicroPython has no module typing to take it from
if TYPE_CHECKING:
    from typing import Any

    from page.runs.kinds import Check

_ADDED_LATER = ("thermostat",)
_UNKNOWN = ("component-unknown", "constraint-unknown")


class UnreadableError(Exception):
    """What was kept cannot be shown; the text says why, in words, if that can be said."""


_IS_OF_KIND: dict[str, Check] = {
    "number": is_number,
    "whole": is_count,
    "choice": is_text,
    "text": is_text,
    "flag": is_flag,
    "names": lambda value: is_list(value, is_text),
    "numbers": lambda value: is_table(value, is_number),
    "choices": lambda value: is_table(value, is_text),
    "settings": lambda value: is_list(value, _is_setting),
}


def _is_setting(value: object) -> bool:
    return is_list(value, is_number) and len(value) == 2 and is_count(value[0])  # type: ignore[arg-type,index]  # noqa: PLR2004


def read_parameters(text: str) -> dict[str, Any]:
    """Return the parameters that a text in JSON gives, each of its kind and within its limits.

    Raises `UnreadableError` where one is missing, unknown, or not what the form can show.
    """
    given = _given(text)
    refusal = ""  # raised at the end, because MicroPython cannot chain exceptions
    try:
        found = {one["name"]: _read(one, given[one["name"]]) for one in PARAMETERS}
        parse(found["formula"])
    except (AddressError, FormulaError) as error:
        is_unknown = error.code in _UNKNOWN  # there is nothing to choose another in
        refusal = _unknown(error) if is_unknown else words_of(error)
    if refusal:
        raise UnreadableError(refusal)
    _check_together(found)
    return found


def _unknown(error: AddressError | FormulaError) -> str:
    return words("past-runs-unknown", name=str(error.values["name"]))


def _given(text: str) -> dict[str, Any]:
    try:
        given = json.loads(text)
    except ValueError:
        given = None
    if not isinstance(given, dict):
        raise UnreadableError("")
    for one in PARAMETERS:  # runs that were kept before there was this parameter
        if one["name"] in _ADDED_LATER and one["name"] not in given:
            given[one["name"]] = one["default"]
    if set(given) != {one["name"] for one in PARAMETERS}:
        raise UnreadableError("")
    return given


def _read(declared: dict[str, Any], value: object) -> Any:  # noqa: ANN401  (as declared)
    if not _IS_OF_KIND[declared["kind"]](value):
        raise UnreadableError("")
    return read_text(declared, write_text(declared, value), KNOWN)


def _check_together(found: dict[str, Any]) -> None:
    """Check what parameters must be beside each other, as the sections of the form do."""
    weights, total = found["weights"], found["steps_per_cycle"] * found["cycles"]
    for name in ("smarts", "required_smarts", "forbidden_smarts"):
        refusal = smarts_refusal(len(found[name]))
        if refusal:
            raise UnreadableError(refusal)
    if not any(weight > 0 for weight in weights.values()):
        raise UnreadableError(words("target-no-weight"))
    if not all(name in weights for name in list(found["goals"]) + list(found["directions"])):
        raise UnreadableError("")
    for name in weights:
        if COMPONENTS[name]["needs_smarts"] and not found["smarts"].strip():
            title = words(f"component-{name}")
            raise UnreadableError(words("target-no-smarts", component=title))
    if total > MAX_TOTAL_STEPS:
        most = float(MAX_TOTAL_STEPS)
        raise UnreadableError(words("annealing-too-many", total=float(total), most=most))
