"""Hosts, frames, networks and browsers on which the page cannot run: it says so in words."""

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.browser import sites
from tests.browser.watched import WatchedPage
from tools import distribution, server

Opener = Callable[..., WatchedPage]
SECONDS = 10
"""So soon after it was opened a page says what is missing; of a page's own clock."""

PORTAL = b"<!DOCTYPE html><title>Guests</title><h1>Please log in</h1>"
LOGIN = "http://portal.example/login"


@dataclass(frozen=True)
class Place:
    """Where a page is opened, and a part of what it says there."""

    words: str
    policy: str = ""
    """What the server sends as Content-Security-Policy."""
    sandbox: str | None = None
    """The attribute of the frame that the page is in."""
    script: str = ""
    """What makes the browser another one."""
    context: Mapping[str, object] = field(default_factory=dict)
    portal: str = ""
    """How a captive portal answers for everything but the document."""
    handle: str = "error"


NO_SCRIPT = "The scripts of this page do not run here"
PLACES = {
    "no scripts": Place(NO_SCRIPT, policy="script-src 'none'", handle="silence"),
    "no scripts within a document": Place(
        NO_SCRIPT, policy="script-src 'self' 'unsafe-eval'", handle="silence"
    ),
    "scripts of others only": Place(
        NO_SCRIPT, policy="script-src https://cdn.example", handle="silence"
    ),
    "nothing at all": Place(NO_SCRIPT, policy="default-src 'none'", handle="silence"),
    "motion reduced": Place(
        NO_SCRIPT,
        policy="script-src 'none'",
        context={"reduced_motion": "reduce"},
        handle="silence",
    ),
    "no evaluation": Place(
        "forbids it to run WebAssembly and Python",
        policy="script-src 'self' 'unsafe-inline' blob:",
    ),
    "no evaluation but WebAssembly": Place(
        "forbids it to run WebAssembly and Python",
        policy="script-src 'self' 'unsafe-inline' blob: 'wasm-unsafe-eval'",
    ),
    "no workers": Place("worker-src", policy="worker-src 'none'"),
    "no workers from memory": Place("worker-src", policy="worker-src 'self'"),
    "no connections": Place("connect-src", policy="connect-src 'none'"),
    "no modules from memory": Place(
        # Workers may be: which of two that are forbidden is told first is chance.
        "script-src",
        policy="script-src 'self' 'unsafe-inline' 'unsafe-eval'; worker-src 'self' blob:",
    ),
    "a frame without scripts": Place("needs JavaScript", sandbox="", handle="no-script"),
    "a frame without its origin": Place("allow-same-origin", sandbox="allow-scripts"),
    "a host's sandbox without its origin": Place(
        "allow-same-origin", policy="sandbox allow-scripts"
    ),
    "no JavaScript": Place(
        "needs JavaScript", context={"java_script_enabled": False}, handle="no-script"
    ),
    "no WebAssembly": Place("cannot run WebAssembly", script="delete globalThis.WebAssembly"),
    "a browser too old": Place("too old for this page", script="delete Object.hasOwn"),
    "a browser without channels": Place(
        "too old for this page", script="delete globalThis.BroadcastChannel"
    ),
    "a portal's page": Place("A network that asks for a login", portal="page"),
    "the way to a portal": Place("A network that asks for a login", portal="redirect"),
}
CASES = [pytest.param("browser", name, id=f"chromium-{name}") for name in PLACES] + [
    pytest.param(
        *("firefox", name),
        id=f"firefox-{name}",
        marks=[] if number % 3 == 0 else [pytest.mark.exhaustive],
    )
    for number, name in enumerate(PLACES)
]
"""All places in one browser, a sample of them in the other."""


