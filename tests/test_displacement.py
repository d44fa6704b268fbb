"""Faulon's displacement and the distribution that it is drawn from."""

from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from itertools import product
from math import prod, sqrt

import pytest
from isoanneal import chem
from isoanneal.annealer import Annealer
from isoanneal.cooling import Cooling
from isoanneal.displacement import Displacement, all_displacements, bounds, orders_of, propose
from isoanneal.formula import parse
from isoanneal.mulberry32 import Mulberry32
from isoanneal.scoring import Target
from isoanneal.structure import Structure, first_structure

from tests import enumeration
from tests.scripted_numbers import Script

State = tuple[tuple[tuple[int, int, int], ...], tuple[int, ...]]
"""Bonds and the bearer of each hydrogen: a structure whose atoms are told apart."""

FORMULAS = ["C4H6", "C3H3N", "C3H4O", "C2H3NO", "C4H2", "C3HN", "C2H4Cl2", "C4H10", "HNO2"]


def outcomes(structure: Structure) -> Iterator[tuple[Displacement | None, Fraction]]:
    """Yield what each possible sequence of draws gives, and its probability."""
    for proposal, limits in draws_of(structure):
        yield proposal, Fraction(1, prod(limits))


def draws_of(structure: Structure) -> Iterator[tuple[Displacement | None, list[int]]]:
    """Yield what each possible sequence of draws gives, and below what each number was drawn."""
    draws: list[int] = []
    while True:
        script = Script(draws)
        proposal = propose(structure, script)
        yield proposal, script.limits
        while draws and draws[-1] == script.limits[len(draws) - 1] - 1:
            draws.pop()
        if not draws:
            return
        draws[-1] += 1


def state(structure: Structure) -> State:
    return tuple(structure.bonds()), tuple(structure.hydrogen_bearers)


def proposals(structure: Structure) -> dict[State, Fraction]:
    """Return the probability of each state that a draw leads to."""
    trial = structure_of(structure, state(structure))
    found: dict[State, Fraction] = {}
    for displacement, probability in outcomes(structure):
        if displacement is not None:
            x1, y1, x2, y2, shift = displacement
            trial.displace(x1, y1, x2, y2, shift)
            found[state(trial)] = found.get(state(trial), Fraction(0)) + probability
            trial.displace(x1, y1, x2, y2, -shift)
    return found


def structure_of(like: Structure, wanted: State) -> Structure:
    bonds, bearers = wanted
    units = [(i, j) for i, j, order in bonds for _ in range(order)]
    return Structure(like.elements, units, list(bearers))


def structures(formula: str) -> Iterator[Structure]:
    """Yield a structure of each isomer of a small formula."""
    elements = first_structure(parse(formula)).elements
    isomers = {
        enumeration.smiles(elements, skeleton): skeleton
        for skeleton in enumeration.skeletons(elements)[parse(formula).hydrogens]
    }
    for bonds, hydrogens in isomers.values():
        units = [(i, j) for i, j, order in bonds for _ in range(order)]
        bearers = [atom for atom, borne in enumerate(hydrogens) for _ in range(borne)]
        yield Structure(elements, units, bearers)


@pytest.mark.parametrize("maximum", [1, 2, 3])
def test_bounds_are_those_of_brute_force(maximum: int) -> None:
    for a11, a12, a21, a22 in product(range(maximum + 1), repeat=4):
        possible = [
            b11
            for b11 in range(-6, 10)
            if all(
                0 <= order <= maximum
                for order in (b11, a11 + a12 - b11, a11 + a21 - b11, a22 - a11 + b11)
            )
        ]
        lowest, highest = bounds(a11, a12, a21, a22, maximum)
        assert list(range(lowest, highest + 1)) == possible


def test_the_maximum_of_bounds_is_a_triple_bond() -> None:
    assert bounds(3, 3, 3, 3) == bounds(3, 3, 3, 3, 3)
    assert bounds(1, 2, 2, 3) == bounds(1, 2, 2, 3, 3)


@pytest.mark.parametrize("formula", FORMULAS)
def test_probabilities_of_all_draws_add_up_to_one(formula: str) -> None:
    for structure in structures(formula):
        assert sum(probability for _, probability in outcomes(structure)) == 1


