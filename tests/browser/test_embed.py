"""The page in the frame of another page, and what its address asks for."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser import hosts
from tests.browser.watched import WatchedPage

OpenPage = Callable[..., WatchedPage]
ESSENTIAL = ("formula", "start", "reset", "structure", "best-energy", "chart", "pace")
SPARED = ("seed", "components", "runs", "about-link", "rdkit", "preset")


@pytest.mark.parametrize(
    "width",
    [
        320,
        pytest.param(640, marks=pytest.mark.exhaustive),
        900,
        pytest.param(1200, marks=pytest.mark.exhaustive),
    ],
)
def test_an_embedded_page_shows_the_essentials(
    new_page: OpenPage, npm_address: str, width: int
) -> None:
    page = new_page(
        f"{npm_address}?embed=1&formula=C6H14", viewport={"width": width, "height": 560}
    )
    page.open_ready()
    for handle in ESSENTIAL:
        expect(page.at(handle)).to_be_visible()
    expect(page.at("current-structure")).to_be_visible(visible=width >= 900)
    for handle in SPARED:
        expect(page.at(handle)).to_be_hidden()
    expect(page.at("formula")).to_have_value("C6H14")
    page.press("start")
    page.expect_state("complete")
    assert page.number("best-energy") == 28
    assert page.page.evaluate("document.documentElement.scrollWidth") <= width
    if width >= 900:  # the size that the manual advertises
        page.settle()
        assert page.page.evaluate("document.documentElement.scrollHeight") <= 560
    link = page.page.locator("#whole-page")
    expect(link).to_be_visible()
    assert link.get_attribute("href") == f"{npm_address}?formula=C6H14&pace=full+speed"


def test_it_runs_in_a_frame_of_another_page(
    new_page: OpenPage, npm_address: str, tmp_path: Path
) -> None:
    (tmp_path / "lesson.html").write_text(
        f'<!doctype html><link rel="icon" href="data:,"><h1>Lesson</h1><iframe src="{npm_address}'
        '?embed=1&amp;formula=C5H12&amp;steps=50" width="900" height="560" title="Search"></iframe>'
    )
    page = new_page(npm_address)
    with hosts.python_server(tmp_path) as address:
        page.page.goto(f"{address.replace('127.0.0.1', 'localhost')}lesson.html")
        frame = page.page.frame_locator("iframe")
        expect(frame.locator("html")).to_have_attribute("data-state", "idle")
        frame.get_by_test_id("start").click()
        expect(frame.locator("html")).to_have_attribute("data-state", "complete")
    assert frame.get_by_test_id("best-energy").inner_text() == "16"
    assert frame.get_by_test_id("total-steps").inner_text() == "200"
    assert page.elsewhere.pop().endswith("/lesson.html")


def test_the_address_fills_the_form_and_what_is_wrong_is_told(
    new_page: OpenPage, npm_address: str
) -> None:
    page = new_page(f"{npm_address}?formula=C6H15&kt0=20&k=4&steps=30&cycles=2&seed=9&pace=10")
    page.open()
    expect(page.at("formula-error")).not_to_be_empty()
    for handle, value in (("kt0", "20"), ("k", "4"), ("steps", "30"), ("cycles", "2")):
        expect(page.at(handle)).to_have_value(value)
    expect(page.at("seed")).to_have_value("9")
    expect(page.at("pace")).to_have_value("10")


def test_a_wrong_number_is_told_in_an_embedded_page_too(
    new_page: OpenPage, npm_address: str
) -> None:
    page = new_page(f"{npm_address}?embed=1&formula=C6H14&steps=0")
    page.open()
    expect(page.page.get_by_text("Steps per cycle must be a whole number")).to_be_visible()


def test_an_unknown_pace_and_unknown_names_change_nothing(
    new_page: OpenPage, npm_address: str
) -> None:
    page = new_page(f"{npm_address}?pace=11&colour=red")
    page.open_ready()
    expect(page.at("pace")).to_have_value("full speed")
    expect(page.at("formula")).to_have_value("C10H16")


def test_about_is_a_page_of_its_own_and_leads_back(new_page: OpenPage, npm_address: str) -> None:
    page = new_page(npm_address)
    page.open_ready()
    page.press("start")
    page.expect_state("complete")
    page.press("about-link")
    about = page.page.get_by_role("main", name="About IsoAnneal")
    expect(about).to_be_visible()
    expect(page.at("formula")).to_be_hidden()
    for name in ("Pyodide", "PyScript", "RDKit", "MicroPython", "Workbox", "uPlot", "msgspec"):
        expect(about.get_by_role("rowheader", name=name).first).to_be_visible()
    page.page.get_by_role("link", name="Back to the search").click()
    expect(page.at("formula")).to_be_visible()
    # The way there and back does not lose the run.
    page.page.reload()
    page.expect_state("complete")
