"""A page under test, by its stable handles, that notes what must never happen."""

from collections.abc import Mapping

from playwright.sync_api import Locator, Page, Request, expect

LOADING_MILLISECONDS = 60_000
RUNNING_MILLISECONDS = 60_000

_SET_VALUE = """(field, value) => {
    field.value = value;
    field.dispatchEvent(new Event('input', {bubbles: true}));
}"""

COUNTERS = ("accepted", "rejected", "invalid", "disconnected")


class WatchedPage:
    """Wraps a Playwright page; `check` fails for errors and for requests to elsewhere."""

    def __init__(self, page: Page, address: str) -> None:
        """Watch the page from its first request on; nothing is opened yet."""
        self.page = page
        self.address = address
        self.errors: list[str] = []
        self.are_errors_expected = False
        self.elsewhere: list[str] = []
        self.tabs: list[WatchedPage] = []
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("console", lambda m: self.errors.append(m.text) if m.type == "error" else None)
        page.context.on("request", self._note)

    def _note(self, request: Request) -> None:
        if self.address.startswith("file:"):
            is_ours = request.url.startswith(("data:", "blob:", self.address))
        else:
            origin = "/".join(self.address.split("/", 3)[:3])
            is_ours = request.url.startswith(("data:", f"blob:{origin}/", f"{origin}/"))
        if not is_ours:
            self.elsewhere.append(request.url)

    def check(self) -> None:
        """Fail if anything went wrong that no one looked at."""
        assert self.elsewhere == [], self.elsewhere
        assert self.are_errors_expected or self.errors == [], self.errors
        for tab in self.tabs:
            tab.check()

    def open(self) -> None:
        """Open the site."""
        self.page.goto(self.address)

    def open_ready(self) -> None:
        """Open the site and wait until the engine is there and the first structure drawn."""
        self.open()
        self.expect_state("idle", LOADING_MILLISECONDS)
        expect(self.at("best-smiles")).not_to_be_empty()

    def another_tab(self) -> "WatchedPage":
        """Return a second tab of the same browser profile, not opened yet."""
        tab = WatchedPage(self.page.context.new_page(), self.address)
        self.tabs.append(tab)
        return tab

    def forget_service_workers(self) -> None:
        """Let the browser be one that has no service workers."""
        self.page.add_init_script("delete Navigator.prototype.serviceWorker")

    def kill_worker(self) -> None:
        """End the engine's worker from outside, without a word to the page."""
        self.page.evaluate("document.querySelector('script[worker]').xworker.terminate()")

    def at(self, handle: str) -> Locator:
        """Return the element with that handle."""
        return self.page.get_by_test_id(handle)

    def text(self, handle: str) -> str:
        """Return the text of an element."""
        return self.at(handle).inner_text()

    def number(self, handle: str) -> float:
        """Return the plain number that an element shows."""
        return float(self.text(handle).replace(",", ""))

    def fill(self, values: Mapping[str, object]) -> None:
        """Type values into fields by their handles."""
        for handle, value in values.items():
            self.at(handle).fill(str(value))
            if self.at(handle).input_value() != str(value):
                # Over WebDriver BiDi, Firefox types behind the number that was there.
                self.at(handle).evaluate(_SET_VALUE, str(value))

    def press(self, handle: str) -> None:
        """Press a button."""
        self.at(handle).click()

    def expect_state(self, state: str, milliseconds: float = RUNNING_MILLISECONDS) -> None:
        """Wait for a state."""
        expect(self.at("state")).to_have_text(state, timeout=milliseconds)

    def counted(self) -> int:
        """Return the sum of the four counters."""
        return int(sum(self.number(counter) for counter in COUNTERS))
