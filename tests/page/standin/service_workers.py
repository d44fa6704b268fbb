"""The service worker: keeps nothing, and says of itself what a test wants it to."""

from collections.abc import Callable
from typing import Any

from tests.page.standin.events import Event, EventTarget
from tests.page.standin.promise import Promise
from tests.page.standin.realm import Realm
from tests.page.standin.values import Object


class ServiceWorker(EventTarget):
    """One version of the site's service worker."""

    onstatechange: Callable[[Any], object] | None = None

    def __init__(self, container: "ServiceWorkers") -> None:
        """Begin as one that is installing."""
        super().__init__()
        self._container = container
        self.state = "installing"

    def become(self, state: str) -> None:
        """Come a step further."""
        self.state = state
        self.dispatchEvent(Event("statechange"))

    def postMessage(self, message: object) -> None:
        """Hear what the page says."""
        if message == "SKIP_WAITING":
            self._container.realm.soon(self._container.take_over)


class Registration(EventTarget):
    """The versions that there are: one that arrives, one that waits, one in use."""

    onupdatefound: Callable[[Any], object] | None = None

    def __init__(self) -> None:
        """Begin with none."""
        super().__init__()
        self.installing: ServiceWorker | None = None
        self.waiting: ServiceWorker | None = None
        self.active: ServiceWorker | None = None
        self.looks = 0
        self.refusal = ""

    def update(self) -> Promise:
        """Look for a new version."""
        self.looks += 1
        return Promise.reject("TypeError", self.refusal) if self.refusal else Promise.resolve(self)


class ServiceWorkers(EventTarget):
    """What a page sees at `navigator.serviceWorker`, and what moves it."""

    oncontrollerchange: Callable[[Any], object] | None = None
    onmessage: Callable[[Any], object] | None = None

    def __init__(self, realm: Realm) -> None:
        """Begin without any version."""
        super().__init__()
        self.realm = realm
        self.controller: ServiceWorker | None = None
        self.registration = Registration()
        self.registered: list[str] = []
        self.refusal = ""
        self.failures = 0
        """How often its script does not come."""

    def register(self, address: str) -> Promise:
        """Register a script, or refuse."""
        self.registered.append(address)
        if len(self.registered) <= self.failures:
            return Promise.reject("TypeError", "A bad HTTP response code (503) was received.")
        if self.refusal:
            return Promise.reject("SecurityError", self.refusal)
        if self.registration.active is None and self.registration.installing is None:
            self.registration.installing = ServiceWorker(self)
        return Promise.resolve(self.registration)

    def tell(self, **message: object) -> None:
        """Send a message to the page."""
        self.dispatchEvent(Event("message", data=Object(message)))

    def arrive(self) -> None:
        """Let a version begin to arrive."""
        self.registration.installing = ServiceWorker(self)
        self.registration.dispatchEvent(Event("updatefound"))

    def install(self) -> None:
        """Let the version that arrives be whole: the first is used at once, others wait."""
        worker = self._installing()
        self.registration.installing = None
        if self.registration.active is None:
            self.registration.active = self.controller = worker
            worker.become("activated")
            self.dispatchEvent(Event("controllerchange"))
        else:
            self.registration.waiting = worker
            worker.become("installed")

    def fail(self, kind: str) -> None:
        """Let the version that arrives be of no use."""
        worker = self._installing()
        self.registration.installing = None
        self.tell(type="NOT_KEPT", kind=kind)
        worker.become("redundant")

    def take_over(self) -> None:
        """Let the version that waits be used."""
        self.registration.active = self.controller = self.registration.waiting
        self.registration.waiting = None
        self.dispatchEvent(Event("controllerchange"))

    def _installing(self) -> ServiceWorker:
        if self.registration.installing is None:
            raise AssertionError("No version is arriving.")
        return self.registration.installing
