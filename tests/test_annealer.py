"""What holds for every step of every run."""

import json
from dataclasses import FrozenInstanceError, dataclass
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from isoanneal.annealer import NO_OUTCOME, OUTCOMES, Annealer, Mode, State
from isoanneal.constraints import Constraints
from isoanneal.cooling import MIN_TEMPERATURE, SCHEDULES, Cooling
from isoanneal.displacement import propose
from isoanneal.formula import parse
from isoanneal.metropolis import accepts
from isoanneal.mulberry32 import SEED_LIMIT, Mulberry32
from isoanneal.registry import Registry
from isoanneal.scoring import Target, register
from isoanneal.structure import Structure, first_structure

from tests.checks import assert_is_isomer
from tests.strategies import formulas, seeds

WEIGHTS = [{"wiener_index": 1.0}, {"wiener_index": 0.5, "logp": 2.0}, {"logp": 1.0}]


@dataclass(frozen=True)
class Run:
    """What a run is made of."""

    formula: str
    weights: dict[str, float]
    cooling: Cooling
    seed: int
    mode: Mode

    def annealer(self) -> Annealer:
        target = Target(self.weights)
        formula = parse(self.formula)
        return Annealer(formula, target, self.cooling, seed=self.seed, mode=self.mode)


coolings = st.builds(
    Cooling,
    kt0=st.sampled_from([0.01, 1.0, 10.0, 100.0, 1e9]),
    k=st.sampled_from(sorted(SCHEDULES.values())),
    steps_per_cycle=st.integers(1, 80),
    cycles=st.integers(1, 3),
)
modes: st.SearchStrategy[Mode] = st.sampled_from(["minimize", "maximize"])
runs = st.builds(
    Run,
    formula=formulas(),
    weights=st.sampled_from(WEIGHTS),
    cooling=coolings,
    seed=seeds,
    mode=modes,
)


def counters(state: State) -> tuple[int, int, int, int]:
    return (
        state.accepted_moves,
        state.rejected_moves,
        state.invalid_moves,
        state.disconnected_moves,
    )


def drawn(structure: Structure) -> tuple[list[tuple[int, int, int]], list[int]]:
    return structure.bonds(), structure.hydrogen_bearers.copy()


def default_run(formula: str = "C6H14", mode: Mode = "minimize") -> Annealer:
    return Run(formula, WEIGHTS[0], Cooling(100.0, 8.0, 500, 4), 42, mode).annealer()


@pytest.mark.slow
@given(runs)
@settings(max_examples=120)
def test_every_state_is_an_isomer_with_its_energy(run: Run) -> None:
    annealer = run.annealer()
    while not annealer.is_complete:
        annealer.step()
        assert_is_isomer(annealer.structure, run.formula)
        assert annealer.current_energy == annealer.target.energy(annealer.structure)
    result = annealer.get_result()
    for structure in (result.initial, result.best, result.final):
        assert_is_isomer(structure, run.formula)


@pytest.mark.slow
@given(runs)
@settings(max_examples=100)
def test_each_step_counts_once_and_only_an_accepted_one_changes_the_structure(run: Run) -> None:
    annealer = run.annealer()
    while not annealer.is_complete:
        before, structure = annealer.get_state(), drawn(annealer.structure)
        annealer.step()
        after = annealer.get_state()
        grown = [new - old for new, old in zip(counters(after), counters(before), strict=True)]
        assert sorted(grown) == [0, 0, 0, 1]
        assert sum(counters(after)) == after.step == before.step + 1
        assert (drawn(annealer.structure) != structure) == (grown[0] == 1)


@given(runs, st.lists(st.integers(0, 70), min_size=1))
@settings(max_examples=100)
def test_batches_of_steps_make_the_trajectory_of_single_steps(run: Run, batches: list[int]) -> None:
    one_by_one, in_batches = run.annealer(), run.annealer()
    energies = []
    while not one_by_one.is_complete:
        one_by_one.step()
        energies.append(one_by_one.current_energy)
    advanced = [energy for steps in batches for energy in in_batches.advance(steps)]
    advanced += in_batches.advance(run.cooling.total_steps)
    assert advanced == energies
    assert in_batches.get_state() == one_by_one.get_state()
    assert drawn(in_batches.structure) == drawn(one_by_one.structure)
    assert drawn(in_batches.best) == drawn(one_by_one.best)


