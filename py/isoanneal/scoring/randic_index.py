"""The Randić index, the oldest of the connectivity indices.

M. Randić, J. Am. Chem. Soc. 1975, 97, 6609-6615.
"""

from isoanneal.scoring.inverse_roots import inverse_root_sum
from isoanneal.scoring.registry import register
from isoanneal.structure import Structure


@register(
    "randic_index",
    title="Randić index",
    unit="",
    meaning="The more branched a molecule is, the lower; boiling points tend to follow it",
)
def randic_index(structure: Structure) -> float:
    """Return the sum of 1 / sqrt(d_i d_j) over the bonds i-j between heavy atoms.

    d_i is the number of heavy atoms bonded to atom i, by bonds of any order.  A pure number,
    sqrt(n - 1) to n / 2 for n > 1 heavy atoms, and 0 for one.
    """
    return inverse_root_sum(structure, [mask.bit_count() for mask in structure.neighbours])
