"""What is said of a structure to those who do not see its drawing."""

from collections import Counter

import networkx as nx  # type: ignore[import-untyped]
import pytest
from hypothesis import given, settings
from isoanneal.aromatic_rings import aromatic_rings
from isoanneal.description import description_of
from isoanneal.formula import parse
from isoanneal.names.lookup import Entry
from isoanneal.refusal import english
from isoanneal.smallest_rings import smallest_rings
from isoanneal.structure import Structure, first_structure
from rdkit import Chem

from tests.molecules import renumbered, structure_as_drawn, structure_of
from tests.strategies import formulas, seeds
from tests.test_names import ENTRIES, MOST_KEKULE_STRUCTURES, kekule_structures
from tests.test_scoring import wander

SAID = {
    "C": "This is methane, CH4.",
    "O": "This is water, H2O.",
    "CC": "This is ethane, C2H6.",
    "CCCCCC": "This is hexane, C6H14. An unbranched chain of 6 atoms.",
    "CC(C)C": "This is isobutane, C4H10. A chain with one branching atom.",
    "CC(C)C(C)C": "This is 2,3-dimethylbutane, C6H14. A chain with 2 branching atoms.",
    "CC1=CCC(CC1)C(C)=C": (
        "This is limonene, C10H16. One ring of 6 atoms. 2 groups on ring atoms. "
        "One branching atom outside rings. 2 double bonds."
    ),
    "CC(C)C1CCCC(C1)C(C)C": (
        "This is an isomer of C12H24. One ring of 6 atoms. 2 groups on ring atoms. "
        "2 branching atoms outside rings."
    ),
    "c1ccccc1": "This is benzene, C6H6. One aromatic ring of 6 atoms.",
    "C=Cc1ccccc1": (
        "This is styrene, C8H8. One aromatic ring of 6 atoms. One group on a ring atom. "
        "One double bond besides those of aromatic rings."
    ),
    "C=CC=Cc1ccccc1": (
        "This is an isomer of C10H10. One aromatic ring of 6 atoms. One group on a ring atom. "
        "2 double bonds besides those of aromatic rings."
    ),
    "c1ccc2cccc2cc1": (
        "This is azulene, C10H8. One ring of 5 atoms. One ring of 7 atoms. 5 double bonds."
    ),
    "c1ccc2c(c1)-c1ccccc12": (
        "This is biphenylene, C12H8. One ring of 4 atoms. 2 aromatic rings of 6 atoms."
    ),
    "c1ccsc1": (
        "This is thiophene, C4H4S. One aromatic ring of 5 atoms. Heteroatoms, with their "
        "hydrogens: S."
    ),
    "C12C3C4C1C5C2C3C45": "This is cubane, C8H8. 5 rings of 4 atoms.",
    "C1CC12CC2": "This is spiropentane, C5H8. 2 rings of 3 atoms.",
    "N#CC#N": (
        "This is cyanogen, C2N2. An unbranched chain of 4 atoms. 2 triple bonds. "
        "Heteroatoms, with their hydrogens: 2 N."
    ),
    "CC#CCCCCCCCCCC": (
        "This is an isomer of C13H24. An unbranched chain of 13 atoms. One triple bond."
    ),
    "C=CCCCCCCCCCCC": (
        "This is an isomer of C13H26. An unbranched chain of 13 atoms. One double bond."
    ),
    "NC(CO)C(O)=O": (
        "This is serine, C3H7NO3. A chain with 2 branching atoms. One double bond. "
        "Heteroatoms, with their hydrogens: NH2, O, 2 OH."
    ),
}  # fmt: skip
OF_RDKIT_BEYOND_OURS = {
    "perylene": 1, "buckminsterfullerene": 12, "isoindole": 1, "tropone": 1, "coumarin": 1,
    "quercetin": 1, "uracil": 1, "thymine": 1, "cytosine": 1, "5-fluorouracil": 1, "guanine": 1,
    "uric acid": 2, "caffeine": 1, "theobromine": 1, "theophylline": 1, "white phosphorus": 4,
}  # fmt: skip
"""How many more rings RDKit calls aromatic, by the names of molecules.

They have no Kekulé structure with three double bonds in them, or two and N, O or S.
"""
AROMATIC = [entry for entry in ENTRIES if any(atom in entry.smiles for atom in "cnops")]


