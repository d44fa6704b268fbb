"""Snapshots: a run goes on from one step for step as if it had never stopped."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from isoanneal.annealer import Annealer
from isoanneal.parameters import Parameters
from isoanneal.snapshot import Snapshot, SnapshotError, read_snapshot, write_snapshot

from tests.strategies import formulas, seeds


def annealer(formula: str = "C8H10", seed: int = 42) -> Annealer:
    return Parameters(formula=formula, seed=seed, steps_per_cycle=50).annealer()


def rest(run: Annealer) -> list[tuple[object, ...]]:
    """Make the steps that are left and return all that can be seen after each."""
    seen: list[tuple[object, ...]] = []
    while not run.is_complete:
        run.step()
        seen.append((run.get_state(), run.structure.bonds(), run.structure.hydrogen_counts()))
    return [*seen, (run.best.bonds(), run.best.hydrogen_counts())]


@pytest.mark.slow
@given(formulas(), seeds, st.integers(0, 200))
@settings(max_examples=60)
def test_a_restored_run_is_that_of_an_unbroken_one(formula: str, seed: int, stop: int) -> None:
    run = annealer(formula, seed)
    run.advance(stop)
    other = annealer(formula, seed)
    other.restore(read_snapshot(write_snapshot(run.snapshot())))
    assert other.get_state() == run.get_state()
    assert rest(other) == rest(run)


def test_a_snapshot_does_not_change_with_the_run() -> None:
    run = annealer()
    run.advance(20)
    snapshot = run.snapshot()
    written = write_snapshot(snapshot)
    run.advance(100)
    assert write_snapshot(snapshot) == written
    other = annealer()
    other.restore(snapshot)
    other.advance(100)
    assert write_snapshot(snapshot) == written


def test_a_restored_run_can_start_again_from_its_beginning() -> None:
    run, other = annealer(), annealer()
    run.advance(60)
    other.restore(run.snapshot())
    other.init()
    assert rest(other) == rest(annealer())


def test_the_step_of_a_snapshot_is_the_sum_of_its_counters() -> None:
    run = annealer()
    run.advance(77)
    assert run.snapshot().step == 77


@pytest.mark.parametrize("text", ["", "{}", "[1]", "\ud800", '{"version": 2}'])
def test_what_is_no_snapshot_is_refused(text: str) -> None:
    with pytest.raises(SnapshotError, match=r"cannot be read.*Start it again"):
        read_snapshot(text)


def test_a_snapshot_of_another_version_is_refused() -> None:
    written = write_snapshot(annealer().snapshot())
    with pytest.raises(SnapshotError, match="cannot be read"):
        read_snapshot(written.replace('"version":1', '"version":2'))


@pytest.mark.parametrize("formula", ["C8H8", "C8H12", "C7H8O", "C9H12", "C10H16"])
def test_a_snapshot_of_another_formula_is_refused(formula: str) -> None:
    with pytest.raises(SnapshotError, match="not one of C8H10"):
        annealer().restore(annealer(formula).snapshot())


def test_a_snapshot_of_more_steps_than_there_are_is_refused() -> None:
    run = annealer()
    run.advance(200)
    short = Parameters(formula="C8H10", steps_per_cycle=50, cycles=3).annealer()
    with pytest.raises(SnapshotError, match="200 steps, more than the 150"):
        short.restore(run.snapshot())


@pytest.mark.parametrize(
    "change",
    [
        {"bond_units": [(0, 1)]},
        {"bond_units": [(0, 99)] * 10},
        {"bond_units": [(-1, 2)] * 10},
        {"bond_units": [(3, 2)] * 10},
        {"hydrogen_bearers": [0] * 10},
        {"best_hydrogen_bearers": [99] * 10},
    ],
)
def test_a_damaged_snapshot_is_refused_and_leaves_the_run(change: dict[str, object]) -> None:
    run = annealer()
    run.advance(10)
    fields = {name: getattr(run.snapshot(), name) for name in Snapshot.__struct_fields__}
    with pytest.raises(SnapshotError, match="not one of C8H10"):
        run.restore(Snapshot(**(fields | change)))
    assert run.step_number == 10


@pytest.mark.parametrize("fault", ["backwards", "loops"])
def test_a_snapshot_whose_valences_are_right_but_not_its_bonds_is_refused(fault: str) -> None:
    run = annealer()
    double = next((i, j) for i, j, order in run.structure.bonds() if order == 2)
    units = run.structure.bond_units.copy()
    i, j = double
    units.remove(double)
    units += [(j, i)] if fault == "backwards" else [(i, i), (j, j)]
    fields = {name: getattr(run.snapshot(), name) for name in Snapshot.__struct_fields__}
    with pytest.raises(SnapshotError, match="not one of C8H10"):
        run.restore(Snapshot(**(fields | {"bond_units": units})))
