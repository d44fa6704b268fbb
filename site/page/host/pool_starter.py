"""The starter of the pool: starts and ends its workers as the engine's worker wishes.

The page does it, because a worker started from inside a worker is not known to every browser.
"""

from jsffi import JsProxy
from page.border import to_js
from pyscript import window


class PoolStarter:
    """Starts workers for one worker of the engine, and hands it a port to each."""

    def __init__(self) -> None:
        """Start none yet."""
        self._workers: dict[int, JsProxy] = {}
        self._served = 0

    def serve(self, engine: JsProxy) -> None:
        """Listen to the wishes of an engine's worker."""
        self._served += 1
        served = self._served

        def receive(message: JsProxy) -> None:
            if served != self._served:  # a wish of a worker that is lost
                return
            number = getattr(message.data, "pool_worker", 0)
            if number and message.data.script:
                self._start(number, message.data.script, engine)
            elif number in self._workers:
                self._workers.pop(number).terminate()

        engine.addEventListener("message", receive)

    def end(self) -> None:
        """End all workers: the one that they worked for is lost."""
        for worker in self._workers.values():
            worker.terminate()
        self._workers = {}
        self._served += 1

    def _start(self, number: int, script: str, engine: JsProxy) -> None:
        address = window.URL.createObjectURL(
            window.Blob.new(to_js([script]), to_js({"type": "text/javascript"}))
        )
        worker = window.Worker.new(address)
        window.URL.revokeObjectURL(address)
        self._workers[number] = worker

        def fail(event: JsProxy) -> None:
            words = {"pool_worker": number, "failure": str(event.message)}
            engine.postMessage(to_js(words))

        worker.addEventListener("error", fail)
        channel = window.MessageChannel.new()
        worker.postMessage("", window.Array.of(channel.port1))
        told = {"pool_worker": number, "failure": ""}
        engine.postMessage(to_js(told), window.Array.of(channel.port2))
