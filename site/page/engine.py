"""The engine in its worker, as the page sees it."""

from jsffi import JsProxy
from pyscript import document, window, workers
from pyscript.ffi import to_js

TYPE_CHECKING = False  # MicroPython has no module typing to take it from
if TYPE_CHECKING:
    from collections.abc import Callable


class EngineError(Exception):
    """What the engine refused or failed to do, in words."""


class Engine:
    """Loads the engine, sends it commands and receives its events."""

    def __init__(self, on_event: Callable[[JsProxy], None]) -> None:
        """Hand every event to `on_event`."""
        self._on_event = on_event
        self._session_id = ""
        self._channel: JsProxy | None = None

    async def load(self, report: Callable[[str], None]) -> str:
        """Load it part by part, reporting what is loaded now; return RDKit's name."""
        report("python")
        self._worker = await workers["engine"]
        report("rdkit")
        _checked(await self._worker.install_rdkit(document.baseURI))
        report("engine")
        answer = _checked(await self._worker.install_engine())
        return str(answer.rdkit)

    async def configure(self, parameters: dict[str, object]) -> JsProxy:
        """Make a session; return its first structure and what is known about it."""
        self._stop_listening()
        answer = _checked(await self._worker.configure(to_js(parameters)))
        self._session_id = answer.session_id
        return answer

    async def start(self) -> None:
        """Start the session, or go on after a pause."""
        if self._channel is None:
            await self._listen()
        _checked(await self._worker.start(self._session_id))

    async def pause(self) -> None:
        """Pause the session; a waiting event tells when it has happened."""
        _checked(await self._worker.pause(self._session_id))

    async def reset(self) -> JsProxy:
        """Take the session back to its beginning; return its first structure."""
        self._stop_listening()
        return _checked(await self._worker.reset(self._session_id))

    async def _listen(self) -> None:
        # crypto.randomUUID is missing on pages that come over plain HTTP.
        words = window.crypto.getRandomValues(window.Uint32Array.new(4))
        name = f"isoanneal-{words.join('-')}"
        self._channel = window.BroadcastChannel.new(name)
        self._channel.onmessage = lambda message: self._on_event(message.data)
        _checked(await self._worker.stream(self._session_id, name))

    def _stop_listening(self) -> None:
        """Close the channel, so that events still under way are not taken for new ones."""
        if self._channel is not None:
            self._channel.onmessage = None
            self._channel.close()
            self._channel = None


def _checked(answer: JsProxy) -> JsProxy:
    error = getattr(answer, "error", None)
    if error:
        raise EngineError(str(error))
    return answer
