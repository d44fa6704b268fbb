"""Drawings of structures, as SVG."""

from collections.abc import Sequence

from isoanneal import chem
from isoanneal.chem.coordinates import HEIGHT, WIDTH
from isoanneal.drawing.gaps import crossings, with_gaps
from isoanneal.drawing.highlight import highlighted
from isoanneal.drawing.shapes import document
from isoanneal.layout import Point, is_hopeless, layout
from isoanneal.structure import Structure

__all__ = ["HEIGHT", "WIDTH", "crossings", "svg"]


def svg(
    structure: Structure,
    points: Sequence[Point] | None = None,
    *,
    width: int = WIDTH,
    height: int = HEIGHT,
    changed: Sequence[tuple[int, int]] = (),
) -> str:
    """Return a drawing of `width` by `height` pixels on a transparent ground, as SVG.

    The heavy atoms are at `points`, or where `layout` puts them.  Where bonds cross, one of them
    has a gap.  Of the pairs `changed` those that are bonded are highlighted; nothing else is
    drawn differently.  A drawing that nobody could read is empty: it has no shape in it.  Raises
    what `layout` raises.
    """
    places = layout(structure) if points is None else points
    if is_hopeless(structure, places):
        return document(width, height)
    drawn = with_gaps(chem.toolkit().depict(structure, places, width=width, height=height))
    return highlighted(drawn, changed) if changed else drawn
