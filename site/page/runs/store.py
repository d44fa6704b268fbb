"""The runs that this browser keeps, in its IndexedDB.

Each run has two entries, written together: a summary for the list, and a record with all
that is needed to show the run again and to go on from where it was.
"""

from jsffi import JsException, JsProxy
from page.border import to_js
from page.words import words
from pyscript import window

TYPE_CHECKING = False  # MicroPython has no module typing to take it from
if TYPE_CHECKING:
    from typing import Any


class StorageError(Exception):
    """What the browser did not keep or give back, in words."""


class Store:
    """Keeps runs by key; every method may raise `StorageError`."""

    def __init__(self) -> None:
        """Open nothing yet, because some browsers refuse even that."""
        self._store: JsProxy | None = None

    async def save(self, key: str, summary: dict[str, object], record: JsProxy) -> None:
        """Keep a run, in place of what was kept under its key.

        Another tab may have taken the same run further; then that is kept.
        """
        kept = await self._get(f"summary-{key}")
        if kept is not None and kept.step > summary["step"]:
            return
        await self._do("setMany", to_js([[f"summary-{key}", summary], [f"record-{key}", record]]))

    async def summaries(self) -> list[JsProxy]:
        """Return the summaries of all runs, the newest first."""
        keys = await self._do("keys")
        names = [str(keys[i]) for i in range(keys.length)]
        wanted = to_js([name for name in names if name.startswith("summary-")])
        kept = (await self._do("getMany", wanted)).filter(window.Boolean)
        found = [kept[i] for i in range(kept.length)]
        return sorted(found, key=lambda summary: str(summary.begun), reverse=True)

    async def record(self, key: str) -> JsProxy | None:
        """Return the record of a run, or nothing where there is none."""
        return await self._get(f"record-{key}")

    async def _get(self, entry: str) -> JsProxy | None:
        """Return an entry, or nothing; what JavaScript gives for nothing would count as true."""
        found: JsProxy = await self._do("get", entry)
        return found if window.Boolean(found) else None

    async def rename(self, key: str, name: str) -> None:
        """Give a run another name."""
        for entry in (f"summary-{key}", f"record-{key}"):
            found = await self._get(entry)
            if found is not None:
                found.name = name
                await self._do("set", entry, found)

    async def delete(self, key: str) -> None:
        """Forget a run."""
        await self._do("delMany", to_js([f"summary-{key}", f"record-{key}"]))

    async def _do(self, name: str, *arguments: object) -> Any:  # noqa: ANN401  (what was kept)
        if self._store is None:
            self._store = window.idbKeyval.createStore("isoanneal", "runs")
        function = getattr(window.idbKeyval, name)
        # Raised at the end, because MicroPython cannot chain exceptions.
        reason = ""
        try:
            # Within a promise, because MicroPython cannot catch what is thrown at once.
            return await window.Promise.resolve().then(function.bind(None, *arguments, self._store))
        except JsException as refusal:
            self._store = None
            reason = _words(str(refusal))
        raise StorageError(reason)


def _words(refusal: str) -> str:
    if "Quota" in refusal:
        return words("past-runs-storage-full")
    return words("past-runs-storage-closed")


def current_key() -> str:
    """Return the key of the run that this tab showed last, or nothing.

    The tab's history keeps it: that survives a reload, and no browser forbids it.
    """
    return str(window.history.state or "")


def note_current(key: str) -> None:
    """Note which run this tab shows."""
    if current_key() != key:
        window.history.replaceState(key, "")
