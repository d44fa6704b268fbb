"""RDKit's Python package as the toolkit, in CPython and in Pyodide alike.

One structure is asked about several times, and a walk comes back to structures, so the
last molecules and values are remembered.
"""

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

import rdkit
from rdkit import Chem, rdBase
from rdkit.Chem import rdDepictor, rdMolDescriptors
from rdkit.Chem.Draw import rdMolDraw2D
from rdkit.Geometry import Point2D, Point3D

from isoanneal.chem import smarts as patterns
from isoanneal.chem.coordinates import ANGSTROM, HEIGHT, WIDTH, Crossing, Point
from isoanneal.chem.decimals import rounded
from isoanneal.chem.labelled_graph import (
    ORDER_IN_SMILES,
    LabelledGraph,
    atoms_in_order,
    bond_orders,
    hydrogen_counts,
    labelled_graph,
)
from isoanneal.chem.reading import Reading, can_be_read
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

    def canonical_layout(self, structure: Structure) -> tuple[list[int], list[Point]]:
        """Return atoms in canonical order with their places; see `Toolkit.canonical_layout`."""
        molecule = _molecule(labelled_graph(structure))
        canonical = Chem.MolFromSmiles(Chem.MolToSmiles(molecule))
        # To match the two could take seconds for a cage of sixty atoms.
        order = atoms_in_order(molecule.GetProp(ORDER_IN_SMILES))
        rdDepictor.Compute2DCoords(canonical)
        return order, _points(canonical.GetConformer())

    def depict(
        self,
        structure: Structure,
        points: Sequence[Point],
        *,
        width: int = WIDTH,
        height: int = HEIGHT,
        atoms: Sequence[int] = (),
        bonds: Sequence[tuple[int, int]] = (),
    ) -> str:
        """Return an SVG drawing; see `Toolkit.depict`."""
        molecule = _placed(structure, points)
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

    def read(self, smiles: str) -> Reading | None:
        """Return the atoms and bonds of a SMILES; see `Toolkit.read`."""
        if not can_be_read(smiles):
            return None
        with rdBase.BlockLogs():
            molecule = Chem.MolFromSmiles(smiles)
        if molecule is None:
            return None
        Chem.Kekulize(molecule, clearAromaticFlags=True)
        atoms = list(molecule.GetAtoms())
        bonds = [
            (bond.GetBeginAtomIdx(), bond.GetEndAtomIdx(), int(bond.GetBondTypeAsDouble()))
            for bond in molecule.GetBonds()
        ]
        return Reading(
            tuple(str(atom.GetSymbol()) for atom in atoms),
            tuple(int(atom.GetTotalNumHs()) for atom in atoms),
            tuple(int(atom.GetFormalCharge()) for atom in atoms),
            sorted((min(i, j), max(i, j), order) for i, j, order in bonds),
        )

    def molfile(self, structure: Structure, points: Sequence[Point]) -> str:
        """Return a molfile; see `Toolkit.molfile`."""
        molecule = _placed(structure, points)
        return str(Chem.MolToMolBlock(molecule))


def png(
    structure: Structure,
    points: Sequence[Point],
    crossings: Sequence[Crossing],
    *,
    width: int,
    height: int,
) -> bytes:
    """Return a drawing on white as PNG, `width` by `height` pixels, with gaps at crossings."""
    molecule = _placed(structure, points)
    drawer = rdMolDraw2D.MolDraw2DCairo(width, height)
    rdMolDraw2D.PrepareAndDrawMolecule(drawer, molecule)
    usual = drawer.LineWidth()
    for one in crossings:
        drawer.SetLineWidth(2 * usual + 2)
        _draw_line(drawer, one.gap, "#FFFFFF")
        drawer.SetLineWidth(usual)
        _draw_line(drawer, one.above, one.colour)
    drawer.FinishDrawing()
    return bytes(drawer.GetDrawingText())


def _draw_line(drawer: Any, ends: tuple[complex, complex], colour: str) -> None:  # noqa: ANN401
    drawer.SetColour(tuple(int(colour[k : k + 2], 16) / 255 for k in (1, 3, 5)))
    start, end = (Point2D(one.real, one.imag) for one in ends)
    drawer.DrawLine(start, end, rawCoords=True)


def _points(conformer: Chem.Conformer) -> list[Point]:
    return [(x / ANGSTROM, y / ANGSTROM) for x, y, _ in conformer.GetPositions().tolist()]


def _placed(structure: Structure, points: Sequence[Point]) -> Chem.Mol:
    """Return a molecule of its own with its heavy atoms at some points."""
    conformer = Chem.Conformer(len(points))
    conformer.Set3D(False)  # noqa: FBT003  (RDKit takes it by its place only)
    for atom, (x, y) in enumerate(points):
        conformer.SetAtomPosition(atom, Point3D(ANGSTROM * x, ANGSTROM * y, 0.0))
    molecule = Chem.Mol(_molecule(labelled_graph(structure)))
    molecule.AddConformer(conformer)
    return molecule


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
