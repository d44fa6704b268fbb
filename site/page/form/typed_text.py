"""What stands in a field.

A text crosses to Python a character at a time, so that one of a million takes long.  What is
longer than anything that is read stays where it is: only its length is told.
"""

from pyscript import window

TYPE_CHECKING = False  # MicroPython has no module typing to take it from
if TYPE_CHECKING:
    from jsffi import JsProxy

_LONGEST = 1_000


def typed_text(field: JsProxy) -> tuple[str, int]:
    """Return the text of a field and its length; no text where that is more than any can be."""
    found = window.textOrLength(field, _LONGEST)
    if isinstance(found, str):
        return found, len(found)
    return "", int(found)


def trimmed_text(field: JsProxy) -> tuple[str, int]:
    """Return the same without the spaces around it, unless it is too long."""
    text, length = typed_text(field)
    trimmed = text.strip()
    return trimmed, len(trimmed) if text else length
