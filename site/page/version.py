"""The version of the site that this page is of, and the one that takes its place.

A new version is kept beside the one in use.  It takes over when the person says so, or when
no tab shows the old one any more: then all its files at once.
"""

import asyncio

from page.elements import element, set_text
from page.words import words
from pyscript import window

TYPE_CHECKING = False  # MicroPython has no module typing to take it from
if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from jsffi import JsProxy


class Version:
    """Offers a new version, and goes over to it."""

    def __init__(self, before_reload: Callable[[], Awaitable[None]]) -> None:
        """`before_reload` is awaited before the page goes over to a new version."""
        self._before_reload = before_reload
        self._registration: JsProxy | None = None
        self._is_wanted = False
        self._is_controlled = False

    def follow(self, container: JsProxy) -> None:
        """Take notice of what the browser's service workers do, and of the person's wish."""
        self._is_controlled = bool(container.controller)
        container.addEventListener("controllerchange", self._changed)
        element("update-button").addEventListener("click", self._reload_wanted)

    def offer(self, registration: JsProxy) -> None:
        """Offer the version that waits in a registration."""
        self._registration = registration
        _offer(words("offline-new-version"))

    def _reload_wanted(self, _event: JsProxy) -> None:
        asyncio.create_task(self._reload())

    async def _reload(self) -> None:
        await self._before_reload()
        if self._registration is not None and self._registration.waiting:
            self._is_wanted = True
            self._registration.waiting.postMessage("SKIP_WAITING")  # `_changed` reloads then
        else:
            window.location.reload()

    def _changed(self, _event: JsProxy) -> None:
        """Take notice that another version serves now, or one at all."""
        if self._is_wanted:
            window.location.reload()
        elif self._is_controlled:
            _offer(words("offline-other-tab"))
        self._is_controlled = True


def _offer(offer: str) -> None:
    element("update").hidden = False
    set_text("update-words", offer)
