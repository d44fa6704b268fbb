"""The engine in its worker, as the page sees it."""

import asyncio

from jsffi import JsException, JsProxy
from page.kernel_workers import KernelWorkers
from pyscript import create_named_worker, document, window, workers
from pyscript.ffi import to_js

TYPE_CHECKING = False  # MicroPython has no module typing to take it from
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

_SECONDS_BETWEEN_LOOKS = 0.25


class EngineError(Exception):
    """What the engine refused or failed to do, in words."""

    def __init__(self, words: str, kind: str = "", field: str = "") -> None:
        """Keep the kind of error, and the name of the parameter if one was refused."""
        super().__init__(words)
        self.kind = kind
        self.field = field


class Engine:
    """Loads the engine, sends it commands and receives its events."""

    def __init__(self, on_event: Callable[[JsProxy], None]) -> None:
        """Hand every event to `on_event`."""
        self._on_event = on_event
        self._name = "engine"
        script = self._script()
        self._addresses = script.getAttribute("src"), script.getAttribute("config")
        self._kernel_workers = KernelWorkers()
        self.starts = 1
        self._forget()

    def _script(self) -> JsProxy:
        script: JsProxy = document.querySelector(f"script[name={self._name}]")
        return script

    def _forget(self) -> None:
        self.is_configuring = False
        self._session_id = ""
        self._channel: JsProxy | None = None
        self._heard = window.performance.now()

    async def load(self, report: Callable[[str], None]) -> None:
        """Load it part by part, reporting what is loaded now; RDKit comes after it."""
        report("python")
        self._worker = await self._started()
        self._kernel_workers.serve(self._script().xworker)
        report("engine")
        _checked(await self._worker.install_engine())

    async def load_rdkit(self) -> str:
        """Load RDKit while the engine is at work already; return its name."""
        base = str(window.URL.new(".", document.baseURI).href)
        return str(_checked(await self._worker.install_rdkit(base)).rdkit)

    async def _started(self) -> JsProxy:
        """Return the worker: the one of the page's own script, or one in its place."""
        if self.starts == 1:
            worker: JsProxy = await workers[self._name]
        else:
            source, config = self._addresses
            worker = await create_named_worker(source, self._name, config=config)
        return worker

    def replace(self) -> None:
        """End the worker, whatever it does; `load` then puts a new one in its place."""
        self.stop_listening()
        script = self._script()
        worker = getattr(script, "xworker", None)  # missing if its files did not come
        if worker:
            worker.terminate()
        script.remove()
        self.starts += 1
        self._name = f"engine-{self.starts}"
        self._forget()

    @property
    def silence(self) -> float:
        """Seconds since the engine was heard last."""
        return float(window.performance.now() - self._heard) / 1000

    async def is_alive(self, seconds: float) -> bool:
        """Tell whether the engine answers, or sends an event, within so many seconds."""
        asked = window.performance.now()
        ping = asyncio.create_task(self._ping())
        for _ in range(int(seconds / _SECONDS_BETWEEN_LOOKS)):
            await asyncio.sleep(_SECONDS_BETWEEN_LOOKS)
            if self._heard > asked:
                return True
        ping.cancel()
        return False

    async def _ping(self) -> None:
        try:
            # Also keeps the session from expiring; a refusal is an answer too.
            await self._worker.status(self._session_id)
            self._heard = window.performance.now()
        except JsException as error:
            print("The engine does not answer:", error)

    async def configure(self, parameters: dict[str, Any], snapshot: str, pace: str) -> JsProxy:
        """Make a session; return where it stands and what is known about it."""
        self.stop_listening()
        former = self._session_id
        self.is_configuring = True
        try:
            answer = _checked(await self._worker.configure(to_js(parameters), snapshot))
        finally:
            self.is_configuring = False
        self._session_id = answer.session_id
        if former:
            await self._worker.delete(former)  # it may have expired: that is as good
        await self.set_pace(pace)
        return answer

    async def drawing(self) -> JsProxy:
        """Return what was not known of the session when RDKit was not there yet."""
        return _checked(await self._worker.drawing(self._session_id))

    async def start(self) -> None:
        """Start the session, or go on after a pause."""
        await self.listen()
        _checked(await self._worker.start(self._session_id))

    async def pause(self) -> None:
        """Pause the session; a waiting event tells when it has happened."""
        _checked(await self._worker.pause(self._session_id))

    async def set_pace(self, pace: str) -> None:
        """Change the pace, also while the session runs."""
        if self._session_id:
            _checked(await self._worker.set_pace(self._session_id, pace))

    async def reset(self) -> JsProxy:
        """Take the session back to its beginning; return its first structure."""
        self.stop_listening()
        return _checked(await self._worker.reset(self._session_id))

    async def listen(self) -> None:
        """Attach to the session's events, unless that is done."""
        if self._channel is not None:
            return
        name = _new_channel_name()
        self._channel = await _opened_channel(name)
        self._channel.onmessage = self._receive
        try:
            # The page shows the trace, and the last numbers; every step would be too many.
            _checked(await self._worker.stream(self._session_id, name, "none"))
        except EngineError:
            self.stop_listening()
            raise

    async def replicate(
        self, parameters: dict[str, Any], count: int, on_progress: Callable[[JsProxy], None]
    ) -> JsProxy:
        """Run a search from many seeds; return what they come to, or that it was cancelled."""
        name = _new_channel_name()
        channel = await _opened_channel(name)
        channel.onmessage = lambda message: on_progress(message.data)
        try:
            return _checked(await self._worker.replicate(to_js(parameters), count, name))
        finally:
            channel.onmessage = None
            channel.close()

    async def cancel_replicates(self) -> None:
        """End the replicates that are running."""
        _checked(await self._worker.cancel_replicates())

    async def measure(self, formula: str, component: str, engine: str, seconds: float) -> float:
        """Return the steps per second that an engine makes, “Python” or the fastest."""
        answer = _checked(await self._worker.measure(formula, component, engine, seconds))
        return float(answer.rate)

    async def count_isomers(self, formula: str) -> int:
        """Return the number of isomers of a formula, or 0 if there are very many."""
        return int(_checked(await self._worker.count_isomers(formula)).isomers)

    def _receive(self, message: JsProxy) -> None:
        self._heard = window.performance.now()
        self._on_event(message.data)

    def stop_listening(self) -> None:
        """Close the channel, so that events still under way are not taken for new ones."""
        if self._channel is not None:
            self._channel.onmessage = None
            self._channel.close()
            self._channel = None


def _new_channel_name() -> str:
    # crypto.randomUUID is missing on pages that come over plain HTTP.
    words = window.crypto.getRandomValues(window.Uint32Array.new(4))
    return f"isoanneal-{words.join('-')}"


async def _opened_channel(name: str) -> JsProxy:
    """Return a channel that the browser knows of: it does not wait for those it learns of later.

    What was sent on it until then would be lost.  So it has to hear this page first.
    """
    channel: JsProxy = window.BroadcastChannel.new(name)
    heard = asyncio.Event()
    channel.onmessage = lambda _: heard.set()
    sender = window.BroadcastChannel.new(name)
    sender.postMessage("")
    await heard.wait()
    sender.close()
    return channel


def _checked(answer: JsProxy) -> JsProxy:
    error = getattr(answer, "error", None)
    if error:
        raise EngineError(str(error), str(answer.kind), str(answer.field))
    return answer
