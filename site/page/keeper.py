"""The keeper: saves the run of this tab while it goes on, and offers the past ones."""

import asyncio

from page import run_list
from page.run import Run, from_record
from page.run_list import RunList
from page.runs import Runs, StorageError, current_key, note_current
from pyscript import window

TYPE_CHECKING = False  # MicroPython has no module typing to take it from
if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from jsffi import JsProxy

_MILLISECONDS_BETWEEN_SAVES = 1000


class Keeper:
    """Saves at most one run at a time, and one save after the other."""

    def __init__(self, open_run: Callable[[str], None], trace: Callable[[], JsProxy]) -> None:
        """`open_run` gets the key of a run to open; `trace` returns the chart's points."""
        self._runs = Runs()
        self._list = RunList(open_run, self._rename, self._delete)
        self._trace = trace
        self._current: Run | None = None
        self._unsaved: tuple[Run, dict[str, object], JsProxy] | None = None
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
        self._unsaved = run, run.summary(), run.record(self._trace())
        if self._at_rest.is_set():
            self._at_rest.clear()
            asyncio.create_task(self._save())

    async def _save(self) -> None:
        try:
            # What becomes due while one of these waits has its turn too.
            while self._unsaved is not None or self._is_list_due:
                await (self._show() if self._unsaved is None else self._write(self._unsaved))
        except StorageError as refusal:
            run_list.show_refusal(str(refusal))
        finally:
            self._at_rest.set()

    async def _write(self, unsaved: tuple[Run, dict[str, object], JsProxy]) -> None:
        self._unsaved = None
        run, summary, record = unsaved
        note_current(run.key)
        async with self._writing:
            await self._runs.save(run.key, summary, record)

    async def saved(self) -> None:
        """Wait until what was to be saved is saved, or was refused."""
        await self._at_rest.wait()

    async def last(self) -> JsProxy | None:
        """Return the record of the run that this tab showed before a reload, if any."""
        key = current_key()
        return await self.record(key) if key else None

    async def record(self, key: str) -> JsProxy | None:
        """Return a run's record, or say why not and return nothing."""
        try:
            return await self._runs.record(key)
        except StorageError as refusal:
            run_list.show_refusal(str(refusal))
            return None

    def remember(self) -> None:
        """Note the run as this tab's again, after a link within the page was followed."""
        if self._current is not None:
            note_current(self._current.key)

    def opened(self, record: JsProxy) -> Run:
        """Return the run of a record, and note it as this tab's."""
        run = from_record(record)
        note_current(run.key)
        self._current = run
        return run

    async def show(self) -> None:
        """Show the list of runs."""
        try:
            await self._show()
        except StorageError as refusal:
            run_list.show_refusal(str(refusal))

    async def _show(self) -> None:
        self._is_list_due = False
        self._list.show(await self._runs.summaries(), self._running)
        run_list.show_refusal("")

    def _rename(self, key: str, name: str) -> None:
        if self._current is not None and self._current.key == key:
            self._current.name = name
        asyncio.create_task(self._then_show(self._runs.rename(key, name)))

    def _delete(self, key: str) -> None:
        asyncio.create_task(self._then_show(self._runs.delete(key)))

    async def _then_show(self, change: Awaitable[None]) -> None:
        try:
            async with self._writing:
                await change
        except StorageError as refusal:
            run_list.show_refusal(str(refusal))
        else:
            await self.show()
