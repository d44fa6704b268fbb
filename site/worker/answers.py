"""How the worker answers the page: with plain objects, errors included."""

import traceback
from collections.abc import Awaitable, Callable
from functools import wraps
from typing import Any

from isoanneal.refusal import FAULT, UnavailableError
from pyodide.ffi import JsException

Answer = dict[str, Any]


def answering(command: Callable[..., Awaitable[Answer]]) -> Callable[..., Awaitable[Answer]]:
    """Let a command answer with words where it would raise, whatever that is."""

    @wraps(command)
    async def answer(*arguments: object) -> Answer:
        try:
            return await command(*arguments)
        except Exception as error:  # noqa: BLE001  (where it is not answered, nobody is told)
            return failure(_first_of(error))

    return answer


def failure(error: Exception) -> Answer:
    """Return what tells the page of an error.

    One that nothing is meant to raise is a fault of the program, and is said to be one; where it
    was made goes to the console.
    """
    if hasattr(error, "refusals") or isinstance(error, (OSError, JsException)):
        return in_its_words(error)
    traceback.print_exception(error)
    return in_its_words(_fault_of(error)) | {"kind": type(error).__name__}


def in_its_words(error: Exception) -> Answer:
    """Return what an error says itself.

    That is its English, its kind, the parameter if it is of one, the code and the values of its
    first sentence, and those of all as `refusals`.
    """
    refusals = getattr(error, "refusals", [])
    return {
        "error": str(error),
        "kind": type(error).__name__,
        "field": getattr(error, "field", ""),
        "code": getattr(error, "code", ""),
        "values": dict(getattr(error, "values", {})),
        "refusals": [{"code": code, "values": dict(values)} for code, values in refusals],
    }


def _fault_of(error: Exception) -> Exception:
    return UnavailableError(FAULT, kind=type(error).__name__, error=str(error))


def _first_of(error: Exception) -> Exception:
    """Return the first error of a group: where tasks are alike, what one is refused, all are."""
    while isinstance(error, ExceptionGroup):
        error = error.exceptions[0]
    return error
