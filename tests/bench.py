"""Measures how fast the engine and the page are; `python3 build.py bench` runs it.

The table goes to standard output.  Speeds depend on the machine, so nothing is asserted.
"""

import math
import os
import platform
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from isoanneal.engine import Engine, engine_for
from isoanneal.parameters import read_parameters
from isoanneal.python_engine import PythonEngine
from isoanneal.replicates import run_replicates
from playwright.sync_api import Browser, sync_playwright

from tests.browser import installed, sites
from tests.browser.conftest import LAPTOP
from tests.browser.watched import WatchedPage

FORMULAS = ("C6H14", "C10H16", "C20H42", "C30H62")
STEPS_PER_CYCLE = 500
CYCLES = 200
LONG = {"steps_per_cycle": 100_000, "cycles": 100}
REPETITIONS = 5
STARTS = 15
MILLISECONDS_BETWEEN_LOOKS = 400
REPLICATES = 8
SECONDS = 1.0
BATCH = 100_000
SIZES = (10, 20, 40, 60, 80, 100)
FAMILIES = {"CnH2n+2": 2, "CnH2n-4": -4}
TYPESCRIPT = 84_000
TARGETS = (
    ("logp",),
    ("wiener_index", "logp"),
    ("tpsa",),
    ("rotatable_bonds",),
    ("balaban_j",),
    ("randic_index",),
    ("hosoya_z",),
    ("graph_diameter",),
    ("number_of_rings",),
    ("largest_ring",),
    ("degree_of_branching",),
)

_WATCH_TASKS = """
    window.longest_task = 0;
    new PerformanceObserver(list => {
        for (const entry of list.getEntries())
            window.longest_task = Math.max(window.longest_task, entry.duration);
    }).observe({type: 'longtask'});
"""
_WHEN_COMPLETE = """
    new Promise(resolve => {
        const began = performance.now();
        new MutationObserver((_, observer) => {
            if (document.documentElement.dataset.state !== 'complete') return;
            observer.disconnect();
            resolve(performance.now() - began);
        }).observe(document.documentElement, {attributes: true});
        document.getElementById('start').click();
    })
"""


# One run straight in the worker; the status is asked for all the while.
_IN_THE_WORKER = """async parameters => {
    const engine = document.querySelector('script[worker]').xworker.sync;
    const {session_id} = await engine.configure(parameters, '');
    const channel = new BroadcastChannel(`bench-${crypto.randomUUID()}`);
    const done = new Promise(resolve => {
        channel.onmessage = ({data}) => data.event === 'complete' && resolve();
    });
    await engine.stream(session_id, channel.name, 'none');
    await engine.start(session_id);
    let latency = 0;
    let running = true;
    done.then(() => { running = false; });
    while (running) {
        const asked = performance.now();
        await engine.status(session_id);
        latency = Math.max(latency, performance.now() - asked);
        await Promise.race([done, new Promise(resolve => setTimeout(resolve, 100))]);
    }
    const {step, seconds} = await engine.status(session_id);
    await engine.delete(session_id);
    return [step / seconds, latency];
}"""


_MEASURE = """async ([formula, component, engine, seconds]) => {
    const worker = document.querySelector('script[worker]').xworker.sync;
    return (await worker.measure(formula, component, engine, seconds)).rate;
}"""

_REPLICATE = """async ([parameters, count]) => {
    const worker = document.querySelector('script[worker]').xworker.sync;
    const {seconds, total_steps} = await worker.replicate(parameters, count, 'bench');
    return count * total_steps / seconds;
}"""


def parameters(formula: str, *components: str) -> dict[str, object]:
    """Return the parameters of a run of 100,000 steps."""
    return {
        "formula": formula,
        "steps_per_cycle": STEPS_PER_CYCLE,
        "cycles": CYCLES,
        "weights": dict.fromkeys(components or ["wiener_index"], 1.0),
    }


