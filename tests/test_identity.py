"""The kernel's identity of an isomer, and what is counted by it."""

import random
from collections.abc import Iterable
from itertools import combinations

import networkx as nx  # type: ignore[import-untyped]
import pytest
from isoanneal import chem
from isoanneal.annealer import Annealer
from isoanneal.cooling import Cooling
from isoanneal.formula import parse
from isoanneal.kernel import machine
from isoanneal.kernel.engine import KernelEngine
from isoanneal.kernel.enumeration import Enumeration
from isoanneal.kernel.memory import Bonds, Memory, Part, Search
from isoanneal.python_engine import PythonEngine
from isoanneal.scoring import Target
from isoanneal.structure import Structure
from networkx.algorithms.isomorphism import (  # type: ignore[import-untyped]
    GraphMatcher,
    categorical_edge_match,
    categorical_node_match,
)

from tests import enumeration
from tests.ground_truth import GROUND_TRUTH
from tests.molecules import (
    BUCKMINSTERFULLERENE,
    SMILES,
    renumbered,
    structure_as_drawn,
    structure_of,
)
from tests.random_runs import random_formula

pytestmark = pytest.mark.outside

WIENER_INDEX = Target({"wiener_index": 1.0})
RING = "C1CC1"
BRANCH = f"C({RING})({RING}){RING}"
SYMMETRIC = {
    "dodecahedrane": "C12C3C4C5C1C6C7C2C8C3C9C4C1C5C6C2C7C8C9C12",
    "buckminsterfullerene": BUCKMINSTERFULLERENE,
    "coronene": "c1cc2ccc3ccc4ccc5ccc6ccc1c7c2c3c4c5c67",
    "tricyclopropylmethane": f"C({RING})({RING}){RING}",
    "tetracyclopropylmethane": f"C({RING})({RING})({RING}){RING}",
    "twelve equal rings": f"C({BRANCH})({BRANCH})({BRANCH}){BRANCH}",
    "a chain of twelve equal rings": RING * 12,
    "thirty-three equal rings": "C1CC1" * 33,
    "a ring of twelve equal rings": "C1(CC1%99)" + "C1CC1" * 10 + "C1CC%991",
    "a dendrimer": "C(CC(C(C)(C)C)(C(C)(C)C)C(C)(C)C)" * 2 + "CC",
    "a long alkane": "C" * 100,
    "a long alkane with equal branches": "C" + "C(C)(C)" * 33,
    "spiro rings": "C1CC12CC2",
    "perfluorocubane": "C12(F)C3(F)C4(F)C1(F)C5(F)C2(F)C3(F)C45F",
}


def identity(structure: Structure) -> int:
    """Return what the kernel says of a structure."""
    running = machine.start()
    search = Search(
        kt0=1.0,
        k=0.0,
        sign=1.0,
        steps_per_cycle=1,
        total_steps=1,
        stretch=1,
        counts_isomers=False,
        elements=structure.elements,
        hydrogens=len(structure.hydrogen_bearers),
        units=len(structure.bond_units),
        components=(),
        terms=(),
    )
    memory = Memory(running, search)
    memory.write_bonds(Part.BONDS, Bonds(structure.bond_units, structure.hydrogen_bearers))
    running.call("begin")
    return running.call("identify")


def graph_of(structure: Structure) -> nx.Graph:
    graph = nx.Graph()
    for atom, kind in enumerate(zip(structure.elements, structure.hydrogen_counts(), strict=True)):
        graph.add_node(atom, kind=kind)
    graph.add_edges_from((i, j, {"order": order}) for i, j, order in structure.bonds())
    return graph


def are_isomorphic(one: Structure, other: Structure) -> bool:
    same_atom = categorical_node_match("kind", None)
    same_bond = categorical_edge_match("order", 0)
    matcher = GraphMatcher(graph_of(one), graph_of(other), same_atom, same_bond)
    return bool(matcher.is_isomorphic())


