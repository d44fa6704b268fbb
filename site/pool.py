"""The pool: workers of the browser that run the kernel on all cores.

They are started when there is something to do, and kept for what comes next.  None of them
has a Python interpreter: the kernel needs none, and so a worker is there at once.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from zipimport import zipimporter

import js
from browser_machine import compiled
from isoanneal.kernel.machine import module
from polyscript import config
from pyodide.ffi import JsProxy, create_proxy, to_js

_SCRIPT = "kernel_worker.js"

Image = list[tuple[int, bytes]]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a job has come to: parts of the memory, identities of 8 bytes each, a number."""

    image: Image
    visited: bytes
    isomers: int


class Pool:
    """Runs as many jobs at once as the machine has cores, and those after them in turn."""

    def __init__(self) -> None:
        """Start no worker yet."""
        self.size = max(1, int(js.navigator.hardwareConcurrency or 1))
        self._places = asyncio.Semaphore(self.size)
        self._idle: list[JsProxy] = []
        self._address = ""

    async def search(
        self, image: Image, first: int, last: int, report: Callable[[int], object]
    ) -> Outcome:
        """Make the steps of a search from `first` on; `report` gets numbers of steps made."""
        return await self._run({"writes": image, "first": first, "last": last}, report)

    async def enumerate(
        self, image: Image, limit: int, report: Callable[[int], object] = lambda _: None
    ) -> Outcome:
        """Count the isomers of a formula, up to more than `limit`; `report` gets their number."""
        return await self._run({"writes": image, "limit": limit}, report)

    async def _run(self, job: dict[str, Any], report: Callable[[int], object]) -> Outcome:
        """Run a job; to cancel the task that waits for it ends it at once."""
        async with self._places:
            worker = self._idle.pop() if self._idle else self._started()
            try:
                outcome = await _answer(worker, _message(job), report)
            except BaseException:
                worker.terminate()
                raise
            self._idle.append(worker)
            return outcome

    def _started(self) -> JsProxy:
        if not self._address:
            script = zipimporter(config.engine).get_data(f"{config.engine}/{_SCRIPT}").decode()
            blob = js.Blob.new(to_js([script]), type="text/javascript")
            self._address = js.URL.createObjectURL(blob)
        worker: JsProxy = js.Worker.new(self._address)
        return worker


def _message(job: dict[str, Any]) -> JsProxy:
    reads = [(address, len(content)) for address, content in job["writes"]]
    message: JsProxy = to_js({**job, "reads": reads}, dict_converter=js.Object.fromEntries)
    message.module = compiled(module())
    return message


async def _answer(worker: JsProxy, message: JsProxy, report: Callable[[int], object]) -> Outcome:
    answer: asyncio.Future[Outcome] = asyncio.get_running_loop().create_future()

    def receive(event: JsProxy) -> None:
        data = event.data.to_py()
        if "progress" in data:
            report(data["progress"])
        elif not answer.done():
            image = [(address, bytes(content)) for address, content in data["parts"]]
            answer.set_result(Outcome(image, bytes(data["visited"]), data["isomers"]))

    def fail(event: JsProxy) -> None:
        if not answer.done():
            answer.set_exception(RuntimeError(f"A worker of the pool failed: {event.message}"))

    listeners = create_proxy(receive), create_proxy(fail)
    worker.onmessage, worker.onerror = listeners
    worker.postMessage(message)
    try:
        return await answer
    finally:
        worker.onmessage = worker.onerror = None
        for listener in listeners:
            listener.destroy()
