"""The window of a page: what the browser offers to its scripts."""

import math
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from random import Random

from tests.page.standin import fluent, intl
from tests.page.standin.addresses import URL, Location, URLSearchParams
from tests.page.standin.channels import BroadcastChannel, Channels, MessageChannel
from tests.page.standin.document import Document, Element
from tests.page.standin.events import Event, EventTarget
from tests.page.standin.language import Constructor, Json, Mathematics, ObjectKind, Reflect
from tests.page.standin.plot import Plots
from tests.page.standin.pool_worker import PoolWorker
from tests.page.standin.promise import Promise
from tests.page.standin.realm import Realm
from tests.page.standin.service_workers import ServiceWorkers
from tests.page.standin.storage import Storage
from tests.page.standin.values import (
    Array,
    Float64Array,
    Function,
    JsProxy,
    Object,
    ThrownError,
    Uint8Array,
    Uint32Array,
    is_true,
    object_of,
    undefined,
)

BEGINNING = datetime(2026, 3, 1, 12, tzinfo=UTC)
_ROOT_FONT_SIZE = "15px"
_SECONDS_PER_LOOK = 1.23e-6


class Performance(JsProxy):
    """`performance`: the time since the page was opened, in milliseconds."""

    def __init__(self, realm: Realm) -> None:
        """Begin now."""
        self._clock = realm.clock
        self._opened = realm.clock.now
        self._marks: list[Object] = []

    def now(self) -> float:
        """Return the time, which is never the same twice."""
        self._clock.pass_by(_SECONDS_PER_LOOK)
        return (self._clock.now - self._opened) * 1000

    def mark(self, name: str) -> None:
        """Note the time under a name."""
        self._marks.append(Object({"name": name, "startTime": self.now()}))

    def getEntriesByName(self, name: str) -> Array:
        """Return what was noted under a name."""
        return Array(mark for mark in self._marks if mark.name == name)


class Clipboard(JsProxy):
    """The clipboard; it can refuse."""

    def __init__(self) -> None:
        """Begin with nothing in it."""
        self.text = ""
        self.refusal = ""

    def writeText(self, text: str) -> Promise:
        """Put a text into it."""
        if self.refusal:
            return Promise.reject("NotAllowedError", self.refusal)
        self.text = text
        return Promise.resolve()


class Selection(JsProxy):
    """What is marked on the page."""

    marked: Element | None = None

    def selectAllChildren(self, element: Element) -> None:
        """Mark all that is in an element."""
        self.marked = element


class Crypto(JsProxy):
    """`crypto`, with random numbers that are the same in every test."""

    def __init__(self, random: Random) -> None:
        """Take the source of random numbers."""
        self._random = random

    def getRandomValues(self, numbers: Uint32Array) -> Uint32Array:
        """Fill an array with random numbers."""
        for index in range(numbers.length):
            numbers[index] = self._random.getrandbits(8 * numbers.view.itemsize)
        return numbers


class Response(JsProxy):
    """What was fetched."""

    ok = True

    def __init__(self, content: bytes) -> None:
        """Take the content."""
        self._content = content

    def text(self) -> Promise:
        """Promise it as a text."""
        return Promise.resolve(self._content.decode())

    def arrayBuffer(self) -> Promise:
        """Promise it as bytes."""
        return Promise.resolve(Uint8Array(self._content))


def text_or_length(field: Element, longest: int) -> str | int:
    """Return what stands in a field, or its length, as the loader's function does."""
    text = field.value
    return len(text) if len(text) > longest else text


class SiteFiles(JsProxy):
    """What the loader leaves in the page: brings modules, and says what it refused."""

    isPacked = False

    def __init__(self, modules: dict[str, JsProxy]) -> None:
        """Take the modules that there are, by what their addresses end in."""
        self.refusal = ""
        self.on_settled: Callable[[], object] = lambda: None
        self.modules = modules

    def settled(self, _folder: str) -> Promise:
        """Promise to tell when the scripts of a folder are there, if they can be had."""
        self.on_settled()
        return Promise.resolve()

    def load(self, address: str) -> Promise:
        """Promise a module."""
        for ending, module in self.modules.items():
            if str(address).endswith(ending):
                return Promise.resolve(module)
        return Promise.reject("TypeError", f"Failed to fetch {address}")