@given(runs)
@settings(max_examples=100)
def test_the_best_energy_is_the_extreme_of_all_energies(run: Run) -> None:
    annealer = run.annealer()
    extreme = min if run.mode == "minimize" else max
    seen = [annealer.initial_energy]
    while not annealer.is_complete:
        seen += annealer.advance(1)
        assert annealer.best_energy == extreme(seen)
    assert annealer.target.energy(annealer.get_result().best) == extreme(seen)
    assert annealer.better(*seen) == extreme(seen)


@given(runs, st.integers(0, 240))
@settings(max_examples=50)
def test_init_starts_the_same_run_again(run: Run, steps: int) -> None:
    again, fresh = run.annealer(), run.annealer()
    again.advance(steps)
    again.init()
    assert again.get_state() == fresh.get_state()
    everything = run.cooling.total_steps
    assert again.advance(everything) == fresh.advance(everything)
    assert again.get_state() == fresh.get_state()
    assert drawn(again.best) == drawn(fresh.best)


@given(runs)
@settings(max_examples=50)
def test_the_state_follows_the_schedule(run: Run) -> None:
    annealer, cooling = run.annealer(), run.cooling
    for step in range(cooling.total_steps):
        state = annealer.get_state()
        assert (state.step, state.total_steps) == (step, cooling.total_steps)
        assert state.cycle == step // cooling.steps_per_cycle
        assert state.temperature == cooling.temperature(step) >= MIN_TEMPERATURE
        assert not state.is_complete
        annealer.step()
    state = annealer.get_state()
    assert state.is_complete
    assert state.cycle == cooling.cycles - 1
    assert state.temperature == cooling.temperature(cooling.total_steps - 1)


@given(runs)
@settings(max_examples=50)
def test_a_run_is_the_loop_of_the_textbook(run: Run) -> None:
    random, structure = Mulberry32(run.seed), first_structure(parse(run.formula))
    target, sign = Target(run.weights), 1 if run.mode == "minimize" else -1
    accepted = rejected = invalid = disconnected = 0
    for step in range(run.cooling.total_steps):
        before = target.energy(structure)
        displacement = propose(structure, random)
        if displacement is None:
            invalid += 1
            continue
        x1, y1, x2, y2, shift = displacement
        structure.displace(x1, y1, x2, y2, shift)
        if not structure.is_connected():
            disconnected += 1
        else:
            change = sign * (target.energy(structure) - before)
            if accepts(change, run.cooling.temperature(step), random):
                accepted += 1
                continue
            rejected += 1
        structure.displace(x1, y1, x2, y2, -shift)
    annealer = run.annealer()
    annealer.advance(run.cooling.total_steps)
    assert counters(annealer.get_state()) == (accepted, rejected, invalid, disconnected)
    assert drawn(annealer.structure) == drawn(structure)


def test_a_step_after_the_last_is_refused() -> None:
    annealer = default_run()
    annealer.advance(2_000)
    with pytest.raises(RuntimeError, match=r"complete.*init"):
        annealer.step()


def test_advance_makes_no_more_steps_than_are_left() -> None:
    annealer = default_run()
    assert len(annealer.advance(1_999)) == 1_999
    assert not annealer.is_complete
    assert len(annealer.advance(1_000)) == 1
    assert annealer.is_complete
    assert annealer.advance(1_000) == []


def test_the_same_seed_makes_the_same_run_and_another_seed_another() -> None:
    def energies(seed: int) -> list[float]:
        return (
            Run("C8H10", WEIGHTS[0], Cooling(100, 0, 300, 1), seed, "minimize")
            .annealer()
            .advance(300)
        )

    assert energies(0) == energies(0)
    assert len({tuple(energies(seed)) for seed in (0, 1, 2, SEED_LIMIT - 1)}) == 4


@pytest.mark.parametrize("seed", [-1, SEED_LIMIT])
def test_a_seed_out_of_range_is_refused(seed: int) -> None:
    with pytest.raises(ValueError, match="seed must be from 0"):
        Annealer(parse("C6H14"), Target(WEIGHTS[0]), Cooling(100, 8, 500, 4), seed=seed)