# In a tetrahedron, and in a ring of four, four atoms come from more than one draw of two bonds.
@pytest.mark.parametrize(
    "formula",
    ["N4", "C2N2", "S4", *(pytest.param(one, marks=pytest.mark.slow) for one in FORMULAS)],
)
def test_a_displacement_is_as_probable_as_the_one_that_takes_it_back(formula: str) -> None:
    for structure in structures(formula):
        here = state(structure)
        for there, probability in proposals(structure).items():
            try:
                other = structure_of(structure, there)
            except ValueError:
                continue  # it falls apart and is refused
            assert proposals(other)[here] == probability


@pytest.mark.parametrize("formula", ["C4H6", "C3HN", "N4", "HNO2"])
def test_random_numbers_are_drawn_where_there_is_a_choice_only(formula: str) -> None:
    # The kernel draws as many, and so do later versions, or a seed would give another search.
    for structure in structures(formula):
        assert all(limit > 1 for _, limits in draws_of(structure) for limit in limits)


@pytest.mark.parametrize("formula", FORMULAS)
def test_all_displacements_are_those_that_can_be_drawn(formula: str) -> None:
    for structure in structures(formula):
        drawn = {displacement for displacement, _ in outcomes(structure)}
        assert all_displacements(structure) == drawn - {None}


@pytest.mark.parametrize("formula", FORMULAS)
def test_a_proposal_changes_the_structure_within_the_bounds(formula: str) -> None:
    for structure in structures(formula):
        heavy = len(structure.elements)
        for x1, y1, x2, y2, shift in all_displacements(structure):
            assert len({x1, y1, x2, y2}) == 4
            assert shift != 0
            if y2 < heavy:
                orders = structure.bond_orders
                a11, a12, a21, a22 = (orders[x][y] for x in (x1, x2) for y in (y1, y2))
                lowest, highest = bounds(a11, a12, a21, a22)
                assert lowest <= a11 - shift <= highest
            else:
                assert structure.hydrogen_bearers[y2 - heavy] == x2


def orders_with_hydrogens(structure: Structure) -> list[list[int]]:
    """Return the orders of the bonds between all atoms, heavy ones first."""
    atoms = len(structure.elements) + len(structure.hydrogen_bearers)
    orders = [[0] * atoms for _ in range(atoms)]
    for i, j, order in structure.bonds():
        orders[i][j] = orders[j][i] = order
    for hydrogen, bearer in enumerate(structure.hydrogen_bearers, len(structure.elements)):
        orders[hydrogen][bearer] = orders[bearer][hydrogen] = 1
    return orders


@pytest.mark.parametrize("formula", ["C4H6", "C3H4O", "C4H2", "C2H4Cl2", "HNO2"])
def test_displacements_are_all_solutions_of_the_equations_of_the_paper(formula: str) -> None:
    for structure in structures(formula):
        heavy, orders = len(structure.elements), orders_with_hydrogens(structure)
        solutions = set()
        for x1, y1, x2, y2 in product(range(heavy), range(heavy), range(heavy), range(len(orders))):
            a11, a12, a21, a22 = (orders[x][y] for x in (x1, x2) for y in (y1, y2))
            if len({x1, y1, x2, y2}) < 4 or a11 == 0 or a22 == 0 or y2 < x2:
                continue
            for b11 in set(range(4)) - {a11}:
                b12, b21, b22 = a11 + a12 - b11, a11 + a21 - b11, a22 - a11 + b11
                # A hydrogen cannot have more than one bond, nor share it.
                most = 3 if y2 < heavy else 1
                if 0 <= b12 <= most and 0 <= b21 <= 3 and 0 <= b22 <= most:
                    solutions.add((x1, y1, x2, y2, a11 - b11))
        assert all_displacements(structure) == solutions


def test_a_structure_without_heavy_atom_bonds_has_no_proposal() -> None:
    methane = first_structure(parse("CH4"))
    assert propose(methane, Mulberry32(1)) is None
    assert all_displacements(methane) == set()


