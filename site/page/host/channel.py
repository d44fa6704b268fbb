"""Channels: what the worker tells without being asked, each under a name of its own."""

import asyncio

from page.host.calls import WorkerLostError
from pyscript import window

TYPE_CHECKING = False  # MicroPython has no module typing to take it from
if TYPE_CHECKING:
    from collections.abc import Callable

    from jsffi import JsProxy


class Channel:
    """A channel to hear on; `name` is what the worker is told."""

    def __init__(self) -> None:
        """Take a name that no other has; `open` lets it hear."""
        # crypto.randomUUID is missing on pages that come over plain HTTP.
        words = window.crypto.getRandomValues(window.Uint32Array.new(4))
        self.name = f"isoanneal-{words.join('-')}"
        self._channel: JsProxy = window.BroadcastChannel.new(self.name)
        self._is_ready = asyncio.Event()
        self._is_closed = False

    async def open(self, on_message: Callable[[JsProxy], object]) -> None:
        """Hand to `on_message` the data of each message that is sent from now on.

        Waits until the browser knows the channel: it does not wait for those that it learns of
        later, and what was sent until then would be lost.  So it has to hear this page first.
        Raises `WorkerLostError` if the channel is closed meanwhile.
        """
        self._channel.onmessage = lambda _: self._is_ready.set()
        sender = window.BroadcastChannel.new(self.name)
        sender.postMessage("")
        await self._is_ready.wait()
        sender.close()
        if self._is_closed:
            raise WorkerLostError
        self._channel.onmessage = lambda message: on_message(message.data)

    def close(self) -> None:
        """Hear nothing any more, not even what is under way."""
        self._channel.onmessage = None
        self._channel.close()
        self._is_closed = True
        self._is_ready.set()
