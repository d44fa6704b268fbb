"""The points of the chart."""

import random
from itertools import accumulate

import pytest
from isoanneal.annealer import Annealer, Mode
from isoanneal.cooling import Cooling
from isoanneal.formula import parse
from isoanneal.messages import Points, no_points
from isoanneal.python_engine import PythonEngine
from isoanneal.scoring import Target
from isoanneal.trace import MAX_STRETCHES, Trace, starting_point

LONG_RUNS = [
    MAX_STRETCHES + 1,
    2 * MAX_STRETCHES - 1,
    2 * MAX_STRETCHES,
    7_000,
    9 * MAX_STRETCHES + 1,
]


def annealer(steps: int, mode: Mode = "minimize") -> Annealer:
    target = Target({"wiener_index": 1.0})
    return Annealer(parse("C8H10"), target, Cooling(100.0, 8.0, steps, 1), mode=mode)


def began(run: Annealer) -> Trace:
    return Trace(run.cooling.total_steps, starting_point(run))


def whole(run: Annealer) -> Points:
    """Make all steps and return them."""
    engine = PythonEngine(run)
    engine.advance(run.cooling.total_steps)
    return engine.take()


def part(points: Points, begin: int, end: int) -> Points:
    taken = no_points(tuple(points.values))
    for column, source in zip(taken.columns(), points.columns(), strict=True):
        column.extend(source[begin:end])
    return taken


def traced(trace: Trace, points: Points, seed: int | None) -> Points:
    """Feed all points in batches of random size and return what was taken in between."""
    draw = random.Random(seed)
    taken = no_points(tuple(points.values))
    position = 0
    while position < len(points.step):
        size = draw.randint(0, 400) if seed is not None else len(points.step)
        trace.extend(part(points, position, position + size))
        position += size
        if draw.random() < 0.5 or position >= len(points.step):
            for column, more in zip(taken.columns(), trace.take().columns(), strict=True):
                column.extend(more)
    return taken


@pytest.mark.parametrize("steps", [1, 2, 500, MAX_STRETCHES - 1, MAX_STRETCHES])
@pytest.mark.parametrize("mode", ["minimize", "maximize"])
def test_a_short_run_is_traced_in_full(steps: int, mode: Mode) -> None:
    run = annealer(steps, mode)
    trace = began(run)
    steps_made = whole(run)
    energies = [run.initial_energy, *steps_made.current_energy]
    points = traced(trace, steps_made, seed=1)
    best = min if mode == "minimize" else max
    assert points.step == list(range(steps + 1))
    assert points.current_energy == energies
    assert points.best_energy == list(accumulate(energies, best))
    assert points.temperature == [
        run.cooling.temperature(max(step - 1, 0)) for step in range(steps + 1)
    ]


@pytest.mark.slow
@pytest.mark.parametrize("steps", LONG_RUNS)
def test_a_long_run_is_told_by_lowest_and_highest_energies_of_its_stretches(steps: int) -> None:
    run = annealer(steps)
    trace = began(run)
    steps_made = whole(run)
    energies = steps_made.current_energy
    points = traced(trace, steps_made, seed=1)
    stretch = -(-steps // MAX_STRETCHES)
    ends = [*range(stretch, steps, stretch), steps]
    told = list(zip(points.step, points.current_energy, strict=True))[1:]
    for end, begin in zip(ends, [0, *ends], strict=False):
        inside = [energy for step, energy in told if begin < step <= end]
        assert (min(inside), max(inside)) == (
            min(energies[begin:end]),
            max(energies[begin:end]),
        )
    assert (points.step[0], points.current_energy[0]) == (0, run.initial_energy)


@pytest.mark.slow
@pytest.mark.parametrize("steps", LONG_RUNS)
def test_every_point_of_a_long_run_has_the_energy_and_temperature_of_its_step(steps: int) -> None:
    run = annealer(steps)
    trace = began(run)
    steps_made = whole(run)
    energies = [run.initial_energy, *steps_made.current_energy]
    points = traced(trace, steps_made, seed=1)
    told = [int(step) for step in points.step]
    assert points.current_energy == [energies[step] for step in told]
    assert points.temperature == [run.cooling.temperature(max(step - 1, 0)) for step in told]


@pytest.mark.slow
@pytest.mark.parametrize("steps", LONG_RUNS)
@pytest.mark.parametrize("mode", ["minimize", "maximize"])
def test_the_best_energy_of_a_long_run_is_the_extreme_so_far(steps: int, mode: Mode) -> None:
    run = annealer(steps, mode)
    trace = began(run)
    points = traced(trace, whole(run), seed=2)
    best = min if mode == "minimize" else max
    assert points.best_energy == list(accumulate(points.best_energy, best))
    assert points.best_energy[-1] == run.best_energy
    assert all(
        best(one, other) == one
        for one, other in zip(points.best_energy, points.current_energy, strict=True)
    )


@pytest.mark.slow
@pytest.mark.parametrize("steps", [300, *LONG_RUNS])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_no_point_is_lost_or_repeated_whenever_points_are_taken(steps: int, seed: int) -> None:
    run = annealer(steps)
    piecemeal, at_once = began(run), began(run)
    steps_made = whole(run)
    points = traced(piecemeal, steps_made, seed)
    assert points == traced(at_once, steps_made, None)
    assert points.step == sorted(set(points.step))
    assert len(points.step) <= 2 * MAX_STRETCHES + 1
    assert len(points.step) == len(points.current_energy) == len(points.temperature)
    assert piecemeal.take().step == []


def test_the_first_point_is_there_before_the_first_step() -> None:
    run = annealer(500)
    points = began(run).take()
    assert points == Points(
        step=[0],
        current_energy=[run.initial_energy],
        best_energy=[run.initial_energy],
        temperature=[100.0],
        outcome=[-1],
        values={"wiener_index": [run.initial_energy]},
    )


@pytest.mark.slow
@pytest.mark.parametrize("steps", [300, *LONG_RUNS])
@pytest.mark.parametrize("stop", [1, 7, 299])
def test_a_trace_goes_on_from_any_step(steps: int, stop: int) -> None:
    run = annealer(steps)
    run.advance(stop)
    other = annealer(steps)
    other.restore(run.snapshot())
    points = traced(began(other), whole(other), seed=1)
    unbroken = traced(began(annealer(steps)), whole(annealer(steps)), None)
    told = list(zip(*unbroken.columns(), strict=True))
    assert points.step[0] == stop
    # From the end of the stretch that was under way on, it is the trace of an unbroken run.
    stretch = -(-steps // MAX_STRETCHES)
    boundary = -(-stop // stretch) * stretch
    assert [row for row in zip(*points.columns(), strict=True) if row[0] > boundary] == [
        row for row in told if row[0] > boundary
    ]
