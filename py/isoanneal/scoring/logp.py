"""The Wildman-Crippen logP.

S. A. Wildman, G. M. Crippen, J. Chem. Inf. Comput. Sci. 1999, 39, 868-873, as RDKit
computes it.
"""

from isoanneal import chem
from isoanneal.scoring.registry import register
from isoanneal.structure import Structure


@register(
    "logp",
    title="logP",
    unit="",
    meaning="How much octanol is preferred to water: estimated log10 of the partition coefficient",
)
def logp(structure: Structure) -> float:
    """Return the estimated log10 of the octanol-water partition coefficient."""
    return chem.toolkit().descriptor(structure, "logp")
