"""The degree of branching of a skeleton.

D. Hölter, A. Burgath, H. Frey, Acta Polym. 1997, 48, 30-35.
"""

from isoanneal.scoring.registry import register
from isoanneal.structure import Structure


@register(
    "degree_of_branching",
    title="Degree of branching",
    unit="",
    meaning="0 for a chain without branches, 1 where every atom is an end or a branch",
)
def degree_of_branching(structure: Structure) -> float:
    """Return 2 D / (2 D + L), a pure number from 0 to 1.

    D is the number of heavy atoms with three or more heavy neighbours and L of those with
    two.  The result is 0 where there are neither.
    """
    degrees = [mask.bit_count() for mask in structure.neighbours]
    linear = degrees.count(2)
    ends = degrees.count(0) + degrees.count(1)
    dendritic = len(degrees) - linear - ends
    return 2 * dendritic / (2 * dendritic + linear) if dendritic else 0.0
