"""Every target component against RDKit, a published table or a count by hand."""

import random
import string
from collections.abc import Callable

import networkx as nx  # type: ignore[import-untyped]
import pytest
from hypothesis import given, settings
from isoanneal.formula import parse
from isoanneal.scoring import component, components, hosoya_z
from isoanneal.scoring.balaban_j import balaban_j
from isoanneal.scoring.degree_of_branching import degree_of_branching
from isoanneal.scoring.distances import distances
from isoanneal.scoring.hosoya_z import hosoya_z as z
from isoanneal.scoring.randic_index import randic_index
from isoanneal.scoring.registry import Score
from isoanneal.scoring.smarts_matches import smarts_matches
from isoanneal.structure import Structure, first_structure
from rdkit import Chem
from rdkit.Chem import Crippen, GraphDescriptors, rdMolDescriptors

from tests.molecules import BUCKMINSTERFULLERENE, SMILES, renumbered, structure_of
from tests.strategies import formulas, seeds
from tests.test_scoring import chain, of_networkx, ring, wander

NAMES = (
    "wiener_index", "logp", "balaban_j", "randic_index", "hosoya_z", "graph_diameter",
    "degree_of_branching", "number_of_rings", "largest_ring", "molar_refractivity", "tpsa",
    "rotatable_bonds", "hydrogen_bond_donors", "hydrogen_bond_acceptors", "smarts_matches",
)  # fmt: skip
OXYGEN = "[#8]"


def scorer(name: str) -> Score:
    return component(name).scorer(OXYGEN)


def matchings(bonds: list[tuple[int, int]]) -> int:
    """Count the sets of bonds without a common atom: those without the first, and with it."""
    if not bonds:
        return 1
    apart = [bond for bond in bonds[1:] if not set(bond) & set(bonds[0])]
    return matchings(bonds[1:]) + matchings(apart)


def bonds_of(molecule: Chem.Mol) -> list[tuple[int, int]]:
    return [(bond.GetBeginAtomIdx(), bond.GetEndAtomIdx()) for bond in molecule.GetBonds()]


def branching_of(molecule: Chem.Mol) -> float:
    degrees = [atom.GetDegree() for atom in molecule.GetAtoms()]
    dendritic = sum(degree > 2 for degree in degrees)
    linear = sum(degree == 2 for degree in degrees)
    return 2 * dendritic / (2 * dendritic + linear) if max(degrees) > 1 else 0.0


ORACLES: dict[str, Callable[[Chem.Mol], float]] = {
    "wiener_index": lambda molecule: Chem.GetDistanceMatrix(molecule).sum() / 2,
    "logp": Crippen.MolLogP,  # type: ignore[attr-defined]
    "balaban_j": lambda molecule: GraphDescriptors.BalabanJ(  # type: ignore[no-untyped-call]
        molecule, dMat=Chem.GetDistanceMatrix(molecule)
    ),
    "randic_index": GraphDescriptors.Chi1,
    "hosoya_z": lambda molecule: matchings(bonds_of(molecule)),
    "graph_diameter": lambda molecule: Chem.GetDistanceMatrix(molecule).max(),
    "degree_of_branching": branching_of,
    # CalcNumRings would count all of several equal rings, one of which the others make up.
    "number_of_rings": lambda molecule: len(Chem.GetSSSR(molecule)),
    "largest_ring": lambda molecule: max(map(len, Chem.GetSSSR(molecule)), default=0),
    "molar_refractivity": Crippen.MolMR,  # type: ignore[attr-defined]
    "tpsa": rdMolDescriptors.CalcTPSA,
    "rotatable_bonds": rdMolDescriptors.CalcNumRotatableBonds,
    "hydrogen_bond_donors": rdMolDescriptors.CalcNumHBD,
    "hydrogen_bond_acceptors": rdMolDescriptors.CalcNumHBA,
    "smarts_matches": lambda molecule: sum(
        atom.GetAtomicNum() == 8 for atom in molecule.GetAtoms()
    ),
}


@pytest.mark.slow
@pytest.mark.parametrize("molecule", SMILES)
@pytest.mark.parametrize("name", NAMES)
def test_a_component_has_the_value_of_rdkit(name: str, molecule: str) -> None:
    expected = ORACLES[name](Chem.MolFromSmiles(SMILES[molecule]))
    assert scorer(name)(structure_of(SMILES[molecule])) == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize("name", NAMES)
