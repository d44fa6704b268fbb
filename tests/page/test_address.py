"""What the page's address asks for."""

from urllib.parse import quote

import pytest

from tests.page.standin.browser import ADDRESS
from tests.page.watched import Browser, WatchedPage


def test_the_address_fills_the_form(browser: Browser) -> None:
    asked = {"formula": "C6H14", "kt0": "20", "k": "4", "steps": "30", "cycles": "2", "seed": "9"}
    search = "&".join(f"{name}={value}" for name, value in asked.items())
    page = WatchedPage(browser, f"?{search}&pace=10").open_ready()
    for handle, value in {**asked, "pace": "10", "preset": "C6H14"}.items():
        assert page.value(handle) == value
    assert page.number("total-steps") == 60


def test_what_is_wrong_in_the_address_is_told(browser: Browser) -> None:
    page = WatchedPage(browser, "?formula=C6H15&steps=0").open()
    page.expect_state("idle")
    assert page.text("formula-error") != ""
    assert "must be a whole number" in page.text("address-error")
    page.fill({"formula": "C6H14", "steps": 10})
    page.expect_words("outcome", "first structure of C₆H₁₄")


def test_an_unknown_pace_and_unknown_names_change_nothing(browser: Browser) -> None:
    page = WatchedPage(browser, "?pace=11&colour=red").open_ready()
    assert page.value("pace") == "full speed"
    assert page.value("formula") == "C10H16"


def test_an_embedded_page_leads_to_the_whole_one(browser: Browser) -> None:
    page = WatchedPage(browser, "?embed=1&formula=C6H14").open_ready()
    assert page.by_id("whole-page").href == f"{ADDRESS}?formula=C6H14&pace=full+speed"
    page.run()
    assert page.number("best-energy") == 28


MARKUP = "<img src=x onerror=stolen><mpy-script>stolen</mpy-script>"


SHORT = ("formula", "kt0", "mode", "weights", "directions", "goals", "constraints", "pace", "lang")
PATTERNS = ("smarts", "required_smarts", "forbidden_smarts")


@pytest.mark.parametrize("name", [*SHORT, *PATTERNS])
def test_markup_in_an_address_is_shown_as_text(browser: Browser, name: str) -> None:
    page = WatchedPage(browser, f"?{name}={quote(MARKUP)}").open()
    page.pass_by(5)
    browser.check()
    assert page.document.querySelector("mpy-script, [onerror]") is None
    shown = page.text("address-error") + page.text("formula-error")
    assert shown != "" or name in (*PATTERNS, "lang")
