"""Molecular descriptors that the chemistry toolkit computes; logP has its own module."""

from isoanneal import chem
from isoanneal.scoring.registry import register
from isoanneal.structure import Structure


@register(
    "molar_refractivity",
    title="Molar refractivity",
    unit="cm³/mol",
    meaning="How easily light shifts the electrons; grows with the volume of the molecule",
)
def molar_refractivity(structure: Structure) -> float:
    """Return the estimated molar refractivity in cm3/mol, above 0.

    S. A. Wildman, G. M. Crippen, J. Chem. Inf. Comput. Sci. 1999, 39, 868-873.
    """
    return chem.toolkit().descriptor(structure, "molar_refractivity")


@register(
    "tpsa",
    title="Polar surface area",
    unit="Å²",
    meaning="Estimated surface of nitrogen, oxygen and the hydrogens on them",
)
def tpsa(structure: Structure) -> float:
    """Return the topological polar surface area in square angstrom, at least 0.

    P. Ertl, B. Rohde, P. Selzer, J. Med. Chem. 2000, 43, 3714-3717, without the
    contributions of sulfur and phosphorus, as RDKit computes it.
    """
    return chem.toolkit().descriptor(structure, "tpsa")


@register(
    "rotatable_bonds",
    title="Rotatable bonds",
    unit="",
    meaning="Single bonds around which the molecule can twist; more make it floppier",
)
def rotatable_bonds(structure: Structure) -> float:
    """Return the number of rotatable bonds, a whole number, at least 0.

    Single bonds outside rings with a heavy atom beyond either end, without those next to a
    triple bond, those of amides and others that hardly turn, in the definition that is
    RDKit's default.  Their part in drug design: D. F. Veber et al., J. Med. Chem. 2002, 45,
    2615-2623.
    """
    return chem.toolkit().descriptor(structure, "rotatable_bonds")


@register(
    "hydrogen_bond_donors",
    title="Hydrogen-bond donors",
    unit="",
    meaning="Atoms such as the O of OH that can give a hydrogen bond",
)
def hydrogen_bond_donors(structure: Structure) -> float:
    """Return the number of hydrogen-bond donors, a whole number, at least 0.

    N, O and S atoms that bear hydrogen, as RDKit defines them.  Their part in drug design:
    C. A. Lipinski et al., Adv. Drug Deliv. Rev. 1997, 23, 3-25.
    """
    return chem.toolkit().descriptor(structure, "hydrogen_bond_donors")


@register(
    "hydrogen_bond_acceptors",
    title="Hydrogen-bond acceptors",
    unit="",
    meaning="Atoms such as the O of C=O that can take a hydrogen bond",
)
def hydrogen_bond_acceptors(structure: Structure) -> float:
    """Return the number of hydrogen-bond acceptors, a whole number, at least 0.

    N, O and S atoms with a free electron pair, without the nitrogen of amides and the like,
    as RDKit defines them; aromatic nitrogen with three neighbours counts in older versions,
    2025.3 among them.  Their part in drug design: C. A. Lipinski et al., Adv. Drug Deliv.
    Rev. 1997, 23, 3-25.
    """
    return chem.toolkit().descriptor(structure, "hydrogen_bond_acceptors")