def hot_annealer(formula: str, steps: int, seed: int = 1) -> Annealer:
    return Annealer(parse(formula), WIENER_INDEX, Cooling(1e9, 0.0, steps, 1), seed=seed)


def visited(formula: str, steps: int, seed: int) -> list[Structure]:
    """Return where a hot walk stands after every accepted step, the first structure too."""
    annealer = hot_annealer(formula, steps, seed)
    structures = [annealer.structure.copy()]
    while not annealer.is_complete:
        before = annealer.accepted_moves
        annealer.step()
        if annealer.accepted_moves > before:
            structures.append(annealer.structure.copy())
    return structures


def smiles_of(structures: Iterable[Structure]) -> list[str]:
    return [chem.toolkit().canonical_smiles(structure) for structure in structures]


def count(formula: str, limit: int = 10**6) -> Enumeration:
    running = Enumeration(parse(formula), machine.start(), limit)
    while running.go_on():
        assert not running.is_complete
    return running


@pytest.mark.parametrize("smiles", SMILES.values(), ids=SMILES)
def test_the_identity_does_not_depend_on_the_order_of_the_atoms(smiles: str) -> None:
    structure = structure_of(smiles)
    assert {identity(renumbered(structure, seed)) for seed in range(25)} == {identity(structure)}


@pytest.mark.parametrize("smiles", SYMMETRIC.values(), ids=SYMMETRIC)
def test_the_identity_of_a_symmetric_structure_is_found_in_any_order(smiles: str) -> None:
    structure = structure_of(smiles)
    assert {identity(renumbered(structure, seed)) for seed in range(10)} == {identity(structure)}


def test_known_molecules_are_different() -> None:
    # Identities are compared among the isomers of one formula only.
    structures = [structure_of(smiles) for smiles in (SMILES | SYMMETRIC).values()]
    identities = {(one.elements, identity(one)) for one in structures}
    assert len(identities) == len(set(smiles_of(structures)))


@pytest.mark.parametrize("seed", range(10))
def test_the_order_of_bonds_and_hydrogens_does_not_matter(seed: int) -> None:
    draw = random.Random(seed)
    for smiles in SMILES.values():
        structure = structure_of(smiles)
        units, bearers = structure.bond_units.copy(), structure.hydrogen_bearers.copy()
        draw.shuffle(units)
        draw.shuffle(bearers)
        shuffled = Structure(structure.elements, units, bearers)
        assert identity(shuffled) == identity(structure)


@pytest.mark.parametrize("seed", range(12))
def test_the_identity_of_random_structures_is_told_by_rdkit(seed: int) -> None:
    draw = random.Random(seed)
    for _ in range(4):
        formula = random_formula(draw, (3, 14))
        if parse(formula).hydrogens < parse(formula).heavy_atoms / 2:
            continue  # cages whose aromaticity is anyone's guess
        structures = visited(formula, 150, seed)
        pairs = set(zip(map(identity, structures), smiles_of(structures), strict=True))
        assert len(pairs) == len(dict(pairs)) == len({smiles for _, smiles in pairs}), formula


@pytest.mark.parametrize(
    "formula", ["C8H8", "C10H16", "C6H8", "C12H18", "C9H16O", "C8H12N2", "C4H4", "N4H4", "C12H12"]
)
def test_random_structures_are_different_unless_networkx_says_otherwise(formula: str) -> None:
    structures = [one for one in visited(formula, 700, 3) if double_bonds(one) < 3][:45]
    identities = [identity(one) for one in structures]
    for one, other in combinations(range(len(structures)), 2):
        isomorphic = are_isomorphic(structures[one], structures[other])
        assert isomorphic == (identities[one] == identities[other])
    assert len(set(identities)) > 2


def double_bonds(structure: Structure) -> int:
    """Return their number; it takes three for a molecule to have several Kekulé structures."""
    return sum(order == 2 for _, _, order in structure.bonds())


