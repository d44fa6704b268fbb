"""Workers of the browser that run the kernel without Python, each reached through a port.

The page starts and ends them (`page/host/pool_starter.py`), because a worker started from inside
a worker is not known to every browser, and Firefox at times never returns from starting one.
"""

import asyncio
from functools import cache
from itertools import count
from typing import Self
from zipimport import zipimporter

import js
from polyscript import config, xworker
from pyodide.ffi import JsProxy, create_proxy, to_js

_SCRIPT = "worker/pool_worker.js"

_numbers = count(1)
_workers: dict[int, "PoolWorker"] = {}


class PoolWorker:
    """One such worker; `port` is there when `started` has returned it."""

    def __init__(self) -> None:
        """Take a number that no other has."""
        self.number = next(_numbers)
        self.port: JsProxy
        self.answer: asyncio.Future[JsProxy] = asyncio.get_running_loop().create_future()
        _workers[self.number] = self

    @classmethod
    async def started(cls) -> Self:
        """Have the page start one."""
        _listen()
        worker = cls()
        try:
            _ask(pool_worker=worker.number, script=_script())
            worker.port = await worker.answer
        except BaseException:
            worker.end()
            raise
        return worker

    def end(self) -> None:
        """End it at once, whatever it does."""
        del _workers[self.number]
        _ask(pool_worker=self.number, script="")

    def fail(self, words: str) -> None:
        """Take note that it failed."""
        if not self.answer.done():
            self.answer.set_exception(RuntimeError(f"A worker of the pool failed: {words}"))


@cache
def _listen() -> None:
    xworker.onmessage = create_proxy(_receive)


def _receive(message: JsProxy) -> None:
    """Take what the page says of a worker: its port, or what is wrong with it."""
    worker = _workers.get(getattr(message.data, "pool_worker", 0))
    if worker is None:
        return  # the page speaks of other things too, and of workers that were ended
    if message.data.failure:
        worker.fail(message.data.failure)
    elif not worker.answer.done():
        worker.answer.set_result(message.ports[0])


@cache
def _script() -> str:
    return zipimporter(config.engine).get_data(f"{config.engine}/{_SCRIPT}").decode()


def _ask(**wish: object) -> None:
    xworker.postMessage(to_js(wish, dict_converter=js.Object.fromEntries))
