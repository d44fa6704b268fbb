"""Rings: how many a molecule has, and how large they are."""

from functools import lru_cache

from isoanneal.ring_system import ring_system
from isoanneal.scoring.registry import register
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
    """Return the smallest size such that rings up to it make up all others.

    A ring is a mask of bonds here, and rings make up another one if that is their sum modulo
    2.  Shortest paths from any of its atoms to both ends of each of its bonds make up a ring
    by none that are larger: J. D. Horton, SIAM J. Comput. 1987, 16, 358-366.
    """
    core = {atom: mask for atom, mask in enumerate(ring_system(neighbours)) if mask}
    bonds = [(i, j) for i, mask in core.items() for j in core if j < i and mask >> j & 1]
    starts = [atom for atom, mask in core.items() if mask.bit_count() > 2]  # noqa: PLR2004
    if not starts:
        return len(core)
    missing = len(bonds) - len(core) + 1
    independent: dict[int, int] = {}
    for ring in sorted(_candidates(bonds, starts), key=int.bit_count):
        rest = ring
        while rest.bit_length() in independent:
            rest ^= independent[rest.bit_length()]
        if rest:
            independent[rest.bit_length()] = rest
            if len(independent) == missing:
                return ring.bit_count()
    raise AssertionError("The candidates make up all rings.")


def _candidates(bonds: list[tuple[int, int]], starts: list[int]) -> set[int]:
    """Return the sums of bonds and of shortest paths from a start to their ends.

    Every ring must pass a start.
    """
    near: dict[int, list[tuple[int, int]]] = {}
    for number, (i, j) in enumerate(bonds):
        near.setdefault(i, []).append((j, 1 << number))
        near.setdefault(j, []).append((i, 1 << number))
    found = set()
    for start in starts:
        paths = {start: 0}
        reached = [start]
        for atom in reached:
            for other, bond in near[atom]:
                if other not in paths:
                    paths[other] = paths[atom] | bond
                    reached.append(other)
        found.update([paths[i] ^ paths[j] ^ 1 << number for number, (i, j) in enumerate(bonds)])
    found.discard(0)
    return found
