"""The host of the engine: the worker in use, and the one that takes its place."""

import asyncio

from jsffi import JsException
from page.host.calls import WorkerLostError
from page.host.pool_starter import PoolStarter
from page.host.stages import ANSWERING, BUSY, DONE, MATCHING, RDKIT, SLOW
from page.host.states import LOST, WHOLE
from page.host.worker import Worker
from page.refusal import RefusedError
from page.words import words
from pyscript import document, window

TYPE_CHECKING = False  # MicroPython has no module typing to take it from
if TYPE_CHECKING:
    from collections.abc import Callable

    from jsffi import JsProxy

_SECONDS_OF_LOADING = 60
_SECONDS_BETWEEN_WATCHES = 2
_SECONDS_OF_SILENCE = 5
_SECONDS_OF_WORK = 300


class Host:
    """Loads a worker, watches over it, and puts another in its place when that is wanted.

    What it has to tell goes to the functions `on_stage`, which gets one of the `stages`,
    `on_engine`, `on_rdkit`, which gets its name, and `on_lost`, which gets the reason in words.
    """

    def __init__(self) -> None:
        """Begin with the worker that the document starts; nothing is loaded yet."""
        self.on_stage: Callable[[str], object]
        self.on_engine: Callable[[], object]
        self.on_rdkit: Callable[[str], object]
        self.on_lost: Callable[[str], object]
        self.session_id = ""
        self._pool = PoolStarter()
        self._starts = 1
        script = document.querySelector("script[name=worker]")
        self._addresses = str(script.getAttribute("src")), str(script.getAttribute("config"))
        self._worker = Worker(self._starts, self._addresses)
        self.is_settled = asyncio.Event()
        document.addEventListener("refusal", lambda event: self._refused(str(event.detail)))

    @property
    def state(self) -> str:
        """The state of the worker, one of those in `states`."""
        return self._worker.state

    @property
    def has_engine(self) -> bool:
        """Whether a search can be made."""
        return self._worker.has_engine

    @property
    def has_rdkit(self) -> bool:
        """Whether RDKit can be asked."""
        return self._worker.state == WHOLE

    @property
    def patterns(self) -> list[str]:
        """The SMARTS patterns that the worker may be matching."""
        return self._worker.patterns

    async def call(self, name: str, *arguments: object) -> JsProxy:
        """Call a function of the worker; see `Worker.call`."""
        return await self._worker.call(name, *arguments)

    async def call_at_length(self, name: str, *arguments: object) -> JsProxy:
        """Call a function that may keep the worker busy for long."""
        return await self._worker.call_at_length(name, *arguments)

    def hear(self) -> None:
        """Note that the worker has sent something."""
        self._worker.hear()

    def load(self) -> None:
        """Load the worker; what becomes of it is told."""
        asyncio.create_task(self._load(self._worker))
        asyncio.create_task(self._watch_loading(self._worker))

    async def _load(self, worker: Worker) -> None:
        if window.siteFiles.refusal:  # a file was refused before there was a page to tell
            self._refused(str(window.siteFiles.refusal))
            return
        try:
            await self._load_parts(worker)
        except (RefusedError, JsException, WorkerLostError) as error:
            print("Loading the engine failed:", error)
            if worker.state != LOST and not window.siteFiles.refusal:
                self.lose(words("host-loading-failed"))

    async def _load_parts(self, worker: Worker) -> None:
        await worker.load_engine(self.on_stage)
        self._pool.serve(worker.script.xworker)
        if self._is_of_no_use(worker):
            return
        window.performance.mark("ready")
        self.on_stage(RDKIT)
        self.on_engine()
        await asyncio.sleep(0)  # what that begins is asked for before RDKit keeps the worker busy
        name = await worker.load_rdkit()
        if not self._is_of_no_use(worker):
            worker.take_rdkit()
            self.on_stage(DONE)
            self.on_rdkit(name)
            self.is_settled.set()

    def _is_of_no_use(self, worker: Worker) -> bool:
        """Tell whether what was loaded is not whole; Pyodide goes on without it."""
        refusal = str(window.siteFiles.refusal)
        if refusal and worker is self._worker:
            self._refused(refusal)
        return bool(refusal) or worker.state == LOST

    async def _watch_loading(self, worker: Worker) -> None:
        """Tell if the worker does not come."""
        await asyncio.sleep(_SECONDS_OF_LOADING)
        if worker is self._worker:
            self.is_settled.set()
            if worker.state not in (WHOLE, LOST):
                self.on_stage(SLOW)

    def _refused(self, reason: str) -> None:
        """Take notice that the loader refused a file: the engine cannot come then, or not whole."""
        if self.state not in (WHOLE, LOST):
            self.lose(reason)

    def lose(self, reason: str) -> None:
        """Give the worker up, for a reason in words."""
        if self.state != LOST:
            self._worker.lose()
            self._pool.end()
            self.session_id = ""
            self.on_lost(reason)
            self.is_settled.set()

    def replace(self) -> None:
        """Put a new worker in the place of this one, whatever it does."""
        self._worker.end()
        self._pool.end()
        self.session_id = ""
        window.siteFiles.refusal = ""
        document.dispatchEvent(window.Event.new("replaced"))
        self._starts += 1
        self._worker = Worker(self._starts, self._addresses)
        self.load()

    async def watch(self) -> None:
        """Notice, for as long as the page is open, when the worker does not answer any more.

        A search sends events all the time, at rest too.  A worker that is silent is asked.  One
        that works on something it cannot interrupt gets long to answer, one that has announced
        that RDKit matches a pattern as long as it takes, and the person is told.
        """
        while True:
            await asyncio.sleep(_SECONDS_BETWEEN_WATCHES)
            worker = self._worker
            if not worker.has_engine or worker.silence < _SECONDS_OF_SILENCE:
                continue
            is_alive = await worker.is_alive(self.session_id, _SECONDS_OF_SILENCE)
            is_at_work = bool(worker.patterns) or worker.is_busy
            if not is_alive and worker is self._worker and is_at_work:
                is_alive = await self._waited_for(worker)
            if not is_alive and worker is self._worker:
                self.lose(words("host-silent"))

    async def _waited_for(self, worker: Worker) -> bool:
        """Wait for a worker that is busy; tell whether it answers in the end.

        Nobody knows how long RDKit takes for a match: that is over when it is, or when the person
        ends it.
        """
        self.on_stage(MATCHING if worker.patterns else BUSY)
        is_alive = await worker.is_alive(self.session_id, _SECONDS_OF_WORK)
        while not is_alive and worker.patterns and worker.state != LOST:
            is_alive = await worker.is_alive(self.session_id, _SECONDS_OF_WORK)
        if worker is self._worker:
            self.on_stage(ANSWERING)
        return is_alive
