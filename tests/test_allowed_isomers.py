"""With constraints a hot walk visits every isomer that keeps them, and nothing else."""

from collections.abc import Callable
from functools import cache
from itertools import combinations

import networkx as nx  # type: ignore[import-untyped]
import pytest
from isoanneal.constraints import Constraints
from isoanneal.constraints.constrained_move import LONGEST
from isoanneal.displacement import all_displacements
from isoanneal.formula import parse
from isoanneal.structure import Structure, first_structure
from isoanneal.walk import walk
from rdkit import Chem

from tests import enumeration, rules
from tests.ground_truth import GROUND_TRUTH
from tests.test_walk import hot_walk

NAMES = list(rules.VIOLATIONS)
SMALL_RINGS = ["no_three_membered_rings", "no_four_membered_rings"]
MULTIPLE_BONDS = ["no_triple_bonds", "no_cumulated_double_bonds"]


@cache
def isomers(formula: str) -> dict[str, Chem.Mol]:
    """Return all isomers by SMILES, drawn with single, double and triple bonds."""
    smiles = set(hot_walk(formula).smiles) if formula in GROUND_TRUTH else _enumerated(formula)
    return {one: rules.read(one) for one in smiles}


def _enumerated(formula: str) -> set[str]:
    counts = parse(formula).counts
    elements = tuple(one for one in counts if one != "H" for _ in range(counts[one]))
    return set(enumeration.numberings(elements, counts.get("H", 0)))


def keeps(smiles: str, drawn: Chem.Mol, names: list[str], required: str, forbidden: str) -> bool:
    molecule = Chem.MolFromSmiles(smiles)
    return (
        all(rules.VIOLATIONS[name](drawn) == 0 for name in names)
        and (not required or bool(rules.matches(molecule, required)))
        and (not forbidden or not rules.matches(molecule, forbidden))
    )


def assert_visits_what_is_allowed(
    formula: str, names: list[str], required: str, forbidden: str, steps: int
) -> None:
    allowed = {
        smiles
        for smiles, drawn in isomers(formula).items()
        if keeps(smiles, drawn, names, required, forbidden)
    }
    some = Constraints(names, required, forbidden)
    visited = walk(parse(formula), steps, constraints=some).smiles
    assert len(visited) == len(set(visited))
    assert set(visited) == allowed
    assert 0 < len(allowed) < len(isomers(formula))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("formula", "names", "steps"),
    [
        ("C6H6", ["no_triple_bonds"], 60_000),
        ("C6H6", ["no_three_membered_rings"], 30_000),
        ("C6H6", ["no_four_membered_rings"], 30_000),
        ("C6H6", ["no_bridgehead_double_bonds"], 60_000),
        ("C6H6", SMALL_RINGS, 10_000),
        ("C6H6", MULTIPLE_BONDS, 20_000),
        ("C6H6", NAMES, 1_000),
        ("C4H6", ["no_cumulated_double_bonds", *SMALL_RINGS], 2_000),
        ("C2N2H4", ["no_cumulated_double_bonds", *SMALL_RINGS], 10_000),
        ("C2N2H4", ["no_nitrogen_nitrogen_bonds"], 10_000),
        ("C5H8", ["no_cumulated_double_bonds"], 10_000),
        ("C5H8", NAMES, 1_000),
        ("C4H8O", ["no_three_membered_rings"], 10_000),
        ("C3H7NO", ["no_heteroatom_bonds"], 10_000),
        ("C3H7NO", NAMES, 6_000),
        ("C2H5NO2", ["no_oxygen_oxygen_bonds"], 20_000),
        ("C2H5NO2", NAMES, 5_000),
        ("C3H6OS", NAMES, 5_000),
        ("C4H4S", SMALL_RINGS, 3_000),
    ],
)
def test_a_hot_walk_visits_exactly_the_isomers_that_keep_the_rules(
    formula: str, names: list[str], steps: int
) -> None:
    assert_visits_what_is_allowed(formula, names, "", "", steps)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("formula", "names", "required", "forbidden", "steps"),
    [
        ("C4H10O", [], "[OX2H]", "", 3_000),
        ("C4H10O", [], "", "[CX4H1]", 3_000),
        ("C4H8O", [], "C=O", "", 10_000),
        ("C4H8O", ["no_three_membered_rings"], "", "C=O", 10_000),
        ("C3H7NO", NAMES, "C=O", "[CH3]", 10_000),
        ("C6H6", [], "", "[CH]", 10_000),
        ("C6H6", SMALL_RINGS, "C#C", "", 6_000),
    ],
)
def test_a_hot_walk_visits_exactly_the_isomers_that_fit_the_patterns(
    formula: str, names: list[str], required: str, forbidden: str, steps: int
) -> None:
    assert_visits_what_is_allowed(formula, names, required, forbidden, steps)


