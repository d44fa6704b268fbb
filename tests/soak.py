"""Soaks the page: millions of steps and a thousand runs in one tab, and what grows meanwhile.

Of the page and of its worker the heap of JavaScript is measured after its garbage was collected:
each proxy of a Python object is there too, and buffers that are no part of it; and of the page
its nodes and listeners.  Memories of WebAssembly, where Python lives, are a part of what the
process holds.
"""

import argparse
import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields
from itertools import count
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, CDPSession, Page, expect, sync_playwright

from tests.browser import installed
from tests.browser.watched import WatchedPage
from tests.fuzz import served

FORMULAS = ("C6H14", "C4H8O", "C8H10", "C5H11NO")
EVERY_SO_OFTEN = 20
"""Runs, after which there are replicates, another component, or a kept run is opened."""


@dataclass(frozen=True)
class Usage:
    """What a tab and its worker take up: bytes of heaps and memories, and numbers of things."""

    heap: int
    nodes: int
    listeners: int
    worker_heap: int
    worker_buffers: int
    process: int

    def line(self) -> str:
        """Return it as the row of a table."""
        return " | ".join(f"{getattr(self, one.name):,}" for one in fields(self))


ALLOWED = {
    "heap": 500_000,
    "nodes": 300,
    "listeners": 50,
    "worker_heap": 500_000,
    "worker_buffers": 500_000,
    "process": 30_000_000,
}
"""How much more there may be in the end than after the warm-up, which is not of a leak: what a
run leaks is lost a thousand times."""


def grown(before: Usage, after: Usage) -> list[str]:
    """Return what has grown by more than is allowed."""
    return [
        f"{name}: from {getattr(before, name):,} to {getattr(after, name):,}"
        for name, most in ALLOWED.items()
        if getattr(after, name) - getattr(before, name) > most
    ]


