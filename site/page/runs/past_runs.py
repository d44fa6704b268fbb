"""The past runs: what this browser keeps of each, checked before anything is made of it.

Each run has two entries, written together: a summary for the list, and a record with all
that is needed to show the run again and to go on from where it was.
"""

from page.runs.kinds import is_object
from page.runs.parameters import UnreadableError, read_parameters
from page.runs.run_name import name_of
from page.runs.schema import check_record, summary_in, summary_in_record
from page.runs.storage import Storage

TYPE_CHECKING = False  # MicroPython has no module typing to take it from
if TYPE_CHECKING:
    from typing import Any

    from jsffi import JsProxy

MOST_UNNAMED = 200
"""Of the newest runs; of those before them only the named ones are kept."""

_SUMMARY, _RECORD = "summary-", "record-"


class PastRuns:
    """Runs by key; every method may raise `StorageError`."""

    def __init__(self) -> None:
        """Ask for nothing yet."""
        self._storage = Storage()
        self._named: set[str] = set()
        """Keys of runs that are known to have a name from the person."""
        self._seen: dict[str, float] = {}
        """At which step each run was that this tab has opened or kept last."""

    def note(self, key: str, step: float) -> None:
        """Note that this tab has a run as it is kept, which is at this step."""
        self._seen[key] = step

    async def save(self, key: str, summary: dict[str, Any], record: JsProxy) -> None:
        """Keep a run, in place of what was kept under its key.

        Another tab may have taken the same run further; then that is kept.  What this tab itself
        has kept last gives way, because the run may have gone back.
        """
        name = _SUMMARY + key
        kept = summary_in(key, (await self._storage.read(name)).get(name))
        is_own = kept is not None and kept["step"] == self._seen.get(key)
        if kept is None or is_own or kept["step"] <= summary["step"]:
            await self._storage.write([(name, summary), (_RECORD + key, record)])
            self.note(key, summary["step"])

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

    async def without_oldest(
        self, summaries: list[dict[str, Any]], current: str
    ) -> list[dict[str, Any]]:
        """Forget the oldest of too many runs, but none that was named, nor the current one.

        Takes the summaries of all, the newest first, and returns those of the runs that are left.
        """
        left = summaries[:MOST_UNNAMED]
        for summary in summaries[MOST_UNNAMED:]:
            if summary["key"] == current or await self._is_named(summary):
                left.append(summary)
            else:
                await self._storage.delete(_entries_of(summary["key"]))
        return left

    async def _is_named(self, summary: dict[str, Any]) -> bool:
        key = summary["key"]
        if key not in self._named:
            try:
                record = await self.record(key)
            except UnreadableError:  # a later version may know what to call it
                return True
            if record is None:
                return False
            if name_of(read_parameters(str(record.parameters))) != summary["name"]:
                self._named.add(key)
        return key in self._named

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
        self._named.discard(key)
        changed: list[tuple[str, object]] = []
        for entry in _entries_of(key):
            kept: Any = (await self._storage.read(entry)).get(entry)
            if is_object(kept):
                kept.name = name
                changed.append((entry, kept))
        await self._storage.write(changed)

    async def delete(self, key: str) -> dict[str, Any]:
        """Forget a run; return what was kept of it, which `bring_back` takes."""
        entries = await self._storage.read_all(_entries_of(key))
        await self._storage.delete(_entries_of(key))
        return entries

    async def bring_back(self, entries: dict[str, Any]) -> None:
        """Keep a run again that was deleted, as it was, unless it went on and is kept since."""
        kept = await self._storage.names()
        if not any(name in kept for name in entries):
            await self._storage.write(list(entries.items()))


def _entries_of(key: str) -> list[str]:
    return [_SUMMARY + key, _RECORD + key]


def _keys(kind: str, names: list[str]) -> list[str]:
    return [name[len(kind) :] for name in names if name.startswith(kind)]
