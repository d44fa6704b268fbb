"""A page under test, by its stable handles, that notes what must never happen."""

import re
from collections.abc import Mapping

from playwright.sync_api import Locator, Page, Request, Route, expect

HANG_MILLISECONDS = 240_000
"""How long anything is waited for: far more than a busy machine takes, a limit for hangs only."""

expect.set_options(timeout=HANG_MILLISECONDS)

_SET_VALUE = """(field, value) => {
    field.value = value;
    field.dispatchEvent(new Event('input', {bubbles: true}));
}"""

# Timers of one page come in the order in which they are due, however late they all are: after
# one of half a second, what the page has put off for less (a look at what was typed, a drawing)
# is done.  The worker makes steps of a run that goes on, and takes what it was sent before,
# between two answers.
_SETTLE = """async () => {
    const later = () => new Promise(done => setTimeout(done, 500));
    const worker = document.querySelector('script[worker]')?.xworker.sync;
    await later();
    if (worker) for (let n = 0; n < 20; n++) await worker.status('nobody');
    await later();
    await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
}"""

AS_LEFT = """try {
    for (const [name, value] of [['pace', 'full speed'], ['settings', 'open']])
        if (localStorage.getItem(`isoanneal-${name}`) === null)
            localStorage.setItem(`isoanneal-${name}`, value);
} catch {
    // some frames keep nothing
}"""
"""What a person has chosen before: settings in sight, and not to be kept waiting."""

_HAS_MADE_MORE_STEPS = """step =>
    Number(document.getElementById('step').textContent.replaceAll(',', '')) > step"""

COUNTERS = ("accepted", "rejected", "invalid", "disconnected")
EVERY_LINE_IS_DRAWN = """() => {
    const canvas = document.querySelector('[data-testid=chart] canvas');
    const data = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
    const style = getComputedStyle(document.documentElement);
    const pen = document.createElement('canvas').getContext('2d');
    return ['--current', '--best', '--heat'].every(name => {
        pen.fillStyle = style.getPropertyValue(name);
        pen.fillRect(0, 0, 1, 1);
        const [r, g, b] = pen.getImageData(0, 0, 1, 1).data;
        let count = 0;
        for (let i = 0; i < data.length; i += 4)
            if (data[i] === r && data[i + 1] === g && data[i + 2] === b) count++;
        return count > 20;
    });
}"""
"""In a page: whether every line of the chart has left its colour on the canvas."""


class WatchedPage:
    """Wraps a Playwright page; `check` fails for errors and for requests to elsewhere."""

    def __init__(self, page: Page, address: str) -> None:
        """Watch the page from its first request on; nothing is opened yet."""
        self.page = page
        self.address = address
        self.errors: list[str] = []
        self.uncaught: list[str] = []
        """Those among the errors that no script has caught."""
        self.are_errors_expected = False
        self.elsewhere: list[str] = []
        self.portal: str | None = None
        """Where a network may lead it, for as long as it tries."""
        self.tabs: list[WatchedPage] = []
        page.set_default_timeout(HANG_MILLISECONDS)
        page.add_init_script(AS_LEFT)
        page.on("pageerror", lambda error: self._note_uncaught(str(error)))
        page.on("console", lambda m: self.errors.append(m.text) if m.type == "error" else None)
        page.context.on("request", self._note)

    def _note_uncaught(self, error: str) -> None:
        self.errors.append(error)
        self.uncaught.append(error)

    def _note(self, request: Request) -> None:
        if self.address.startswith("file:"):
            is_ours = request.url.startswith(("data:", "blob:", self.address))
        else:
            origin = "/".join(self.address.split("/", 3)[:3])
            is_ours = request.url.startswith(("data:", f"blob:{origin}/", f"{origin}/"))
        if not is_ours and request.url != self.portal:
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
        self.expect_state("idle")
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
        """Return the number that an element shows, its thousands separated or not."""
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

    def data_state(self) -> str:
        """Return the state of the page by its name, whatever the language of its words."""
        state: str = self.page.evaluate("document.documentElement.dataset.state")
        return state

    def expect_state(self, state: str) -> None:
        """Wait for a state; what the page says of an error is said of one that does not come."""
        try:
            expect(self.page.locator("html")).to_have_attribute("data-state", state)
        except AssertionError as missed:
            raise AssertionError(f"{self.at('error').text_content()}\n{missed}") from None

    def expect_number(self, handle: str, number: int) -> None:
        """Wait until an element shows a whole number, its thousands separated or not."""
        expect(self.at(handle)).to_have_text(re.compile(f"^{grouped(number)}$"))

    def wait_for_more_steps_than(self, step: float) -> None:
        """Wait until the search that is shown has come further than that."""
        self.page.wait_for_function(_HAS_MADE_MORE_STEPS, arg=step)

    def run_to_the_end(self) -> None:
        """Start a search that is ready to start, or is prepared soon, and wait for its end.

        An end that is shown still, of the search before, is not taken for it.
        """
        self.expect_state("idle")
        self.press("start")
        self.expect_state("complete")

    def settle(self) -> None:
        """Return when whatever was going to happen has happened, for tests that nothing did."""
        self.page.evaluate(_SETTLE)

    def counted(self) -> int:
        """Return the sum of the four counters."""
        return int(sum(self.number(counter) for counter in COUNTERS))


class HeldRequest:
    """The requests of a page for a file, kept waiting until they are released."""

    def __init__(self, page: Page, pattern: str) -> None:
        """Hold what matches a glob pattern.

        The page has to be one without service workers, which may have the file already.
        """
        self._page = page
        self._routes: list[Route] = []
        self._is_released = False
        page.route(pattern, self._hold)

    def _hold(self, route: Route) -> None:
        self._routes.append(route)
        if self._is_released:
            route.continue_()

    def release(self) -> None:
        """Let the file come, once the page has asked for it, and whenever it asks again."""
        while not self._routes:
            # Playwright tells of a request while it waits for the page.
            self._page.evaluate("() => new Promise(requestAnimationFrame)")
        self._is_released = True
        for route in self._routes:
            route.continue_()


def grouped(number: int) -> str:
    """Return a pattern for a whole number as the page writes it, thousands separated or not."""
    return f"{number:,}".replace(",", ",?")
