"""Rules about double and triple bonds."""

from isoanneal.constraints.registry import register
from isoanneal.structure import Structure


@register(
    "no_triple_bonds",
    title="No triple bonds",
    meaning="No alkynes, nitriles or other triple bonds",
)
def triple_bonds(structure: Structure) -> int:
    """Return the number of triple bonds."""
    return sum([row.count(3) for row in structure.bond_orders]) // 2


@register(
    "no_cumulated_double_bonds",
    title="No cumulated double bonds",
    meaning="No atom with two double bonds, as in allenes, ketenes and isocyanates",
)
def cumulated_double_bonds(structure: Structure) -> int:
    """Return the number of atoms with two double bonds."""
    return sum([row.count(2) > 1 for row in structure.bond_orders])