def test_the_molecules_of_that_table_tell_values_apart(name: str) -> None:
    values = {round(scorer(name)(structure_of(smiles)), 6) for smiles in SMILES.values()}
    assert len(SMILES) >= 50
    assert len(values) >= 4


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_the_numbering_of_the_atoms_does_not_change_a_bit(name: str) -> None:
    for smiles in SMILES.values():
        structure = structure_of(smiles)
        values = {scorer(name)(renumbered(structure, seed)) for seed in range(8)}
        assert values == {scorer(name)(structure)}, smiles


@pytest.mark.parametrize("name", NAMES)
def test_scoring_does_not_change_the_structure(name: str) -> None:
    for smiles in SMILES.values():
        structure = structure_of(smiles)
        before = structure.copy()
        first = scorer(name)(structure)
        for attribute in ("elements", "bond_units", "bond_orders", "neighbours"):
            assert getattr(structure, attribute) == getattr(before, attribute)
        assert structure.hydrogen_bearers == before.hydrogen_bearers
        assert scorer(name)(structure) == first


@pytest.mark.parametrize("name", NAMES)
def test_a_score_follows_the_structure_as_it_changes_in_place(name: str) -> None:
    structure = first_structure(parse("C4H7NO2"))
    for seed in range(30):
        wander(structure, seed, 5)
        assert scorer(name)(structure) == scorer(name)(structure.copy())
        molecule = Chem.MolFromSmiles(smiles_of(structure))
        assert scorer(name)(structure) == pytest.approx(ORACLES[name](molecule), abs=1e-9)


def smiles_of(structure: Structure) -> str:
    molecule = Chem.RWMol()
    for element in structure.elements:
        molecule.AddAtom(Chem.Atom(element))
    for i, j, order in structure.bonds():
        molecule.AddBond(i, j, Chem.BondType.values[order])
    return str(Chem.MolToSmiles(molecule))


def test_all_components_are_registered_in_the_order_that_users_see() -> None:
    assert tuple(one.name for one in components()) == NAMES


def test_all_components_say_what_they_are() -> None:
    for one in components():
        assert one.title[0] in string.ascii_uppercase + "l"
        assert len(one.meaning) <= 90
        assert one.meaning.isprintable()
        assert not one.meaning.endswith(".")
    titles = [one.title for one in components()]
    assert len(set(titles)) == len(titles)
    assert [one.name for one in components() if one.needs_smarts] == ["smarts_matches"]


BALABAN_J = {
    "CCCC": 1.9747, "CC(C)C": 2.3238, "CCCCC": 2.1906, "CCC(C)C": 2.5395, "CC(C)(C)C": 3.0237,
    "CCCCCC": 2.3391, "CCCC(C)C": 2.6272, "CCC(C)CC": 2.7541, "CCC(C)(C)C": 3.1685,
    "CC(C)C(C)C": 2.9935, "C1CCCCC1": 2.0, "C1CC1": 2.25,
}  # fmt: skip
"""Alkanes as tabulated in the literature on J, to four decimals; rings by hand."""


@pytest.mark.parametrize(("smiles", "published"), BALABAN_J.items())
def test_balaban_j_as_published(smiles: str, published: float) -> None:
    assert balaban_j(structure_of(smiles)) == pytest.approx(published, abs=1e-4)


@pytest.mark.parametrize(
    "molecule",
    [name for name, smiles in SMILES.items() if not set("=#cnos") & set(smiles.replace("Cl", ""))],
)
def test_balaban_j_of_saturated_molecules_is_rdkits_default(molecule: str) -> None:
    default = GraphDescriptors.BalabanJ(  # type: ignore[no-untyped-call]
        Chem.MolFromSmiles(SMILES[molecule])
    )
    assert balaban_j(structure_of(SMILES[molecule])) == pytest.approx(default, abs=1e-9)


RANDIC = {
    "CC": 1.0, "CCC": 1.414, "CCCC": 1.914, "CC(C)C": 1.732, "CCCCC": 2.414, "CCC(C)C": 2.270,
    "CC(C)(C)C": 2.0, "CCCCCC": 2.914, "CCCC(C)C": 2.770, "CCC(C)CC": 2.808, "CCC(C)(C)C": 2.561,
    "CC(C)C(C)C": 2.643,
}  # fmt: skip
"""M. Randić, J. Am. Chem. Soc. 1975, 97, 6609-6615."""


@pytest.mark.parametrize(("smiles", "published"), RANDIC.items())
def test_randic_index_as_published(smiles: str, published: float) -> None:
    assert randic_index(structure_of(smiles)) == pytest.approx(published, abs=5e-4)