def test_a_run_starts_with_the_first_structure() -> None:
    annealer = default_run()
    first = first_structure(parse("C6H14"))
    annealer.advance(500)
    result = annealer.get_result()
    assert drawn(result.initial) == drawn(first)
    assert result.initial_energy == annealer.target.energy(first)


def test_the_structures_of_a_result_are_copies() -> None:
    annealer = default_run("C8H10")
    annealer.advance(10)
    result = annealer.get_result()
    best, final = drawn(result.best), drawn(result.final)
    annealer.advance(1_990)
    assert (drawn(result.best), drawn(result.final)) == (best, final)
    assert drawn(annealer.best) != best
    result = annealer.get_result()
    assert result.best is not annealer.best
    assert result.final is not annealer.structure


def test_the_acceptance_ratio_is_that_of_all_steps() -> None:
    annealer = default_run()
    assert annealer.get_result().acceptance_ratio == 0.0
    annealer.advance(2_000)
    assert annealer.get_result().acceptance_ratio == annealer.accepted_moves / 2_000 > 0


def test_a_cold_run_never_goes_uphill() -> None:
    down = Run("C8H10", WEIGHTS[0], Cooling(0.01, 0, 2_000, 1), 1, "minimize").annealer()
    up = Run("C8H10", WEIGHTS[0], Cooling(0.01, 0, 2_000, 1), 1, "maximize").annealer()
    assert all(before >= after for before, after in pairwise(down.advance(2_000)))
    assert all(before <= after for before, after in pairwise(up.advance(2_000)))


def test_all_four_ends_of_a_step_occur() -> None:
    annealer = default_run("C8H10")
    annealer.advance(2_000)
    assert all(count > 0 for count in counters(annealer.get_state()))


def test_accepted_moves_that_lead_to_a_worse_energy_are_counted() -> None:
    # Of the diameter many moves change nothing, others one, others more.
    modes: dict[Mode, int] = {"minimize": 1, "maximize": -1}
    for mode, sign in modes.items():
        target, cooling = Target({"graph_diameter": 0.5}), Cooling(1.0, 0, 600, 1)
        annealer = Annealer(parse("C7H14"), target, cooling, seed=4, mode=mode)
        assert annealer.worsening_moves == 0
        energies = [annealer.current_energy]
        while not annealer.is_complete:
            annealer.step()
            energies.append(annealer.current_energy)
        changes = [sign * (after - before) for before, after in pairwise(energies)]
        assert {0.5, 0.0, -0.5} <= set(changes)
        assert annealer.worsening_moves == sum(change > 0 for change in changes)
        annealer.init()
        assert annealer.worsening_moves == 0


def test_the_state_of_the_random_numbers_is_that_before_the_next_step() -> None:
    annealer = Annealer(parse("C6H6"), Target({"wiener_index": 1.0}), Cooling(100, 8, 50, 1))
    while not annealer.is_complete:
        random = Mulberry32(annealer.random_state)
        proposed = propose(annealer.structure, random)
        path, _ = annealer.step()
        assert path == ([] if proposed is None else [proposed])


def test_the_outcome_is_that_of_the_last_step() -> None:
    annealer = Annealer(parse("C6H6"), Target({"wiener_index": 1.0}), Cooling(100, 8, 500, 1))
    assert annealer.outcome == NO_OUTCOME == -1
    assert OUTCOMES == ("accepted", "rejected", "invalid", "disconnected")
    while not annealer.is_complete:
        before = annealer.get_state()
        annealer.step()
        counted = f"{OUTCOMES[annealer.outcome]}_moves"
        assert getattr(annealer.get_state(), counted) == getattr(before, counted) + 1
    annealer.init()
    assert annealer.outcome == NO_OUTCOME


@pytest.mark.parametrize("formula", ["CH4", "H2O", "HCl", "NH3"])
def test_a_molecule_with_one_heavy_atom_has_invalid_moves_only(formula: str) -> None:
    annealer = default_run(formula)
    annealer.advance(2_000)
    assert counters(annealer.get_state()) == (0, 0, 2_000, 0)


def test_everything_that_a_search_depends_on_can_be_named_and_the_seed_is_42() -> None:
    cooling = Cooling(100, 8, 500, 4)
    named = Annealer(cooling=cooling, target=Target(WEIGHTS[0]), formula=parse("C8H10"))
    assert named.seed == 42
    assert named.advance(2_000) == default_run("C8H10").advance(2_000)


