"""Skeletons: what the Kekulé structures of one molecule have in common.

That is the heavy atoms, the hydrogens on each, and which atoms are bonded, but not the orders of
the bonds.  As every atom has its standard valence, structures with the same skeleton differ only
in where double bonds are around rings.
"""

from collections.abc import Sequence
from typing import NamedTuple

from isoanneal.structure import Structure


class Skeleton(NamedTuple):
    """The heavy atoms: their elements, hydrogens and neighbours, each in the atoms' order."""

    elements: Sequence[str]
    hydrogens: Sequence[int]
    neighbours: Sequence[Sequence[int]]

    @property
    def counts(self) -> dict[str, int]:
        """How many atoms there are of each element, hydrogens included."""
        counts: dict[str, int] = {}
        for element in self.elements:
            counts[element] = counts.get(element, 0) + 1
        if hydrogens := sum(self.hydrogens):
            counts["H"] = hydrogens
        return counts


def skeleton(
    elements: Sequence[str], hydrogens: Sequence[int], bonds: Sequence[tuple[int, int]]
) -> Skeleton:
    """Return the skeleton that has these bonds, pairs of atoms, each pair once."""
    neighbours: list[list[int]] = [[] for _ in elements]
    for i, j in bonds:
        neighbours[i].append(j)
        neighbours[j].append(i)
    return Skeleton(elements, hydrogens, neighbours)


def skeleton_of(structure: Structure) -> Skeleton:
    """Return the skeleton of a structure."""
    hydrogens = [0] * len(structure.elements)
    for atom in structure.hydrogen_bearers:
        hydrogens[atom] += 1
    return skeleton(structure.elements, hydrogens, list(set(structure.bond_units)))
