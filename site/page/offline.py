"""Use without a network: the copy of the site that the browser keeps, and new versions.

A new version is kept beside the one in use, and takes over when the person says so: then all
its files at once.
"""

import asyncio

from jsffi import JsException, JsProxy
from page.address import is_embedded
from page.elements import element, set_text
from pyscript import document, window

TYPE_CHECKING = False  # MicroPython has no module typing to take it from
if TYPE_CHECKING:
    from collections.abc import Callable

_SERVICE_WORKER = "service_worker.js"
_SECONDS_BETWEEN_LOOKS = 3600

_KEPT = "Works without a network."
_NEEDS_NETWORK = "so IsoAnneal needs a network each time it is opened."


class Offline:
    """Keeps the copy, says how that goes, and offers new versions."""

    def __init__(self, before_reload: Callable[[], None]) -> None:
        """`before_reload` is called when the page is about to go over to a new version."""
        self._before_reload = before_reload
        self._workbox: JsProxy | None = None
        self._is_waiting = False
        self._is_wanted = False
        self._is_controlled = False

    async def begin(self) -> None:
        """Have a copy kept, unless this is a file that holds everything, or a frame."""
        if window.location.protocol == "file:":
            set_text("offline", "This file holds everything and needs no network.")
            return
        if is_embedded():
            return
        container = getattr(window.navigator, "serviceWorker", None)
        if not container:
            hint = "" if window.isSecureContext else " (only over HTTPS it would)"
            set_text("offline", f"This browser keeps no copy{hint}, {_NEEDS_NETWORK}")
            return
        self._is_controlled = bool(container.controller)
        container.addEventListener("message", self._told)
        container.addEventListener("controllerchange", self._changed)
        element("update-button").addEventListener("click", self._reload_wanted)
        await self._register()

    async def _register(self) -> None:
        self._workbox = window.workbox.Workbox.new(_SERVICE_WORKER)
        self._workbox.addEventListener("waiting", self._new_version)
        self._workbox.addEventListener("activated", lambda _: set_text("offline", _KEPT))
        try:
            await self._workbox.register()
        except JsException as error:
            print("No copy is kept:", error)
            set_text("offline", f"This browser refuses to keep a copy, {_NEEDS_NETWORK}")
            return
        if self._is_controlled:
            set_text("offline", _KEPT)
        document.addEventListener("visibilitychange", self._look_if_seen)
        while True:
            await asyncio.sleep(_SECONDS_BETWEEN_LOOKS)
            await self._look()

    def _look_if_seen(self, _event: JsProxy) -> None:
        if not document.hidden:
            asyncio.create_task(self._look())

    async def _look(self) -> None:
        """Look for a new version."""
        if self._workbox is not None:
            try:
                await self._workbox.update()
            except JsException as error:  # most often there is no network, and no need to say so
                print("No look for a new version:", error)

    def _told(self, event: JsProxy) -> None:
        """Show how far the service worker has come with a first copy, or why it did not."""
        message = event.data
        if message.type == "KEPT" and not self._is_controlled:
            percent = int(100 * message.kept / message.files)
            set_text("offline", f"Keeping a copy for use without a network: {percent} %")
        elif message.type == "NOT_KEPT":
            set_text("offline", self._reason(str(message.kind)))

    def _reason(self, kind: str) -> str:
        if self._is_controlled:
            return f"{_KEPT} A new version did not arrive whole; this one goes on."
        if kind == "QuotaExceededError":
            return f"This browser has no room for a copy, {_NEEDS_NETWORK}"
        return f"No copy could be kept, because a file did not arrive whole, {_NEEDS_NETWORK}"

    def _new_version(self, _event: JsProxy) -> None:
        self._is_waiting = True
        self._offer("A new version of IsoAnneal is ready.")

    def _offer(self, words: str) -> None:
        element("update").hidden = False
        set_text("update-words", words)

    def _reload_wanted(self, _event: JsProxy) -> None:
        self._before_reload()
        if self._is_waiting and self._workbox is not None:
            self._is_wanted = True
            self._workbox.messageSkipWaiting()  # and reload as soon as it has taken over
        else:
            window.location.reload()

    def _changed(self, _event: JsProxy) -> None:
        """Take notice that another version serves now, or one at all."""
        if self._is_wanted:
            window.location.reload()
        elif self._is_controlled:
            self._is_waiting = False
            self._offer("Another tab went over to a new version of IsoAnneal.")
        self._is_controlled = True
