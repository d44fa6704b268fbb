"""Use without a network: the copy of the site that the browser keeps."""

import asyncio

from jsffi import JsException, JsProxy
from page.address import is_embedded
from page.elements import set_text
from page.version import Version
from page.words import words
from pyscript import document, window

TYPE_CHECKING = False  # MicroPython has no module typing to take it from
if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

_SERVICE_WORKER = "service_worker.js"
_SECONDS_BETWEEN_LOOKS = 3600
_SECONDS_UNTIL_AGAIN = (1, 4, 0)
"""After each time that its script did not come; the last is the end of it."""


class Offline:
    """Keeps the copy, says how that goes, and has new versions offered."""

    def __init__(self, before_reload: Callable[[], Awaitable[None]]) -> None:
        """`before_reload` is awaited before the page goes over to a new version."""
        self._version = Version(before_reload)
        self._registration: JsProxy | None = None
        self._is_refused = False

    async def begin(self) -> None:
        """Have a copy kept, unless this file holds everything, or is a part of a lesson."""
        if window.siteFiles.isPacked:
            set_text("offline", words("offline-one-file"))
            return
        if is_embedded():
            return
        container = getattr(window.navigator, "serviceWorker", None)
        if not container:
            would_be = words("offline-no-copy-over-http")
            set_text("offline", words("offline-no-copy") if window.isSecureContext else would_be)
            return
        self._version.follow(container)
        container.addEventListener("message", self._told)
        container.addEventListener("controllerchange", self._follow)
        await self._register()
        document.addEventListener("visibilitychange", self._look_if_seen)
        while True:
            await asyncio.sleep(_SECONDS_BETWEEN_LOOKS)
            await self._look()

    async def _register(self) -> None:
        registration = None
        for pause in _SECONDS_UNTIL_AGAIN:
            try:
                registration = await window.navigator.serviceWorker.register(_SERVICE_WORKER)
                break
            except JsException as error:
                print("No copy is kept:", error)
                if "TypeError" not in str(error):  # which a script that did not come raises
                    break
            await asyncio.sleep(pause)
        if registration is None:
            set_text("offline", words("offline-refused"))
            return
        self._registration = registration
        registration.onupdatefound = self._follow
        self._follow()

    @property
    def _has_copy(self) -> bool:
        return self._registration is not None and bool(self._registration.active)

    def _follow(self, _event: JsProxy | None = None) -> None:
        """Show what there is, and again whenever a version that arrives comes a step further."""
        registration = self._registration
        if registration is None:
            return
        if registration.installing:
            self._is_refused = False
            registration.installing.onstatechange = self._follow
        if not self._has_copy or self._is_refused:
            return
        set_text("offline", words("offline-kept"))
        if registration.waiting:
            self._version.offer(registration)

    def _look_if_seen(self, _event: JsProxy) -> None:
        if not document.hidden:
            asyncio.create_task(self._look())

    async def _look(self) -> None:
        """Look for a new version, or try again to keep a first one."""
        if self._registration is None or not self._has_copy:
            await self._register()
            return
        try:
            await self._registration.update()
        except JsException as error:  # most often there is no network, and no need to say so
            print("No look for a new version:", error)

    def _told(self, event: JsProxy) -> None:
        """Show how far the service worker has come with a first copy, or why it did not."""
        message = event.data
        if message.type == "NOT_KEPT":
            self._is_refused = True
            set_text("offline", self._reason(str(message.kind)))
        elif not self._has_copy and not self._is_refused:
            percent = float(int(100 * message.kept / message.files))
            set_text("offline", words("offline-keeping", percent=percent))

    def _reason(self, kind: str) -> str:
        is_full = kind == "QuotaExceededError"
        if self._has_copy:
            return words("offline-update-no-room") if is_full else words("offline-update-not-whole")
        return words("offline-no-room") if is_full else words("offline-not-whole")
