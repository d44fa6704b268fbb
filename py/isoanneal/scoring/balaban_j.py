"""Balaban's J, a measure of branching that hardly grows with the size of a molecule.

A. T. Balaban, Chem. Phys. Lett. 1982, 89, 399-404.
"""

from isoanneal.scoring.distances import distances
from isoanneal.scoring.inverse_roots import inverse_root_sum
from isoanneal.scoring.registry import register
from isoanneal.structure import Structure


@register(
    "balaban_j",
    title="Balaban J",
    unit="",
    meaning="How branched and compact a molecule is, hardly affected by its size",
)
def balaban_j(structure: Structure) -> float:
    """Return m / (r + 1) times the sum of 1 / sqrt(s_i s_j) over the m bonds i-j.

    s_i is the sum of the distances from heavy atom i to all others, with every bond counting
    1 whatever its order, and r the number of rings.  A pure number, above 0, and 0 for a
    single heavy atom.
    """
    bonds = len(set(structure.bond_units))
    rings = bonds - len(structure.elements) + 1
    return bonds / (rings + 1) * inverse_root_sum(structure, distances(structure).sums)
