"""Fixtures: a browser, a site for each RDKit build, and a page that watches itself."""

from collections.abc import Iterator
from functools import partial
from typing import Any

import pytest
from playwright.sync_api import (
    Browser,
    Page,
    Playwright,
    ViewportSize,
    expect,
    sync_playwright,
)

from tests.browser import installed, sites
from tests.browser.watched import HeldRequest, WatchedPage

LAPTOP: ViewportSize = {"width": 1366, "height": 768}


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    running = installed.shell(playwright)
    yield running
    running.close()


@pytest.fixture(scope="session")
def firefox(playwright: Playwright) -> Iterator[Browser]:
    """Give Firefox as it is installed, driven over WebDriver BiDi."""
    running = installed.firefox(playwright)
    yield running
    running.close()


@pytest.fixture(params=["browser", "firefox"], ids=["chromium", "firefox"])
def any_browser(request: pytest.FixtureRequest) -> Browser:
    """Give one browser after the other."""
    found: Browser = request.getfixturevalue(request.param)
    return found


@pytest.fixture(scope="session", params=["npm", "wheel"])
def rdkit(request: pytest.FixtureRequest) -> str:
    """Return which RDKit the site carries."""
    return str(request.param)


@pytest.fixture(scope="session")
def address(rdkit: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Give the address of the site with that RDKit."""
    with sites.serve(sites.build(rdkit, tmp_path_factory.mktemp(rdkit))) as at:
        yield at


@pytest.fixture(scope="session")
def npm_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Give the address of the site that needs nothing from outside the project."""
    with sites.serve(sites.build("npm", tmp_path_factory.mktemp("site"))) as at:
        yield at


@pytest.fixture
def opener() -> Iterator[Any]:
    """Give a function that opens a page in a browser; all are checked and closed at the end."""
    opened: list[tuple[Page, WatchedPage]] = []

    def open_page(browser: Browser, address: str, **context: Any) -> WatchedPage:  # noqa: ANN401
        page = browser.new_context(**{"viewport": LAPTOP, **context}).new_page()
        watched = WatchedPage(page, address)
        opened.append((page, watched))
        return watched

    yield open_page
    for page, watched in opened:
        page.context.close()
        watched.check()


@pytest.fixture
def new_page(browser: Browser, opener: Any) -> Any:  # noqa: ANN401  (a function)
    """Give a function that opens a page in Chromium."""
    return partial(opener, browser)


@pytest.fixture
def page_without_engine(new_page: Any, npm_address: str) -> WatchedPage:  # noqa: ANN401
    """Give a page whose engine never comes."""
    page: WatchedPage = new_page(npm_address)
    page.forget_service_workers()  # one might have the file already
    HeldRequest(page.page, "**/pyodide.asm.wasm")  # and never released
    page.open()
    page.expect_state("loading")
    expect(page.page.locator("#formula-note")).to_contain_text("degree of unsaturation")
    return page
