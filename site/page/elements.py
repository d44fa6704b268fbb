"""The elements of the page, by their ids."""

from jsffi import JsProxy
from pyscript import document

_elements: dict[str, JsProxy] = {}
_texts: dict[str, str] = {}


def element(name: str) -> JsProxy:
    """Return the element with that id; each is looked up once."""
    if name not in _elements:
        _elements[name] = document.getElementById(name)
    return _elements[name]


def copy_of(template: str) -> JsProxy:
    """Return a copy of what is in the template with that id."""
    copy: JsProxy = element(template).content.firstElementChild.cloneNode(True)  # noqa: FBT003
    return copy


def parts_of(item: JsProxy) -> dict[str, JsProxy]:
    """Return the elements within another that say in `data-part` what they are."""
    found = item.querySelectorAll("[data-part]")
    return {str(found[i].dataset.part): found[i] for i in range(found.length)}


def set_text(name: str, text: str) -> None:
    """Show a text, unless it is there already."""
    if _texts.get(name) != text:
        _texts[name] = text
        element(name).textContent = text


def set_fraction(name: str, fraction: float, *, value: str) -> None:
    """Fill a progress bar to a fraction, 0 to 1, and tell its `value` to screen readers."""
    bar = element(name)
    bar.setAttribute("aria-valuenow", value)
    bar.firstElementChild.style.transform = f"scaleX({fraction:.4f})"


def mark(name: str, *, valid: bool) -> None:
    """Mark a field as one that can be read, or not."""
    element(name).setAttribute("aria-invalid", "false" if valid else "true")
