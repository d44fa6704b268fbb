"""The portrait of a search: its current structure drawn again and again, atoms in their places."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import TYPE_CHECKING

from isoanneal import chem
from isoanneal.chem.labelled_graph import LabelledGraph, bond_orders, labelled_graph

if TYPE_CHECKING:
    from isoanneal.chem import Point
    from isoanneal.refusal import Sentence
    from isoanneal.structure import Structure

_MOST_CHANGED = 4
"""Bonds: of more changes a drawing made of the one before would be none that one recognises."""


class Portrait:
    """SMILES, drawing, name if it has one, and description of the structure drawn last."""

    def __init__(self) -> None:
        """Begin with none."""
        self.smiles = self.svg = self.name = ""
        self.described: list[Sentence] = []
        self._graph: LabelledGraph | None = None
        self._points: Sequence[Point] | None = None
        self._due = 0.0

    def draw(self, structure: Structure) -> None:
        """Draw a structure, unless it is the one drawn last.  Raises what `layout` raises."""
        graph = labelled_graph(structure)
        if graph == self._graph:
            return
        # Not before RDKit is there: it takes time.
        from isoanneal import drawing  # noqa: PLC0415
        from isoanneal.description import description_of  # noqa: PLC0415
        from isoanneal.layout import layout  # noqa: PLC0415
        from isoanneal.names import name_of  # noqa: PLC0415

        changed = _changed(self._graph, graph)
        is_near = self._graph is not None and len(changed) <= _MOST_CHANGED
        points = layout(structure, self._points if is_near else None)
        self.smiles = chem.toolkit().canonical_smiles(structure)
        self.name, self.described = name_of(structure), description_of(structure)
        self.svg = drawing.svg(
            structure, points, changed=_gained(self._graph, graph) if is_near else ()
        )
        self._graph, self._points = graph, points

    def points_of(self, structure: Structure) -> Sequence[Point] | None:
        """Return where the atoms of a structure are drawn, if it is the one drawn last."""
        return self._points if labelled_graph(structure) == self._graph else None

    def draw_if_due(self, structure: Structure, share: float) -> bool:
        """Draw a structure if that keeps to a share of the time, above 0 to 1; tell whether."""
        began = time.perf_counter()
        if began < self._due:
            return False
        self.draw(structure)
        self._due = began + (time.perf_counter() - began) / share
        return True


def _gained(former: LabelledGraph | None, graph: LabelledGraph) -> list[tuple[int, int]]:
    """Return the bonds that have another order than in the former structure, or are new."""
    there = {(i, j) for i, j, _ in bond_orders(graph)}
    return sorted(_changed(former, graph) & there)


def _changed(former: LabelledGraph | None, graph: LabelledGraph) -> set[tuple[int, int]]:
    """Return the pairs of atoms whose bond has another order than in the former structure."""
    if former is None:
        return set()
    different = set(bond_orders(former)) ^ set(bond_orders(graph))
    return {(i, j) for i, j, _ in different}
