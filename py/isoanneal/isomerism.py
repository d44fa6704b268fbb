"""Whether there is anything to search."""

from collections.abc import Iterator

from isoanneal import chem
from isoanneal.displacement import all_displacements
from isoanneal.structure import Structure


def has_one_isomer(structure: Structure) -> bool:
    """Tell whether the structure's formula has no other isomer.

    Displacements lead from any isomer to any other.  So if all that the structure can be
    displaced to is the same molecule, there is no other.
    """
    smiles = chem.toolkit().canonical_smiles(structure)
    return all(neighbour == smiles for neighbour in _neighbour_smiles(structure))


def _neighbour_smiles(structure: Structure) -> Iterator[str]:
    trial = structure.copy()
    for x1, y1, x2, y2, shift in all_displacements(structure):
        trial.displace(x1, y1, x2, y2, shift)
        if trial.joins(x1, x2):
            yield chem.toolkit().canonical_smiles(trial)
        trial.displace(x1, y1, x2, y2, -shift)
