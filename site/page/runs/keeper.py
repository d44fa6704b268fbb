"""The keeper: saves the run of this tab while it goes on, and knows the past ones."""

import asyncio

from page.runs.parameters import UnreadableError
from page.runs.past_runs import PastRuns
from page.runs.record import record_of, summary_of
from page.runs.schema import check_record, summary_in_record
from page.runs.storage import StorageError
from page.runs.tab import Tab, current_key, unkept_record
from page.words import words
from pyscript import window

TYPE_CHECKING = False  # MicroPython has no module typing to take it from
if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from typing import Any

    from jsffi import JsProxy
    from page.runs.run import Run

_MILLISECONDS_BETWEEN_SAVES = 1000
MOST_DELETED = 20
"""Runs that can be brought back: what was kept of them takes memory."""


class Keeper:
    """Saves at most one run at a time, and one save after the other.

    The runs that are kept go to `on_list`, with the keys of those that cannot be read and of the
    one that is running, whenever they change; what the browser refuses to keep or to give back
    goes to `on_refusal`, in words, and why a run cannot be shown to `on_unreadable`.  The key of
    a run goes to `on_deleted` when it is deleted, before the list without it.
    """

    def __init__(self) -> None:
        """Begin with nothing to save."""
        self.on_list: Callable[[list[dict[str, Any]], list[str], str], object] = lambda *_: None
        self.on_refusal: Callable[[str], object] = lambda _: None
        self.on_unreadable: Callable[[str, str], object] = lambda *_: None
        self.on_deleted: Callable[[str], object] = lambda _: None
        self._past_runs = PastRuns()
        self._tab = Tab()
        self._current: Run | None = None
        self._unsaved: tuple[Run, dict[str, object], JsProxy] | None = None
        self._deleted: dict[str, float | None] = {}
        """At which step each was, as far as that is known."""
        self._last_deleted: list[tuple[str, dict[str, Any]]] = []
        """What was kept of them, the last at the end."""
        self._writing = asyncio.Lock()
        self._running = ""
        self._is_list_due = False
        self._at_rest = asyncio.Event()
        self._at_rest.set()
        self._saved_at = 0.0

    def save_now_and_then(self, run: Run) -> None:
        """Save a run that goes on, if it is new or the last save is a while ago."""
        is_due = window.performance.now() - self._saved_at > _MILLISECONDS_BETWEEN_SAVES
        if is_due or self._running != run.key:
            self._is_list_due = self._running != run.key
            self._running = run.key
            self._save_soon(run)

    def save(self, run: Run) -> None:
        """Save a run that has stopped."""
        self._running = ""
        self._is_list_due = True
        self._save_soon(run)

    def _save_soon(self, run: Run) -> None:
        self._saved_at = window.performance.now()
        self._current = run
        record = record_of(run)
        self._unsaved = run, summary_of(run), record
        self._tab.hold(run.key, record)
        if self._at_rest.is_set():
            self._at_rest.clear()
            asyncio.create_task(self._save())

    async def _save(self) -> None:
        try:
            # What becomes due while one of these waits has its turn too.
            while self._unsaved is not None or self._is_list_due:
                await (self._list() if self._unsaved is None else self._write(self._unsaved))
        except StorageError as refusal:
            self.on_refusal(str(refusal))
        finally:
            self._at_rest.set()

    async def _write(self, unsaved: tuple[Run, dict[str, object], JsProxy]) -> None:
        self._unsaved = None
        run, summary, record = unsaved
        async with self._writing:
            if not self._is_deleted(run):
                await self._past_runs.save(run.key, summary, record)
        if self._unsaved is None and current_key() == run.key:
            self._tab.let_go(run.key)

    def _is_deleted(self, run: Run) -> bool:
        """Tell whether a run was deleted, and has not gone on since."""
        if run.key not in self._deleted:
            return False
        if self._deleted[run.key] in (None, run.data.step):
            self._deleted[run.key] = run.data.step
            return True
        del self._deleted[run.key]
        return False

    async def saved(self) -> None:
        """Wait until what was to be saved is saved, or was refused."""
        await self._at_rest.wait()

    async def last(self) -> JsProxy | None:
        """Return the record of the run that this tab showed before a reload, if any."""
        key = current_key()
        unkept = unkept_record()
        if unkept is not None:
            return await self._keep_late(key, unkept)
        return await self.record(key, told="") if key else None

    async def _keep_late(self, key: str, record: JsProxy) -> JsProxy | None:
        """Keep what was not kept when the tab was left; return what is kept then."""
        try:
            check_record(key, record)
            await self._past_runs.save(key, summary_in_record(record), record)
        except UnreadableError:
            self._tab.let_go(key)
            return await self.record(key, told=words("past-runs-unreadable"))
        except StorageError as refusal:
            self.on_refusal(str(refusal))
            return record
        self._tab.let_go(key)
        await self.list()
        return await self.record(key, told="")

    async def record(self, key: str, *, told: str) -> JsProxy | None:
        """Return a run's record, or tell why not and return nothing; `told` if there is none."""
        record = None
        try:
            record = await self._past_runs.record(key)
        except StorageError as refusal:
            told = str(refusal)
        except UnreadableError as reason:
            told = words("past-runs-unreadable")
            self.on_unreadable(key, str(reason))
        if record is None and told:
            self.on_refusal(told)
        return record

    def remember(self) -> None:
        """Note the run as this tab's again, after a link within the page was followed."""
        if self._current is not None:
            self._tab.show(self._current.key)

    def opened(self, run: Run) -> None:
        """Note a run that was brought back as this tab's."""
        self._tab.show(run.key)
        self._past_runs.note(run.key, run.data.step)
        self._current = run

    async def list(self) -> None:
        """Tell which runs are kept."""
        try:
            await self._list()
        except StorageError as refusal:
            self.on_refusal(str(refusal))

    async def _list(self) -> None:
        self._is_list_due = False
        summaries, unreadable = await self._past_runs.listed()
        current = self._current.key if self._current is not None else ""
        summaries = await self._past_runs.without_oldest(summaries, current)
        self.on_list(summaries, unreadable, self._running)
        self.on_refusal("")

    def rename(self, key: str, name: str) -> None:
        """Give a run another name."""
        if self._current is not None and self._current.key == key:
            self._current.name = name
        asyncio.create_task(self._then_list(self._past_runs.rename(key, name)))

    def delete(self, key: str) -> None:
        """Forget a run, which can be brought back; it is kept again only if it goes on."""
        run = self._current
        self._deleted[key] = run.data.step if run is not None and run.key == key else None
        asyncio.create_task(self._then_list(self._delete(key)))

    async def _delete(self, key: str) -> None:
        self._last_deleted.append((key, await self._past_runs.delete(key)))
        del self._last_deleted[:-MOST_DELETED]
        self.on_deleted(key)

    def bring_back(self) -> None:
        """Keep the run again that was deleted last; tell of the one before it, if there is one."""
        if not self._last_deleted:
            return
        key, entries = self._last_deleted.pop()
        self._deleted.pop(key, None)
        asyncio.create_task(self._then_list(self._bring_back(key, entries)))
        if self._last_deleted:
            self.on_deleted(self._last_deleted[-1][0])

    async def _bring_back(self, key: str, entries: dict[str, Any]) -> None:
        try:
            await self._past_runs.bring_back(entries)
        except StorageError:
            self._last_deleted.append((key, entries))
            self.on_deleted(key)
            raise

    async def _then_list(self, change: Awaitable[None]) -> None:
        try:
            async with self._writing:
                await change
        except StorageError as refusal:
            self.on_refusal(str(refusal))
        else:
            await self.list()
