"""The places: looks at one search, each with an address, all reached by keyboard too."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.watched import HeldRequest, WatchedPage

OpenPage = Callable[..., WatchedPage]
SHOWN = {
    "watch": ("structure", "best-energy", "chart"),
    "compare": ("replicate", "replicate-count"),
    "learn": (),
}
ALWAYS = ("formula", "state", "start", "reset", "pace")


def expect_place(page: WatchedPage, place: str) -> None:
    """Check that a place is shown, and no other, and that its tab says so."""
    for other, handles in SHOWN.items():
        tab = page.page.locator(f"#tab-{other}")
        expect(tab).to_have_attribute("aria-selected", "true" if other == place else "false")
        expect(tab).to_have_attribute("tabindex", "0" if other == place else "-1")
        for handle in handles:
            expect(page.at(handle)).to_be_visible(visible=other == place)
    expect(page.page.get_by_text("What happens")).to_be_visible(visible=place == "learn")
    expect(page.page.locator("#runs-title")).to_be_visible()
    for handle in ALWAYS:
        expect(page.at(handle)).to_be_visible()


@pytest.mark.parametrize("place", SHOWN)
def test_each_place_has_an_address(new_page: OpenPage, npm_address: str, place: str) -> None:
    page = new_page(f"{npm_address}#{place}")
    page.open_ready()
    expect_place(page, place)


def test_the_bar_leads_from_place_to_place_and_the_browser_back(
    new_page: OpenPage, npm_address: str
) -> None:
    page = new_page(npm_address)
    page.open_ready()
    expect_place(page, "watch")
    page.press("place-compare")
    expect_place(page, "compare")
    assert page.page.url.endswith("#compare")
    page.press("place-learn")
    expect_place(page, "learn")
    page.page.go_back()
    expect_place(page, "compare")


def test_the_arrow_keys_go_along_the_bar(new_page: OpenPage, npm_address: str) -> None:
    page = new_page(npm_address)
    page.open_ready()
    page.at("place-watch").focus()
    for key, place in (
        ("ArrowRight", "compare"),
        ("End", "learn"),
        ("ArrowRight", "watch"),
        ("ArrowLeft", "learn"),
        ("Home", "watch"),
    ):
        page.page.keyboard.press(key)
        expect_place(page, place)
        expect(page.at(f"place-{place}")).to_be_focused()
    # One tab of the bar takes the keyboard; behind it comes what follows the bar.
    for handle in ("share", "formula"):
        page.page.keyboard.press("Tab")
        expect(page.at(handle)).to_be_focused()


def test_one_search_goes_on_in_all_places(new_page: OpenPage, npm_address: str) -> None:
    page = new_page(npm_address)
    page.open_ready()
    page.press("place-learn")
    button = page.at("start").bounding_box()
    page.press("start")
    page.expect_state("complete")
    page.press("place-compare")
    assert page.at("start").bounding_box() == button
    page.press("place-watch")
    assert page.at("start").bounding_box() == button
    assert page.number("step") == 2000


def test_a_past_run_is_opened_where_it_can_be_seen(new_page: OpenPage, npm_address: str) -> None:
    page = new_page(npm_address)
    page.open_ready()
    page.press("start")
    page.expect_state("complete")
    page.press("place-compare")
    page.at("run-open").first.click()
    expect_place(page, "watch")


def test_keys_that_were_pressed_before_python_listened_count(
    any_browser: Browser, opener: OpenPage, npm_address: str
) -> None:
    page = opener(any_browser, npm_address)
    page.forget_service_workers()
    python = HeldRequest(page.page, "**/micropython.wasm")
    page.open()
    page.at("steps").press("ArrowUp")
    page.at("steps").press("ArrowUp")
    page.at("kt0").press("ArrowLeft")  # leads nowhere but in the text
    page.at("place-watch").press("ArrowRight")
    page.at("place-watch").press("ArrowRight")
    python.release()
    expect(page.at("steps")).to_have_value("502")
    expect(page.at("place-learn")).to_have_attribute("aria-selected", "true")
    expect(page.at("place-learn")).to_be_focused()
    expect(page.page.locator("#place-learn")).to_be_visible()
    page.at("place-learn").press("Home")
    expect(page.at("place-watch")).to_be_focused()
