"""One worker, from its start until it is lost."""

import asyncio

from jsffi import JsException, JsProxy
from page.host.calls import Calls, WorkerLostError
from page.host.stages import ENGINE, PYTHON
from page.host.states import LOADING, LOST, TABLE
from page.machine import Machine
from page.refusal import RefusedError
from pyscript import create_named_worker, document, window, workers

TYPE_CHECKING = False  # MicroPython has no module typing to take it from
if TYPE_CHECKING:
    from collections.abc import Callable

_SECONDS_BETWEEN_LOOKS = 0.25
_FIRST = "worker"
"""The name of the worker that the document itself starts."""


class Worker:
    """Loads the engine part by part, and answers calls as soon as it can."""

    def __init__(self, number: int, addresses: tuple[str, str]) -> None:
        """Begin with nothing loaded; `addresses` are those of its script and configuration."""
        self._name = _FIRST if number == 1 else f"{_FIRST}-{number}"
        self._addresses = addresses
        self._machine = Machine(TABLE, LOADING)
        self._calls = Calls()
        self._functions: JsProxy | None = None
        self.heard_at = float(window.performance.now())
        self._long_calls = 0
        self.patterns: list[str] = []
        """The SMARTS patterns that it may be matching, which nothing can cut short."""

    @property
    def state(self) -> str:
        """One of the states in `states`."""
        return self._machine.state

    @property
    def has_engine(self) -> bool:
        """Whether a search can be made."""
        return self.state not in (LOADING, LOST)

    @property
    def script(self) -> JsProxy:
        """The script element that stands for it in the document."""
        script: JsProxy = document.querySelector(f"script[name={self._name}]")
        return script

    async def load_engine(self, report: Callable[[str], object]) -> None:
        """Load Python and the engine; `report` gets the name of the part that is loaded now."""
        report(PYTHON)
        self._functions = await self._calls.settled(self._started())
        self.script.xworker.addEventListener("message", self._told)
        report(ENGINE)
        await self.call("install_engine")
        self._machine.go("engine came")

    def _told(self, message: JsProxy) -> None:
        """Take what it announces of itself; it speaks to the starter of the pool too."""
        patterns = getattr(message.data, "matching", None)
        if patterns is not None:
            self.patterns = [str(patterns[i]) for i in range(patterns.length)]

    async def load_rdkit(self) -> str:
        """Load RDKit while the engine is at work already; return its name."""
        base = str(window.URL.new(".", document.baseURI).href)
        return str((await self.call("install_rdkit", base)).rdkit)

    def take_rdkit(self) -> None:
        """Take RDKit for loaded, when it is known to be whole."""
        self._machine.go("RDKit came")

    async def _started(self) -> JsProxy:
        if self._name == _FIRST:
            worker: JsProxy = await workers[self._name]
        else:
            source, config = self._addresses
            worker = await create_named_worker(source, self._name, config=config)
        return worker

    async def call(self, name: str, *arguments: object) -> JsProxy:
        """Call a function of the worker.

        Raises `RefusedError` for what it refuses, `JsException` where it fails, and
        `WorkerLostError` where it is lost before it answers.
        """
        if self._functions is None or self.state == LOST:
            raise WorkerLostError
        answer = await self._calls.settled(getattr(self._functions, name)(*arguments))
        self.hear()
        if getattr(answer, "error", None):
            raise RefusedError(answer)
        return answer

    async def call_at_length(self, name: str, *arguments: object) -> JsProxy:
        """Do the same for what may keep it busy for long."""
        self._long_calls += 1
        try:
            return await self.call(name, *arguments)
        finally:
            self._long_calls -= 1

    @property
    def is_busy(self) -> bool:
        """Whether it works on something that may take it long."""
        return self._long_calls > 0

    def hear(self) -> None:
        """Note that it has been heard."""
        self.heard_at = float(window.performance.now())

    @property
    def silence(self) -> float:
        """Seconds since it was heard last."""
        return (float(window.performance.now()) - self.heard_at) / 1000

    async def is_alive(self, session_id: str, seconds: float) -> bool:
        """Tell whether it answers, or sends an event, within so many seconds."""
        asked = float(window.performance.now())
        asyncio.create_task(self._ping(session_id))
        for _ in range(int(seconds / _SECONDS_BETWEEN_LOOKS)):
            await asyncio.sleep(_SECONDS_BETWEEN_LOOKS)
            if self.heard_at > asked:
                return True
            if self.state == LOST:
                break
        return False

    async def _ping(self, session_id: str) -> None:
        try:
            # Also keeps the session from expiring; a refusal is an answer too.
            await self._calls.settled(self._functions.status(session_id))  # type: ignore[union-attr]
            self.hear()
        except (JsException, WorkerLostError) as error:
            print("The worker does not answer:", error)

    def lose(self) -> None:
        """Settle all that was asked of it; nothing more can be."""
        if self.state != LOST:
            self._machine.go("lose")
            self._calls.lose()

    def end(self) -> None:
        """End it, whatever it does."""
        self.lose()
        script = self.script
        worker = getattr(script, "xworker", None)  # missing if its files did not come
        if worker:
            worker.terminate()
        script.remove()
