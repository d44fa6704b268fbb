"""What the browser keeps for all tabs: the interface of `idb-keyval`, in memory."""

import asyncio
from collections.abc import Callable
from typing import Any

from tests.page.standin.preferences import Preferences
from tests.page.standin.promise import Promise
from tests.page.standin.values import (
    Array,
    Function,
    JsException,
    JsProxy,
    Object,
    ThrownError,
    cloned,
    undefined,
)

FULL = "QuotaExceededError"
FORBIDDEN = "SecurityError"
SILENT = "never answers"
_WORDS = {
    FULL: "Encountered full disk while opening backing store.",
    FORBIDDEN: "The operation is insecure.",
}


class Storage:
    """Entries by key; it can be slow, or refuse, as a full one or a forbidden one does."""

    def __init__(self) -> None:
        """Begin with nothing kept."""
        self.preferences = Preferences()
        self.entries: dict[str, Any] = {}
        self.refusal = ""
        self.seconds: dict[str, float] = {}

    def interface(self) -> Object:
        """Return what the page calls `idbKeyval`."""
        functions: dict[str, Callable[..., object]] = {
            "get": self._get,
            "getMany": self._get_many,
            "set": lambda key, value: self._set([(key, value)]),
            "setMany": self._set,
            "del": lambda key: self._delete([key]),
            "delMany": self._delete,
            "keys": lambda: Array(self.entries),
        }
        later = {name: self._later(name, function) for name, function in functions.items()}
        return Object({"createStore": Function(lambda _name, _store: JsProxy()), **later})

    def _later(self, name: str, function: Callable[..., object]) -> Function:
        async def done(*arguments: object) -> object:
            if self.refusal == SILENT:
                await asyncio.Event().wait()
            await asyncio.sleep(self.seconds.get(name, 0))
            return function(*arguments)

        def promised(*arguments: object) -> Promise:
            if self.refusal == FORBIDDEN:  # the browser throws at once
                raise ThrownError(FORBIDDEN, _WORDS[FORBIDDEN])
            *given, _store = arguments
            return Promise(done(*given))

        return Function(promised)

    def _get(self, key: str) -> object:
        return cloned(self.entries[key]) if key in self.entries else undefined

    def _get_many(self, keys: Array) -> Array:
        return Array(map(self._get, keys.items))

    def _set(self, pairs: Any) -> object:
        if self.refusal == FULL:
            raise JsException(FULL, _WORDS[FULL])
        for key, value in pairs:
            self.entries[str(key)] = cloned(value)
        return undefined

    def _delete(self, keys: Any) -> object:
        for key in keys:
            self.entries.pop(str(key), None)
        return undefined
