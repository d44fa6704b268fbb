"""Two states of the project, measured in turn on one machine, A B A B and so on."""

import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

from tests.bench import checkout, page, speed
from tests.bench.checkout import Checkout
from tests.bench.comparison import Row, table, verdict
from tests.bench.page import MeasuredPage
from tests.bench.searches import (
    FAMILIES,
    FORMULAS,
    LONG,
    PARTS,
    REPLICATES,
    TARGETS,
    members,
    parameters,
)
from tests.browser import sites

STARTS = 3
Values = Iterator[tuple[str, str, float]]
"""What is measured: a name, a unit and a value each."""


def compare(commit: str, asked: Sequence[str], rounds: int, rdkit: str) -> str:
    """Measure this state and a commit in turn; return the table and what is worse.

    `asked` are parts of the benchmark and formulas, `rdkit` is “npm” or the path of a wheel.
    Raises `UnknownCommitError` if git knows no such commit.
    """
    rows: dict[str, Row] = {}
    with ExitStack() as open_ones:
        enter = open_ones.enter_context
        other = enter(checkout.of_commit(commit))
        this = enter(checkout.of_this_state())
        states = [
            (state, enter(sites.serve(state.build(rdkit, Path(enter(_folder()))))))
            for state in (other, this)
        ]
        for turn in range(1, rounds + 1):
            for state, address in states:
                _tell(f"Round {turn} of {rounds}: {state.name}")
                for name, unit, value in _values(state, address, asked):
                    row = rows.setdefault(name, Row(name, unit))
                    (row.other if state is other else row.this).append(value)
    found = list(rows.values())
    return f"{table(found, other.name, this.name)}\n\n{verdict(found)}"


def _folder() -> "tempfile.TemporaryDirectory[str]":
    return tempfile.TemporaryDirectory()


def _tell(words: str) -> None:
    print(words, file=sys.stderr, flush=True)


def _values(state: Checkout, address: str, asked: Sequence[str]) -> Values:
    if "start" in asked:
        yield from _of_start(address)
    formulas = [name for name in asked if name not in PARTS]
    formulas += FORMULAS if "wiener" in asked else []
    if not formulas and set(asked) <= {"start"}:
        return
    with page.opened(address) as measured:
        for formula in formulas:
            yield from _of_formula(state, measured, formula)
        for part, of_part in _OF_PARTS.items():
            if part in asked:
                yield from of_part(state, measured)


def _of_start(address: str) -> Values:
    with page.browser() as chromium:
        times = [page.start(chromium, address) for _ in range(STARTS)]
    names = ("page usable", "engine ready", "first structure drawn")
    for name, column in zip(names, zip(*times, strict=True), strict=True):
        yield name, "ms", sorted(column)[STARTS // 2]


def _of_formula(state: Checkout, measured: MeasuredPage, formula: str) -> Values:
    run = parameters(formula)
    python = speed.of_checkout(state.folder, run, python=True)
    yield f"{formula}, Python, CPython", "steps/s", python
    python = measured.measured(formula, "wiener_index", "Python")
    yield f"{formula}, Python, worker", "steps/s", python
    yield f"{formula}, kernel, CPython", "steps/s", speed.of_checkout(state.folder, run | LONG)
    yield f"{formula}, kernel, worker", "steps/s", measured.in_the_worker(run | LONG)[0]
    yield f"{formula}, page, end to end", "steps/s", measured.end_to_end(formula)[0]


def _of_replicates(state: Checkout, measured: MeasuredPage) -> Values:
    run = parameters("C10H16") | LONG
    native = speed.of_checkout(state.folder, run, replicates=REPLICATES)
    yield "replicates, CPython", "steps/s", native
    yield "replicates, pool of workers", "steps/s", measured.replicates(run)


def _of_growth(state: Checkout, measured: MeasuredPage) -> Values:
    for family in FAMILIES:
        for formula in members(family):
            native = speed.of_checkout(state.folder, parameters(formula) | LONG)
            yield f"{formula}, growth, CPython", "steps/s", native
            worker = measured.measured(formula, "wiener_index")
            yield f"{formula}, growth, worker", "steps/s", worker


def _of_targets(state: Checkout, measured: MeasuredPage) -> Values:
    for names in TARGETS:
        run, target = parameters("C10H16", *names), " + ".join(names)
        yield f"{target}, CPython", "steps/s", speed.of_checkout(state.folder, run)
        yield f"{target}, worker", "steps/s", measured.in_the_worker(run)[0]


_OF_PARTS = {"replicates": _of_replicates, "growth": _of_growth, "targets": _of_targets}
