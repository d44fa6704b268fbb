"""The page under attack: a browser profile with its tabs, and what its pages complain of."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from random import Random
from typing import Any, Literal

from playwright.sync_api import Browser, Error, Page, ViewportSize

from tests.browser.watched import HANG_MILLISECONDS
from tests.fuzz.served import Served

_SETTLED = """site => {
    // What a browser shows where there is no network may come after the page was found there.
    if (!location.href.startsWith(site)) return true;
    const {state} = document.documentElement?.dataset ?? {}; // there is none for a moment
    return /^(idle|paused|complete|error|running)$/.test(state)
        || document.getElementById('restart')?.hidden === false
        || document.getElementById('reload')?.hidden === false;
}"""
_OF_THE_NETWORK = re.compile(
    r"Failed to load|net::|NetworkError|status of|was not loaded|not be loaded|MIME|[Ll]oading "
    r"(failed|module)|disallowed|[Ff]etch|ERR_|bad HTTP response|downloading|dynamically imported"
    r"|^(Message|Error)Event$|[Ii]ntegrity|loader-|falling back|installing the standard library"
    r"|occurred while loading"
    # What Pyodide says where Python's own library did not come.
    r"|Fatal Python error|Python runtime state|'encodings'|Current thread|no Python frame|^$"
)
_WENT_ON = re.compile(r"context was destroyed|navigat|detached")
"""What is said of a document that was asked and left at the same moment: the next one answers."""
_MOST_DOCUMENTS = 5
"""How many of them may be left at such a moment, one after the other."""
# What is handed on is kept where the attacker can read it.
_CLIPBOARD = """Object.defineProperty(navigator, 'clipboard', {
    value: {writeText: async text => { globalThis.handedOn = text; }}})"""
_STORAGES = {
    "closed": "IDBFactory.prototype.open = () => { throw new DOMException('no', 'SecurityError') }",
    "silent": "IDBFactory.prototype.open = () => new EventTarget()",
    "full": "IDBObjectStore.prototype.put = () => { throw new DOMException('Quota', "
    "'QuotaExceededError') }",
}
_SETTINGS = """try {
    localStorage.setItem('isoanneal-settings', 'open');
} catch {
    // some frames keep nothing
}"""
_SIZES = ((1366, 768), (390, 844), (1920, 1080), (768, 1024), (320, 568))


@dataclass(frozen=True)
class Profile:
    """What a browser is like for as long as one attack lasts."""

    width: int
    height: int
    color_scheme: Literal["light", "dark"]
    reduced_motion: Literal["reduce", "no-preference"]
    storage: str
    has_service_workers: bool
    place: str
    are_settings_open: bool = True


def drawn_profile(draw: Random) -> Profile:
    """Draw one: most have storage and service workers."""
    width, height = draw.choice(_SIZES)
    return Profile(
        width=width,
        height=height,
        color_scheme=draw.choice(("light", "dark")),
        reduced_motion=draw.choice(("reduce", "no-preference")),
        storage=draw.choice(("open",) * 7 + tuple(_STORAGES)),
        has_service_workers=draw.random() < 0.7,
        place=draw.choice(("", "", "#watch", "#compare", "#learn", "?embed=1")),
        are_settings_open=draw.random() < 0.6,
    )


class Attacked:
    """One profile of a browser, and the tab in it that is acted upon."""

    def __init__(self, browser: Browser, served: Served, profile: Profile) -> None:
        """Begin with one tab, not opened yet."""
        self.served = served
        self.profile = profile
        self.is_network_at_fault = False
        self.is_worker_ended = False
        self.complaints: list[str] = []
        viewport: ViewportSize = {"width": profile.width, "height": profile.height}
        self.context = browser.new_context(
            viewport=viewport,
            color_scheme=profile.color_scheme,
            reduced_motion=profile.reduced_motion,
        )
        self.context.add_init_script(_CLIPBOARD)
        if profile.storage in _STORAGES:
            self.context.add_init_script(_STORAGES[profile.storage])
        if profile.are_settings_open:
            self.context.add_init_script(_SETTINGS)
        if not profile.has_service_workers:
            self.context.add_init_script("delete Navigator.prototype.serviceWorker")
        self.context.set_default_timeout(HANG_MILLISECONDS)
        self.context.on("page", self._watch)
        self.page = self.context.new_page()

    def _watch(self, page: Page) -> None:
        page.on("pageerror", lambda error: self._note_uncaught(str(error)))
        page.on("crash", lambda _: self.complaints.append("the tab has crashed"))
        page.on("console", lambda one: self._note(one.type, one.text))

    def _note_uncaught(self, error: str) -> None:
        # Firefox tells so of files that it refuses, and says “undefined” of a promise in a worker
        # that was ended; the page hears nothing of either.
        is_of_a_file = self.is_network_at_fault and "the integrity attribute" in error
        if not (is_of_a_file or (self.is_worker_ended and error == "undefined")):
            self.complaints.append(f"uncaught: {error}")

    def _note(self, kind: str, text: str) -> None:
        if kind == "error" and not (self.is_network_at_fault and _OF_THE_NETWORK.search(text)):
            self.complaints.append(f"console: {text}")

    def open(self, query: str = "") -> None:
        """Open the site."""
        self.visit(partial(self.page.goto, f"{self.served.address}{query or self.profile.place}"))

    def visit(self, go: Callable[[], object]) -> None:
        """Go to a page, or to what the browser shows in its place where the network is at fault."""
        try:
            go()
        except Error:
            if not self.is_network_at_fault:
                raise

    @property
    def is_at_the_site(self) -> bool:
        """Whether the tab shows the site, and not what browsers show where there is no network."""
        return self.page.url.startswith(self.served.address)

    def settle(self) -> None:
        """Wait until the page knows what it can do, which for what never comes takes a minute."""
        if self.is_at_the_site:
            self.page.wait_for_function(_SETTLED, arg=self.served.address)

    def ask(self, function: str, argument: object = None) -> Any:  # noqa: ANN401  (JSON)
        """Return what a function of JavaScript says of the page; a page that hangs fails."""
        for _ in range(_MOST_DOCUMENTS):
            try:
                return self._asked(function, argument)
            except Error as error:
                if not _WENT_ON.search(error.message):
                    raise
        return self._asked(function, argument)

    def _asked(self, function: str, argument: object) -> Any:  # noqa: ANN401  (JSON)
        return self.page.wait_for_function(
            f"async given => [await ({function})(given)]", arg=argument, polling=100
        ).json_value()[0]

    def close(self) -> None:
        """Close every tab, and mend what was broken."""
        self.context.close()
        self.served.mend()


Opener = Callable[[Profile], Attacked]
