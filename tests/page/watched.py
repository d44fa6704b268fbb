"""A page under test, by its stable handles, as a person uses it."""

import asyncio
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

from bs4 import Tag

from tests.page.standin.browser import Browser, Tab, opened_browser
from tests.page.standin.document import Element, Field, Select, settle
from tests.page.standin.events import Event
from tests.page.standin.pyodide_worker import PyodideWorker

SECONDS_AT_MOST = 600
"""By the clock of the test, which jumps: a wait that ends so late has failed."""
_SECONDS_TO_BEGIN = 0.01
_SECONDS_OF_A_MOMENT = 0.001

COUNTERS = ("accepted", "rejected", "invalid", "disconnected")


class WatchedPage(Tab):
    """A tab, and what people do in it."""

    # What is there

    def at(self, handle: str) -> Element:
        """Return the element with that handle; the first if there are several."""
        found = self.document.element(self._tag(handle))
        assert found is not None, f"There is no “{handle}”."
        return found

    def all(self, handle: str) -> list[Element]:
        """Return all elements with that handle."""
        return self.document.elements(self.document.with_attribute("data-testid", handle))

    def by_id(self, name: str) -> Element:
        """Return the element of that id."""
        found = self.document.getElementById(name)
        assert found is not None, f"There is no element #{name}."
        return found

    def text(self, handle: str) -> str:
        """Return the text of an element, its white space as it is shown."""
        return " ".join(self.at(handle).textContent.split())

    def _text_if_any(self, handle: str) -> str:
        return "" if self._tag(handle) is None else self.text(handle)

    def _tag(self, handle: str) -> Tag | None:
        return next(self.document.with_attribute("data-testid", handle), None)

    def words(self, name: str) -> str:
        """Return the text of an element by its id."""
        return " ".join(self.by_id(name).textContent.split())

    def number(self, handle: str) -> float:
        """Return the number that an element shows."""
        return float(self.text(handle).replace(",", ""))

    def value(self, handle: str) -> str:
        """Return the value of a field."""
        return str(self.at(handle).value)

    def is_shown(self, handle: str) -> bool:
        """Tell whether an element is shown."""
        return self.at(handle).is_shown

    def counted(self) -> int:
        """Return the sum of the four counters."""
        return int(sum(self.number(counter) for counter in COUNTERS))

    @property
    def state(self) -> str:
        """The state that is shown."""
        return self.text("state")

    @property
    def worker(self) -> PyodideWorker:
        """The worker that was started last."""
        return self.workers[-1]

    # What people do

    def act(self, action: Callable[[], object]) -> None:
        """Do something in the name of the page, then let it do what is due."""

        async def acting() -> None:
            action()

        self.browser.loop.run_until_complete(self.realm.begin(acting()))
        self.pass_by(_SECONDS_OF_A_MOMENT)

    def press(self, target: str | Element) -> None:
        """Press a button, which has to be there to be pressed."""
        element = self.at(target) if isinstance(target, str) else target
        assert element.is_shown, f"{target} is not shown."
        assert not element.is_off, f"{target} is disabled."

        def click() -> None:
            element.focus()
            element.click()

        self.act(click)

    def type_into(self, field: Element, value: object) -> None:
        """Type a value into a field."""
        assert isinstance(field, Field)
        assert field.is_shown, f"{field.id} is not shown."
        assert not field.is_off, f"{field.id} is disabled."

        def fill() -> None:
            field.focus()
            field.value = str(value)
            field.is_edited = True
            field.dispatchEvent(Event("input", bubbles=True))

        self.act(fill)

    def fill(self, values: Mapping[str, object]) -> None:
        """Type values into fields by their handles."""
        for handle, value in values.items():
            self.type_into(self.at(handle), value)

    def choose(self, handle: str, value: str) -> None:
        """Choose an option."""
        field = self.at(handle)
        assert isinstance(field, Select)
        assert field.is_shown, f"{handle} is not shown."
        assert not field.is_off, f"{handle} is disabled."
        assert value in [option.value for option in field.options()], value

        def choose() -> None:
            field.focus()
            field.value = value
            field.tell_of_choice()

        self.act(choose)

    def key(self, target: str | Element, key: str) -> None:
        """Press a key where the keyboard is put."""
        element = self.at(target) if isinstance(target, str) else target

        def press() -> None:
            element.focus()
            others = dict.fromkeys(("shiftKey", "altKey", "ctrlKey", "metaKey"), False)
            is_free = element.dispatchEvent(Event("keydown", bubbles=True, key=key, **others))
            if is_free and key == "Enter" and isinstance(element, Field):
                settle(element)
                element.submit_by_key()

        self.act(press)

    def open_details(self, handle: str) -> None:
        """Open what can be opened."""
        summary = self.at(handle).querySelector("summary")
        assert summary is not None
        self.press(summary)

    def follow(self, fragment: str) -> None:
        """Follow a link within the page."""
        self.act(lambda: setattr(self.window.location, "hash", fragment))

    # What people wait for

    def wait_for(self, condition: Callable[[], object], what: str = "") -> None:
        """Let time go on until a condition holds."""
        if not self.browser.loop.run_until(condition, SECONDS_AT_MOST):
            raise AssertionError(self._missed(what))

    def _missed(self, what: str) -> str:
        errors = [repr(error) for error in self.browser.take_errors()]
        return (
            f"Waited in vain{' for ' if what else ''}{what}. The state is “{self.state}”, "
            f"the error “{self.text('error')}”, the outcome “{self.words('outcome')}”. {errors}"
        )

    def pass_by(self, seconds: float) -> None:
        """Let some time go by."""
        self.browser.loop.run_until_complete(asyncio.sleep(seconds))

    def expect_state(self, state: str) -> None:
        """Wait for a state."""
        self.wait_for(lambda: self.state == state, f"the state “{state}”")

    def expect_text(self, handle: str, text: str) -> None:
        """Wait until an element has a text."""
        self.wait_for(lambda: self._text_if_any(handle) == text, f"“{text}” at {handle}")

    def expect_in(self, handle: str, part: str) -> None:
        """Wait until the text of an element has a part."""
        self.wait_for(lambda: part in self._text_if_any(handle), f"“{part}” at {handle}")

    def expect_words(self, name: str, part: str) -> None:
        """Wait until the text of an element, by its id, has a part."""
        self.wait_for(lambda: part in self.words(name), f"“{part}” at #{name}")

    # What happens to the page

    def open(self) -> "WatchedPage":
        """Open the page and let it begin."""
        self.load()
        self.pass_by(_SECONDS_TO_BEGIN)
        return self

    def open_ready(self) -> "WatchedPage":
        """Open the page and wait until the first structure is there, with its drawing."""
        self.open()
        self.expect_state("idle")
        self.wait_for(lambda: self.text("best-smiles"), "a first structure")
        return self

    def reload(self) -> None:
        """Open the page again, in the same tab."""
        self.load()
        self.pass_by(_SECONDS_TO_BEGIN)

    def run(self) -> None:
        """Start the search when the typing rests, and wait for its end."""
        self.pass_by(0.5)
        self.press("start")
        self.expect_state("complete")


@contextmanager
def opened_page(search: str = "", fragment: str = "") -> Iterator[WatchedPage]:
    """Give a page that is ready, in a browser of its own."""
    with opened_browser() as browser:
        yield WatchedPage(browser, search, fragment).open_ready()


__all__ = ["Browser", "WatchedPage", "opened_browser", "opened_page"]
