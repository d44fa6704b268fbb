"""What the page's address asks for, such as `?formula=C6H14&steps=500`."""

from page.elements import element
from pyscript import document, window

_FIELDS = ("formula", "kt0", "k", "steps", "cycles", "seed", "pace")


def is_embedded() -> bool:
    """Tell whether `?embed=1` asks for the essentials only, in the frame of another page."""
    # The loader has looked, before anything was drawn.
    return bool(document.documentElement.classList.contains("embed"))


def fill_form() -> None:
    """Put what the address asks for into the form, which then checks it as if typed."""
    asked = window.URLSearchParams.new(window.location.search)
    for name in _FIELDS:
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
