"""The storage: entries by name in this browser's IndexedDB, through idb-keyval.

Whatever is asked of it is answered within a limit of time, or refused in words: a browser may
forbid storage, have no room, or never answer.
"""

import asyncio

from jsffi import JsException, JsProxy
from page.border import to_js
from page.words import words
from pyscript import window

TYPE_CHECKING = False  # MicroPython has no module typing to take it from
if TYPE_CHECKING:
    from collections.abc import Awaitable
    from typing import Any

_SECONDS_AT_MOST = 15
"""Slow disks take a second or two; an open that another tab blocks never ends."""


class StorageError(Exception):
    """What the browser did not keep or give back, in words."""


class Storage:
    """Keeps entries; every method may raise `StorageError`.

    What an entry is was decided by whoever wrote it, also an earlier version of the page, or
    another page of the same origin.
    """

    def __init__(self) -> None:
        """Open nothing yet, because some browsers refuse even that."""
        self._store: JsProxy | None = None

    async def names(self) -> list[str]:
        """Return the names of all entries."""
        keys = (await self._do("keys"))[0]
        found = [keys[i] for i in range(keys.length)]
        return [name for name in found if isinstance(name, str)]

    async def read(self, name: str) -> dict[str, Any]:
        """Return an entry under its name, or nothing where there is none."""
        return _there([name], await self._do("get", name))

    async def read_all(self, names: list[str]) -> dict[str, Any]:
        """Return those entries that are there, by name."""
        return _there(names, (await self._do("getMany", to_js(names)))[0])

    async def write(self, entries: list[tuple[str, object]]) -> None:
        """Keep entries, all of them or none, in place of what was kept under their names."""
        await self._do("setMany", to_js(entries))

    async def delete(self, names: list[str]) -> None:
        """Forget entries."""
        await self._do("delMany", to_js(names))

    async def _do(self, name: str, *arguments: object) -> JsProxy:
        """Return an array with the answer in it, as there is no telling what came otherwise."""
        await _until_loaded()
        if self._store is None:
            self._store = window.idbKeyval.createStore("isoanneal", "runs")
        function = getattr(window.idbKeyval, name)
        # Within a promise, because MicroPython cannot catch what is thrown at once.
        promise = window.Promise.resolve().then(function.bind(None, *arguments, self._store))
        promise = promise.then(window.Array.of)
        request = _Request()
        refusal = await request.refusal(promise)
        if refusal:
            self._store = None
            raise StorageError(refusal)
        return request.answer


class _Request:
    """A request on its way, which is over when it is answered or has taken too long."""

    def __init__(self) -> None:
        self.answer: JsProxy
        self._is_over = asyncio.Event()
        self._refusal = ""

    async def refusal(self, promise: Awaitable[JsProxy]) -> str:
        """Wait; return in words why there is no answer, or nothing if there is one."""
        self._refusal = words("past-runs-storage-silent")
        # Tasks of their own, since an answer that never comes cannot be waited for elsewhere.
        asyncio.create_task(self._wait_for(promise))
        asyncio.create_task(self._give_up())
        await self._is_over.wait()
        return self._refusal

    async def _wait_for(self, promise: Awaitable[JsProxy]) -> None:
        try:
            self.answer = await promise
        except JsException as error:
            self._refusal = _words(str(error))
        else:
            self._refusal = ""
        self._is_over.set()

    async def _give_up(self) -> None:
        await asyncio.sleep(_SECONDS_AT_MOST)
        self._is_over.set()


async def _until_loaded() -> None:
    """Wait for idb-keyval, which the loader may still try to bring."""
    if not getattr(window, "idbKeyval", None):
        await window.siteFiles.settled("idb-keyval")
    if not getattr(window, "idbKeyval", None):
        raise StorageError(words("past-runs-storage-not-loaded"))


def _there(names: list[str], found: JsProxy) -> dict[str, Any]:
    """Return what was found, without what JavaScript gives for nothing."""
    is_same = getattr(window.Object, "is")
    there = {}
    for i, name in enumerate(names[: found.length]):  # MicroPython hands on no undefined
        if not is_same(found[i], window.undefined):
            there[name] = found[i]
    return there


def _words(refusal: str) -> str:
    if "Quota" in refusal:
        return words("past-runs-storage-full")
    return words("past-runs-storage-closed")
