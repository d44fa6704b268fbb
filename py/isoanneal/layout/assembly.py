"""Drawings of whole graphs, put together from those of their biconnected components."""

from collections.abc import Sequence
from itertools import chain

from isoanneal.chem import Point
from isoanneal.layout.block_drawing import Drawing
from isoanneal.layout.planarity import Bond
from isoanneal.layout.quality import evened_out
from isoanneal.layout.sheet import Sheet

_TURNS = 72
_SMALLER = 0.65
_SWEEPS = 30
_STEP = 0.3

Part = tuple[int, list[int], Drawing]
"""A vertex that is there, those that are attached to it, and how all of them are drawn."""


def assembled(bonds: Sequence[Bond], first: Drawing, others: Sequence[Drawing]) -> list[Point]:
    """Return where the vertices 0, 1, … are, beginning with one block's drawing.

    The other blocks are attached one after the other to what is there, bonds among them.
    """
    if not others:
        return [first[vertex] for vertex in sorted(first)]
    parts = _parts(first, others)
    order = [*first, *chain.from_iterable(new for _, new, _ in parts)]
    number = {vertex: place for place, vertex in enumerate(order)}
    points = [*first.values(), *chain.from_iterable(_relative(*part) for part in parts)]
    sheet = Sheet(points, [(number[i], number[j]) for i, j in bonds])
    for anchor, new, _ in parts:
        sheet.place(number[new[0]], number[new[-1]] + 1, number[anchor], _TURNS, _SMALLER)
    evened_out(sheet, _SWEEPS, _STEP)
    points = sheet.points
    return [points[number[vertex]] for vertex in sorted(order)]


def _parts(first: Drawing, others: Sequence[Drawing]) -> list[Part]:
    """Return what is attached where, from the first block outwards, large blocks first."""
    of_vertex: dict[int, list[Drawing]] = {}
    for drawing in sorted(others, key=len, reverse=True):
        for vertex in drawing:
            of_vertex.setdefault(vertex, []).append(drawing)
    parts: list[Part] = []
    there = list(first)
    attached: list[Drawing] = [first]
    for anchor in there:
        for drawing in of_vertex.get(anchor, []):
            if not any(drawing is one for one in attached):
                new = [vertex for vertex in drawing if vertex != anchor]
                attached.append(drawing)
                parts.append((anchor, new, drawing))
                there += new
    return parts


def _relative(anchor: int, new: Sequence[int], drawing: Drawing) -> list[Point]:
    """Return where new vertices are drawn as seen from the one that they are attached to."""
    x, y = drawing[anchor]
    return [(drawing[vertex][0] - x, drawing[vertex][1] - y) for vertex in new]
