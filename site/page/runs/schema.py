"""The schema: what the entries of a kept run must hold, each field of them checked.

The browser gives back what stands in its storage, whoever wrote it.  A field that is missing or
of another kind would fail somewhere in the page; what JavaScript throws then nobody can catch.
"""

from page.runs.kinds import (
    is_column,
    is_count,
    is_flag,
    is_list_of_texts,
    is_moment,
    is_number,
    is_object,
    is_positive_or_zero,
    is_text_up_to,
)
from page.runs.parameters import UnreadableError, read_parameters
from page.runs.run import components_of
from pyscript import window

TYPE_CHECKING = False  # MicroPython has no module typing to take it from
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from jsffi import JsProxy
    from page.runs.kinds import Check

_is_word = is_text_up_to(200)
_is_name = is_text_up_to(1_000)
"""The name that a run of all components has, in any language, is shorter."""
_is_json = is_text_up_to(20_000)
"""More than the parameters of an address; the snapshot of the largest molecule has half of it."""
_is_smiles = is_text_up_to(2_000)
_is_drawing = is_text_up_to(250_000)
"""The largest molecules take a third of it."""

_NAMED = {"key": _is_word, "name": _is_name, "begun": is_moment}
_PROGRESS = {"step": is_count, "total_steps": is_count, "best_energy": is_number}
_COUNTERS = ("accepted_moves", "rejected_moves", "invalid_moves", "disconnected_moves")
_DATA = (
    _PROGRESS
    | dict.fromkeys(_COUNTERS, is_count)
    | {"cycle": is_count, "temperature": is_positive_or_zero, "current_energy": is_number}
    | {"best_smiles": _is_smiles, "best_svg": _is_drawing}
)
_RECORD = _NAMED | {
    "parameters": _is_json,
    "has_one_isomer": is_flag,
    "initial_energy": is_number,
    "engine": _is_word,
    "reason": _is_word,
    "svg": _is_drawing,
    "snapshot": _is_json,
    "visited_isomers": is_count,
    "rate": is_positive_or_zero,
    "data": is_object,
    "values": is_object,
    "trace": is_object,
}
_ADDED_LATER = {"earlier": is_list_of_texts(20, 20_000)}
_ADDED_TO_DATA = {"current_smiles": _is_smiles, "current_svg": _is_drawing}
"""What runs that were kept before there was this do not have."""
_TRACE = {
    "step": is_column,
    "temperature": is_column,
    "current_energy": is_column,
    "best_energy": is_column,
    "values": is_object,
}


def summary_in(key: str, entry: object) -> dict[str, Any] | None:
    """Return the summary that an entry holds, if it is one of the run with that key."""
    try:
        found = _fields(entry, _NAMED | _PROGRESS)
        _check_progress(found)
    except UnreadableError:
        return None
    return found if found["key"] == key else None


def summary_in_record(record: JsProxy) -> dict[str, Any]:
    """Return the summary of a record that has been checked."""
    return _fields(record, _NAMED) | _fields(record.data, _PROGRESS)


def check_record(key: str, record: JsProxy) -> None:
    """Raise `UnreadableError` for what is not the record of the run with that key."""
    found = _fields(record, _RECORD)
    _check_if_there(record, _ADDED_LATER)
    _check_if_there(found["data"], _ADDED_TO_DATA)
    _check_progress(_fields(found["data"], _DATA))
    if found["key"] != key:
        raise UnreadableError("")
    values = _numbers(found["values"])
    _check_course(found["trace"], components_of(read_parameters(found["parameters"]), values))


def _fields(entry: Any, checks: Mapping[str, Check]) -> dict[str, Any]:  # noqa: ANN401
    """Return the fields of an entry, if it has all, and each is of its kind."""
    if not is_object(entry):
        raise UnreadableError("")
    found = {name: getattr(entry, name, None) for name in checks}
    if not all(checks[name](found[name]) for name in checks):
        raise UnreadableError("")
    return found


def _check_if_there(entry: JsProxy, checks: Mapping[str, Check]) -> None:
    """Check fields that may be missing."""
    for name in checks:
        if hasattr(entry, name) and not checks[name](getattr(entry, name)):
            raise UnreadableError("")


def _check_progress(found: dict[str, Any]) -> None:
    if not 0 < found["total_steps"] >= found["step"]:
        raise UnreadableError("")


def _numbers(values: JsProxy) -> dict[str, Any]:
    """Return what an object has under its names, if all of that are numbers."""
    names = window.Object.keys(values)
    return _fields(values, {str(names[i]): is_number for i in range(names.length)})


def _check_course(trace: JsProxy, components: list[str]) -> None:
    """Check that a course has all columns that a run with these components needs."""
    columns = _fields(trace, _TRACE)
    of_components = _fields(columns["values"], dict.fromkeys(components, is_column))
    count = columns["step"].length
    columns = columns | of_components | {"values": columns["step"]}
    if hasattr(trace, "outcome"):
        columns = columns | _fields(trace, {"outcome": is_column})
    if not all(column.length == count for column in columns.values()):
        raise UnreadableError("")
