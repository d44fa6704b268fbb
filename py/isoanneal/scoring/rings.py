"""Rings: how many a molecule has, and how large they are."""

from functools import lru_cache

from isoanneal.scoring.registry import register
from isoanneal.smallest_rings import ring_sizes
from isoanneal.structure import Structure


@register(
    "number_of_rings",
    title="Number of rings",
    unit="",
    meaning="How many bonds must be cut until no ring is left",
)
def number_of_rings(structure: Structure) -> float:
    """Return the number of rings, a whole number, at least 0.

    That is the cyclomatic number of the graph, bonds less atoms plus one, and the number of
    rings in every smallest set of smallest rings: M. Plotkin, J. Chem. Doc. 1971, 11, 60-63.
    It is 5 for cubane, where others count all six faces.
    """
    return float(len(set(structure.bond_units)) - len(structure.elements) + 1)


@register(
    "largest_ring",
    title="Largest ring",
    unit="atoms",
    meaning="Atoms in the largest ring, not counting rings made up of smaller ones",
)
def largest_ring(structure: Structure) -> float:
    """Return the size of the largest ring in atoms, at least 3, and 0 without rings.

    It is the largest in a smallest set of smallest rings, which is the same in all such
    sets: M. Plotkin, J. Chem. Doc. 1971, 11, 60-63.  It is 6 for decalin, although ten of
    its atoms lie on a circle.  RDKit's ring finder misses it in some cages, in version
    2025.3 at least, so it is not asked.
    """
    return float(_largest_ring(tuple(structure.neighbours)))


@lru_cache(maxsize=2**12)
def _largest_ring(neighbours: tuple[int, ...]) -> int:
    return max(ring_sizes(neighbours), default=0)
