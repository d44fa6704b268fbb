"""A structure in a form that never changes, by which toolkits remember what they made of it."""

from isoanneal.formula import VALENCES
from isoanneal.structure import Structure

LabelledGraph = tuple[tuple[str, ...], tuple[tuple[int, int], ...]]
"""The heavy atoms' elements, and the units of their bonds (i, j) in ascending order."""

ORDER_IN_SMILES = "_smilesAtomOutputOrder"
"""The property of a molecule in which RDKit notes the order of its atoms in their SMILES."""


def labelled_graph(structure: Structure) -> LabelledGraph:
    """Return the graph, equal for structures with the same bonds between the same atoms."""
    return structure.elements, tuple(sorted(structure.bond_units))


def bond_orders(graph: LabelledGraph) -> list[tuple[int, int, int]]:
    """Return the bonds as (i, j, order), i < j, in ascending order."""
    orders = dict.fromkeys(graph[1], 0)
    for unit in graph[1]:
        orders[unit] += 1
    return [(i, j, order) for (i, j), order in orders.items()]


def hydrogen_counts(graph: LabelledGraph) -> list[int]:
    """Return the number of hydrogens on each heavy atom, which fill its valence."""
    elements, units = graph
    counts = [VALENCES[element] for element in elements]
    for i, j in units:
        counts[i] -= 1
        counts[j] -= 1
    return counts


def atoms_in_order(noted: str) -> list[int]:
    """Return the atoms that RDKit has noted, as “[2,0,1]” or “[2,0,1,]”."""
    return [int(atom) for atom in noted.strip("[],").split(",")]
