"""The past runs: what this browser keeps of each, checked before anything is made of it.

Each run has two entries, written together: a summary for the list, and a record with all
that is needed to show the run again and to go on from where it was.
"""

from page.runs.kinds import is_object
from page.runs.parameters import UnreadableError
from page.runs.schema import check_record, summary_in, summary_in_record
from page.runs.storage import Storage

TYPE_CHECKING = False  # MicroPython has no module typing to take it from
if TYPE_CHECKING:
    from typing import Any

    from jsffi import JsProxy

_SUMMARY, _RECORD = "summary-", "record-"


class PastRuns:
    """Runs by key; every method may raise `StorageError`."""

    def __init__(self) -> None:
        """Ask for nothing yet."""
        self._storage = Storage()

    async def save(self, key: str, summary: dict[str, Any], record: JsProxy) -> None:
        """Keep a run, in place of what was kept under its key.

        Another tab may have taken the same run further; then that is kept.
        """
        name = _SUMMARY + key
        kept = summary_in(key, (await self._storage.read(name)).get(name))
        if kept is None or kept["step"] <= summary["step"]:
            await self._storage.write([(name, summary), (_RECORD + key, record)])

    async def listed(self) -> tuple[list[dict[str, Any]], list[str]]:
        """Return the summaries of all runs, the newest first, and the keys of unreadable ones."""
        names = await self._storage.names()
        with_record = _keys(_RECORD, names)
        with_summary = _keys(_SUMMARY, names)
        found = await self._storage.read_all([_SUMMARY + key for key in with_summary])
        summaries, unreadable = [], []
        for key in with_summary + [key for key in with_record if key not in with_summary]:
            if key in with_summary and _SUMMARY + key not in found:  # deleted meanwhile
                continue
            summary = None
            if key in with_record:
                summary = summary_in(key, found.get(_SUMMARY + key))
                summary = summary or await self._summary_anew(key)
            if summary is None:
                unreadable.append(key)
            else:
                summaries.append(summary)
        summaries.sort(key=lambda summary: str(summary["begun"]), reverse=True)
        return summaries, unreadable

    async def _summary_anew(self, key: str) -> dict[str, Any] | None:
        """Return a summary of what the record says, if that can be read."""
        try:
            record = await self.record(key)
        except UnreadableError:
            return None
        return None if record is None else summary_in_record(record)

    async def record(self, key: str) -> JsProxy | None:
        """Return the record of a run, or nothing where there is none.

        Raises `UnreadableError` for what no run can be made of.
        """
        found = await self._storage.read(_RECORD + key)
        if _RECORD + key not in found:
            return None
        record: JsProxy = found[_RECORD + key]
        check_record(key, record)
        return record

    async def rename(self, key: str, name: str) -> None:
        """Give a run another name."""
        changed: list[tuple[str, object]] = []
        for entry in (_SUMMARY + key, _RECORD + key):
            kept: Any = (await self._storage.read(entry)).get(entry)
            if is_object(kept):
                kept.name = name
                changed.append((entry, kept))
        await self._storage.write(changed)

    async def delete(self, key: str) -> None:
        """Forget a run."""
        await self._storage.delete([_SUMMARY + key, _RECORD + key])


def _keys(kind: str, names: list[str]) -> list[str]:
    return [name[len(kind) :] for name in names if name.startswith(kind)]
