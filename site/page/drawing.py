"""Drawings: rebuilt from the shapes that a text in SVG names, and from nothing else of it.

What a browser kept, and what a worker sent, is text of others.  Were it put into the document
as markup, a script in it could run.  Here only shapes are made, of names and values that are
known to do nothing but draw.
"""

from pyscript import document

TYPE_CHECKING = False  # MicroPython has no module typing to take it from
if TYPE_CHECKING:
    from jsffi import JsProxy

_SPACE = "http://www.w3.org/2000/svg"
_MOST_SHAPES = 5_000
_SHAPES = {
    "path": ("d",),
    "rect": ("x", "y", "width", "height"),
    "circle": ("cx", "cy", "r"),
    "ellipse": ("cx", "cy", "rx", "ry"),
    "line": ("x1", "y1", "x2", "y2"),
    "polyline": ("points",),
    "polygon": ("points",),
    "text": ("x", "y", "dx", "dy"),
}
_OF_THE_WHOLE = ("width", "height", "viewBox")
_OF_EVERY_SHAPE = ("fill", "stroke", "class")
_STYLES = [
    "fill",
    "fill-opacity",
    "fill-rule",
    "opacity",
    "stroke",
    "stroke-dasharray",
    "stroke-linecap",
    "stroke-linejoin",
    "stroke-miterlimit",
    "stroke-opacity",
    "stroke-width",
    "font-family",
    "font-size",
    "font-style",
    "font-weight",
    "text-anchor",
]
_CHARACTERS = set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 \t\n.,#%+-_")
"""Of values: none that begins an address, a function, an escape or a second declaration."""
_NAMED = {"&lt;": "<", "&gt;": ">", "&quot;": '"', "&apos;": "'", "&amp;": "&"}


def show(svg: str, place: JsProxy) -> bool:
    """Draw what a text in SVG names in an element, in the place of what is there.

    Returns whether anything is to be seen then.
    """
    if "<svg" not in svg:
        place.replaceChildren()
        return False
    made = _made(svg)
    place.replaceChildren(made)
    return bool(made.childElementCount)


def _made(svg: str) -> JsProxy:
    """Return an element with all shapes, one after the other; what is around them has no say."""
    root, *pieces = svg[svg.find("<svg") + 1 :].split("<")
    whole = _element("svg", _OF_THE_WHOLE, _attributes(root.partition(">")[0]), {})
    styles: dict[str, str] = {}
    for piece in pieces[: 2 * _MOST_SHAPES]:  # an end may have a piece of its own
        tag, _, text = piece.partition(">")
        name = (tag.split() or [""])[0].rstrip("/")
        if name in _SHAPES:
            allowed = _SHAPES[name] + _OF_EVERY_SHAPE
            shape = _element(name, allowed, _attributes(tag), styles)
            if name == "text":
                shape.textContent = _unescaped(text)
            whole.appendChild(shape)
    return whole


def _element(
    name: str, allowed: tuple[str, ...], given: dict[str, str], styles: dict[str, str]
) -> JsProxy:
    """Return an element with those of its attributes that are allowed."""
    made: JsProxy = document.createElementNS(_SPACE, name)
    for attribute in allowed:
        if attribute in given and _draws_only(given[attribute]):
            made.setAttribute(attribute, given[attribute])
    style = given.get("style", "")
    if style and style not in styles:
        styles[style] = _style(style)  # many shapes have the same
    if style and styles[style]:
        made.setAttribute("style", styles[style])
    return made


def _attributes(tag: str) -> dict[str, str]:
    """Return the attributes of a tag as far as they can be read."""
    found = {}
    while "=" in tag:
        before, _, tag = tag.partition("=")
        tag = tag.strip()
        names, quote = before.split(), tag[:1]
        if not names or quote not in ("'", '"'):
            break
        found[names[-1]], _, tag = tag[1:].partition(quote)
    return found


def _style(text: str) -> str:
    """Return those declarations of a style that say how a shape is drawn."""
    pairs = [declaration.partition(":") for declaration in text.split(";")]
    kept = [(name.strip(), value.strip()) for name, _, value in pairs]
    return ";".join([f"{name}:{value}" for name, value in kept if _is_style(name, value)])


def _is_style(name: str, value: str) -> bool:
    return name in _STYLES and _draws_only(value)


def _draws_only(value: str) -> bool:
    """Tell whether a value can be nothing but numbers, a colour or a plain word."""
    return set(value) <= _CHARACTERS


def _unescaped(text: str) -> str:
    """Return a text without the five escapes of XML, the ampersand's last."""
    for escaped in ("&lt;", "&gt;", "&quot;", "&apos;", "&amp;"):
        text = text.replace(escaped, _NAMED[escaped])
    return text
