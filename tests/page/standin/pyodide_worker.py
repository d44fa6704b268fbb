"""The worker: its own modules and the real engine in this interpreter, as Pyodide runs them."""

import asyncio
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from isoanneal import chem
from isoanneal.chem.python_package import PythonPackage
from isoanneal.kernel import machine
from isoanneal.kernel.wasmtime_machine import WasmtimeMachine

from tests.page.standin import modules
from tests.page.standin.channels import BroadcastChannel, Channels, handed
from tests.page.standin.events import Event, EventTarget
from tests.page.standin.language import Constructor, ObjectKind
from tests.page.standin.promise import Promise
from tests.page.standin.realm import Realm
from tests.page.standin.source import source
from tests.page.standin.values import (
    Array,
    Function,
    JsException,
    JsProxy,
    Object,
    ThrownError,
    Uint8Array,
    cloned,
    js_of,
    python_of,
)
from tests.page.standin.webassembly import Instance, MemoryView, Module
from tests.page.standin.window import Response

SECONDS_OF_LOADING = {"python": 1.0, "install_engine": 0.2, "install_rdkit": 0.5}


class Obstacles:
    """What keeps workers from answering: calls that are held, slow or refused, by name.

    “python” is the start of the worker itself.
    """

    def __init__(self) -> None:
        """Begin with none."""
        self._held: dict[str, asyncio.Event] = {}
        self.refused: dict[str, str] = {}
        self.seconds = dict(SECONDS_OF_LOADING)

    def hold(self, *names: str) -> None:
        """Let calls wait until they are released."""
        self._held.update({name: asyncio.Event() for name in names})

    def release(self, *names: str) -> None:
        """Let calls go on."""
        for name in names:
            self._held.pop(name).set()

    async def overcome(self, name: str) -> None:
        """Go on when a call may; raise for one that is refused."""
        if name in self._held:
            await self._held[name].wait()
        if name in self.seconds:
            await asyncio.sleep(self.seconds[name])
        if name in self.refused:
            raise JsException("PythonError", self.refused[name])


class _PyProxy:
    """A function of Python that JavaScript may keep."""

    def __init__(self, function: Callable[..., Any]) -> None:
        self._function = function

    def __call__(self, *arguments: Any) -> Any:
        return self._function(*arguments)

    def destroy(self) -> None:
        """Let JavaScript keep it no longer."""


class _Other(EventTarget):
    """The page, as the worker sees it."""

    onmessage: Callable[[Any], object] | None = None

    def __init__(self, worker: "PyodideWorker") -> None:
        super().__init__()
        self._worker = worker

    def postMessage(self, message: object, ports: Array | None = None) -> None:
        """Send a message to the page."""
        self._worker.tell_page(cloned(message), ports)


