"""RDKit's Python package as the toolkit, in CPython and in Pyodide alike."""

from collections.abc import Callable, Sequence
from typing import Any

import rdkit
from rdkit import Chem
from rdkit.Chem import rdMolDescriptors
from rdkit.Chem.Draw import rdMolDraw2D

from isoanneal.structure import Structure

_BOND_TYPES = [
    Chem.BondType.ZERO,
    Chem.BondType.SINGLE,
    Chem.BondType.DOUBLE,
    Chem.BondType.TRIPLE,
]

_DESCRIPTORS: dict[str, Callable[[Chem.Mol], Any]] = {
    "logp": lambda molecule: rdMolDescriptors.CalcCrippenDescriptors(molecule)[0],
    "molar_refractivity": lambda molecule: rdMolDescriptors.CalcCrippenDescriptors(molecule)[1],
    "tpsa": rdMolDescriptors.CalcTPSA,
    "exact_mass": rdMolDescriptors.CalcExactMolWt,
}


class PythonPackage:
    """The `Toolkit` made of `from rdkit import Chem`."""

    name = "RDKit (Python package)"
    version = str(rdkit.__version__)

    def canonical_smiles(self, structure: Structure) -> str:
        """Return the canonical SMILES, equal for equal isomers and only for them."""
        return str(Chem.MolToSmiles(_molecule(structure)))

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
        molecule = _molecule(structure)
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
        return float(_DESCRIPTORS[name](_molecule(structure)))


def _molecule(structure: Structure) -> Chem.Mol:
    editable = Chem.RWMol()
    for element in structure.elements:
        editable.AddAtom(Chem.Atom(element))
    for i, j, order in structure.bonds():
        editable.AddBond(i, j, _BOND_TYPES[order])
    Chem.SanitizeMol(editable)
    return editable


def _bond_index(molecule: Chem.Mol, i: int, j: int) -> int:
    bond = molecule.GetBondBetweenAtoms(i, j)
    if bond is None:
        raise ValueError(f"Atoms {i} and {j} are not bonded.")
    return int(bond.GetIdx())