def in_cpython(run: dict[str, object], *, python: bool = False) -> float:
    """Return the steps per second of an engine in this interpreter."""
    annealer = read_parameters(run).annealer()
    engine: Engine = (
        PythonEngine(annealer, keeps_steps=False)
        if python
        else engine_for(annealer, keeps_steps=False)
    )
    began = time.perf_counter()
    while not annealer.is_complete:
        engine.advance(BATCH)
    return annealer.step_number / (time.perf_counter() - began)


def in_the_worker(page: WatchedPage, run: dict[str, object]) -> tuple[float, float]:
    """Return steps per second in the worker, and the longest wait for a status in ms."""
    rate, latency = page.page.evaluate(_IN_THE_WORKER, run)
    return rate, latency


def measured(page: WatchedPage, formula: str, component: str, engine: str = "") -> float:
    """Return the steps per second that the benchmark page measures."""
    rate: float = page.page.evaluate(_MEASURE, [formula, component, engine, SECONDS])
    return rate


def on_the_page(page: WatchedPage, formula: str) -> tuple[float, float]:
    """Return steps per second from end to end, and the longest task of the page in ms."""
    steps, cycles = LONG["steps_per_cycle"], LONG["cycles"]
    page.fill({"formula": formula, "steps": steps, "cycles": cycles})
    page.page.wait_for_timeout(1000)
    page.page.evaluate(_WATCH_TASKS)
    milliseconds = page.page.evaluate(_WHEN_COMPLETE)
    page.page.wait_for_timeout(500)
    return steps * cycles / milliseconds * 1000, page.page.evaluate("window.longest_task")


@contextmanager
def served(rdkit: str) -> Iterator[str]:
    """Build the site and give its address."""
    with (
        tempfile.TemporaryDirectory() as folder,
        sites.serve(sites.build(rdkit, Path(folder))) as address,
    ):
        yield address


@contextmanager
def opened(address: str) -> Iterator[WatchedPage]:
    """Open the site in a browser of its own, and give the page."""
    with sync_playwright() as playwright:
        chromium = installed.chromium(playwright)
        page = WatchedPage(chromium.new_context(viewport=LAPTOP).new_page(), address)
        page.open_ready()
        page.page.wait_for_timeout(2000)
        yield page
        chromium.close()


def start(chromium: Browser, address: str) -> list[float]:
    """Open the site with nothing kept; return after how many ms it was usable, ready and drawn."""
    context = chromium.new_context(viewport=LAPTOP)
    page = context.new_page()
    page.goto(address)
    # Waiting for an element would have the page do work of ours meanwhile.
    while not page.evaluate("performance.getEntriesByName('ready').length"):
        page.wait_for_timeout(MILLISECONDS_BETWEEN_LOOKS)
    page.wait_for_function("document.getElementById('best-smiles').textContent")
    drawn: float = page.evaluate("performance.now()")
    usable, ready = (
        page.evaluate(f"performance.getEntriesByName('{name}')[0].startTime")
        for name in ("usable", "ready")
    )
    context.close()
    return [usable, ready, drawn]


def medians(runs: list[tuple[float, ...]]) -> list[float]:
    """Return the median of each column."""
    return [median(column) for column in zip(*runs, strict=True)]


def measure_start(address: str) -> None:
    """Print when the page and the engine are ready."""
    with sync_playwright() as playwright:
        chromium = installed.chromium(playwright)
        times = [start(chromium, address) for _ in range(STARTS)]
        chromium.close()
    print("| from navigation, empty cache | median | fastest |\n| --- | ---: | ---: |")
    names = ("page usable", "engine ready", "first structure drawn")
    for name, column in zip(names, zip(*times, strict=True), strict=True):
        print(f"| {name} | {median(column) / 1000:.2f} s | {min(column) / 1000:.2f} s |")


