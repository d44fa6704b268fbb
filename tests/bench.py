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

from isoanneal.parameters import Parameters
from playwright.sync_api import sync_playwright

from tests.browser import sites
from tests.browser.conftest import LAPTOP, OPTIONS
from tests.browser.watched import LOADING_MILLISECONDS, WatchedPage
from tools import browser as installed

FORMULAS = ("C6H14", "C10H16", "C20H42")
STEPS_PER_CYCLE = 500
CYCLES = 200
REPETITIONS = 3

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


def in_cpython(formula: str) -> float:
    """Return the engine's steps per second in this interpreter."""
    annealer = Parameters(
        formula=formula, steps_per_cycle=STEPS_PER_CYCLE, cycles=CYCLES
    ).annealer()
    began = time.perf_counter()
    annealer.advance(annealer.cooling.total_steps)
    return annealer.cooling.total_steps / (time.perf_counter() - began)


def in_the_browser(page: WatchedPage, formula: str) -> tuple[float, float, float]:
    """Return steps per second in the worker and on the page, and the longest task in ms."""
    page.fill({"formula": formula, "steps": STEPS_PER_CYCLE, "cycles": CYCLES})
    page.page.wait_for_timeout(1000)
    page.page.evaluate(_WATCH_TASKS)
    milliseconds = page.page.evaluate(_WHEN_COMPLETE)
    words = page.page.inner_text("#outcome")
    in_worker = float(words.split(" steps at ")[1].split(" a second")[0].replace(",", ""))
    on_page = STEPS_PER_CYCLE * CYCLES / milliseconds * 1000
    return in_worker, on_page, page.page.evaluate("window.longest_task")


@contextmanager
def opened(rdkit: str) -> Iterator[tuple[WatchedPage, float, float]]:
    """Open the site; give the page, and after how many ms it and the engine were ready."""
    with (
        tempfile.TemporaryDirectory() as folder,
        sites.serve(sites.build(rdkit, Path(folder))) as address,
        sync_playwright() as playwright,
    ):
        chromium = playwright.chromium.launch(
            executable_path=installed.find_or_install(), args=OPTIONS
        )
        page = WatchedPage(chromium.new_context(viewport=LAPTOP).new_page(), address)
        page.open()
        page.page.wait_for_selector("[data-state]")
        usable = page.page.evaluate("performance.now()")
        page.expect_state("idle", LOADING_MILLISECONDS)
        ready = page.page.evaluate("performance.now()")
        yield page, usable, ready
        chromium.close()


def main() -> None:
    """Measure everything and print the tables."""
    print(f"{platform.platform()}, Python {platform.python_version()}\n")
    print(f"Steps per second, {STEPS_PER_CYCLE} steps in each of {CYCLES} cycles, f8, minimize\n")
    print("| formula | CPython | worker | page, end to end | longest task, ms |")
    print("| --- | ---: | ---: | ---: | ---: |")
    with opened("npm") as (page, usable, ready):
        for formula in FORMULAS:
            runs = [in_the_browser(page, formula) for _ in range(REPETITIONS)]
            worker, on_page, task = (median(column) for column in zip(*runs, strict=True))
            native = median(in_cpython(formula) for _ in range(REPETITIONS))
            print(f"| {formula} | {native:,.0f} | {worker:,.0f} | {on_page:,.0f} | {task:.0f} |")
    print(f"\nPage usable after {usable:.0f} ms, engine ready after {ready:.0f} ms.")


if __name__ == "__main__":
    main()
