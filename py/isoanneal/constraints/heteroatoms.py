"""Rules about bonds between atoms other than carbon and hydrogen."""

from collections.abc import Sequence
from functools import lru_cache

from isoanneal.constraints.registry import register
from isoanneal.structure import Structure


@register(
    "no_oxygen_oxygen_bonds",
    title="No oxygen-oxygen bonds",
    meaning="No peroxides: no two oxygen atoms bonded to each other",
)
def oxygen_oxygen_bonds(structure: Structure) -> int:
    """Return the number of bonds of any order between two oxygens."""
    return _bonds_within(_all_of(structure.elements, "O"), structure.neighbours)


@register(
    "no_nitrogen_nitrogen_bonds",
    title="No nitrogen-nitrogen bonds",
    meaning="No hydrazines, azo compounds or other bonds between two nitrogen atoms",
)
def nitrogen_nitrogen_bonds(structure: Structure) -> int:
    """Return the number of bonds of any order between two nitrogens."""
    return _bonds_within(_all_of(structure.elements, "N"), structure.neighbours)


@register(
    "no_heteroatom_bonds",
    title="No bonds between heteroatoms",
    meaning="Atoms other than carbon and hydrogen are bonded to carbon and hydrogen only",
)
def heteroatom_bonds(structure: Structure) -> int:
    """Return the number of bonds of any order between two heavy atoms other than carbon."""
    everything = (1 << len(structure.elements)) - 1
    return _bonds_within(everything ^ _all_of(structure.elements, "C"), structure.neighbours)


def _bonds_within(atoms: int, neighbours: Sequence[int]) -> int:
    """Return the number of bonds that join two of `atoms` (a bit mask)."""
    if not atoms & atoms - 1:
        return 0
    ends = [(atoms & near).bit_count() for atom, near in enumerate(neighbours) if atoms >> atom & 1]
    return sum(ends) // 2


@lru_cache(maxsize=64)
def _all_of(elements: tuple[str, ...], wanted: str) -> int:
    """Return the bit mask of the atoms of one element."""
    return sum([1 << atom for atom, element in enumerate(elements) if element == wanted])
