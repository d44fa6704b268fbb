"""Shapes of drawings, written as SVG.

The page rebuilds what a worker sends from a few shapes and attributes only, see
`site/page/drawing.py`; these are made of nothing else.  Places are in pixels from the upper left
corner, x + iy.
"""

import html
from collections.abc import Sequence

_WHOLE = (
    "<svg xmlns='http://www.w3.org/2000/svg' "
    "width='{0}px' height='{1}px' viewBox='0 0 {0} {1}'>{2}</svg>"
)
_BASELINE = 0.36
"""How far below its middle a line of capitals and digits stands, in font sizes."""


def document(width: int, height: int, shapes: Sequence[str] = ()) -> str:
    """Return a drawing of `width` by `height` pixels; without shapes it is empty."""
    return _WHOLE.format(width, height, "".join(shapes))


def line(points: Sequence[complex]) -> str:
    """Return the data of a path: from a point straight to another, or in a curve.

    Of three points the middle one is the control point of a quadratic Bézier curve.
    """
    start, *rest = (f"{one.real:.1f},{one.imag:.1f}" for one in points)
    return f"M {start} {'Q' if len(rest) > 1 else 'L'} {' '.join(rest)}"


def stroke(data: str, kind: str, colour: str, width: float, dashes: str = "") -> str:
    """Return a path that is not filled; `kind` is its class, `colour` is as in `#FF0000`."""
    dashed = f";stroke-dasharray:{dashes}" if dashes else ""
    style = f"fill:none;stroke:{colour};stroke-width:{width:.1f}px;stroke-linecap:butt{dashed}"
    return f"<path class='{kind}' d='{data}' style='{style}'/>"


def ellipse(centre: complex, half: complex, kind: str, colour: str) -> str:
    """Return a filled ellipse, `half` as wide and as high."""
    place = f"cx='{centre.real:.1f}' cy='{centre.imag:.1f}'"
    return (
        f"<ellipse class='{kind}' {place} rx='{half.real:.1f}' ry='{half.imag:.1f}' "
        f"style='fill:{colour}'/>"
    )


def text(
    words: str, centre: complex, kind: str, colour: str, size: float, *, anchor: str = "middle"
) -> str:
    """Return letters of a size in pixels whose middle is as high as a point.

    `anchor` says what of them is at the point: `start`, `middle` or `end`.
    """
    place = f"x='{centre.real:.1f}' y='{centre.imag + _BASELINE * size:.1f}'"
    style = f"fill:{colour};font-family:sans-serif;font-size:{size:.1f}px;text-anchor:{anchor}"
    return f"<text class='{kind}' {place} style='{style}'>{html.escape(words)}</text>"
