"""Addresses: the parameters of a run as the query of an address, and back.

A query is here a list of names and texts; whoever has an address encodes and decodes it.  Names
are those of the parameters, or their shorter handles, and `pace`.  What parameters there are is
told by their declarations, as `Declaration.facts` gives them.

This module runs on CPython, Pyodide and MicroPython alike.
"""

from isoanneal.refusal import RefusalError, declare

TYPE_CHECKING = False  # MicroPython has no module typing to take it from
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Any

    Facts = dict[str, Any]
    Pair = tuple[str, str]

declare(
    {
        "address-unreadable": (
            "The address has “{text}” for {name}, which cannot be read, so it was left out."
        ),
        "address-unknown": "The address has a parameter “{name}”, which there is not.",
    }
)

_FLAGS = {"1": True, "true": True, "0": False, "false": False}
_SEPARATOR = ","
_EQUALS = ":"
_EXACT = 1e15
"""Up to here doubles are written in full, as whole numbers, without loss."""


class AddressError(RefusalError):
    """A part of an address that cannot be used; the message says which."""


def written(parameters: "Facts", declared: "Sequence[Facts]") -> "list[Pair]":
    """Return the query of some parameters: what is not as it would be without, in their order.

    `read` gives the same parameters back.  What has no default is always written.
    """
    query = []
    for one in declared:
        name = one["name"]
        if name in parameters and (one["default"] is None or parameters[name] != one["default"]):
            query.append((one["handle"], _text(parameters[name])))
    return query


def read(
    query: "Iterable[Pair]", declared: "Sequence[Facts]"
) -> "tuple[Facts, list[AddressError]]":
    """Return the parameters of a query, and what of it cannot be used.

    Values are of their types; whether they are within their limits is for others to say.
    """
    by_name = {}
    for one in declared:
        by_name[one["name"]] = by_name[one["handle"]] = one
    parameters: Facts = {}
    refusals: list[AddressError] = []
    for name, text in query:
        if name not in by_name:
            refusals.append(AddressError("address-unknown", name=name))
            continue
        try:
            parameters[by_name[name]["name"]] = _value(text, by_name[name])
        except ValueError:
            refusals.append(AddressError("address-unreadable", name=name, text=text))
    return parameters, refusals


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, float):
        # As it is typed; all other doubles have a text that is read as the same in both Pythons.
        return str(int(value)) if value == int(value) and abs(value) < _EXACT else repr(value)
    if isinstance(value, dict):
        return _SEPARATOR.join([name + _EQUALS + _text(value[name]) for name in sorted(value)])
    if isinstance(value, (list, tuple)):
        return _SEPARATOR.join(value)
    return str(value)


def _value(text: str, one: "Facts") -> object:
    """Return the value of a text; raise `ValueError` for one that is none."""
    kind = one["kind"]
    if kind in ("numbers", "choices"):
        return {name: _single(of_name, kind[:-1], one) for name, of_name in _pairs(text)}
    return _parts(text) if kind == "names" else _single(text, kind, one)


def _single(text: str, kind: str, one: "Facts") -> object:
    if kind == "number":
        return _finite(text)
    if kind == "whole":
        return int(text) if text.isdigit() else _whole(text)
    if kind == "flag":
        return _one_of(_FLAGS, text)
    if kind == "choice":
        return _one_of({choice: choice for choice in one["choices"]}, text)
    return text


def _finite(text: str) -> float:
    number = float(text)
    if number - number != 0:  # infinite, or not a number
        raise ValueError(text)
    return number


def _whole(text: str) -> int:
    number = _finite(text)
    if number != int(number):
        raise ValueError(text)
    return int(number)


def _one_of(values: "dict[str, Any]", text: str) -> object:
    if text not in values:
        raise ValueError(text)
    return values[text]


def _parts(text: str) -> "list[str]":
    return [part for part in text.split(_SEPARATOR) if part]


def _pairs(text: str) -> "list[Pair]":
    found = []
    for part in _parts(text):
        name, equals, value = part.partition(_EQUALS)
        if not equals:
            raise ValueError(text)
        found.append((name, value))
    return found
