"""RDKit's Python package as the toolkit, in CPython and in Pyodide alike.

One structure is asked about several times, and a walk comes back to structures, so the
last molecules and values are remembered.
"""

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

import rdkit
from rdkit import Chem, rdBase
from rdkit.Chem import rdMolDescriptors
from rdkit.Chem.Draw import rdMolDraw2D

from isoanneal.chem import smarts as patterns
from isoanneal.chem.composition import Composition, can_be_read, composed
from isoanneal.chem.decimals import rounded
from isoanneal.chem.labelled_graph import (
    LabelledGraph,
    bond_orders,
    hydrogen_counts,
    labelled_graph,
)
from isoanneal.structure import Structure

_BOND_TYPES = [
    Chem.BondType.ZERO,
    Chem.BondType.SINGLE,
    Chem.BondType.DOUBLE,
    Chem.BondType.TRIPLE,
]


class PythonPackage:
    """The `Toolkit` made of `from rdkit import Chem`."""

    name = "RDKit (Python package)"
    version = str(rdkit.__version__)

    def canonical_smiles(self, structure: Structure) -> str:
        """Return the canonical SMILES, equal for equal isomers and only for them."""
        return str(Chem.MolToSmiles(_molecule(labelled_graph(structure))))

    def depict(
        self,
        structure: Structure,
        *,
        width: int = 420,
        height: int = 220,
        atoms: Sequence[int] = (),
        bonds: Sequence[tuple[int, int]] = (),
    ) -> str:
        """Return an SVG drawing; see `Toolkit.depict`."""
        molecule = _molecule(labelled_graph(structure))
        drawer = rdMolDraw2D.MolDraw2DSVG(width, height)
        drawer.drawOptions().clearBackground = False  # type: ignore[assignment]  # a property
        rdMolDraw2D.PrepareAndDrawMolecule(
            drawer,
            molecule,
            highlightAtoms=list(atoms),
            highlightBonds=[_bond_index(molecule, i, j) for i, j in bonds],
        )
        drawer.FinishDrawing()
        return str(drawer.GetDrawingText())

    def descriptor(self, structure: Structure, name: str) -> float:
        """Return one of `DESCRIPTORS`; raise `ValueError` for any other name."""
        if name not in _DESCRIPTORS:
            raise ValueError(f"RDKit is not asked for a descriptor “{name}” here.")
        return _value(name, labelled_graph(structure))

    def check_smarts(self, smarts: str) -> None:
        """Raise `ValueError`, in words, for a SMARTS pattern that `count_matches` refuses."""
        _pattern(smarts)

    def count_matches(self, structure: Structure, smarts: str) -> int:
        """Return how many sets of atoms match a pattern; see `Toolkit.count_matches`."""
        return _match_count(smarts, labelled_graph(structure))

    def composition(self, smiles: str) -> Composition | None:
        """Return what a SMILES consists of; see `Toolkit.composition`."""
        if not can_be_read(smiles):
            return None
        with rdBase.BlockLogs():
            molecule = Chem.MolFromSmiles(smiles)
        if molecule is None:
            return None
        atoms = [
            (atom.GetSymbol(), atom.GetTotalNumHs(), atom.GetFormalCharge())
            for atom in molecule.GetAtoms()
        ]
        return composed(atoms)


@lru_cache(maxsize=2**4)
def _molecule(graph: LabelledGraph) -> Chem.Mol:
    editable = Chem.RWMol(_atoms(graph[0]))
    add_bond = editable.AddBond
    for i, j, order in bond_orders(graph):
        add_bond(i, j, _BOND_TYPES[order])
    Chem.SanitizeMol(editable)
    return editable


@lru_cache(maxsize=2**4)
def _atoms(elements: tuple[str, ...]) -> Chem.Mol:
    """Return unbonded atoms, which are slow to add one by one."""
    editable = Chem.RWMol()
    for element in elements:
        editable.AddAtom(Chem.Atom(element))
    return editable


def _bond_index(molecule: Chem.Mol, i: int, j: int) -> int:
    bond = molecule.GetBondBetweenAtoms(i, j)
    if bond is None:
        raise ValueError(f"Atoms {i} and {j} are not bonded.")
    return int(bond.GetIdx())


@lru_cache(maxsize=2**12)
def _value(name: str, graph: LabelledGraph) -> float:
    return rounded(name, float(_DESCRIPTORS[name](graph)))


@lru_cache(maxsize=2**4)
def _crippen(graph: LabelledGraph) -> tuple[float, float]:
    """Return logP and molar refractivity.

    RDKit would spend most of the time on the hydrogens.  But those on carbon all contribute
    the same and change nothing for other atoms, so only the others are made explicit.
    """
    molecule = _molecule(graph)
    on_carbon = 0
    bearers = []
    for atom, (element, hydrogens) in enumerate(zip(graph[0], hydrogen_counts(graph), strict=True)):
        if element == "C":
            on_carbon += hydrogens
        elif hydrogens:
            bearers.append(atom)
    if bearers:
        molecule = Chem.AddHs(molecule, onlyOnAtoms=bearers)
    logp, refractivity = rdMolDescriptors.CalcCrippenDescriptors(molecule, includeHs=False)
    logp_each, refractivity_each = _crippen_of_hydrogen_on_carbon()
    return logp + on_carbon * logp_each, refractivity + on_carbon * refractivity_each


@lru_cache(maxsize=1)
def _crippen_of_hydrogen_on_carbon() -> tuple[float, float]:
    """Return the contributions of one hydrogen, a quarter of those of methane's four."""
    methane = Chem.MolFromSmiles("C")
    with_them, without = [
        rdMolDescriptors.CalcCrippenDescriptors(methane, includeHs=included, force=True)
        for included in (True, False)
    ]
    return (with_them[0] - without[0]) / 4, (with_them[1] - without[1]) / 4


def _of_molecule(calculate: Callable[[Chem.Mol], Any]) -> Callable[[LabelledGraph], Any]:
    return lambda graph: calculate(_molecule(graph))


_DESCRIPTORS: dict[str, Callable[[LabelledGraph], Any]] = {
    "logp": lambda graph: _crippen(graph)[0],
    "molar_refractivity": lambda graph: _crippen(graph)[1],
    "tpsa": _of_molecule(rdMolDescriptors.CalcTPSA),
    "exact_mass": _of_molecule(rdMolDescriptors.CalcExactMolWt),
    "rotatable_bonds": _of_molecule(rdMolDescriptors.CalcNumRotatableBonds),
    "hydrogen_bond_donors": _of_molecule(rdMolDescriptors.CalcNumHBD),
    "hydrogen_bond_acceptors": _of_molecule(rdMolDescriptors.CalcNumHBA),
}


@lru_cache(maxsize=2**6)
def _pattern(smarts: str) -> Chem.Mol:
    patterns.check_text(smarts)
    with rdBase.BlockLogs():
        pattern = Chem.MolFromSmarts(smarts)
    if pattern is None:
        raise patterns.unreadable(smarts)
    return pattern


@lru_cache(maxsize=2**12)
def _match_count(smarts: str, graph: LabelledGraph) -> int:
    matches = _molecule(graph).GetSubstructMatches(
        _pattern(smarts), uniquify=False, maxMatches=patterns.MAX_MATCHES
    )
    return patterns.count_unique(smarts, matches)
