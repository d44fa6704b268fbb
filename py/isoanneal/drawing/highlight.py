"""Bonds that are highlighted in a drawing of RDKit's.

RDKit can do so itself, but makes the drawing smaller for it where such a bond is at the margin, so
that all atoms would be elsewhere than without.
"""

import re
from collections.abc import Sequence

from isoanneal.drawing.shapes import stroke

_LINE = re.compile(r"<path class='bond-\d+ atom-(\d+) atom-(\d+)' d='([^']*)'")
_FIRST_SHAPE = "<path"
_COLOUR = "#FFDE7A"
_WIDTH = 10.0


def highlighted(svg: str, pairs: Sequence[tuple[int, int]]) -> str:
    """Return a drawing with broad soft lines under the bonds of some pairs, as far as there are."""
    wanted = {frozenset(pair) for pair in pairs}
    under = [
        stroke(found[3], f"changed atom-{found[1]} atom-{found[2]}", _COLOUR, _WIDTH)
        for found in _LINE.finditer(svg)
        if frozenset((int(found[1]), int(found[2]))) in wanted
    ]
    start = svg.find(_FIRST_SHAPE)
    return f"{svg[:start]}{''.join(under)}{svg[start:]}" if under else svg
