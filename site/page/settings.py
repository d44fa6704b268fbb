"""The settings: open for those who opened them, and where something in them is wrong."""

from page.elements import element
from pyscript import window

TYPE_CHECKING = False  # MicroPython has no module typing to take it from
if TYPE_CHECKING:
    from jsffi import JsProxy

_NAME = "settings"
_OPEN = "open"


def keep_as_left() -> None:
    """Open the settings if they were left open, and remember how they are left from now on."""
    element(_NAME).open = str(window.preferences.read(_NAME)) == _OPEN
    element(_NAME).addEventListener("toggle", _toggled)


def show() -> None:
    """Open the settings, because something in them wants to be seen."""
    element(_NAME).open = True


def _toggled(_event: JsProxy) -> None:
    window.preferences.write(_NAME, _OPEN if element(_NAME).open else "")