@pytest.mark.parametrize("size", [6, 8, 10, 12])
def test_regular_graphs_are_told_apart(size: int) -> None:
    # No atom of a cage of CH differs from another by its neighbours, or theirs.
    graphs = [nx.random_regular_graph(3, size, seed) for seed in range(18)]
    structures = [hydrocarbon(graph) for graph in graphs if nx.is_connected(graph)]
    identities = [identity(structure) for structure in structures]
    for one, other in combinations(range(len(structures)), 2):
        isomorphic = are_isomorphic(structures[one], structures[other])
        assert isomorphic == (identities[one] == identities[other])
    assert len(set(identities)) > 1


def hydrocarbon(graph: nx.Graph) -> Structure:
    """Return the saturated hydrocarbon of that skeleton."""
    units = [(min(i, j), max(i, j)) for i, j in graph.edges]
    bearers = [atom for atom in graph for _ in range(4 - graph.degree(atom))]
    return Structure(("C",) * len(graph), units, bearers)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("CC1=C(C)C=CC=C1", "CC1=CC=CC=C1C"),
        ("CC1=C2C=CC=CC2=CC=C1", "CC1=CC=CC2=CC=CC=C12"),
        ("CC1=C2C=CC=C2C=CC=C1", "CC1=CC=CC=C2C=CC=C12"),
        ("CC1=NC=CC=C1", "CC1=CC=CC=N1"),
        ("CC1=C(C)C=CC(C2=CC=CC=C2)=C1", "CC1=CC=C(C2=CC=CC=C2)C=C1C"),
    ],
    ids=["o-xylene", "methylnaphthalene", "methylazulene", "picoline", "biphenyl"],
)
def test_kekule_structures_are_one_isomer(one: str, other: str) -> None:
    first, second = structure_as_drawn(one), structure_as_drawn(other)
    assert len(set(smiles_of([first, second]))) == 1
    assert not are_isomorphic(first, second)
    assert identity(first) == identity(second)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("CC1=C(C)C=CC=CC=C1", "CC1=CC=CC=CC=C1C"),
        ("CC1=C(C)C=C1", "CC1=CC=C1C"),
        ("CC1=CC2=CC=C1C2", "CC1=C2C=CC(=C1)C2"),
    ],
    ids=["dimethylcyclooctatetraene", "dimethylcyclobutadiene", "bridged ring"],
)
def test_bond_shift_isomers_are_two(one: str, other: str) -> None:
    first, second = structure_as_drawn(one), structure_as_drawn(other)
    assert len(set(smiles_of([first, second]))) == 2
    assert identity(first) != identity(second)


def test_the_identity_of_a_ladder_is_found_in_any_order() -> None:
    for ladder in (nx.ladder_graph(30), nx.circular_ladder_graph(30), nx.circular_ladder_graph(50)):
        structure = hydrocarbon(ladder)
        found = {identity(renumbered(structure, seed)) for seed in range(5)}
        assert found == {identity(structure)}


def test_a_molecule_of_one_atom_has_an_identity() -> None:
    identities = {identity(structure_of(smiles)) for smiles in ("C", "N", "O", "S")}
    assert len(identities) > 1


# With how many steps a hot walk comes to some hundred isomers, or to all.
WALKS = {
    "C6H6": 1_500,
    "C7H8": 1_500,
    "C8H10": 1_500,
    "C8H8": 1_000,
    "C6H14": 800,
    "C4H4S": 1_000,
    "C5H5N": 1_500,
    "C6H6O": 1_000,
    "C6H4Cl2": 1_000,
    "C10H16": 800,
    "C9H8O2": 800,
    "CH4": 20,
}


@pytest.mark.parametrize("formula", WALKS)
@pytest.mark.parametrize("seed", [1, 2])
def test_the_isomers_visited_are_counted_as_rdkit_tells_them_apart(formula: str, seed: int) -> None:
    annealer, other = (hot_annealer(formula, WALKS[formula], seed) for _ in range(2))
    in_python, in_kernel = PythonEngine(annealer), KernelEngine(other, machine.start())
    toolkit = chem.toolkit()
    seen = {toolkit.canonical_smiles(annealer.structure)}
    while not annealer.is_complete:
        assert in_kernel.visited_isomers == len(seen)
        in_python.advance(1)
        in_kernel.advance(1)
        seen.add(toolkit.canonical_smiles(annealer.structure))
    assert in_kernel.visited_isomers == len(seen)
    assert in_python.visited_isomers is None


