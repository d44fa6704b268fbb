"""How the worker answers the page: with plain objects, errors included."""

from collections.abc import Awaitable, Callable
from functools import wraps
from typing import Any

from pyodide.ffi import JsException

Answer = dict[str, Any]


def answering(command: Callable[..., Awaitable[Answer]]) -> Callable[..., Awaitable[Answer]]:
    """Let a command answer with words where it would raise."""

    @wraps(command)
    async def answer(*arguments: object) -> Answer:
        try:
            return await command(*arguments)
        except (ValueError, RuntimeError, OSError, JsException) as error:
            return failure(error)

    return answer


def failure(error: Exception) -> Answer:
    """Return what tells the page of an error.

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