def measure_wiener(page: WatchedPage) -> None:
    """Print the speeds of the Wiener index, and how long the page and the worker wait."""
    print(
        "| formula | Python, CPython | Python, worker | kernel, CPython | kernel, worker "
        "| page, end to end | page / worker | longest task | longest status |"
    )
    print("| --- " + "| ---: " * 8 + "|")
    for formula in FORMULAS:
        run = parameters(formula)
        slow = in_cpython(run, python=True), measured(page, formula, "wiener_index", "Python")
        native = median(in_cpython(run | LONG) for _ in range(REPETITIONS))
        worker, status = medians([in_the_worker(page, run | LONG) for _ in range(REPETITIONS)])
        whole, task = medians([on_the_page(page, formula) for _ in range(REPETITIONS)])
        print(
            f"| {formula} | {slow[0]:,.0f} | {slow[1]:,.0f} | {native:,.0f} | {worker:,.0f} "
            f"| {whole:,.0f} | {whole / worker:.2f} | {task:.0f} ms | {status:.0f} ms |"
        )
        if formula == "C10H16":
            ratio = f"C10H16 in the worker: {worker / slow[1]:.0f} times the Python engine there"
            print(f"<!-- {ratio}, {worker / TYPESCRIPT:.0f} times the TypeScript version -->")


def measure_replicates(page: WatchedPage) -> None:
    """Print how much all cores make together."""
    run = parameters("C10H16") | LONG
    began = time.perf_counter()
    steps = sum(one.step_number for one in run_replicates(read_parameters(run), REPLICATES))
    native = steps / (time.perf_counter() - began)
    pooled = page.page.evaluate(_REPLICATE, [run, REPLICATES])
    print(f"\n{REPLICATES} replicates of C10H16, {os.cpu_count()} cores, steps per second: ")
    print(f"CPython {native:,.0f}, pool of workers {pooled:,.0f}\n")


def measure_growth(page: WatchedPage) -> None:
    """Print how the time of a step grows with the number of atoms."""
    print("| formula | CPython | worker | power of n from C10 on |\n| --- | ---: | ---: | ---: |")
    for family, hydrogens in FAMILIES.items():
        first = 0.0
        for atoms in SIZES:
            formula = f"C{atoms}H{2 * atoms + hydrogens}"
            native = 1e9 / median(in_cpython(parameters(formula) | LONG) for _ in range(2))
            worker = 1e9 / median(measured(page, formula, "wiener_index") for _ in range(3))
            first = first or worker
            power = math.log(worker / first) / math.log(atoms / SIZES[0]) if worker > first else 0
            print(f"| {family}, {atoms} | {native:.0f} ns | {worker:.0f} ns | {power:.2f} |")


def measure_targets() -> None:
    """Print the speeds of other targets with each build of RDKit."""
    print("\n| target | CPython | worker, RDKit wheel | worker, RDKit from npm |")
    print("| --- | ---: | ---: | ---: |")
    runs = {" + ".join(names): parameters("C10H16", *names) for names in TARGETS}
    in_worker = {}
    for rdkit in ("wheel", "npm"):
        with served(rdkit) as address, opened(address) as page:
            for target, run in runs.items():
                in_worker[rdkit, target] = in_the_worker(page, run)[0]
    for target, run in runs.items():
        wheel, npm = in_worker["wheel", target], in_worker["npm", target]
        print(f"| {target} | {in_cpython(run):,.0f} | {wheel:,.0f} | {npm:,.0f} |")


def main() -> None:
    """Measure everything and print the tables."""
    print(f"{platform.platform()}, Python {platform.python_version()}\n")
    with served("wheel") as address:
        measure_start(address)
        with opened(address) as page:
            print(f"\nSteps per second, {LONG['cycles']} cycles of {LONG['steps_per_cycle']:,}\n")
            measure_wiener(page)
            measure_replicates(page)
            measure_growth(page)
    print(f"\nSteps per second, C10H16, {CYCLES} cycles of {STEPS_PER_CYCLE}")
    measure_targets()


if __name__ == "__main__":
    main()
