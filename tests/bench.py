"""Measures how fast the engine and the page are; `python3 build.py bench` runs it.

The table goes to standard output.  Speeds depend on the machine, so nothing is asserted.
"""

import platform
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from isoanneal.parameters import read_parameters
from playwright.sync_api import sync_playwright

from tests.browser import installed, sites
from tests.browser.conftest import LAPTOP
from tests.browser.watched import LOADING_MILLISECONDS, WatchedPage

FORMULAS = ("C6H14", "C10H16", "C20H42")
STEPS_PER_CYCLE = 500
CYCLES = 200
FEW_CYCLES = 8
REPETITIONS = 3
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
    await engine.stream(session_id, channel.name);
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


def parameters(formula: str, weights: dict[str, float], cycles: int) -> dict[str, object]:
    """Return the parameters of a run."""
    return {
        "formula": formula,
        "steps_per_cycle": STEPS_PER_CYCLE,
        "cycles": cycles,
        "weights": weights,
    }


def in_cpython(run: dict[str, object]) -> float:
    """Return the engine's steps per second in this interpreter."""
    annealer = read_parameters(run).annealer()
    began = time.perf_counter()
    annealer.advance(annealer.cooling.total_steps)
    return annealer.cooling.total_steps / (time.perf_counter() - began)


def in_the_worker(page: WatchedPage, run: dict[str, object]) -> tuple[float, float]:
    """Return steps per second in the worker, and the longest wait for a status in ms."""
    rate, latency = page.page.evaluate(_IN_THE_WORKER, run)
    return rate, latency


def on_the_page(page: WatchedPage, formula: str) -> tuple[float, float]:
    """Return steps per second from end to end, and the longest task of the page in ms."""
    page.fill({"formula": formula, "steps": STEPS_PER_CYCLE, "cycles": CYCLES})
    page.page.wait_for_timeout(1000)
    page.page.evaluate(_WATCH_TASKS)
    milliseconds = page.page.evaluate(_WHEN_COMPLETE)
    rate = STEPS_PER_CYCLE * CYCLES / milliseconds * 1000
    return rate, page.page.evaluate("window.longest_task")


@contextmanager
def opened(rdkit: str) -> Iterator[tuple[WatchedPage, float, float]]:
    """Open the site; give the page, and after how many ms it and the engine were ready."""
    with (
        tempfile.TemporaryDirectory() as folder,
        sites.serve(sites.build(rdkit, Path(folder))) as address,
        sync_playwright() as playwright,
    ):
        chromium = installed.chromium(playwright)
        page = WatchedPage(chromium.new_context(viewport=LAPTOP).new_page(), address)
        page.open()
        page.page.wait_for_selector("[data-state]")
        usable = page.page.evaluate("performance.now()")
        page.expect_state("idle", LOADING_MILLISECONDS)
        ready = page.page.evaluate("performance.now()")
        yield page, usable, ready
        chromium.close()


def medians(runs: list[tuple[float, ...]]) -> list[float]:
    """Return the median of each column."""
    return [median(column) for column in zip(*runs, strict=True)]


def measure_wiener() -> None:
    """Print the speeds of the Wiener index, and how long the page and the worker wait."""
    print(f"Steps per second, {STEPS_PER_CYCLE} steps in each of {CYCLES} cycles, f8, minimize\n")
    print("| formula | CPython | worker | page, end to end | longest task | longest status |")
    print("| --- | ---: | ---: | ---: | ---: | ---: |")
    with opened("npm") as (page, usable, ready):
        for formula in FORMULAS:
            run = parameters(formula, {"wiener_index": 1.0}, CYCLES)
            native = median(in_cpython(run) for _ in range(REPETITIONS))
            worker, status = medians([in_the_worker(page, run) for _ in range(REPETITIONS)])
            whole, task = medians([on_the_page(page, formula) for _ in range(REPETITIONS)])
            print(
                f"| {formula} | {native:,.0f} | {worker:,.0f} | {whole:,.0f} "
                f"| {task:.0f} ms | {status:.0f} ms |"
            )
    print(f"\nPage usable after {usable:.0f} ms, engine ready after {ready:.0f} ms.\n")


def measure_targets() -> None:
    """Print the speeds of other targets with each build of RDKit."""
    print(f"Steps per second, C10H16, {STEPS_PER_CYCLE} steps in each of {FEW_CYCLES} cycles\n")
    print("| target | CPython | worker, RDKit wheel | worker, RDKit from npm |")
    print("| --- | ---: | ---: | ---: |")
    runs = {
        " + ".join(names): parameters("C10H16", dict.fromkeys(names, 1.0), FEW_CYCLES)
        for names in TARGETS
    }
    in_worker = {}
    for rdkit in ("wheel", "npm"):
        with opened(rdkit) as (page, _, _):
            for target, run in runs.items():
                in_worker[rdkit, target] = in_the_worker(page, run)[0]
    for target, run in runs.items():
        wheel, npm = in_worker["wheel", target], in_worker["npm", target]
        print(f"| {target} | {in_cpython(run):,.0f} | {wheel:,.0f} | {npm:,.0f} |")


def main() -> None:
    """Measure everything and print the tables."""
    print(f"{platform.platform()}, Python {platform.python_version()}\n")
    measure_wiener()
    measure_targets()


if __name__ == "__main__":
    main()
