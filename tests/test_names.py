"""Names of well-known isomers: the table, and who is given which name."""

import random
from collections import Counter
from collections.abc import Iterator

import pytest
from isoanneal import chem
from isoanneal.displacement import all_displacements
from isoanneal.formula import parse
from isoanneal.names import name_of
from isoanneal.names.lookup import Entry, table
from isoanneal.structure import Structure
from isoanneal.walk import walk
from rdkit import Chem
from rdkit.Chem.rdMolDescriptors import CalcMolFormula

from tests.molecules import BUCKMINSTERFULLERENE, renumbered, structure_as_drawn, structure_of

ENTRIES = [entry for entries in table().values() for entry in entries]
KEKULE_STRUCTURES = {
    "benzene": 2, "toluene": 2, "pyridine": 2, "naphthalene": 3, "biphenylene": 5, "azulene": 2,
    "anthracene": 4, "cyclooctatetraene": 2, "styrene": 2, "limonene": 1, "caffeine": 1,
}  # fmt: skip
NOT_ALIKE_FOR_RDKIT = {"biphenylene"}
"""One of its Kekulé structures is another molecule for RDKit."""
MOST_KEKULE_STRUCTURES = 100
ALKANES = {1: 1, 2: 1, 3: 1, 4: 2, 5: 3, 6: 5, 7: 9, 8: 18, 9: 35, 10: 75}
"""How many isomers they have: H. R. Henze and C. M. Blair, J. Am. Chem. Soc. 1931, 53, 3077."""


def canonical(smiles: str) -> str:
    return chem.toolkit().canonical_smiles(structure_of(smiles))


def kekule_structures(structure: Structure) -> Iterator[Structure]:
    """Yield all structures that differ in where the double bonds of single ones alternate."""
    bonds = structure.bonds()
    doubles = Counter(atom for i, j, order in bonds if order == 2 for atom in (i, j))
    free = frozenset(
        atom
        for i, j, order in bonds
        if order == 2 and doubles[i] == doubles[j] == 1  # not a cumulated one
        for atom in (i, j)
    )
    pairs = [(i, j) for i, j, _ in bonds if {i, j} <= free]
    others = [(i, j) for i, j, order in bonds for _ in range(1 if {i, j} <= free else order)]
    for chosen in pairings(free, pairs):
        yield Structure(structure.elements, [*others, *chosen], structure.hydrogen_bearers)


def pairings(free: frozenset[int], pairs: list[tuple[int, int]]) -> Iterator[list[tuple[int, int]]]:
    """Yield all ways to put each of the free atoms into one of some pairs."""
    if not free:
        yield []
        return
    for i, j in pairs:
        if min(free) in {i, j} and {i, j} <= free:
            yield from ([(i, j), *rest] for rest in pairings(free - {i, j}, pairs))


BY_SMILES = {canonical(entry.smiles): entry.name for entry in ENTRIES}


def test_the_table_has_many_names_and_each_isomer_once() -> None:
    assert len(ENTRIES) > 300
    assert len(BY_SMILES) == len(ENTRIES)
    names = Counter(name for entry in ENTRIES for name in (entry.name, *entry.other_names))
    assert [name for name, count in names.items() if count > 1] == []
    assert all(name.strip() == name and name.isascii() and name for name in names)


@pytest.mark.parametrize("atoms", ALKANES)
def test_all_alkanes_have_a_name(atoms: int) -> None:
    assert len(table()[str(parse(f"C{atoms}H{2 * atoms + 2}"))]) == ALKANES[atoms]


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.name)
def test_a_line_of_the_table(entry: Entry) -> None:
    molecule = Chem.MolFromSmiles(entry.smiles)
    assert parse(CalcMolFormula(molecule)).counts == parse(entry.formula).counts
    assert str(parse(entry.formula)) == entry.formula
    assert not set(entry.smiles) & set("@/\\.+")
    structure = structure_of(entry.smiles)
    assert name_of(structure) == entry.name
    assert name_of(structure_of(canonical(entry.smiles))) == entry.name
    for seed in range(3):
        assert name_of(renumbered(structure, seed)) == entry.name


@pytest.mark.slow
@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.name)
def test_all_kekule_structures_have_the_name_and_are_one_molecule(entry: Entry) -> None:
    found = set()
    for count, one in enumerate(kekule_structures(structure_of(entry.smiles))):
        if count == MOST_KEKULE_STRUCTURES:  # of buckminsterfullerene, which has 12,500
            break
        assert name_of(one) == entry.name
        found.add(chem.toolkit().canonical_smiles(one))
    assert len(found) == (2 if entry.name in NOT_ALIKE_FOR_RDKIT else 1)


@pytest.mark.parametrize("name", KEKULE_STRUCTURES)
def test_the_kekule_structures_of_this_test_are_all(name: str) -> None:
    (smiles,) = [entry.smiles for entry in ENTRIES if entry.name == name]
    found = list(kekule_structures(structure_of(smiles)))
    assert len(found) == KEKULE_STRUCTURES[name]
    assert {name_of(renumbered(one, 7)) for one in found} == {name}


@pytest.mark.slow
@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.name)
def test_what_a_displacement_makes_of_an_isomer_has_its_own_name_or_none(entry: Entry) -> None:
    structure = structure_of(entry.smiles)
    displacements = list(all_displacements(structure))
    draw = random.Random(entry.name)
    for x1, y1, x2, y2, shift in draw.sample(displacements, min(10, len(displacements))):
        trial = structure.copy()
        trial.displace(x1, y1, x2, y2, shift)
        if trial.joins(x1, x2):
            smiles = chem.toolkit().canonical_smiles(trial)
            assert name_of(trial) == BY_SMILES.get(smiles, "")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("formula", "steps", "isomers"),
    [("C6H6", 40_000, 200), ("C7H8", 10_000, 300), ("C8H18", 4_000, 18), ("C4H8O", 10_000, 26)],
)
def test_no_isomer_has_the_name_of_another(formula: str, steps: int, isomers: int) -> None:
    found = walk(parse(formula), steps, kt=1e9, seed=1).smiles
    assert len(found) >= isomers
    for smiles in found:
        assert name_of(structure_of(smiles)) == BY_SMILES.get(smiles, "")


@pytest.mark.parametrize(
    ("smiles", "name"),
    [
        ("C1=CC=CC=C1", "benzene"), ("CC1=CC=CC=C1", "toluene"), ("C", "methane"),
        ("C12C3C4C1C5C2C3C45", "cubane"), ("CC1=CCC(CC1)C(C)=C", "limonene"),
        ("C1C2CC3CC1CC(C2)C3", "adamantane"),
        ("CC1=CC2=CC=CC=CC2=C1", ""), ("CCCCCCCCCCC", ""), ("Cl", "hydrogen chloride"),
        ("C1=CC=C2C(=C1)C1=CC=CC=C21", "biphenylene"), ("C1=CC=CC2=C3C=CC=CC3=C12", "biphenylene"),
    ],
)  # fmt: skip
def test_a_name_by_hand(smiles: str, name: str) -> None:
    assert name_of(structure_as_drawn(smiles)) == name


def test_a_name_of_many_atoms_that_are_all_alike() -> None:
    assert name_of(renumbered(structure_of(BUCKMINSTERFULLERENE), 1)) == "buckminsterfullerene"