@pytest.mark.parametrize("formula", ["C4H6", "C3H3N", "C4H2"])
def test_the_four_orders_of_a_displacement(formula: str) -> None:
    for structure in structures(formula):
        rows = with_hydrogens(structure)
        for x1, y1, x2, y2, _ in all_displacements(structure):
            orders = rows[x1][y1], rows[x1][y2], rows[x2][y1], rows[x2][y2]
            assert orders_of(structure, x1, y1, x2, y2) == orders


def with_hydrogens(structure: Structure) -> list[list[int]]:
    """Return the bond orders among all atoms, the heavy ones first."""
    heavy, bearers = len(structure.elements), structure.hydrogen_bearers
    rows = [[0] * (heavy + len(bearers)) for _ in range(heavy + len(bearers))]
    bonds = [*structure.bonds(), *((i, heavy + h, 1) for h, i in enumerate(bearers))]
    for i, j, order in bonds:
        rows[i][j] = rows[j][i] = order
    return rows


def test_a_hydrogen_takes_part_with_the_atom_that_bears_it_or_another() -> None:
    propane = Structure(("C", "C", "C"), [(0, 1), (1, 2)], [0, 0, 0, 1, 1, 2, 2, 2])
    assert orders_of(propane, 0, 1, 2, 3 + 5) == (1, 0, 1, 1)
    assert orders_of(propane, 2, 1, 0, 3 + 5) == (1, 1, 1, 0)
    assert orders_of(propane, 2, 1, 0, 3) == (1, 0, 1, 1)
    assert orders_of(propane, 0, 1, 2, 3 + 3) == (1, 0, 1, 0)


@pytest.mark.slow
def test_displacements_lead_to_every_isomer_of_every_small_formula() -> None:
    for elements, hydrogens in enumeration.SMALL_FORMULAS:
        first = first_structure(parse(enumeration.written(elements, hydrogens)))
        everything = set(enumeration.numberings(elements, hydrogens))
        assert _isomers_reached_from(first) == everything


def _isomers_reached_from(first: Structure) -> set[str]:
    smiles = chem.toolkit().canonical_smiles
    reached = {smiles(first): first.copy()}
    frontier = list(reached.values())
    while frontier:
        structure = frontier.pop()
        for x1, y1, x2, y2, shift in all_displacements(structure):
            structure.displace(x1, y1, x2, y2, shift)
            if structure.joins(x1, x2) and (name := smiles(structure)) not in reached:
                reached[name] = structure.copy()
                frontier.append(reached[name])
            structure.displace(x1, y1, x2, y2, -shift)
    return set(reached)


@pytest.mark.slow
@pytest.mark.parametrize("formula", ["C4H8", "C3H6O", "C3H4O"])
def test_a_hot_walk_visits_isomers_as_often_as_their_atoms_can_be_numbered(formula: str) -> None:
    # At infinite temperature every numbered structure is as likely as any other.
    visits, batches = _visits(formula, batches=40, steps=3_000)
    first = first_structure(parse(formula))
    numberings = enumeration.numberings(first.elements, parse(formula).hydrogens)
    assert set(visits) == set(numberings)
    for smiles, ways in numberings.items():
        expected = ways / numberings.total()
        shares = [batch[smiles] / batch.total() for batch in batches]
        mean = sum(shares) / len(shares)
        variance = sum((share - mean) ** 2 for share in shares) / (len(shares) - 1)
        # Means of batches: successive states of a walk are not independent.
        assert abs(mean - expected) < 4 * sqrt(variance / len(shares)), smiles


def _visits(formula: str, batches: int, steps: int) -> tuple[Counter[str], list[Counter[str]]]:
    target = Target({"wiener_index": 1.0})
    annealer = Annealer(parse(formula), target, Cooling(1e9, 0, steps, batches), seed=1)
    names: dict[State, str] = {}
    counted = []
    for _ in range(batches):
        batch: Counter[str] = Counter()
        for _ in range(steps):
            annealer.step()
            here = tuple(annealer.structure.bonds()), tuple(annealer.structure.hydrogen_counts())
            if here not in names:
                names[here] = chem.toolkit().canonical_smiles(annealer.structure)
            batch[names[here]] += 1
        counted.append(batch)
    return sum(counted, Counter[str]()), counted