def said(structure: Structure) -> str:
    return " ".join(english(*sentence) for sentence in description_of(structure))


@pytest.mark.parametrize("smiles", SAID)
def test_a_description_by_hand(smiles: str) -> None:
    structure = structure_of(smiles)
    assert said(structure) == SAID[smiles]
    assert said(renumbered(structure, 5)) == SAID[smiles]


@pytest.mark.parametrize("entry", AROMATIC, ids=lambda entry: entry.name)
def test_aromatic_rings_are_those_of_rdkit_but_for_a_few(entry: Entry) -> None:
    molecule = Chem.MolFromSmiles(entry.smiles)
    theirs = {
        sum(1 << atom for atom in ring)
        for ring in Chem.GetSymmSSSR(molecule)
        if all(
            molecule.GetBondBetweenAtoms(ring[place - 1], ring[place]).GetIsAromatic()
            for place in range(len(ring))
        )
    }
    ours = aromatic_rings(structure_of(entry.smiles))
    assert ours <= theirs
    assert len(theirs - ours) == OF_RDKIT_BEYOND_OURS.get(entry.name, 0)


@pytest.mark.slow
@pytest.mark.parametrize("entry", AROMATIC, ids=lambda entry: entry.name)
def test_all_kekule_structures_have_the_same_description(entry: Entry) -> None:
    found = set()
    for count, one in enumerate(kekule_structures(structure_of(entry.smiles))):
        if count == MOST_KEKULE_STRUCTURES // 10:
            break
        found.add(said(one))
    assert len(found) == 1


@pytest.mark.parametrize(
    ("smiles", "aromatic"),
    [
        ("C1=CC2=C(C=C1)C=CC=CC=C2", 1),  # with a ring of eight, which has two Kekulé structures
        ("C1=CC2=CC=CC=CC2=CC=C1", 0),
        ("C=C1C=CC(=C)C=C1", 0),
        ("O=C1C=CC(=O)C=C1", 0),
        ("C1=C2C=C3C1C3=C2", 0),
        ("C1CC2=CC=C1C=C2", 1),  # another ring of six is as small as the aromatic one
        ("C1C2=CC=C1C=C2", 1),
        ("C1=CSC=CO1", 0),
        ("C1=CP=CC=C1", 1),
        ("C1=CC=CP1", 0),
    ],
)
def test_aromatic_rings_by_hand(smiles: str, aromatic: int) -> None:
    structure = structure_as_drawn(smiles)
    assert len(aromatic_rings(structure)) == aromatic
    for one in kekule_structures(structure):
        assert said(renumbered(one, 3)) == said(structure)


def test_an_aromatic_ring_comes_before_another_of_its_size() -> None:
    assert said(structure_of("C1CC2=CC=C1C=C2")) == (
        "This is an isomer of C8H8. One aromatic ring of 6 atoms. One ring of 6 atoms."
    )


def test_a_ring_that_smaller_ones_make_up_is_not_told() -> None:
    assert said(structure_as_drawn("C1C2=CC=C1C=C2")) == (
        "This is an isomer of C7H6. 2 rings of 5 atoms. 3 double bonds."
    )


@pytest.mark.slow
@given(formulas(max_heavy_atoms=14), seeds)
@settings(max_examples=200)
def test_smallest_rings_have_the_sizes_of_networkx(formula: str, seed: int) -> None:
    structure = wander(first_structure(parse(formula)), seed, 60)
    graph = nx.Graph([(i, j) for i, j, _ in structure.bonds()])
    sizes = Counter(map(len, nx.minimum_cycle_basis(graph)))
    for preferred in ((), aromatic_rings(structure)):
        rings = smallest_rings(structure.neighbours, preferred)
        assert Counter(ring.bit_count() for ring in rings) == sizes
        for ring in rings:
            atoms = [atom for atom in range(len(structure.elements)) if ring >> atom & 1]
            assert nx.is_connected(graph.subgraph(atoms))
            assert {degree for _, degree in graph.subgraph(atoms).degree()} == {2}
