"""The places of the page: looks at the one search, each with an address such as `#compare`."""

from page.elements import element
from pyscript import document, window

TYPE_CHECKING = False  # MicroPython has no module typing to take it from
if TYPE_CHECKING:
    from collections.abc import Callable

    from jsffi import JsProxy

_STEPS = {"ArrowRight": 1, "ArrowDown": 1, "ArrowLeft": -1, "ArrowUp": -1}


class Places:
    """The bar of tabs; the arrow keys go along it, and one tab at a time takes the keyboard."""

    def __init__(self, on_change: Callable[[], object]) -> None:
        """Go where the address says; `on_change` is called after each change of the address."""
        self._on_change = on_change
        self._here = ""
        tabs = document.querySelectorAll("[role=tab]")
        self._tabs = {str(tabs[i].dataset.place): tabs[i] for i in range(tabs.length)}
        self._names = [str(tabs[i].dataset.place) for i in range(tabs.length)]
        element("places").addEventListener("keydown", self._key_pressed)
        # Not window.addEventListener: PyScript's own one works on elements only.
        window.onhashchange = self._address_changed
        self._show()

    def go(self, place: str) -> None:
        """Go to a place, unless this is it."""
        if place == self._here:
            return
        window.location.hash = f"#{place}"

    def _address_changed(self, _event: JsProxy) -> None:
        self._show()
        self._on_change()

    def _show(self) -> None:
        """Show the place that the address names; other addresses are those of whole pages."""
        name = str(window.location.hash)[1:]
        if name in self._names:
            self._select(name)
        elif not name or self._here not in self._names:
            self._select(self._names[0])

    def _select(self, name: str) -> None:
        self._here = document.documentElement.dataset.place = name
        for place, tab in self._tabs.items():
            tab.setAttribute("aria-selected", "true" if place == name else "false")
            tab.tabIndex = 0 if place == name else -1
            element(f"place-{place}").hidden = place != name

    def _key_pressed(self, event: JsProxy) -> None:
        key = str(event.key)
        # Not where the page is: it has not gone there yet when keys come one upon the other.
        here = self._names.index(str(event.target.dataset.place))
        if key in _STEPS:
            there = (here + _STEPS[key]) % len(self._names)
        elif key in ("Home", "End"):
            there = 0 if key == "Home" else len(self._names) - 1
        else:
            return
        event.preventDefault()
        self.go(self._names[there])
        self._tabs[self._names[there]].focus()