HOSOYA_Z = {
    "C": 1, "CC": 2, "CCC": 3, "CCCC": 5, "CC(C)C": 4, "CCCCC": 8, "CCC(C)C": 7, "CC(C)(C)C": 5,
    "CCCCCC": 13, "CCCC(C)C": 11, "CCC(C)CC": 12, "CC(C)C(C)C": 10, "CCC(C)(C)C": 9,
    "CCCCCCC": 21, "CCCCC(C)C": 18, "CCCC(C)CC": 19, "CCC(CC)CC": 20, "CC(C)CC(C)C": 15,
    "CCC(C)C(C)C": 17, "CCCC(C)(C)C": 14, "CCC(C)(C)CC": 16, "CC(C)C(C)(C)C": 13,
    "C1CC1": 4, "C1CCC1": 7, "C1CCCC1": 11, "C1CCCCC1": 18,
}  # fmt: skip
"""H. Hosoya, Bull. Chem. Soc. Jpn. 1971, 44, 2332-2339."""


@pytest.mark.parametrize(("smiles", "published"), HOSOYA_Z.items())
def test_hosoya_z_as_published(smiles: str, published: int) -> None:
    assert z(structure_of(smiles)) == published


def test_hosoya_z_of_chains_and_rings_are_fibonacci_and_lucas_numbers() -> None:
    fibonacci = [1, 2]
    lucas = [1, 3]
    for _ in range(58):
        fibonacci.append(fibonacci[-1] + fibonacci[-2])
        lucas.append(lucas[-1] + lucas[-2])
    assert [z(chain(atoms)) for atoms in range(1, 61)] == fibonacci
    assert [z(ring(atoms)) for atoms in range(3, 61)] == lucas[2:]


def test_hosoya_z_of_buckminsterfullerene_is_exact() -> None:
    """The number is that of the literature on fullerenes."""
    fullerene = structure_of(BUCKMINSTERFULLERENE)
    assert {z(fullerene), z(renumbered(fullerene, 1))} == {1_417_036_634_543_488}


@given(formulas(max_heavy_atoms=10), seeds)
@settings(max_examples=200)
def test_hosoya_z_of_any_structure_is_the_number_of_matchings(formula: str, seed: int) -> None:
    structure = wander(first_structure(parse(formula)), seed, 60)
    assert z(structure) == matchings([(i, j) for i, j, _ in structure.bonds()])


def test_hosoya_z_is_the_same_with_masks_that_are_not_remembered(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    structures = [structure_of(smiles) for smiles in SMILES.values()]
    expected = [z(structure) for structure in structures]
    monkeypatch.setattr(hosoya_z, "_FEW_BITS", 0)
    hosoya_z._matchings.cache_clear()  # noqa: SLF001  (values computed above)
    assert [z(structure) for structure in structures] == expected


def test_hosoya_z_of_too_many_rings_is_refused_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hosoya_z, "_MOST_BITS", 3)
    hosoya_z._matchings.cache_clear()  # noqa: SLF001  (values computed elsewhere)
    with pytest.raises(ValueError, match=r"too long for a structure with so many rings\. Choose"):
        z(structure_of(SMILES["cubane"]))
    assert z(structure_of(SMILES["decalin"])) > 1


@pytest.mark.parametrize("formula", ["C60H122", "C60H110", "C40H30", "C60H60", "C60"])
def test_distances_in_large_structures_are_those_of_rdkit(formula: str) -> None:
    structure = first_structure(parse(formula))
    for seed in range(5):
        wander(structure, seed, 60)
        matrix = Chem.GetDistanceMatrix(Chem.MolFromSmiles(smiles_of(structure)))
        assert sorted(distances(structure).sums) == sorted(map(int, matrix.sum(axis=0)))
        assert distances(structure).largest == matrix.max()
        assert sum(distances(structure).sums) == 2 * of_networkx(structure)


@pytest.mark.parametrize(
    ("smiles", "expected"),
    [
        ("C", 0.0), ("CC", 0.0), ("CCCCCC", 0.0), ("C1CCCCC1", 0.0), ("CC(C)C", 1.0),
        ("CC(C)(C)C", 1.0), ("CC(C)C(C)C", 1.0), ("CCC(C)C", 2 / 3), ("CCCC(C)C", 0.5),
        ("CC1CCCCC1", 2 / 7), ("C1CC12CC2", 1 / 3), ("C12C3C4C1C5C2C3C45", 1.0), ("C=C(C)C", 1.0),
    ],
)  # fmt: skip
def test_degree_of_branching_by_hand(smiles: str, expected: float) -> None:
    assert degree_of_branching(structure_of(smiles)) == expected


