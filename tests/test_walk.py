"""A hot walk visits every isomer of a formula, and nothing else."""

from functools import cache

import pytest
from isoanneal.formula import parse
from isoanneal.mulberry32 import SEED_LIMIT
from isoanneal.walk import Walk, walk
from rdkit import Chem
from rdkit.Chem import Crippen, rdmolops

from tests import enumeration
from tests.ground_truth import GROUND_TRUTH

STEPS = {
    "CH4": 10,
    "C2H6": 10,
    "C3H8": 100,
    "C2H6O": 1_000,
    "C3H6": 1_000,
    "C3H6O": 3_000,
    "C4H8": 3_000,
    "C4H10": 3_000,
    "C2H4Cl2": 3_000,
    "C3H9N": 3_000,
    "C4H9Br": 3_000,
    "C4H10O": 5_000,
    "C4H8O": 10_000,
    "C5H8": 10_000,
    "C5H10": 10_000,
    "C5H12": 10_000,
    "C6H14": 10_000,
    "C4H9N": 10_000,
    "C7H16": 15_000,
    "C6H12": 20_000,
    "C3H7NO": 20_000,
    "C4H4S": 20_000,
    "C2H5NO2": 20_000,
    "C3H6OS": 20_000,
    "C8H18": 20_000,
    "C9H20": 30_000,
    "C6H6": 40_000,
    "C10H22": 60_000,
    "C5H5N": 100_000,
}
"""More than each walk needs to have seen all isomers of the formula."""


@cache
def hot_walk(formula: str) -> Walk:
    return walk(parse(formula), STEPS[formula])


@cache
def molecules(formula: str) -> dict[str, Chem.Mol]:
    return {one: Chem.MolFromSmiles(one) for one in hot_walk(formula).smiles}


def wiener_index(molecule: Chem.Mol) -> int:
    return int(rdmolops.GetDistanceMatrix(molecule).sum()) // 2


@pytest.mark.parametrize("formula", STEPS)
def test_a_hot_walk_visits_as_many_isomers_as_there_are(formula: str) -> None:
    visited = hot_walk(formula).smiles
    assert len(visited) == len(set(visited)) == GROUND_TRUTH[formula].isomers


@pytest.mark.parametrize("formula", STEPS)
def test_what_a_walk_visits_has_the_formula(formula: str) -> None:
    for molecule in molecules(formula).values():
        counts: dict[str, int] = {}
        for atom in Chem.AddHs(molecule).GetAtoms():
            counts[atom.GetSymbol()] = counts.get(atom.GetSymbol(), 0) + 1
        assert counts == parse(formula).counts
        assert len(Chem.GetMolFrags(molecule)) == 1


@pytest.mark.parametrize("formula", STEPS)
def test_the_isomers_visited_have_the_wiener_indices_of_the_ground_truth(formula: str) -> None:
    facts = GROUND_TRUTH[formula]
    indices = {smiles: wiener_index(one) for smiles, one in molecules(formula).items()}
    for optimum in (facts.lowest, facts.highest):
        there = {one for one, index in indices.items() if index == optimum.wiener_index}
        assert len(there) == optimum.count
        assert optimum.smiles <= there
    assert (min(indices.values()), max(indices.values())) == (facts.wiener_min, facts.wiener_max)


@pytest.mark.parametrize("formula", STEPS)
def test_the_isomers_visited_have_the_logp_of_the_ground_truth(formula: str) -> None:
    facts = GROUND_TRUTH[formula]
    logps = [Crippen.MolLogP(one) for one in molecules(formula).values()]  # type: ignore[attr-defined]
    assert min(logps) == pytest.approx(facts.logp_min, abs=6e-5)
    assert max(logps) == pytest.approx(facts.logp_max, abs=6e-5)


@pytest.mark.slow
@pytest.mark.parametrize("formula", ["C8H10", "C10H16"])
def test_a_walk_among_thousands_of_isomers_finds_new_ones_all_the_time(formula: str) -> None:
    visited = walk(parse(formula), 3_000).smiles
    assert 500 < len(set(visited)) == len(visited) < GROUND_TRUTH[formula].isomers


@pytest.mark.parametrize(
    "formula", ["C2N2", "C3H3N", "P2O2H4", "PH2NO", "C2H2F2", "N2O", "N3H3", "CHClBrN", "SO2"]
)
def test_a_hot_walk_visits_exactly_the_isomers_that_are_enumerated(formula: str) -> None:
    counts = parse(formula).counts
    elements = tuple(one for one in counts if one != "H" for _ in range(counts[one]))
    enumerated = enumeration.numberings(elements, counts.get("H", 0))
    assert set(walk(parse(formula), 4_000).smiles) == set(enumerated)


def test_isomers_are_listed_in_the_order_of_their_first_visit() -> None:
    long = hot_walk("C4H8O").smiles
    for steps in (1, 10, 100, 1_000):
        short = walk(parse("C4H8O"), steps).smiles
        assert short == long[: len(short)]


def test_a_cold_walk_stays_with_the_lowest_isomers() -> None:
    cold = walk(parse("C6H14"), 5_000, kt=0.01).smiles
    assert len(cold) < GROUND_TRUTH["C6H14"].isomers
    assert GROUND_TRUTH["C6H14"].lowest.smiles == {cold[-1]}


def test_a_walk_at_infinite_temperature_visits_what_a_hot_one_does() -> None:
    infinite = walk(parse("C6H14"), 2_000, kt=float("inf"))
    assert infinite.smiles == walk(parse("C6H14"), 2_000, kt=1e300).smiles


def test_the_seed_decides_the_order_of_the_visits() -> None:
    orders = {tuple(walk(parse("C4H8O"), 300, seed=seed).smiles) for seed in (1, 1, 2, 3)}
    assert len(orders) == 3


def test_progress_is_reported_in_steps() -> None:
    reported: list[int] = []
    walk(parse("C4H8"), 2_500, report=reported.append)
    assert 0 < sum(reported) <= 2_500
    assert len(reported) >= 2


@pytest.mark.parametrize(
    ("steps", "kt", "seed"),
    [(0, 1.0, 1), (-1, 1.0, 1), (1, 0.0, 1), (1, -1.0, 1), (1, 1.0, SEED_LIMIT)],
)
def test_steps_temperature_and_seed_out_of_range_are_refused(
    steps: int, kt: float, seed: int
) -> None:
    with pytest.raises(ValueError, match=r"step|kt0|seed"):
        walk(parse("C6H14"), steps, kt=kt, seed=seed)