class PyodideWorker(EventTarget):
    """The worker, as the page sees it; and what ends it, or keeps it from answering."""

    def __init__(self, page: Realm, channels: Channels, obstacles: Obstacles, folder: Path) -> None:
        """Begin with nothing loaded; `folder` is where its archive is."""
        super().__init__()
        self.page = page
        self.realm = Realm(page.loop, page.clock)
        self.obstacles = obstacles
        self.calls: list[str] = []
        self.sessions: list[str] = []
        self.functions: dict[str, Callable[..., Any]] = {}
        self._channels = channels
        self._archive = folder / "engine.zip"
        self._archive.write_bytes(source().archive)
        self._other = _Other(self)
        self._modules: dict[str, Any] = {}

    # What the page sees

    def started(self) -> Promise:
        """Promise the functions of the worker."""
        return self._promise("python", self._start)

    @property
    def sync(self) -> JsProxy:
        """Its functions."""
        return _Functions(self)

    def postMessage(self, message: object, ports: Array | None = None) -> None:
        """Send a message to the worker."""
        event = Object({"data": cloned(message), "ports": handed(ports, self.realm)})
        self.realm.soon(lambda: self._other.onmessage and self._other.onmessage(event))

    def terminate(self) -> None:
        """End it, without a word."""
        self.realm.end()

    def tell_page(self, message: object, ports: Array | None) -> None:
        """Send a message to the page."""
        if self.realm.is_alive:
            event = Event("message", data=message, ports=handed(ports, self.page))
            self.page.soon(self.hear, event)

    def call(self, name: str, *arguments: Any) -> Promise:
        """Call one of its functions; the promise is never kept if it ends before."""
        self.calls.append(name)
        try:
            given = [_given(cloned(one)) for one in arguments]
        except ThrownError as error:
            return Promise.reject(error.name, error.message)
        return self._promise(name, lambda: self._answer(name, given))

    def _promise(self, name: str, work: Callable[[], Any]) -> Promise:
        answer: asyncio.Future[Any] = self.page.loop.create_future()

        async def done() -> None:
            try:
                await self.obstacles.overcome(name)
                self._activate()
                found = await work()
            except JsException as error:
                self.page.soon(_reject, answer, error)
            except Exception as error:  # noqa: BLE001  (whatever it is, the page gets it)
                self.page.soon(_reject, answer, JsException("PythonError", repr(error)))
            else:
                if self.realm.is_alive:
                    self.page.soon(_resolve, answer, found)

        self.realm.soon(lambda: self.realm.begin(done()))
        return Promise(answer)

    # What is in the worker

    async def _answer(self, name: str, arguments: list[Any]) -> Any:
        answer = await self.functions[name](*arguments)
        if isinstance(answer, dict) and "session_id" in answer:
            self.sessions.append(answer["session_id"])
        return js_of(answer)

    async def _start(self) -> JsProxy:
        modules.forget()
        sys.modules.update(self._given_modules())
        path = list(sys.path)
        script: dict[str, Any] = {"__name__": "__main__"}
        try:
            exec(modules.compiled(source().worker), script)  # noqa: S102  (the site's own)
            for name in source().worker_modules:
                __import__(name)
        finally:
            sys.path[:] = path
        self._modules = modules.ours()
        self.functions = {name: script[name] for name in script["__export__"]}
        return self.sync

    def _activate(self) -> None:
        """Let what is imported now be what this worker has imported."""
        modules.replace(self._modules)

    def _given_modules(self) -> dict[str, Any]:
        ffi = modules.module(
            "pyodide.ffi",
            JsException=JsException,
            JsProxy=JsProxy,
            create_proxy=_PyProxy,
            to_js=_to_js,
        )
        config = Object({"engine": str(self._archive), "msgspec": "msgspec.whl", "rdkit": ""})
        return {
            "js": self._js(),
            "pyodide": modules.module("pyodide", ffi=ffi),
            "pyodide.ffi": ffi,
            "pyodide_js": modules.module(
                "pyodide_js", unpackArchive=lambda *_: None, loadPackage=self._load_package
            ),
            "polyscript": modules.module("polyscript", config=config, xworker=self._other),
        }

    def _js(self) -> Any:
        def instance(compiled: Module) -> Instance:
            return Instance(compiled, self.realm.clock)

        return modules.module(
            "js",
            Object=ObjectKind(),
            Uint8Array=Constructor(_bytes),
            BroadcastChannel=Constructor(
                lambda name: BroadcastChannel(self._channels, self.realm, name)
            ),
            WebAssembly=Object({"Module": Module, "Instance": Constructor(instance)}),
            navigator=Object({"hardwareConcurrency": 2}),
            fetch=Function(lambda _: Promise.resolve(Response(b""))),
        )

    async def _load_package(self, _name: str) -> None:
        await asyncio.sleep(0)
        self._activate()


class _Functions(JsProxy):
    """The functions of a worker, each of which gives a promise."""

    def __init__(self, worker: PyodideWorker) -> None:
        self._worker = worker

    def __getattr__(self, name: str) -> Callable[..., Promise]:
        return lambda *arguments: self._worker.call(name, *arguments)


def _bytes(source_or_size: Any, address: int = 0, size: int = 0) -> Any:
    if isinstance(source_or_size, int):
        return Uint8Array(source_or_size)
    return MemoryView(source_or_size, address, size)


def _given(value: Any) -> Any:
    """Return an argument as Pyodide hands it over: what is no object comes as Python's."""
    return value if isinstance(value, JsProxy) else python_of(value)


def _to_js(value: object, *, dict_converter: object = None) -> Any:
    """Return a value of Pyodide as JavaScript's; dictionaries need to be told into what."""
    if isinstance(value, dict) and dict_converter is None:
        raise AssertionError("Without a converter Pyodide makes a Map of a dictionary.")
    return js_of(value)


def _resolve(answer: "asyncio.Future[Any]", found: object) -> None:
    if not answer.done():
        answer.set_result(found)


def _reject(answer: "asyncio.Future[Any]", error: JsException) -> None:
    if not answer.done():
        answer.set_exception(error)


def restore_engine() -> None:
    """Let the package use again what it uses without a worker."""
    chem.use(PythonPackage())
    machine.use(WasmtimeMachine)