class Window(EventTarget):
    """`window`; each name in it is the browser's own."""

    isSecureContext = True
    innerWidth, innerHeight = 1366, 768
    devicePixelRatio = 1
    onhashchange: Callable[[Event], object] | None = None

    def __init__(
        self,
        realm: Realm,
        document: Document,
        location: Location,
        storage: Storage,
        channels: Channels,
        random: Random,
    ) -> None:
        """Make everything that needs nothing from elsewhere."""
        super().__init__()
        self.realm = realm
        self.random = random
        self.document = document
        self.location = location
        self.history = location.history
        document.follow = partial(setattr, location, "hash")
        self.performance = Performance(realm)
        self.crypto = Crypto(self.random)
        self.plots = Plots()
        self.files: dict[str, bytes] = {}
        self.siteFiles = SiteFiles(
            {
                "uPlot.mjs": Object({"default": self.plots}),
                "fluent.mjs": object_of(_FLUENT),
            }
        )
        self.FluentBundle = object_of(_FLUENT)
        self.preferences = storage.preferences
        self.idbKeyval = storage.interface()
        self.queries: dict[str, EventTarget] = {}
        self.observers: list[Callable[..., object]] = []
        self.pool: list[PoolWorker] = []
        self.is_pool_deaf = False
        self.selection = Selection()
        self.blobs: dict[str, str] = {}
        self.textOrLength = text_or_length
        self._name_language()
        self._name_messages(channels)
        self.navigator = self._navigator()

    def _name_language(self) -> None:
        self.Object, self.Reflect, self.JSON = ObjectKind(), Reflect(), Json()
        self.Math = Mathematics(self.random)
        self.Array, self.Promise = Array, Promise
        self.Boolean = Function(is_true)
        self.Number = Object({"isFinite": Function(math.isfinite)})
        self.undefined = undefined
        self.Float64Array, self.Uint32Array = Float64Array, Uint32Array
        self.Date = Constructor(
            self._date, now=lambda: self._moment().timestamp() * 1000, parse=intl.Date.milliseconds
        )
        self.Intl = Object(
            {
                "NumberFormat": intl.NumberFormat,
                "DateTimeFormat": intl.DateTimeFormat,
                "PluralRules": intl.PluralRules,
                "ListFormat": intl.ListFormat,
            }
        )

    def _name_messages(self, channels: Channels) -> None:
        self.URLSearchParams = URLSearchParams
        self.URL = Constructor(URL, createObjectURL=self._address_of, revokeObjectURL=len)
        self.Blob = Constructor(lambda parts, _=None: "".join(map(str, parts)))
        self.BroadcastChannel = Constructor(
            lambda name: BroadcastChannel(channels, self.realm, str(name))
        )
        self.MessageChannel = MessageChannel
        self.Event = Constructor(Event)
        self.Worker = Constructor(self._pool_worker)
        self.ResizeObserver = Constructor(self._observer)

    def _navigator(self) -> Object:
        return Object(
            {
                "clipboard": Clipboard(),
                "serviceWorker": ServiceWorkers(self.realm),
                "hardwareConcurrency": 2,
                "userAgent": "Stand-in/1.0",
                "language": "en-GB",
                "languages": Array(["en-GB", "en"]),
            }
        )

    def _moment(self) -> datetime:
        return BEGINNING + timedelta(seconds=self.realm.clock.now)

    def _date(self, given: object = None) -> intl.Date:
        return intl.Date(self._moment()) if given is None else intl.Date.read(given)

    def _address_of(self, blob: str) -> str:
        address = f"blob:{len(self.blobs)}"
        self.blobs[address] = blob
        return address

    def _pool_worker(self, address: str) -> PoolWorker:
        if "onmessage" not in self.blobs[address]:
            raise ThrownError("SyntaxError", "That is no script of a worker.")
        worker = PoolWorker(self.realm)
        worker.is_deaf = self.is_pool_deaf
        self.pool.append(worker)
        return worker

    def _observer(self, callback: Callable[..., object]) -> Object:
        self.observers.append(callback)
        return Object({"observe": Function(id), "disconnect": Function(lambda: None)})

    def addEventListener(self, kind: str, _: object, _options: object = None) -> None:
        """Refuse, as PyScript's own function of that name works on elements only."""
        raise ThrownError("TypeError", f"PyScript adds no listener for {kind} to the window.")

    def setTimeout(self, function: Callable[[], object], milliseconds: float = 0) -> Object:
        """Call a function after a while."""
        return Object({"timer": self.realm.later(milliseconds / 1000, function)})

    def clearTimeout(self, timer: Object) -> None:
        """Call it never."""
        timer.properties["timer"].cancel()

    def requestAnimationFrame(self, function: Callable[[float], object]) -> None:
        """Call a function before the page is drawn again."""
        self.realm.later(1 / 60, lambda: function(self.performance.now()))

    def queueMicrotask(self, function: Callable[[], object]) -> None:
        """Call a function in a moment."""
        self.realm.soon(function)

    def fetch(self, address: str) -> Promise:
        """Promise a file of the site."""
        name = str(address).removeprefix("./")
        if name not in self.files:
            return Promise.reject("TypeError", f"Failed to fetch {address}")
        return Promise.resolve(Response(self.files[name]))

    def matchMedia(self, query: str) -> EventTarget:
        """Return what tells whether a query of the style sheets is true: none is."""
        if query not in self.queries:
            self.queries[query] = EventTarget()
            self.queries[query].matches = False  # type: ignore[attr-defined]
        return self.queries[query]

    def getSelection(self) -> Selection:
        """Return what is marked."""
        return self.selection

    def getComputedStyle(self, _element: Element) -> Object:
        """Return a style in which every property names itself."""
        return Object(
            {
                "fontSize": _ROOT_FONT_SIZE,
                "getPropertyValue": Function(lambda name: f" the colour {name}"),
            }
        )


_FLUENT = {"FluentBundle": fluent.FluentBundle, "FluentResource": fluent.FluentResource}
