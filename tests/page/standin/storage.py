"""What the browser keeps for all tabs: the interface of `idb-keyval`, in memory."""

from collections.abc import Callable
from typing import Any

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
_WORDS = {
    FULL: "Encountered full disk while opening backing store.",
    FORBIDDEN: "The operation is insecure.",
}


class Storage:
    """Entries by key; it can refuse, as a full one or a forbidden one does."""

    def __init__(self) -> None:
        """Begin with nothing kept."""
        self.entries: dict[str, Any] = {}
        self.refusal = ""

    def interface(self) -> Object:
        """Return what the page calls `idbKeyval`."""
        return Object(
            {
                "createStore": Function(lambda _name, _store: JsProxy()),
                "get": Function(lambda key, _: self._later(lambda: self._get(key))),
                "getMany": Function(lambda keys, _: self._later(lambda: self._get_many(keys))),
                "set": Function(lambda key, one, _: self._later(lambda: self._set([(key, one)]))),
                "setMany": Function(lambda pairs, _: self._later(lambda: self._set(pairs))),
                "del": Function(lambda key, _: self._later(lambda: self._delete([key]))),
                "delMany": Function(lambda keys, _: self._later(lambda: self._delete(keys))),
                "keys": Function(lambda _: self._later(lambda: Array(self.entries))),
            }
        )

    def _later(self, work: Callable[[], object]) -> Promise:
        if self.refusal == FORBIDDEN:  # the browser throws at once
            raise ThrownError(FORBIDDEN, _WORDS[FORBIDDEN])
        return Promise(_done(work))

    def _get(self, key: str) -> object:
        return cloned(self.entries[key]) if key in self.entries else undefined

    def _get_many(self, keys: Array) -> Array:
        return Array(map(self._get, keys.items))

    def _set(self, pairs: Any) -> object:  # noqa: ANN401  (arrays, or tuples)
        if self.refusal == FULL:
            raise JsException(FULL, _WORDS[FULL])
        for key, value in pairs:
            self.entries[str(key)] = cloned(value)
        return undefined

    def _delete(self, keys: Any) -> object:  # noqa: ANN401
        for key in keys:
            self.entries.pop(str(key), None)
        return undefined


async def _done(work: Callable[[], object]) -> object:
    return work()
