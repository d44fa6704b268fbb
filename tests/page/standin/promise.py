"""Promises."""

import asyncio
from collections.abc import Awaitable, Callable, Generator
from typing import Any

from tests.page.standin.values import JsException, JsProxy, ThrownError, undefined

_NOTHING = object()
"""What a promise is kept with that is made of no value; a function is called without it."""


class Promise(JsProxy):
    """A value that comes later; who waits for it does not own it."""

    def __init__(self, value: Awaitable[Any]) -> None:
        """Promise what can be awaited."""
        self._future = asyncio.ensure_future(value)
        self._future.add_done_callback(_see)

    def settled(self) -> "asyncio.Future[Any]":
        """Return what ends with the value, `undefined` as what it is."""
        return asyncio.shield(self._future)

    def __await__(self) -> Generator[Any, None, Any]:
        """Wait for the value; `undefined` comes as None."""
        value = yield from self.settled().__await__()
        return None if value is undefined or value is _NOTHING else value

    @staticmethod
    def resolve(value: object = _NOTHING) -> "Promise":
        """Return a promise that is kept already."""
        return Promise(_given(value))

    @staticmethod
    def reject(name: str, message: str) -> "Promise":
        """Return a promise that is rejected with an error."""
        return Promise(_refused(JsException(name, message)))

    def then(self, kept: Callable[..., Any]) -> "Promise":
        """Promise what a function makes of the value."""
        return Promise(_made(self, kept))


def _see(future: "asyncio.Future[Any]") -> None:
    """Take notice of a rejection, which a browser only logs."""
    if not future.cancelled():
        future.exception()


async def _given(value: object) -> object:
    return value


async def _refused(error: JsException) -> None:
    raise error


async def _made(promise: Promise, kept: Callable[..., Any]) -> object:
    value = await promise.settled()
    try:
        # MicroPython's own “then” hands on nothing where there is nothing.
        made = kept() if value is _NOTHING or value is undefined else kept(value)
    except ThrownError as thrown:
        raise JsException(thrown.name, thrown.message) from None
    return await made.settled() if isinstance(made, Promise) else made
