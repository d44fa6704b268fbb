"""The constraints once more, by RDKit's SMARTS and networkx, without code of the package."""

from collections.abc import Callable, Iterable
from itertools import combinations

import networkx as nx  # type: ignore[import-untyped]
from rdkit import Chem

WITHOUT_AROMATICITY = (
    Chem.SanitizeFlags.SANITIZE_ALL
    ^ Chem.SanitizeFlags.SANITIZE_SETAROMATICITY
    ^ Chem.SanitizeFlags.SANITIZE_KEKULIZE
)


def drawn(elements: Iterable[str], bonds: Iterable[tuple[int, int, int]]) -> Chem.Mol:
    """Return a molecule of single, double and triple bonds (i, j, order), none aromatic."""
    molecule = Chem.RWMol()
    for element in elements:
        molecule.AddAtom(Chem.Atom(element))
    for i, j, order in bonds:
        molecule.AddBond(i, j, Chem.BondType.values[order])
    Chem.SanitizeMol(molecule, WITHOUT_AROMATICITY)
    return molecule


def read(smiles: str) -> Chem.Mol:
    """Return the molecule of a SMILES, drawn with single, double and triple bonds."""
    molecule = Chem.MolFromSmiles(smiles)
    Chem.Kekulize(molecule, clearAromaticFlags=True)
    return molecule


def matches(molecule: Chem.Mol, smarts: str) -> list[tuple[int, ...]]:
    """Return the matches of a SMARTS pattern that are different sets of atoms."""
    return list(molecule.GetSubstructMatches(Chem.MolFromSmarts(smarts), maxMatches=10_000))


def cumulated_double_bonds(molecule: Chem.Mol) -> int:
    """Return the number of atoms between two double bonds."""
    return len({middle for _, middle, _ in matches(molecule, "*=*=*")})


def four_membered_rings(molecule: Chem.Mol) -> int:
    """Return the number of cycles of four atoms without a bond across."""
    graph = graph_of(molecule)
    return sum(
        graph.subgraph(atoms).number_of_edges() == 4 for atoms in matches(molecule, "*~1~*~*~*~1")
    )


def bridgehead_double_bonds(molecule: Chem.Mol) -> int:
    """Return the number of double bonds that break Bredt's rule, by trying all paths."""
    graph = graph_of(molecule)
    return sum(
        any(breaks_bredts_rule(graph, *ends, w) for ends in ((u, v), (v, u)) for w in graph)
        for u, v in matches(molecule, "*=*")
    )


def breaks_bredts_rule(graph: nx.Graph, u: int, v: int, w: int) -> bool:
    """Tell whether u and w are the bridgeheads of a bicyclic system that u=v strains."""
    if u == w:
        return False
    paths = [path[1:-1] for path in nx.all_simple_paths(graph, u, w, cutoff=6) if len(path) > 2]
    return any(
        set(one).isdisjoint(two) and set(one).isdisjoint(three) and set(two).isdisjoint(three)
        for one in paths
        if one[0] == v
        for two, three in combinations(paths, 2)
        if len(one) + len(two) + 2 < 8 and len(one) + len(three) + 2 < 8
    )


def graph_of(molecule: Chem.Mol) -> nx.Graph:
    """Return the heavy-atom graph."""
    return nx.Graph((bond.GetBeginAtomIdx(), bond.GetEndAtomIdx()) for bond in molecule.GetBonds())


def _counter(smarts: str) -> Callable[[Chem.Mol], int]:
    return lambda molecule: len(matches(molecule, smarts))


VIOLATIONS: dict[str, Callable[[Chem.Mol], int]] = {
    "no_triple_bonds": _counter("*#*"),
    "no_cumulated_double_bonds": cumulated_double_bonds,
    "no_oxygen_oxygen_bonds": _counter("[#8]~[#8]"),
    "no_nitrogen_nitrogen_bonds": _counter("[#7]~[#7]"),
    "no_heteroatom_bonds": _counter("[!#6]~[!#6]"),
    "no_three_membered_rings": _counter("*~1~*~*~1"),
    "no_four_membered_rings": four_membered_rings,
    "no_bridgehead_double_bonds": bridgehead_double_bonds,
}
"""How often a drawn molecule breaks each rule."""
