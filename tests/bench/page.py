"""A page that is measured: opened in a browser of its own, and asked by its handles only."""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Page, sync_playwright

from tests.bench.searches import LONG, REPLICATES
from tests.browser import installed
from tests.browser.conftest import LAPTOP

SECONDS = 1.0
MILLISECONDS_BETWEEN_LOOKS = 400
LOADING_MILLISECONDS = 120_000
RUNNING_MILLISECONDS = 600_000

_IS_READY = """
    document.documentElement.dataset.state === 'idle'
    && document.getElementById('best-smiles').textContent !== ''
"""
_FILL = """values => {
    for (const [id, value] of Object.entries(values)) {
        const field = document.getElementById(id);
        field.value = value;
        field.dispatchEvent(new Event('input', {bubbles: true}));
    }
}"""
_CHOOSE_FULL_SPEED = """() => {
    const pace = document.getElementById('pace');
    pace.value = 'full speed';
    pace.dispatchEvent(new Event('change', {bubbles: true}));
}"""
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


class MeasuredPage:
    """A page whose worker is ready."""

    def __init__(self, page: Page) -> None:
        """Take a page that is open."""
        self.page = page

    def in_the_worker(self, run: dict[str, object]) -> tuple[float, float]:
        """Return steps per second in the worker, and the longest wait for a status in ms."""
        rate, latency = self.page.evaluate(_IN_THE_WORKER, run)
        return rate, latency

    def measured(self, formula: str, component: str, engine: str = "") -> float:
        """Return the steps per second that the benchmark page measures."""
        rate: float = self.page.evaluate(_MEASURE, [formula, component, engine, SECONDS])
        return rate

    def end_to_end(self, formula: str) -> tuple[float, float]:
        """Return steps per second on the page, and its longest task in ms."""
        steps, cycles = LONG["steps_per_cycle"], LONG["cycles"]
        self.page.evaluate(_FILL, {"formula": formula, "steps": steps, "cycles": cycles})
        self.page.evaluate(_CHOOSE_FULL_SPEED)
        # What the edit sets going, such as a count of isomers, is not what is measured.
        self.page.wait_for_timeout(1000)
        self.page.evaluate(_WATCH_TASKS)
        milliseconds = self.page.evaluate(_WHEN_COMPLETE)
        self.page.wait_for_timeout(500)  # long tasks are told a moment later
        return steps * cycles / milliseconds * 1000, self.page.evaluate("window.longest_task")

    def replicates(self, run: dict[str, object]) -> float:
        """Return the steps per second of replicates in the pool of workers."""
        rate: float = self.page.evaluate(_REPLICATE, [run, REPLICATES])
        return rate


@contextmanager
def opened(address: str) -> Iterator[MeasuredPage]:
    """Open a site in a browser of its own, and give the page when it is ready and at rest."""
    with browser() as chromium:
        page = chromium.new_context(viewport=LAPTOP).new_page()
        page.goto(address)
        page.wait_for_function(_IS_READY, timeout=LOADING_MILLISECONDS)
        page.wait_for_timeout(2000)
        yield MeasuredPage(page)


@contextmanager
def browser() -> Iterator[Browser]:
    """Give a browser."""
    with sync_playwright() as playwright:
        chromium = installed.chromium(playwright)
        yield chromium
        chromium.close()


def start(chromium: Browser, address: str) -> list[float]:
    """Open the site with nothing kept; return after how many ms it was usable, ready and drawn."""
    context = chromium.new_context(viewport=LAPTOP)
    page = context.new_page()
    page.goto(address)
    # Waiting for an element would have the page do work of ours meanwhile.
    for _ in range(LOADING_MILLISECONDS // MILLISECONDS_BETWEEN_LOOKS):
        if page.evaluate("performance.getEntriesByName('ready').length"):
            break
        page.wait_for_timeout(MILLISECONDS_BETWEEN_LOOKS)
    # Fails, after a while, for a page that did not become ready.
    page.wait_for_function("document.getElementById('best-smiles').textContent")
    drawn: float = page.evaluate("performance.now()")
    usable, ready = (
        page.evaluate(f"performance.getEntriesByName('{name}')[0].startTime")
        for name in ("usable", "ready")
    )
    context.close()
    return [usable, ready, drawn]
