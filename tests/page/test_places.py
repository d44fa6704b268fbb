"""The places of the page: tabs, addresses and the keyboard."""

import pytest

from tests.page.standin.events import Event
from tests.page.watched import Browser, WatchedPage

PLACES = ("watch", "compare", "learn")


def shown(page: WatchedPage) -> list[str]:
    """Return the places that are shown."""
    return [name for name in PLACES if page.by_id(f"place-{name}").is_shown]


def selected(page: WatchedPage) -> list[str]:
    """Return the tabs that are selected, each of which alone takes the tabulator key."""
    tabs = {name: page.by_id(f"tab-{name}") for name in PLACES}
    found = [name for name, tab in tabs.items() if tab.getAttribute("aria-selected") == "true"]
    assert found == [name for name, tab in tabs.items() if tab.tabIndex == 0]
    return found


def test_the_page_begins_where_a_search_is_watched(page: WatchedPage) -> None:
    assert shown(page) == selected(page) == ["watch"]


@pytest.mark.parametrize("name", PLACES)
def test_an_address_leads_to_a_place(browser: Browser, name: str) -> None:
    page = WatchedPage(browser, fragment=f"#{name}").open()
    assert shown(page) == selected(page) == [name]


def test_a_tab_leads_to_its_place(page: WatchedPage) -> None:
    for name in reversed(PLACES):
        page.press(page.by_id(f"tab-{name}"))
        assert shown(page) == selected(page) == [name]
        assert page.window.location.hash == f"#{name}"


@pytest.mark.parametrize(
    ("keys", "name"),
    [
        (["ArrowRight"], "compare"),
        (["ArrowLeft"], "learn"),
        (["ArrowDown", "ArrowDown"], "learn"),
        (["ArrowRight", "ArrowUp"], "watch"),
        (["End"], "learn"),
        (["End", "Home"], "watch"),
        (["a"], "watch"),
    ],
)
def test_keys_lead_along_the_tabs(page: WatchedPage, keys: list[str], name: str) -> None:
    page.act(page.by_id("tab-watch").focus)
    for key in keys:
        page.key(page.document.activeElement, key)
    assert shown(page) == selected(page) == [name]
    assert page.document.activeElement is page.by_id(f"tab-{name}")


def test_a_page_of_its_own_leads_back_to_the_place(page: WatchedPage) -> None:
    page.press(page.by_id("tab-compare"))
    page.follow("#about")
    assert shown(page) == ["compare"]
    page.follow("#compare")
    assert shown(page) == selected(page) == ["compare"]


def test_an_opened_run_is_shown_where_it_can_be_watched(page: WatchedPage) -> None:
    page.run()
    page.expect_in("run-facts", "all 2,000 steps")
    page.press(page.by_id("tab-learn"))
    page.press("run-open")
    page.wait_for(lambda: shown(page) == ["watch"], "the place to watch")
    page.expect_state("complete")
    page.reload()
    page.expect_state("complete")


def test_keys_that_come_one_upon_the_other_each_go_on(page: WatchedPage) -> None:
    def press_twice() -> None:
        page.by_id("tab-watch").focus()
        for _ in range(2):  # the page goes nowhere before both are pressed
            page.document.activeElement.dispatchEvent(
                Event("keydown", bubbles=True, key="ArrowRight")
            )

    page.act(press_twice)
    assert shown(page) == selected(page) == ["learn"]
