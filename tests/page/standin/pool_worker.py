"""A worker of the pool: does in Python what its JavaScript does, with the real kernel."""

import asyncio
from collections.abc import Iterator
from typing import Any

from tests.page.standin.channels import MessagePort, handed
from tests.page.standin.events import Event, EventTarget
from tests.page.standin.realm import Realm
from tests.page.standin.values import Array, js_of
from tests.page.standin.webassembly import Instance, Module

STEPS_AT_ONCE = 100_000
BONDS_AT_ONCE = 200


class PoolWorker(EventTarget):
    """Runs one job after the other, each as a task of its own."""

    def __init__(self, page: Realm) -> None:
        """Begin in a realm of its own."""
        super().__init__()
        self.is_deaf = False
        self._page = page
        self._realm = Realm(page.loop, page.clock)

    def postMessage(self, _message: object, ports: Array) -> None:
        """Hand it the port through which its jobs come."""
        (port,) = handed(ports, self._realm)
        if not self.is_deaf:
            port.onmessage = lambda message: self._realm.begin(self._run(port, message.data))

    def terminate(self) -> None:
        """End it, whatever it does."""
        self._realm.end()

    @property
    def is_alive(self) -> bool:
        """Whether it has not been ended."""
        return self._realm.is_alive

    def fail(self, words: str) -> None:
        """Let it have an error."""
        self._page.soon(self.hear, Event("error", message=words))

    async def _run(self, port: MessagePort, job: Any) -> None:
        kernel = Instance.new(Module.new(job.module), self._realm.clock).exports
        memory = kernel.machine
        for address, content in job.writes:
            memory.write(address, content.to_bytes())
        kernel.begin()
        work = enumerated if "limit" in job.properties else searched
        for progress in work(kernel, job):
            port.postMessage(js_of({"progress": progress}))
            await asyncio.sleep(0)
        count = kernel.count_visited()
        port.postMessage(
            js_of(
                {
                    "parts": [(at, memory.read(at, size)) for at, size in job.reads],
                    "visited": memory.read(kernel.list_visited(), 8 * count),
                    "isomers": kernel.count_isomers(),
                }
            )
        )


def searched(kernel: Any, job: Any) -> Iterator[int]:
    """Make the steps of a search; yield how many are made each time."""
    step = job.first
    while step < job.last:
        following = min(step + STEPS_AT_ONCE, job.last)
        kernel.advance(following)
        yield following - step
        step = following


def enumerated(kernel: Any, job: Any) -> Iterator[int]:
    """Count isomers; yield their number each time."""
    kernel.begin_enumeration()
    while kernel.enumerate(BONDS_AT_ONCE, job.limit) > 0:
        yield kernel.count_isomers()
