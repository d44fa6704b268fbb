"""The words for a structure that is drawn: its name, and what it looks like to those who see it."""

from page.elements import element, set_text
from page.refusal import sentence_of_values
from page.words import sentences

TYPE_CHECKING = False  # MicroPython has no module typing to take it from
if TYPE_CHECKING:
    from jsffi import JsProxy


def show_name(place: str, name: str) -> None:
    """Show the name of an isomer, where it has one."""
    set_text(place, name)
    element(place).hidden = not name


def label(beginning: str, described: list[tuple[str, JsProxy]]) -> str:
    """Return what is read out in the place of a drawing, after words that say what it is."""
    return sentences([beginning] + [sentence_of_values(*one) for one in described])
