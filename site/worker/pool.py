"""The pool: workers of the browser that run the kernel on all cores.

They are started when there is something to do, and kept for what comes next.  None of them
has a Python interpreter: the kernel needs none, and so a worker is there at once.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import js
from isoanneal.kernel.machine import module
from pyodide.ffi import JsProxy, create_proxy, to_js
from worker.pool_worker import PoolWorker

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
        self._idle: list[PoolWorker] = []

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
            worker = self._idle.pop() if self._idle else await PoolWorker.started()
            try:
                outcome = await _outcome(worker, _message(job), report)
            except BaseException:
                worker.end()
                raise
            self._idle.append(worker)
            return outcome


def _message(job: dict[str, Any]) -> JsProxy:
    reads = [(address, len(content)) for address, content in job["writes"]]
    message: JsProxy = to_js(
        {**job, "reads": reads, "module": module()}, dict_converter=js.Object.fromEntries
    )
    return message


async def _outcome(
    worker: PoolWorker, message: JsProxy, report: Callable[[int], object]
) -> Outcome:
    worker.answer = asyncio.get_running_loop().create_future()

    def receive(event: JsProxy) -> None:
        if hasattr(event.data, "progress"):
            report(event.data.progress)
        elif not worker.answer.done():
            worker.answer.set_result(event.data)

    listener = create_proxy(receive)
    worker.port.onmessage = listener
    worker.port.postMessage(message)
    try:
        data = (await worker.answer).to_py()
    finally:
        worker.port.onmessage = None
        listener.destroy()
    image = [(address, bytes(content)) for address, content in data["parts"]]
    return Outcome(image, bytes(data["visited"]), data["isomers"])


pool = Pool()
"""The one pool of this worker."""
