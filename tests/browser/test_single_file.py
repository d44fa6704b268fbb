"""The whole site as one file, opened from the disk with no network, in two browsers."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Playwright, expect

from tests.browser import hosts, installed, sites
from tests.browser.command_line import on_the_command_line
from tests.browser.watched import WatchedPage
from tools import distribution

Opener = Callable[..., WatchedPage]
MOST_BYTES = 14_000_000
NO_NETWORK = "http://127.0.0.1:9"
"""A proxy that is not there: whatever a page asks a network for fails."""


def built(kind: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    # As on a stick: a name with a space, and one that is not English.
    folder = tmp_path_factory.mktemp("Chemie für die 10b")
    return distribution.build_one_file(sites.chosen(kind), folder / "isoanneal.html")


@pytest.fixture(scope="module")
def single_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the file with the RDKit that a build finds first."""
    return built("wheel" if sites.has_wheel() else "npm", tmp_path_factory)


@pytest.fixture(scope="module", params=["npm", "wheel"])
def either_file(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(request.param, tmp_path_factory)


@pytest.fixture(scope="module", params=["chromium", "firefox"])
def cut_off(request: pytest.FixtureRequest, playwright: Playwright) -> Iterator[Browser]:
    """Give a browser that reaches no network."""
    start = {"chromium": installed.shell, "firefox": installed.firefox}[request.param]
    running = start(playwright, proxy={"server": NO_NETWORK})
    yield running
    running.close()


def test_it_is_small_enough(either_file: Path) -> None:
    assert either_file.stat().st_size <= MOST_BYTES


@pytest.mark.parametrize(
    ("cut_off", "either_file"),
    [
        ("chromium", "npm"),
        ("firefox", "wheel"),
        pytest.param("chromium", "wheel", marks=pytest.mark.exhaustive),
        pytest.param("firefox", "npm", marks=pytest.mark.exhaustive),
    ],
    indirect=True,
)
def test_it_runs_where_it_is_opened(cut_off: Browser, opener: Opener, either_file: Path) -> None:
    expected = on_the_command_line("C9H12", "--seed", "11")
    page = opener(cut_off, either_file.as_uri())
    page.open_ready()
    expect(page.at("offline")).to_have_text("This file holds everything and needs no network.")
    page.fill({"formula": "C9H12", "seed": 11})
    page.run_to_the_end()
    assert page.text("best-smiles") == expected["best_smiles"]
    assert page.number("best-energy") == expected["best_energy"]
    for counter in ("accepted", "rejected", "invalid", "disconnected"):
        assert page.number(counter) == expected[f"{counter}_moves"]
    assert page.at("structure").locator("svg path").count() > 0
    expect(page.at("run")).to_have_count(1)


@pytest.mark.parametrize(
    "cut_off",
    ["chromium", pytest.param("firefox", marks=pytest.mark.exhaustive)],
    indirect=True,
)
def test_it_takes_what_its_address_asks_for_and_replaces_a_worker_that_died(
    cut_off: Browser, opener: Opener, single_file: Path
) -> None:
    page = opener(cut_off, f"{single_file.as_uri()}?formula=C6H14&steps=100")
    page.open_ready()
    assert page.number("total-steps") == 400
    page.kill_worker()
    page.expect_state("error")
    page.press("restart")
    page.expect_state("idle")
    page.at("about-link").click()
    expect(page.page.get_by_role("heading", name="About IsoAnneal")).to_be_visible()


def test_a_damaged_one_is_refused_in_words(
    browser: Browser, opener: Opener, single_file: Path, tmp_path: Path
) -> None:
    text = single_file.read_text(encoding="utf-8")
    start = text.index('pyodide.asm.wasm": "') + 1_000_000
    damaged = tmp_path / "damaged.html"
    other = "A" if text[start] != "A" else "B"
    damaged.write_text(text[:start] + other + text[start + 1 :], encoding="utf-8")
    page = opener(browser, damaged.as_uri())
    page.are_errors_expected = True
    page.open()
    page.expect_state("error")
    expect(page.at("error")).to_contain_text("pyodide.asm.wasm is damaged")
    expect(page.at("error")).to_contain_text("Copy the page again")
    expect(page.at("start")).to_be_disabled()


def test_a_changed_script_in_it_does_not_run(
    browser: Browser, opener: Opener, single_file: Path, tmp_path: Path
) -> None:
    text = single_file.read_text(encoding="utf-8")
    begin, mark, rest = text.partition('<script type="module">')
    assert mark
    changed = tmp_path / "changed.html"
    changed.write_text(f"{begin}{mark}document.title = 'changed';{rest}", encoding="utf-8")
    page = opener(browser, changed.as_uri())
    page.are_errors_expected = True
    # The browser tells of the script when it has decided about it: it does not run later.
    with page.page.expect_console_message(lambda m: "Content Security Policy" in m.text):
        page.open()
    assert "changed" not in page.page.title()


def test_it_runs_from_a_server_too(browser: Browser, opener: Opener, single_file: Path) -> None:
    with hosts.python_server(single_file.parent) as address:
        page = opener(browser, f"{address}{single_file.name}")
        page.page.route("**/favicon.ico", lambda route: route.fulfill(status=204))
        page.open_ready()
        expect(page.at("offline")).to_have_text("This file holds everything and needs no network.")