@pytest.mark.parametrize(
    ("smiles", "number", "largest"),
    [
        ("CCC", 0, 0), ("C1CC1", 1, 3), ("C1CCCCCCCCCCC1", 1, 12), ("C1CCC2CCCCC2C1", 2, 6),
        ("C12C3C4C1C5C2C3C45", 5, 4), ("C1C2CC3CC1CC(C2)C3", 3, 6), ("C1CC12CC2", 2, 3),
        ("c1ccc2cccc2cc1", 2, 7), ("C1CC1CC1CCC1", 2, 4),
    ],
)  # fmt: skip
def test_rings_by_hand(smiles: str, number: int, largest: int) -> None:
    assert scorer("number_of_rings")(structure_of(smiles)) == number
    assert scorer("largest_ring")(structure_of(smiles)) == largest


@pytest.mark.slow
@given(formulas(max_heavy_atoms=14), seeds)
@settings(max_examples=200)
def test_the_largest_ring_is_that_of_networkx(formula: str, seed: int) -> None:
    structure = wander(first_structure(parse(formula)), seed, 60)
    graph = nx.Graph([(i, j) for i, j, _ in structure.bonds()])
    rings = nx.minimum_cycle_basis(graph)
    assert scorer("largest_ring")(structure) == max(map(len, rings), default=0)
    assert scorer("number_of_rings")(structure) == len(rings)


@pytest.mark.parametrize(
    ("smiles", "expected"),
    [
        ("OC12N3N4C5C6C53NC61N42", 5),
        ("ON1N2C3C4NC35N3C42C135", 5),
        ("NC12C3OC45NC(C(CN41)O5)N1C3C12", 7),
        (BUCKMINSTERFULLERENE, 6),
    ],
)
def test_the_largest_ring_of_cages_in_which_rdkits_finder_once_missed_it(
    smiles: str, expected: int
) -> None:
    assert scorer("largest_ring")(structure_of(smiles)) == expected


@given(formulas(max_heavy_atoms=15), seeds)
def test_bounds_that_hold_for_every_structure(formula: str, seed: int) -> None:
    structure = wander(first_structure(parse(formula)), seed, 60)
    n = len(structure.elements)
    assert 0 <= degree_of_branching(structure) <= 1
    assert randic_index(structure) <= n / 2 + 1e-9
    assert randic_index(structure) >= (n - 1) ** 0.5 - 1e-9
    assert (balaban_j(structure) > 0) == (n > 1)
    assert 0 <= scorer("graph_diameter")(structure) < n
    rings, largest = scorer("number_of_rings")(structure), scorer("largest_ring")(structure)
    assert (rings == 0) == (largest == 0)
    assert largest == 0 or 3 <= largest <= n


@pytest.mark.parametrize(
    ("smiles", "pattern", "expected"),
    [
        ("OCC(O)CO", "[OX2H]", 3), ("CCOCC", "[OX2H]", 0), ("CC(=O)O", "[CX3]=[OX1]", 1),
        ("c1ccccc1", "c1ccccc1", 1), ("C1CCCCC1", "c1ccccc1", 0), ("c1ccccc1", "C=C", 0),
        ("c1ccc2ccccc2c1", "c1ccccc1", 2), ("CCCC", "CC", 3), ("CCCC", "C.C", 6),
        ("CC(C)(C)C", "C(C)(C)(C)C", 1), ("C1CC1", "[R]", 3), ("CCCC", "[CH3]", 2),
    ],
)  # fmt: skip
def test_matches_of_a_pattern_by_hand(smiles: str, pattern: str, expected: int) -> None:
    assert smarts_matches(structure_of(smiles), smarts=pattern) == expected
    assert component("smarts_matches").scorer(pattern)(structure_of(smiles)) == expected


def test_a_component_that_needs_a_pattern_asks_for_one() -> None:
    with pytest.raises(ValueError, match="smarts_matches needs a SMARTS pattern"):
        component("smarts_matches").scorer("")
    with pytest.raises(ValueError, match="“C\\(” cannot be read"):
        smarts_matches(chain(3), smarts="C(")


def test_equal_isomers_have_equal_scores_whatever_led_to_them() -> None:
    seen: dict[tuple[str, str], float] = {}
    structure = first_structure(parse("C4H8O"))
    numbers = random.Random(0)
    met_again = 0
    for _ in range(300):
        wander(structure, numbers.randrange(2**32), 3)
        for name in NAMES:
            key = smiles_of(structure), name
            met_again += key in seen
            assert seen.setdefault(key, scorer(name)(structure)) == scorer(name)(structure)
    assert met_again > 1000