class Joined:
    """All isomers of a formula and the displacements that lead from one to another.

    Kekulé forms are told apart where they differ as graphs.  `graph` has the number of an
    isomer for each node, `structures` a structure of each.
    """

    def __init__(self, formula: str) -> None:
        first = first_structure(parse(formula))
        self.structures = [first]
        self.graph = nx.Graph()
        self.graph.add_node(0)
        self._numbers = {_name(first): 0}
        for number, structure in enumerate(self.structures):
            for neighbour in _neighbours(structure):
                self.graph.add_edge(number, self._number(neighbour))

    def _number(self, structure: Structure) -> int:
        name = _name(structure)
        if name not in self._numbers:
            self._numbers[name] = len(self.structures)
            self.structures.append(structure)
        return self._numbers[name]

    def pieces(self, allows: Callable[[Structure], bool], longest: int) -> int:
        """Return into how many pieces the allowed isomers fall for moves of that length."""
        allowed = {number for number, one in enumerate(self.structures) if allows(one)}
        joined = nx.Graph()
        joined.add_nodes_from(allowed)
        for start in allowed:
            frontier = {start}
            for _ in range(longest):
                frontier = {there for here in frontier for there in self.graph[here]}
                joined.add_edges_from((start, end) for end in frontier & allowed)
                frontier -= allowed
        return int(nx.number_connected_components(joined))


def _name(structure: Structure) -> str:
    return str(Chem.MolToSmiles(rules.drawn(structure.elements, structure.bonds())))


def _neighbours(structure: Structure) -> list[Structure]:
    found: dict[tuple[tuple[int, int, int], ...], Structure] = {}
    for x1, y1, x2, y2, shift in all_displacements(structure):
        structure.displace(x1, y1, x2, y2, shift)
        bonds = tuple(structure.bonds())
        if bonds not in found and structure.joins(x1, x2):
            found[bonds] = structure.copy()
        structure.displace(x1, y1, x2, y2, -shift)
    return list(found.values())


@cache
def joined(formula: str) -> Joined:
    return Joined(formula)


@pytest.mark.slow
@pytest.mark.parametrize("formula", ["C3H4O", "C4H6", "C4H4", "C2H3NO", "C5", "C3N2", "C4O"])
def test_moves_of_three_displacements_join_what_any_rules_allow(formula: str) -> None:
    for names in (names for size in range(1, 9) for names in combinations(NAMES, size)):
        if joined(formula).pieces(Constraints(names).allow, 3) > 1:
            pytest.fail(f"{formula} falls apart with {names}")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("formula", "names", "needed"),
    [
        ("C4H4S", SMALL_RINGS, 1),
        ("C4H6", ["no_cumulated_double_bonds", *SMALL_RINGS], 2),
        ("C4HNO", ["no_cumulated_double_bonds", "no_heteroatom_bonds", *SMALL_RINGS], 3),
        ("C5", ["no_triple_bonds", "no_four_membered_rings"], 3),
    ],
)
def test_shorter_moves_do_not_always_join_them(formula: str, names: list[str], needed: int) -> None:
    allow = Constraints(names).allow
    assert joined(formula).pieces(allow, needed) == 1
    assert needed == 1 or joined(formula).pieces(allow, needed - 1) > 1
    assert needed <= LONGEST
