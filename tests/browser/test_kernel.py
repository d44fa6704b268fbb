"""The worker's kernel makes the steps of CPython's Python engine."""

import random
from collections.abc import Iterator
from typing import Any

import msgspec
import pytest
from isoanneal.parameters import read_parameters
from isoanneal.python_engine import PythonEngine
from isoanneal.snapshot import Snapshot, read_snapshot
from playwright.sync_api import Browser

from tests.browser.test_worker_sessions import HELPERS, IS_COMPLETE, run
from tests.browser.watched import WatchedPage
from tests.random_runs import random_run

# So many of the batches in every run, the rest with all that is long.
SAMPLE, BATCHES = 2, 6
CASES_PER_BATCH = 52

# The points of many runs, one after the other; a session that is done is forgotten.
RUN_ALL = f"""
    const runs = [];
    for (const parameters of given) {{
        const {{session_id, engine, reason, first}} = await call('configure', parameters);
        const events = await attach(session_id);
        await call('start', session_id);
        const done = await until(events, {IS_COMPLETE});
        await call('delete', session_id);
        const progress = done.filter(one => one.event === 'progress');
        runs.push({{
            engine, reason,
            points: progress.map(one => one.data.points),
            traces: [first, ...progress].map(one => one.trace),
            snapshot: progress.at(-1).snapshot,
        }});
    }}
    return runs;
"""
Columns = dict[str, Any]


@pytest.fixture(scope="module")
def engine(browser: Browser, npm_address: str) -> Iterator[WatchedPage]:
    """Give one page for all tests."""
    page = WatchedPage(browser.new_context().new_page(), npm_address)
    page.open_ready()
    page.page.evaluate(HELPERS)
    yield page
    page.page.context.close()
    page.check()


def joined(parts: list[Columns]) -> Columns:
    """Return the columns of all parts as one."""
    whole: Columns = {name: [] for name in parts[0] if name != "values"}
    values: dict[str, list[float]] = {name: [] for name in parts[0]["values"]}
    for part in parts:
        for name in whole:
            whole[name] += part[name]
        for name in values:
            values[name] += part["values"][name]
    return whole | {"values": values}


def in_cpython(parameters: dict[str, Any]) -> tuple[Columns, Columns, Snapshot]:
    """Return the steps, the trace and the end of the same run in this interpreter."""
    annealer = read_parameters(parameters).annealer()
    engine = PythonEngine(annealer)
    engine.advance(annealer.cooling.total_steps)
    steps, trace = (msgspec.to_builtins(one) for one in (engine.take(), engine.take_trace()))
    return steps, trace, annealer.snapshot()


def compare(engine: WatchedPage, cases: list[dict[str, Any]], name: str) -> None:
    answers = run(engine, RUN_ALL, cases)
    assert len(answers) == len(cases)
    for parameters, answer in zip(cases, answers, strict=True):
        steps, trace, snapshot = in_cpython(parameters)
        assert joined(answer["points"]) == steps, parameters
        assert joined(answer["traces"]) == trace, parameters
        assert read_snapshot(answer["snapshot"]) == snapshot, parameters
        assert answer["engine"] == name
        assert (answer["reason"] == "") == (name == "WebAssembly")


@pytest.mark.parametrize(
    "seed",
    [
        *range(SAMPLE),
        *(pytest.param(seed, marks=pytest.mark.exhaustive) for seed in range(SAMPLE, BATCHES)),
    ],
)
def test_random_runs_are_those_of_cpython(engine: WatchedPage, seed: int) -> None:
    draw = random.Random(1_000 + seed)
    cases = [random_run(draw, steps_per_cycle=(20, 100)) for _ in range(CASES_PER_BATCH)]
    compare(engine, cases, "WebAssembly")


def test_runs_that_are_scored_outside_are_those_of_cpython(engine: WatchedPage) -> None:
    components = ["hosoya_z", "largest_ring", "rotatable_bonds", "wiener_index"]
    draw = random.Random(1)
    cases = [
        random_run(draw, steps_per_cycle=(20, 60), components=components, sizes=(2, 12))
        for _ in range(12)
    ]
    compare(engine, cases, "WebAssembly")


def test_a_run_of_more_steps_than_the_kernel_keeps_is_that_of_cpython(engine: WatchedPage) -> None:
    run_of_many = {"formula": "C7H12O", "steps_per_cycle": 9_500, "cycles": 2, "seed": 3}
    compare(engine, [run_of_many], "WebAssembly")


def test_runs_with_constraints_are_made_in_python_with_a_reason(engine: WatchedPage) -> None:
    draw = random.Random(2)
    cases = [
        random_run(draw, steps_per_cycle=(10, 20), sizes=(5, 8))
        | {"formula": "C6H10O", "constraints": ["no_triple_bonds"]}
        for _ in range(4)
    ]
    compare(engine, cases, "Python")
    answer = run(engine, "return await call('configure', given)", cases[0])
    assert "constraints" in answer["reason"]