class Tab:
    """A page with its worker, whose usage can be measured."""

    def __init__(self, page: Page) -> None:
        """Attach to an open page whose worker is there."""
        self._page = page
        self._session: CDPSession = page.context.new_cdp_session(page)
        self._answers: dict[int, dict[str, Any]] = {}
        self._numbers = count(1)
        self._workers: list[str] = []
        self._session.on("Target.receivedMessageFromTarget", self._note_answer)
        self._session.on("Target.attachedToTarget", self._note_worker)
        self._session.send(
            "Target.setAutoAttach",
            {"autoAttach": True, "waitForDebuggerOnStart": False, "flatten": False},
        )
        self._session.send("Performance.enable")

    def usage(self) -> Usage:
        """Collect the garbage of both, and measure."""
        for _ in range(2):  # proxies of one keep what the other has
            self._ask_worker("HeapProfiler.collectGarbage")
            self._session.send("HeapProfiler.collectGarbage")
        metrics = self._session.send("Performance.getMetrics")["metrics"]
        of_page = {one["name"]: int(one["value"]) for one in metrics}
        of_worker = self._ask_worker("Runtime.getHeapUsage")
        return Usage(
            heap=of_page["JSHeapUsedSize"],
            nodes=of_page["Nodes"],
            listeners=of_page["JSEventListeners"],
            worker_heap=int(of_worker["usedSize"]),
            worker_buffers=int(of_worker["backingStorageSize"]),
            process=self._resident(),
        )

    def _resident(self) -> int:
        """Return the bytes that the largest process with a page holds, which is this one."""
        browser = self._page.context.browser
        assert browser is not None
        session = browser.new_browser_cdp_session()
        processes = session.send("SystemInfo.getProcessInfo")["processInfo"]
        session.detach()
        pids = [str(one["id"]) for one in processes if one["type"] == "renderer"]
        shown = subprocess.run(
            ["ps", "-o", "rss=", "-p", ",".join(pids)],  # noqa: S607  (of the system)
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        return 1024 * max(map(int, shown.split()))

    def _ask_worker(self, method: str, **given: object) -> dict[str, Any]:
        number = next(self._numbers)
        message = json.dumps({"id": number, "method": method, "params": given})
        self._session.send(
            "Target.sendMessageToTarget", {"sessionId": self._workers[0], "message": message}
        )
        while number not in self._answers:
            self._page.wait_for_timeout(20)
        answer: dict[str, Any] = self._answers.pop(number)["result"]
        return answer

    def _note_worker(self, told: dict[str, Any]) -> None:
        if told["targetInfo"]["type"] == "worker":  # and no service worker
            self._workers.append(told["sessionId"])

    def _note_answer(self, told: dict[str, Any]) -> None:
        answer = json.loads(told["message"])
        if told["sessionId"] == self._workers[0] and "id" in answer:
            self._answers[answer["id"]] = answer


def soak(page: WatchedPage, steps: int, warm_up: int, runs: int) -> Iterator[Usage]:
    """Make `steps` in one run, then runs; yield the usage after the warm-up and now and then."""
    page.open_ready()
    tab = Tab(page.page)
    _run(page, 0, steps_per_cycle=steps // 100, cycles=100)
    for number in range(1, warm_up + runs + 1):
        _run(page, number, steps_per_cycle=200, cycles=2)
        if number % EVERY_SO_OFTEN == 0:
            _do_something_else(page, number // EVERY_SO_OFTEN)
        if number >= warm_up and (number - warm_up) % max(1, runs // 4) == 0:
            yield tab.usage()


def _run(page: WatchedPage, number: int, steps_per_cycle: int, cycles: int) -> None:
    page.fill(
        {
            "formula": FORMULAS[number % len(FORMULAS)],
            "seed": number,
            "steps": steps_per_cycle,
            "cycles": cycles,
        }
    )
    page.run_to_the_end()


def _do_something_else(page: WatchedPage, turn: int) -> None:
    """Do what leaves something behind where it is not cleared away, each in its turn."""
    if turn % 3 == 0:
        page.press("place-compare")
        replicates = 2 + turn % 10  # another number than the last time
        page.fill({"replicate-count": replicates})
        page.press("replicate")
        expect(page.at("replicate-outcome")).to_contain_text(f"of {replicates} reached")
        page.press("place-watch")
    elif turn % 3 == 1:
        page.at("add-component").select_option("number_of_rings")
        _run(page, turn, steps_per_cycle=50, cycles=1)
        page.press("remove-number_of_rings")
    elif page.at("run").count():
        page.at("run-open").last.click()
        page.expect_state("complete")


@contextmanager
def new_page(browser: Browser) -> Iterator[WatchedPage]:
    """Give a page of the site in a new profile; fail for what it complains of."""
    with served.serving() as site:
        page = WatchedPage(browser.new_context().new_page(), site.address)
        yield page
        page.check()
        page.page.context.close()


def report(found: Sequence[Usage], of: str) -> str:
    """Return what was measured as a table in Markdown."""
    names = [one.name.replace("_", " ") for one in fields(Usage)]
    lines = [
        f"## {of}",
        "",
        "| " + " | ".join(names) + " |",
        "|" + " ---: |" * len(names),
        *(f"| {one.line()} |" for one in found),
        "",
        *(f"- has grown: {one}" for one in grown(found[0], found[-1])),
    ]
    return "\n".join(lines).rstrip() + "\n"


def main(arguments: Sequence[str] | None = None) -> int:
    """Soak, print what was measured, and return 1 if anything has grown."""
    parser = argparse.ArgumentParser(prog="tests.soak", description=__doc__)
    parser.add_argument("--steps", type=int, default=10_000_000)
    parser.add_argument("--warm-up", type=int, default=250)
    parser.add_argument("--runs", type=int, default=1_000)
    parser.add_argument("--report", type=Path)
    options = parser.parse_args(arguments)
    with sync_playwright() as playwright:
        browser = installed.chromium(playwright)
        with new_page(browser) as page:
            found = list(soak(page, options.steps, options.warm_up, options.runs))
        of = (
            f"Chromium {browser.version}: {options.steps:,} steps and {options.runs:,} runs after "
            f"{options.warm_up:,}"
        )
        browser.close()
    told = report(found, of)
    print(told)
    if options.report:
        options.report.write_text(told, encoding="utf-8")
    return bool(grown(found[0], found[-1]))


if __name__ == "__main__":
    sys.exit(main())
