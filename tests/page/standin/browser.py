"""The browser: what its tabs have in common, and the time."""

import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

from tests.page.standin import modules
from tests.page.standin.addresses import URL, Location
from tests.page.standin.channels import Channels
from tests.page.standin.clock import Clock, JumpingLoop
from tests.page.standin.document import Document, Element
from tests.page.standin.events import Event
from tests.page.standin.promise import Promise
from tests.page.standin.pyodide_worker import Obstacles, PyodideWorker, restore_engine
from tests.page.standin.realm import Realm, make_task
from tests.page.standin.source import source
from tests.page.standin.storage import Storage
from tests.page.standin.values import JsException, JsProxy, to_js
from tests.page.standin.window import Window

ADDRESS = "https://example.org/isoanneal/"


class Browser:
    """A profile of a browser: its storage, its channels, its tabs."""

    def __init__(self, folder: Path) -> None:
        """Begin with no tab; `folder` is for files of the workers."""
        self.folder = folder
        self.clock = Clock()
        self.loop = JumpingLoop(self.clock)
        self.loop.set_task_factory(make_task)
        self.storage = Storage()
        self.random = Random(1)
        self.channels = Channels()
        self.obstacles = Obstacles()
        self.realms: list[Realm] = []
        self.errors: list[BaseException] = []
        self.loop.set_exception_handler(self._note)

    def _note(self, _loop: object, context: dict[str, Any]) -> None:
        error = context.get("exception") or RuntimeError(context["message"])
        self.errors.append(error)

    def new_realm(self) -> Realm:
        """Return a realm for a page."""
        self.realms.append(Realm(self.loop, self.clock))
        return self.realms[-1]

    def take_errors(self) -> list[BaseException]:
        """Return the errors that nobody has seen to, and forget them."""
        errors, self.errors = self.errors, []
        for realm in self.realms:
            errors += realm.errors()
        return errors

    def check(self) -> None:
        """Raise the first error that nobody has seen to."""
        for error in self.take_errors():
            raise AssertionError(f"The page has an error: {error!r}") from error

    def close(self) -> None:
        """End everything."""
        for realm in self.realms:
            realm.end()
        self.loop.call_soon(self.loop.stop)
        self.loop.run_forever()
        self.loop.close()


@contextmanager
def opened_browser() -> Iterator[Browser]:
    """Give a browser, by whose clock all time goes; fail for errors that nobody has seen to."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory()))
        browser = Browser(folder)
        stack.callback(restore_engine)
        stack.enter_context(modules.findable())
        stack.enter_context(browser.clock.worn())
        stack.callback(browser.close)
        yield browser
        browser.check()


class Tab:
    """A tab of a browser, with the page in it as its scripts see it."""

    def __init__(self, browser: Browser, search: str = "", fragment: str = "") -> None:
        """Begin at the site's address; `load` opens the page."""
        self.browser = browser
        self.address = f"{ADDRESS}{search}{fragment}"
        self.history_state: object = None
        self.loads = 0
        self.realm: Realm
        self.document: Document
        self.window: Window
        self.workers: list[PyodideWorker] = []
        self.prepare: list[Any] = []

    def load(self) -> None:
        """Open the page, anew if it is open; only the history's entry stays."""
        if self.loads:
            self.realm.end()
            for worker in self.workers:
                worker.terminate()
            self.history_state, self.address = self.window.history.state, self.window.location.href
        self.loads += 1
        self.workers = []
        self.realm = self.browser.new_realm()
        self.document = Document(source().document, ADDRESS)
        self.window = self._new_window()
        if URL(self.address).searchParams.get("embed") == "1":  # as the loader does
            self.document.documentElement.classList.add("embed")
        for change in self.prepare:
            change(self)
        self.realm.begin(self._run())

    def _new_window(self) -> Window:
        location = Location(self.address, self._tell, self._reload)
        location.history.state = self.history_state
        location.history.now = lambda: self.realm.clock.now
        window = Window(
            self.realm,
            self.document,
            location,
            self.browser.storage,
            self.browser.channels,
            self.browser.random,
        )
        window.files.update(source().files)
        return window

    def _tell(self, event: Event) -> None:
        self.realm.soon(self.window.hear, event)

    def _reload(self) -> None:
        self.browser.loop.call_soon(self.load)

    async def _run(self) -> None:
        modules.forget()
        ffi = modules.module("pyscript.ffi", to_js=to_js)
        sys.modules.update(
            {
                "jsffi": modules.module("jsffi", JsProxy=JsProxy, JsException=JsException),
                "pyscript.ffi": ffi,
                "pyscript": modules.module(
                    "pyscript",
                    config=source().config,
                    document=self.document,
                    window=self.window,
                    workers=_Workers(self),
                    create_named_worker=self._create_named_worker,
                    ffi=ffi,
                ),
            }
        )
        await modules.run(source().page, {"__name__": "__main__"})

    async def _create_named_worker(self, src: str, name: str, config: str = "") -> JsProxy:
        script = self.document.createElement("script")
        for attribute, value in (("name", name), ("src", src), ("config", config)):
            script.setAttribute(attribute, value)
        self.document.body.append(script)
        started: JsProxy = await self.start_worker(script)
        return started

    def start_worker(self, script: Element) -> Promise:
        """Start the worker of a script element."""
        worker = PyodideWorker(
            self.realm, self.browser.channels, self.browser.obstacles, self.browser.folder
        )
        self.browser.realms.append(worker.realm)
        self.workers.append(worker)
        script.xworker = worker
        return worker.started()


class _Workers:
    """`pyscript.workers`: the worker of each script element, by its name."""

    def __init__(self, tab: Tab) -> None:
        self._tab = tab

    def __getitem__(self, name: str) -> Promise:
        script = self._tab.document.querySelector(f"script[name={name}]")
        if script is None:
            raise KeyError(name)
        return self._tab.start_worker(script)
