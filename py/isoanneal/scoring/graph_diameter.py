"""The diameter of a molecular graph: how far its most distant atoms are apart."""

from isoanneal.scoring.distances import distances
from isoanneal.scoring.registry import register
from isoanneal.structure import Structure


@register(
    "graph_diameter",
    title="Graph diameter",
    unit="bonds",
    meaning="Distance of the two atoms other than hydrogen that are furthest apart",
)
def graph_diameter(structure: Structure) -> float:
    """Return the largest distance of two heavy atoms, a whole number of bonds, at least 0.

    The distance is that along the shortest path, and bonds count 1 whatever their order.
    F. Harary, Graph Theory, Addison-Wesley 1969, chapter 2.
    """
    return float(distances(structure).largest)
