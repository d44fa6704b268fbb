"""The beginning of a lesson: scripted clients and real browsers, all at once."""

import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Playwright

from tests.browser import installed
from tests.browser.command_line import on_the_command_line
from tests.browser.conftest import LAPTOP
from tests.browser.watched import WatchedPage
from tests.classroom import client, memory
from tests.classroom.client import Visit
from tests.classroom.memory import Launcher

Start = Callable[[], AbstractContextManager[tuple[int, str]]]
"""Starts a server; gives the number of its group of processes, and the address of the site."""

FORMULA = "C10H16"
_SCHOOL = "chemistry.school.test"
"""The name of the machine that serves, which is another one for the browsers: not `localhost`."""
_READY = "performance.getEntriesByName('ready')[0].startTime / 1000"


@dataclass(frozen=True)
class Seat:
    """A browser in the classroom: its page, what started it, and what it may take in bytes."""

    version: str
    page: WatchedPage
    launcher: Launcher
    limit: int | None


@dataclass(frozen=True)
class Sitting:
    """What a browser came to: seconds until its engine was ready, and the most bytes it took.

    `found` is the best energy and its SMILES.
    """

    ready: float
    most: int
    limit: int | None
    found: tuple[float, str]


@dataclass(frozen=True)
class Lesson:
    """What came of it: seconds until all was there and every run complete; `server` in bytes.

    `browser` is the version of Chromium.
    """

    browser: str
    visits: Sequence[Visit]
    sittings: Sequence[Sitting]
    seconds: float
    server: int
    wrong: Sequence[str]


def begin(
    site: Path, start: Start, clients: int, limits: Sequence[int | None], playwright: Playwright
) -> Lesson:
    """Have clients and a browser for each limit visit a built site at once, for the first time.

    `start` starts a server of the site.  In the browsers a search is run to its end.
    """
    hashes = client.expected(site)
    with ExitStack() as stack:
        process, address = stack.enter_context(start())
        at_school = address.replace("127.0.0.1", _SCHOOL)
        seats = [stack.enter_context(_seat(playwright, at_school, limit)) for limit in limits]
        groups = [process, *(seat.launcher.process for seat in seats)]
        most = stack.enter_context(memory.watched(groups))
        began = time.monotonic()
        with ThreadPoolExecutor(clients) as room:
            visiting = [room.submit(client.visit, address, hashes) for _ in range(clients)]
            readies = _work(seats)
            visits = [one.result() for one in visiting]
        seconds = time.monotonic() - began
        sittings = [
            Sitting(ready, most[seat.launcher.process], seat.limit, _found(seat.page))
            for seat, ready in zip(seats, readies, strict=True)
        ]
        wrong = [*(fault for one in visits for fault in one.wrong), *_faults(seats, sittings)]
        return Lesson(seats[0].version, visits, sittings, seconds, most[process], wrong)


@contextmanager
def _seat(playwright: Playwright, address: str, limit: int | None) -> Iterator[Seat]:
    with tempfile.TemporaryDirectory() as folder:
        launcher = Launcher(Path(folder), limit)
        browser = installed.chromium(
            playwright,
            f"--host-resolver-rules=MAP {_SCHOOL} 127.0.0.1",
            executable_path=launcher.path,
        )
        try:
            page = browser.new_context(viewport=LAPTOP).new_page()
            yield Seat(browser.version, WatchedPage(page, address), launcher, limit)
        finally:
            browser.close()


def _work(seats: Sequence[Seat]) -> list[float]:
    """Open all pages at once, run a search in each, and return when each engine was ready."""
    for seat in seats:
        seat.page.page.goto(seat.page.address, wait_until="commit")
    for seat in seats:
        seat.page.expect_state("idle")
        seat.page.fill({"formula": FORMULA})
        seat.page.expect_state("idle")
        seat.page.press("start")
    for seat in seats:
        seat.page.expect_state("complete")
    return [float(seat.page.page.evaluate(_READY)) for seat in seats]


def _found(page: WatchedPage) -> tuple[float, str]:
    return page.number("best-energy"), page.text("best-smiles")


def _faults(seats: Sequence[Seat], sittings: Sequence[Sitting]) -> Iterator[str]:
    """Yield what went wrong in browsers: errors, a wrong result, a limit that does not hold."""
    run = on_the_command_line(FORMULA)
    right = (run["best_energy"], run["best_smiles"])
    for seat, sitting in zip(seats, sittings, strict=True):
        yield from (*seat.page.errors, *seat.page.elsewhere)
        if sitting.found != right:
            yield f"a browser found {sitting.found}, and the command line {right}"
        if seat.limit and seat.launcher.limit() != str(seat.limit):
            yield f"a browser has the limit {seat.launcher.limit()}, not {seat.limit}"
        if seat.limit and sitting.most > seat.limit:
            yield f"a browser took {sitting.most} bytes of {seat.limit}"
