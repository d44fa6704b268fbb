"""Replicates: the same search from several seeds."""

import os
import subprocess
import sys
from collections.abc import Callable
from statistics import mean, stdev
from threading import Event, Lock

import pytest
from isoanneal import parameters, replicates
from isoanneal.mulberry32 import SEED_LIMIT
from isoanneal.parameters import Parameters
from isoanneal.replicates import (
    MAX_REPLICATES,
    Replicate,
    counted,
    read_count,
    replicate_of,
    run_replicates,
    seeded,
    summary,
)

SHORT = Parameters(formula="C7H14O", steps_per_cycle=60, cycles=2, seed=SEED_LIMIT - 2)


def of_energies(*energies: float) -> list[Replicate]:
    return [
        Replicate(seed=seed, best_energy=energy, final_energy=99.0, acceptance_ratio=0.5)
        for seed, energy in enumerate(energies)
    ]


def test_seeds_follow_one_another_and_begin_again_after_the_last() -> None:
    seeds = [one.seed for one in seeded(SHORT, 5)]
    assert seeds == [SEED_LIMIT - 2, SEED_LIMIT - 1, 0, 1, 2]


def test_nothing_but_the_seed_differs() -> None:
    for one in seeded(SHORT, 3):
        assert {**vars_of(one), "seed": 0} == {**vars_of(SHORT), "seed": 0}


def vars_of(parameters: Parameters) -> dict[str, object]:
    return {name: getattr(parameters, name) for name in Parameters.__struct_fields__}


@pytest.mark.parametrize("count", [1, 2, MAX_REPLICATES])
def test_as_many_replicates_as_asked_for(count: int) -> None:
    assert read_count(count) == len(seeded(SHORT, count)) == count


@pytest.mark.parametrize("count", [0, -1, MAX_REPLICATES + 1])
def test_too_few_and_too_many_are_refused(count: int) -> None:
    with pytest.raises(ValueError, match="from 1 to 1,000"):
        seeded(SHORT, count)


def test_replicates_are_the_runs_of_their_seeds_in_order() -> None:
    annealers = run_replicates(SHORT, 6)
    expected = [one.annealer() for one in seeded(SHORT, 6)]
    for annealer in expected:
        annealer.advance(annealer.cooling.total_steps)
    assert [one.get_state() for one in annealers] == [one.get_state() for one in expected]
    assert [one.snapshot() for one in annealers] == [one.snapshot() for one in expected]
    assert [replicate_of(one).seed for one in annealers] == [one.seed for one in seeded(SHORT, 6)]


@pytest.mark.parametrize(
    "changes", [{"constraints": ["no_triple_bonds"]}, {"weights": {"logp": 1.0}}]
)
def test_replicates_that_need_python_are_the_same_runs(changes: dict[str, object]) -> None:
    parameters = Parameters(**{**vars_of(SHORT), **changes})  # type: ignore[arg-type]
    expected = [one.annealer() for one in seeded(parameters, 3)]
    for annealer in expected:
        annealer.advance(annealer.cooling.total_steps)
    snapshots = [one.snapshot() for one in run_replicates(parameters, 3)]
    assert snapshots == [one.snapshot() for one in expected]


@pytest.mark.slow
def test_replicates_are_the_first_that_a_process_runs() -> None:
    # Threads that all come first must not start the kernel in ways that do not fit together.
    program = (
        "from isoanneal.parameters import Parameters\n"
        "from isoanneal.replicates import run_replicates\n"
        "print(len(run_replicates(Parameters(formula='C5H12'), 8)))"
    )
    for _ in range(3):
        done = subprocess.run(
            [sys.executable, "-c", program],
            check=True,
            capture_output=True,
            text=True,
            env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
        )
        assert done.stdout == "8\n"


def test_all_steps_are_reported() -> None:
    reported: list[int] = []
    run_replicates(SHORT, 5, reported.append)
    assert sum(reported) == 5 * SHORT.total_steps


def test_a_replicate_tells_what_its_search_came_to() -> None:
    annealer = run_replicates(SHORT, 1)[0]
    replicate = replicate_of(annealer)
    state = annealer.get_state()
    assert replicate.best_energy == state.best_energy
    assert replicate.final_energy == state.current_energy
    assert replicate.acceptance_ratio == state.accepted_moves / SHORT.total_steps


def test_the_summary_of_energies_to_be_made_small() -> None:
    energies = (7.0, 3.0, 4.5, 3.0)
    found = summary(of_energies(*energies), min)
    assert (found.replicates, found.reached) == (4, 2)
    assert (found.best_energy, found.worst_energy) == (3.0, 7.0)
    assert found.mean == pytest.approx(mean(energies))
    assert found.standard_deviation == pytest.approx(stdev(energies))


def test_the_summary_of_energies_to_be_made_large() -> None:
    found = summary(of_energies(7.0, 3.0, 7.0, 7.0), max)
    assert (found.best_energy, found.worst_energy, found.reached) == (7.0, 3.0, 3)


@pytest.mark.parametrize("better", [min, max])
def test_one_replicate_does_not_deviate(better: object) -> None:
    found = summary(of_energies(5.0), min if better is min else max)
    assert (found.replicates, found.reached, found.standard_deviation) == (1, 1, 0.0)
    assert found.best_energy == found.worst_energy == found.mean == 5.0


def test_energies_are_counted_from_the_best_on() -> None:
    energies = [3.0, -1.0, 3.0, 2.5]
    assert list(counted(energies, min).items()) == [(-1.0, 1), (2.5, 1), (3.0, 2)]
    assert list(counted(energies, max).items()) == [(3.0, 2), (2.5, 1), (-1.0, 1)]
    assert counted([], min) == {}


def test_what_is_the_same_for_all_seeds_is_found_once(monkeypatch: pytest.MonkeyPatch) -> None:
    normalized = Parameters(
        formula="C7H14O",
        steps_per_cycle=60,
        cycles=2,
        weights={"wiener_index": 1, "logp": 2},
        normalize=True,
        constraints=["no_three_membered_rings"],
    )
    expected = [one.annealer() for one in seeded(normalized, 5)]
    for annealer in expected:
        annealer.advance(annealer.cooling.total_steps)
    calls: list[str] = []
    for name in ("sample_ranges", "search_first_allowed"):
        monkeypatch.setattr(parameters, name, counting(calls, name, getattr(parameters, name)))
    found = run_replicates(normalized, 5)
    assert sorted(calls) == ["sample_ranges", "search_first_allowed"]
    assert [one.snapshot() for one in found] == [one.snapshot() for one in expected]
    assert [one.get_state() for one in found] == [one.get_state() for one in expected]
    assert len({id(one.structure) for one in found}) == len({id(one.best) for one in found}) == 5


def counting(calls: list[str], name: str, function: Callable[..., object]) -> Callable[..., object]:
    def count(*arguments: object) -> object:
        calls.append(name)
        return function(*arguments)

    return count


def test_a_failure_ends_all_replicates(monkeypatch: pytest.MonkeyPatch) -> None:
    ends: list[Event] = []

    def event() -> Event:
        ends.append(Event())
        return ends[-1]

    monkeypatch.setattr(replicates, "Event", event)
    fails = Lock()
    told: list[int] = []

    def report(steps: int) -> None:
        told.append(steps)
        if fails.acquire(blocking=False):
            raise OSError("The disk is full.")
        ends[0].wait()  # until the others are told of it

    with pytest.raises(OSError, match="disk is full"):
        run_replicates(SHORT, 200, report)
    # Each thread told once, and the one that failed may have begun another run by then.
    assert len(told) <= (os.cpu_count() or 1) + 1
