"""What stands in a field."""

TYPE_CHECKING = False  # MicroPython has no module typing to take it from
if TYPE_CHECKING:
    from jsffi import JsProxy


def typed_text(field: JsProxy) -> tuple[str, int]:
    """Return the text of a field and its length."""
    text = str(field.value)
    return text, len(text)


def trimmed_text(field: JsProxy) -> tuple[str, int]:
    """Return the same without the spaces around it."""
    text = str(field.value).strip()
    return text, len(text)
