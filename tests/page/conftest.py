"""Fixtures: a browser with nothing open, and a page that is ready."""

from collections.abc import Iterator

import pytest

from tests.page.watched import Browser, WatchedPage, opened_browser


@pytest.fixture
def browser() -> Iterator[Browser]:
    """Give a browser, to be prepared before a page is opened in it."""
    with opened_browser() as opened:
        yield opened


@pytest.fixture
def page(browser: Browser) -> WatchedPage:
    """Give a page whose worker is loaded and whose first structure is drawn."""
    return WatchedPage(browser).open_ready()
