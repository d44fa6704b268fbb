"""Rules about strained rings.

A ring is a cycle of atoms without a bond across it: the two three-membered rings of
bicyclobutane make no four-membered one.
"""

from isoanneal.constraints.registry import register
from isoanneal.structure import Structure


@register(
    "no_three_membered_rings",
    title="No three-membered rings",
    meaning="No cyclopropanes, epoxides, aziridines or other rings of three atoms",
)
def three_membered_rings(structure: Structure) -> int:
    """Return the number of rings of three atoms."""
    near = structure.neighbours
    # Each ring is found at each of its three bonds.
    return sum([(near[i] & near[j]).bit_count() for i, j in set(structure.bond_units)]) // 3


@register(
    "no_four_membered_rings",
    title="No four-membered rings",
    meaning="No cyclobutanes, oxetanes, azetidines or other rings of four atoms",
)
def four_membered_rings(structure: Structure) -> int:
    """Return the number of rings of four atoms."""
    near = structure.neighbours
    found = 0
    for i, around in enumerate(near):
        for k in range(i):
            shared = around & near[k]
            if shared & shared - 1 and not around >> k & 1:
                found += _pairs_apart(shared, near)
    # Each ring is found at both pairs of opposite atoms.
    return found // 2


def _pairs_apart(atoms: int, near: list[int]) -> int:
    """Return the number of pairs among `atoms` (a bit mask) that are not bonded."""
    pairs = 0
    while atoms:
        atom = atoms.bit_length() - 1
        atoms ^= 1 << atom
        pairs += (atoms & ~near[atom]).bit_count()
    return pairs
