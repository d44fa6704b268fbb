"""What the page's address asks for, such as `?formula=C6H14&steps=500`."""

from jsffi import JsProxy
from page.elements import element
from pyscript import window

FIELDS = ("formula", "kt0", "k", "steps", "cycles", "seed", "pace")


def is_embedded() -> bool:
    """Tell whether `?embed=1` asks for the essentials only, in the frame of another page."""
    return bool(_asked().get("embed") == "1")


def fill_form() -> None:
    """Put what the address asks for into the form, which then checks it as if typed."""
    asked = _asked()
    for name in FIELDS:
        if asked.has(name):
            field = element(name)
            before = field.value
            field.value = asked.get(name)
            if name == "pace" and not field.value:  # no such pace
                field.value = before


def show_link() -> None:
    """Let the embedded page lead to the whole one, with the same search."""
    address = window.URL.new(window.location.href)
    address.searchParams.delete("embed")
    element("whole-page").href = address.href


def _asked() -> JsProxy:
    asked: JsProxy = window.URLSearchParams.new(window.location.search)
    return asked