def test_a_search_can_begin_at_another_structure() -> None:
    before = default_run("C8H10")
    before.advance(500)
    target, cooling = Target(WEIGHTS[0]), Cooling(100, 8, 500, 4)
    annealer = Annealer(parse("C8H10"), target, cooling, first=before.structure.copy())
    assert drawn(annealer.structure) == drawn(before.structure)
    assert annealer.initial_energy == annealer.best_energy == before.current_energy


def test_another_seed_begins_anew_at_the_same_structure() -> None:
    annealer = default_run("C8H10")
    annealer.advance(500)
    other = annealer.from_seed(7)
    assert (annealer.seed, other.seed, other.step_number) == (42, 7, 0)
    assert drawn(other.structure) == drawn(first_structure(parse("C8H10")))
    fresh = Run("C8H10", WEIGHTS[0], annealer.cooling, 7, "minimize").annealer()
    assert other.advance(2_000) == fresh.advance(2_000)
    assert annealer.step_number == 500


def test_every_structure_of_a_constrained_search_keeps_the_constraints() -> None:
    target, cooling = Target(WEIGHTS[0]), Cooling(1e9, 0, 600, 1)  # hot, so that it gets about
    highest = []
    for constraints in (Constraints(), Constraints(["no_triple_bonds"])):
        annealer = Annealer(parse("C6H6"), target, cooling, constraints=constraints)
        met: set[int] = set()
        while not annealer.is_complete:
            annealer.step()
            assert sum(counters(annealer.get_state())) == annealer.step_number
            met.update(order for _, _, order in annealer.structure.bonds())
        assert annealer.accepted_moves > 0
        highest.append(max(met))
    assert highest == [3, 2]


@pytest.mark.parametrize(("formula", "mode"), [("C8H10", "minimize"), ("C3H6S2", "maximize")])
def test_another_engine_can_take_a_search_on(formula: str, mode: Mode) -> None:
    leader, follower = default_run(formula, mode), default_run(formula, mode)
    for steps in (1, 20, 300, 500):
        leader.advance(steps)
        snapshot, best = leader.snapshot(), leader.best_energy
        follower.follow(snapshot, leader.current_values, leader.current_energy, best)
        assert follower.get_state() == leader.get_state()
        assert drawn(follower.structure) == drawn(leader.structure)
        assert drawn(follower.best) == drawn(leader.best)
    assert drawn(follower.best) != drawn(first_structure(parse(formula)))
    assert follower.advance(2_000) == leader.advance(2_000)


def test_a_snapshot_of_the_last_step_is_taken_up_as_complete() -> None:
    run, other = default_run(), default_run()
    run.advance(2_000)
    other.restore(run.snapshot())
    assert other.is_complete
    assert other.get_state() == run.get_state()


def test_a_step_whose_energy_cannot_be_found_is_not_made(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("isoanneal.scoring.registry._registry", Registry("component"))

    @register("butenes", title="Butenes", unit="", meaning="Known of butenes only")
    def butenes(structure: Structure) -> float:
        if len(structure.bonds()) > 3:
            raise ArithmeticError("This is a ring.")
        return 1.0

    annealer = Annealer(parse("C4H8"), Target({"butenes": 1.0}), Cooling(100, 8, 500, 4))
    before: list[tuple[State, object]] = []

    def make_steps() -> None:
        while not annealer.is_complete:
            before.append((annealer.get_state(), drawn(annealer.structure)))
            annealer.step()

    with pytest.raises(ArithmeticError, match="a ring"):
        make_steps()
    assert before[-1] == (annealer.get_state(), drawn(annealer.structure))


def test_what_a_search_tells_does_not_change() -> None:
    result = default_run().get_result()
    with pytest.raises(FrozenInstanceError):
        result.initial_energy = 0.0  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError):
        result.state.step = 1  # type: ignore[misc]
    assert result.acceptance_ratio == 0


def test_a_mode_that_is_read_from_a_text_is_that_mode() -> None:
    mode: Mode = json.loads('"minimize"')
    annealer = default_run("C8H10", mode)
    assert annealer.advance(2_000) == default_run("C8H10").advance(2_000)
    assert annealer.better(1.0, 2.0) == 1.0