class _Handler(SimpleHTTPRequestHandler):
    """Serves a folder as a place does."""

    def __init__(self, *arguments: object, place: Place, **named: object) -> None:
        self.place = place
        super().__init__(*arguments, **named)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        is_document = self.path.split("?")[0].endswith(("/", ".html"))
        if is_document or not self.place.portal:
            super().do_GET()
        elif self.place.portal == "redirect":
            self.send_response(302)
            self.send_header("Location", LOGIN)
            self.end_headers()
        else:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.send_header("Content-Length", str(len(PORTAL)))
            self.end_headers()
            self.wfile.write(PORTAL)

    def end_headers(self) -> None:
        if self.place.policy:
            self.send_header("Content-Security-Policy", self.place.policy)
        super().end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def served(folder: Path, place: Place) -> Iterator[str]:
    """Serve a folder as a place does; give the address of the site in it."""
    handler = partial(_Handler, place=place, directory=str(folder))
    with sites.running(ThreadingHTTPServer((server.HOST, 0), handler)) as address:
        yield address


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the folder of a built site."""
    return sites.build("npm", tmp_path_factory.mktemp("foreign"))


def framed(address: str, sandbox: str, query: str = "") -> str:
    """Return the document of a lesson that has the page in a frame."""
    return (
        '<!doctype html><link rel="icon" href="data:,">'
        f'<iframe sandbox="{sandbox}" src="{address}{query}" width="900" height="560"></iframe>'
    )


def opened(page: WatchedPage, place: Place) -> Locator:
    """Open the page as the place has it; return the element that is to say what is wrong."""
    page.are_errors_expected = True  # the browser itself reports what is forbidden
    if place.script:
        page.page.add_init_script(place.script)
    if place.sandbox is None:
        page.open()
        return page.at(place.handle)
    lesson = f"{page.address}lesson.html"
    body = framed(page.address, place.sandbox)
    page.page.route(lesson, lambda route: route.fulfill(body=body, content_type="text/html"))
    page.page.goto(lesson)
    return page.page.frame_locator("iframe").get_by_test_id(place.handle)


@pytest.mark.parametrize(("any_browser", "name"), CASES, indirect=["any_browser"])
def test_what_is_missing_is_said_in_words(
    any_browser: Browser, opener: Opener, folder: Path, name: str
) -> None:
    place = PLACES[name]
    if any_browser.browser_type.name == "firefox" and "java_script_enabled" in place.context:
        pytest.skip("Playwright finds nothing in Firefox where scripts are off")
    with served(folder, place) as address:
        page = opener(any_browser, address, **place.context)
        page.portal = LOGIN if place.portal == "redirect" else None
        said = opened(page, place)
        expect(said).to_be_visible()
        expect(said).to_contain_text(place.words)


def test_where_no_script_runs_the_words_come_in_time() -> None:
    style = (distribution.SITE / "shell" / "style.css").read_text(encoding="utf-8")
    delays = re.findall(r"animation: appear .*? (\d+)s forwards", style)
    assert [int(delay) <= SECONDS for delay in delays] == [True]


def test_in_a_frame_with_scripts_and_its_origin_everything_works(
    any_browser: Browser, opener: Opener, folder: Path
) -> None:
    with served(folder, Place("")) as address:
        page = opener(any_browser, address)
        lesson = framed(address, "allow-scripts allow-same-origin", "?embed=1&formula=C6H14")
        page.page.route(
            f"{address}lesson.html",
            lambda route: route.fulfill(body=lesson, content_type="text/html"),
        )
        page.page.goto(f"{address}lesson.html")
        frame = page.page.frame_locator("iframe")
        for handle, key in (("start", ""), ("formula", "Enter")):
            expect(frame.locator("html")).to_have_attribute("data-state", "idle")
            begin = frame.get_by_test_id(handle)
            if key:
                begin.press(key)
            else:
                begin.click()
            expect(frame.locator("html")).to_have_attribute("data-state", "complete")
            expect(frame.get_by_test_id("best-energy")).to_have_text("28")
            frame.get_by_test_id("reset").click()
