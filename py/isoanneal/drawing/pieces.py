"""Layouts of what a displacement may have taken apart."""

from collections.abc import Sequence

from isoanneal.layout import Point, layout
from isoanneal.structure import Structure

_BETWEEN = 1.3
"""Bond lengths between two pieces."""


def laid_apart(structure: Structure, previous: Sequence[Point]) -> list[Point]:
    """Return where each heavy atom is drawn, near to where it was before.

    A structure in several pieces, as `Structure.displace` may leave one, has each piece as `layout`
    draws it, the largest where it was and the others beside it.  Raises what `layout` raises.
    """
    if structure.is_connected():
        return layout(structure, previous)
    places = [complex(*point) for point in previous]
    there: list[int] = []
    for atoms in sorted(pieces(structure), key=len, reverse=True):
        part = layout(_part(structure, atoms), [previous[atom] for atom in atoms])
        found = [complex(*point) for point in part]
        step = _step(found, [places[atom] for atom in there]) if there else 0j
        for atom, place in zip(atoms, found, strict=True):
            places[atom] = place + step
        there += atoms
    return [(place.real, place.imag) for place in places]


def pieces(structure: Structure) -> list[list[int]]:
    """Return the heavy atoms of each connected component."""
    left = set(range(len(structure.elements)))
    found = []
    while left:
        reached = frontier = {min(left)}
        while frontier:
            near = {j for i in frontier for j in left if structure.bond_orders[i][j]}
            frontier = near - reached
            reached = reached | near
        found.append(sorted(reached))
        left -= reached
    return found


def _part(structure: Structure, atoms: Sequence[int]) -> Structure:
    """Return one piece as a structure of its own."""
    number = {atom: place for place, atom in enumerate(atoms)}
    return Structure(
        tuple(structure.elements[atom] for atom in atoms),
        [(number[i], number[j]) for i, j in structure.bond_units if i in number],
        [number[atom] for atom in structure.hydrogen_bearers if atom in number],
    )


def _step(piece: Sequence[complex], others: Sequence[complex]) -> complex:
    """Return by how much a piece must move away from others to lie beside them."""
    away = sum(piece) / len(piece) - sum(others) / len(others)
    direction = away / abs(away) if away else 1 + 0j
    nearest = min((one * direction.conjugate()).real for one in piece)
    furthest = max((one * direction.conjugate()).real for one in others)
    return max(0.0, furthest - nearest + _BETWEEN) * direction