@pytest.mark.parametrize("formula", ["C7H8", "C6H12O"])
def test_a_walk_stops_at_each_isomer_that_is_new(formula: str) -> None:
    steps = 1_200
    expected = list(dict.fromkeys(smiles_of(visited(formula, steps, 1))))
    annealer = hot_annealer(formula, steps)
    engine = KernelEngine(annealer, machine.start())
    found = smiles_of([annealer.structure])
    while not annealer.is_complete:
        if engine.advance_to_new(100):
            found += smiles_of([annealer.structure])
    assert found == expected
    assert engine.visited_isomers == len(expected)


@pytest.mark.parametrize("steps", range(1, 40))
def test_a_walk_in_python_ends_even_if_its_last_step_is_refused(steps: int) -> None:
    annealer = hot_annealer("C6H6", steps)
    engine = PythonEngine(annealer)
    stops = 0
    while not annealer.is_complete:
        stops += engine.advance_to_new(10)
    assert annealer.step_number == steps
    assert stops == annealer.accepted_moves


def test_isomers_are_not_counted_after_a_run_goes_on() -> None:
    annealer = hot_annealer("C6H6", 200)
    KernelEngine(annealer, machine.start()).advance(100)
    engine = KernelEngine(annealer, machine.start())
    assert engine.visited_isomers is None
    engine.advance(100)
    assert engine.visited_isomers is None


def test_only_what_the_kernel_scores_and_counts_can_be_followed() -> None:
    target = Target({"logp": 1.0})
    annealer = Annealer(parse("C6H6"), target, Cooling(1.0, 0.0, 100, 1))
    with pytest.raises(ValueError, match="own components"):
        KernelEngine(annealer, machine.start()).advance_to_new(10)


@pytest.mark.parametrize("size", [1, 2, 3, 4])
def test_small_formulas_have_the_isomers_that_are_listed_one_by_one(size: int) -> None:
    for elements, hydrogens in enumeration.SMALL_FORMULAS:
        if len(elements) == size:
            found = count(enumeration.written(elements, hydrogens))
            assert found.is_complete
            assert found.count == len(enumeration.numberings(elements, hydrogens))


@pytest.mark.parametrize("formula", GROUND_TRUTH)
def test_formulas_have_the_isomers_of_the_ground_truth(formula: str) -> None:
    found = count(formula)
    assert found.is_complete
    assert found.count == GROUND_TRUTH[formula].isomers


@pytest.mark.parametrize("formula", ["C6H6", "C4H8O", "CH4"])
def test_an_enumeration_stops_at_more_than_its_limit(formula: str) -> None:
    isomers = GROUND_TRUTH[formula].isomers
    for limit in {0, isomers // 2, isomers - 1}:
        found = count(formula, limit)
        assert limit < found.count <= isomers
        assert not found.is_complete
    for limit in (isomers, isomers + 1, 2**32 - 1):
        found = count(formula, limit)
        assert (found.count, found.is_complete) == (isomers, True)


def test_an_enumeration_of_very_many_isomers_stops_at_its_limit() -> None:
    found = count("C30H20N4O4", 3_000)
    assert found.count > 3_000
    assert not found.is_complete


def test_an_enumeration_goes_on_bit_by_bit() -> None:
    running = Enumeration(parse("C8H10"), machine.start(), 10**6)
    counts = [running.count]
    while running.go_on():
        counts.append(running.count)
    assert counts[0] == 1
    assert len(counts) > 10
    assert counts == sorted(counts)
    assert running.go_on() is False
    assert running.count == GROUND_TRUTH["C8H10"].isomers
