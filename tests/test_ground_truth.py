"""Annealing finds the optimum that is known from all isomers."""

import pytest
from isoanneal import chem
from isoanneal.annealer import Annealer, Mode
from isoanneal.parameters import Parameters
from isoanneal.structure import first_structure

from tests.checks import assert_is_isomer
from tests.ground_truth import GROUND_TRUTH, Optimum, canonical

pytestmark = pytest.mark.slow

SEEDS = range(10)
MODES: list[Mode] = ["minimize", "maximize"]


def optimum(formula: str, mode: Mode) -> Optimum:
    facts = GROUND_TRUTH[formula]
    return facts.lowest if mode == "minimize" else facts.highest


def run_to_the_optimum(formula: str, mode: Mode, seed: int, steps_per_cycle: int) -> Annealer:
    """Anneal until the optimum is found or all steps are done."""
    annealer = Parameters(
        formula=formula, mode=mode, seed=seed, steps_per_cycle=steps_per_cycle
    ).annealer()
    wanted = optimum(formula, mode).wiener_index
    while annealer.best_energy != wanted and not annealer.is_complete:
        annealer.advance(50)
    return annealer


def misses(mode: Mode, steps_per_cycle: int) -> list[tuple[str, int]]:
    return [
        (formula, seed)
        for formula in GROUND_TRUTH
        for seed in SEEDS
        if run_to_the_optimum(formula, mode, seed, steps_per_cycle).best_energy
        != optimum(formula, mode).wiener_index
    ]


@pytest.mark.parametrize("formula", GROUND_TRUTH)
def test_a_formula_of_the_ground_truth_can_be_started(formula: str) -> None:
    structure = first_structure(Parameters(formula=formula).annealer().formula)
    assert_is_isomer(structure, formula)


@pytest.mark.parametrize("mode", MODES)
def test_the_defaults_find_the_optimum_in_99_of_100_runs(mode: Mode) -> None:
    assert len(misses(mode, 500)) <= len(GROUND_TRUTH) * len(SEEDS) / 100


@pytest.mark.parametrize("mode", MODES)
def test_ten_times_the_steps_find_the_optimum_in_every_run(mode: Mode) -> None:
    assert misses(mode, 5_000) == []


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("formula", GROUND_TRUTH)
def test_what_is_found_is_one_of_the_known_optima(formula: str, mode: Mode) -> None:
    known = optimum(formula, mode)
    for seed in SEEDS:
        annealer = run_to_the_optimum(formula, mode, seed, 5_000)
        smiles = chem.toolkit().canonical_smiles(annealer.get_result().best)
        assert not known.is_complete or canonical(smiles) in known.smiles


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("formula", GROUND_TRUTH)
def test_no_energy_is_beyond_the_known_optima(formula: str, mode: Mode) -> None:
    facts = GROUND_TRUTH[formula]
    energies = Parameters(formula=formula, mode=mode, seed=1).annealer().advance(2_000)
    assert facts.wiener_min <= min(energies)
    assert max(energies) <= facts.wiener_max


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("formula", ["C4H10O", "C3H6O", "C3H7NO", "C4H9Br", "C6H12"])
def test_annealing_finds_the_optimum_of_logp(formula: str, mode: Mode) -> None:
    facts = GROUND_TRUTH[formula]
    known = facts.logp_min if mode == "minimize" else facts.logp_max
    annealer = Parameters(
        formula=formula,
        mode=mode,
        kt0=1.0,
        k=1.0,
        seed=1,
        steps_per_cycle=5_000,
        weights={"logp": 1.0},
    ).annealer()
    found = pytest.approx(known, abs=6e-5)
    while annealer.best_energy != found and not annealer.is_complete:
        annealer.advance(50)
    assert annealer.best_energy == found
