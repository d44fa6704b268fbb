"""Molecules for tests, given as SMILES, and what turns them into structures."""

import random

from isoanneal.structure import Structure
from rdkit import Chem

from tests.rules import WITHOUT_AROMATICITY

COMPOSITIONS: dict[str, tuple[dict[str, int], int] | None] = {
    "C": ({"C": 1, "H": 4}, 0),
    "C[N+](=O)[O-]": ({"C": 1, "H": 3, "N": 1, "O": 2}, 0),
    "CC(=O)[O-]": ({"C": 2, "H": 3, "O": 2}, -1),
    "C[N+](C)(C)CC[N+](C)(C)C": ({"C": 8, "H": 22, "N": 2}, 2),
    "[2H]O[13CH3]": ({"C": 1, "H": 4, "O": 1}, 0),
    "[H][H]": ({"H": 2}, 0),
    "C%10CCCCC%10": ({"C": 6, "H": 12}, 0),
    "F/C=C/Cl": ({"C": 2, "H": 2, "F": 1, "Cl": 1}, 0),
    "N[C@@H](CS)C(=O)O": ({"C": 3, "H": 7, "N": 1, "O": 2, "S": 1}, 0),
    "Brc1cc[nH]c1I": ({"C": 4, "H": 3, "Br": 1, "I": 1, "N": 1}, 0),
    "OP(=O)(O)O": ({"H": 3, "O": 4, "P": 1}, 0),
    "C[Si](C)(C)C": None,
    "CC.O": None,
    "C==C": None,
    "c1ccccc": None,
    "C(": None,
    "hello": None,
    "": None,
    "C C": None,
    "C\nC": None,
    '{"commonchem":{"version":10}}': None,
    "C" * 401: None,
}
"""Elements with hydrogens and the charge of SMILES; nothing for what is not one of a molecule."""

SMILES = {
    "methane": "C",
    "water": "O",
    "ammonia": "N",
    "ethane": "CC",
    "ethyne": "C#C",
    "propane": "CCC",
    "2-methylpropane": "CC(C)C",
    "2,2-dimethylpropane": "CC(C)(C)C",
    "n-hexane": "CCCCCC",
    "2,3-dimethylbutane": "CC(C)C(C)C",
    "2,2,4-trimethylpentane": "CC(C)CC(C)(C)C",
    "3-ethyl-3-methylhexane": "CCCC(C)(CC)CC",
    "cyclopropane": "C1CC1",
    "cyclohexane": "C1CCCCC1",
    "methylcyclopentane": "CC1CCCC1",
    "cyclododecane": "C1CCCCCCCCCCC1",
    "decalin": "C1CCC2CCCCC2C1",
    "norbornane": "C1CC2CCC1C2",
    "adamantane": "C1C2CC3CC1CC(C2)C3",
    "cubane": "C12C3C4C1C5C2C3C45",
    "spiropentane": "C1CC12CC2",
    "bicyclobutane": "C1C2C1C2",
    "propellane": "C12(C3)CC13C2",
    "1,3-butadiene": "C=CC=C",
    "propadiene": "C=C=C",
    "2-butyne": "CC#CC",
    "limonene": "CC1=CCC(CC1)C(C)=C",
    "alpha-pinene": "CC1=CCC2CC1C2(C)C",
    "benzene": "c1ccccc1",
    "styrene": "C=Cc1ccccc1",
    "naphthalene": "c1ccc2ccccc2c1",
    "azulene": "c1ccc2cccc2cc1",
    "biphenyl": "c1ccccc1-c1ccccc1",
    "pyridine": "c1ccncc1",
    "pyrrole": "c1cc[nH]c1",
    "thiophene": "c1ccsc1",
    "indole": "c1ccc2[nH]ccc2c1",
    "caffeine": "Cn1cnc2c1c(=O)n(C)c(=O)n2C",
    "ethanol": "CCO",
    "diethyl ether": "CCOCC",
    "glycerol": "OCC(O)CO",
    "ethanoic acid": "CC(=O)O",
    "glycine": "NCC(=O)O",
    "dimethylformamide": "CN(C)C=O",
    "paracetamol": "CC(=O)Nc1ccc(O)cc1",
    "aspirin": "CC(=O)Oc1ccccc1C(=O)O",
    "ethanethiol": "CCS",
    "dimethyl disulfide": "CSSC",
    "cysteine": "NC(CS)C(=O)O",
    "trimethylphosphane": "CP(C)C",
    "chloroform": "ClC(Cl)Cl",
    "1-bromo-3-iodopropane": "BrCCCI",
    "halothane": "FC(F)(F)C(Cl)Br",
    "4-fluorophenol": "Oc1ccc(F)cc1",
}
"""Trees, rings, bridged and fused, multiple bonds, aromatic, and N, O, S, P and halogens."""

BUCKMINSTERFULLERENE = (
    "c12c3c4c5c1c1c6c7c2c2c8c3c3c9c4c4c%10c5c5c1c1c6c6c%11c7c2c2c7c8c3c3c8c9c4c4c9c%10c5c5c1c1"
    "c6c6c%11c2c2c7c3c3c8c4c4c9c5c1c1c6c2c3c41"
)


def structure_of(smiles: str) -> Structure:
    """Return the structure of a SMILES, atoms in its order."""
    molecule = Chem.MolFromSmiles(smiles)
    Chem.Kekulize(molecule, clearAromaticFlags=True)
    return _structure(molecule)


def structure_as_drawn(smiles: str) -> Structure:
    """Return the structure whose double bonds are where a SMILES without aromatic atoms has them.

    RDKit may choose others of the same molecule.
    """
    molecule = Chem.MolFromSmiles(smiles, sanitize=False)
    Chem.SanitizeMol(molecule, WITHOUT_AROMATICITY)
    return _structure(molecule)


def _structure(molecule: Chem.Mol) -> Structure:
    return Structure(
        tuple(atom.GetSymbol() for atom in molecule.GetAtoms()),
        [
            _pair(bond.GetBeginAtomIdx(), bond.GetEndAtomIdx())
            for bond in molecule.GetBonds()
            for _ in range(int(bond.GetBondTypeAsDouble()))
        ],
        [atom.GetIdx() for atom in molecule.GetAtoms() for _ in range(atom.GetTotalNumHs())],
    )


def renumbered(structure: Structure, seed: int) -> Structure:
    """Return the same molecule with its heavy atoms in another order."""
    order = list(range(len(structure.elements)))
    random.Random(seed).shuffle(order)
    numbers = {old: new for new, old in enumerate(order)}
    return Structure(
        tuple(structure.elements[old] for old in order),
        [_pair(numbers[i], numbers[j]) for i, j in structure.bond_units],
        [numbers[bearer] for bearer in structure.hydrogen_bearers],
    )


def _pair(i: int, j: int) -> tuple[int, int]:
    return (min(i, j), max(i, j))
