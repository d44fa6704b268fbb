"""The tables of BENCHMARK.md: this state of the project, measured and printed.

Speeds depend on the machine, so nothing is asserted.
"""

import math
import os
import platform
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from tests.bench import page, speed
from tests.bench.page import MeasuredPage
from tests.bench.searches import (
    CYCLES,
    FAMILIES,
    FORMULAS,
    LONG,
    PARTS,
    REPLICATES,
    SIZES,
    STEPS_PER_CYCLE,
    TARGETS,
    members,
    parameters,
)
from tests.browser import sites

REPETITIONS = 5
STARTS = 15
TYPESCRIPT = 84_000


@contextmanager
def served(rdkit: str) -> Iterator[str]:
    """Build the site and give its address."""
    with (
        tempfile.TemporaryDirectory() as folder,
        sites.serve(sites.build(rdkit, Path(folder))) as address,
    ):
        yield address


def medians(runs: list[tuple[float, ...]]) -> list[float]:
    """Return the median of each column."""
    return [median(column) for column in zip(*runs, strict=True)]


def print_start(address: str) -> None:
    """Print when the page and the engine are ready."""
    with page.browser() as chromium:
        times = [page.start(chromium, address) for _ in range(STARTS)]
    print("| from navigation, empty cache | median | fastest |\n| --- | ---: | ---: |")
    names = ("page usable", "engine ready", "first structure drawn")
    for name, column in zip(names, zip(*times, strict=True), strict=True):
        print(f"| {name} | {median(column) / 1000:.2f} s | {min(column) / 1000:.2f} s |")


def print_wiener(measured: MeasuredPage, formulas: Sequence[str]) -> None:
    """Print the speeds of the Wiener index, and how long the page and the worker wait."""
    print(f"\nSteps per second, {LONG['cycles']} cycles of {LONG['steps_per_cycle']:,}\n")
    print(
        "| formula | Python, CPython | Python, worker | kernel, CPython | kernel, worker "
        "| page, end to end | page / worker | longest task | longest status |"
    )
    print("| --- " + "| ---: " * 8 + "|")
    for formula in formulas:
        run = parameters(formula)
        slow = (
            speed.of_run(run, python=True),
            measured.measured(formula, "wiener_index", "Python"),
        )
        native = median(speed.of_run(run | LONG) for _ in range(REPETITIONS))
        worker, status = medians([measured.in_the_worker(run | LONG) for _ in range(REPETITIONS)])
        whole, task = medians([measured.end_to_end(formula) for _ in range(REPETITIONS)])
        print(
            f"| {formula} | {slow[0]:,.0f} | {slow[1]:,.0f} | {native:,.0f} | {worker:,.0f} "
            f"| {whole:,.0f} | {whole / worker:.2f} | {task:.0f} ms | {status:.0f} ms |"
        )
        if formula == "C10H16":
            ratio = f"C10H16 in the worker: {worker / slow[1]:.0f} times the Python engine there"
            print(f"<!-- {ratio}, {worker / TYPESCRIPT:.0f} times the TypeScript version -->")


def print_replicates(measured: MeasuredPage) -> None:
    """Print how much all cores make together."""
    run = parameters("C10H16") | LONG
    native = speed.of_replicates(run, REPLICATES)
    pooled = measured.replicates(run)
    print(f"\n{REPLICATES} replicates of C10H16, {os.cpu_count()} cores, steps per second: ")
    print(f"CPython {native:,.0f}, pool of workers {pooled:,.0f}\n")


def print_growth(measured: MeasuredPage) -> None:
    """Print how the time of a step grows with the number of atoms."""
    print("| formula | CPython | worker | power of n from C10 on |\n| --- | ---: | ---: | ---: |")
    for family in FAMILIES:
        first = 0.0
        for atoms, formula in zip(SIZES, members(family), strict=True):
            native = 1e9 / median(speed.of_run(parameters(formula) | LONG) for _ in range(2))
            worker = 1e9 / median(measured.measured(formula, "wiener_index") for _ in range(3))
            first = first or worker
            power = math.log(worker / first) / math.log(atoms / SIZES[0]) if worker > first else 0
            print(f"| {family}, {atoms} | {native:.0f} ns | {worker:.0f} ns | {power:.2f} |")


def print_targets() -> None:
    """Print the speeds of other targets with each build of RDKit."""
    print(f"\nSteps per second, C10H16, {CYCLES} cycles of {STEPS_PER_CYCLE}")
    print("\n| target | CPython | worker, RDKit wheel | worker, RDKit from npm |")
    print("| --- | ---: | ---: | ---: |")
    runs = {" + ".join(names): parameters("C10H16", *names) for names in TARGETS}
    in_worker = {}
    for rdkit in ("wheel", "npm"):
        with served(rdkit) as address, page.opened(address) as measured:
            for target, run in runs.items():
                in_worker[rdkit, target] = measured.in_the_worker(run)[0]
    for target, run in runs.items():
        wheel, npm = in_worker["wheel", target], in_worker["npm", target]
        print(f"| {target} | {speed.of_run(run):,.0f} | {wheel:,.0f} | {npm:,.0f} |")


def print_all(asked: Sequence[str]) -> None:
    """Measure and print the parts and formulas that are asked for."""
    print(f"{platform.platform()}, Python {platform.python_version()}\n")
    formulas = [name for name in asked if name not in PARTS]
    formulas += FORMULAS if "wiener" in asked else []
    if set(asked) != {"targets"}:
        with served("wheel" if sites.has_wheel() else "npm") as address:
            if "start" in asked:
                print_start(address)
            _print_of_a_page(address, asked, formulas)
    if "targets" in asked:
        print_targets()


def _print_of_a_page(address: str, asked: Sequence[str], formulas: Sequence[str]) -> None:
    if not formulas and not {"replicates", "growth"} & set(asked):
        return
    with page.opened(address) as measured:
        if formulas:
            print_wiener(measured, formulas)
        if "replicates" in asked:
            print_replicates(measured)
        if "growth" in asked:
            print_growth(measured)
