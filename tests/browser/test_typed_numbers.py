"""Numbers are typed and pasted as a language writes them, in real fields of real browsers."""

import shutil
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.browser import sites
from tests.browser.watched import WatchedPage
from tools import distribution

Opener = Callable[..., WatchedPage]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Give the address of a site that speaks German too, if not much of it."""
    folder = tmp_path_factory.mktemp("german")
    source = folder / "source"
    shutil.copytree(distribution.SITE, source, ignore=shutil.ignore_patterns("__pycache__"))
    (source / "text" / "de.ftl").write_text("setup-start = Los\n", encoding="utf-8")
    with sites.serve(sites.build("npm", folder, source)) as at:
        yield at


def type_into(page: WatchedPage, handle: str, text: str) -> None:
    """Type a text with the keyboard, key by key, in the place of what was there."""
    page.at(handle).press("ControlOrMeta+a")
    page.at(handle).press_sequentially(text)


def paste_into(page: WatchedPage, handle: str, text: str) -> None:
    """Paste a text, copied from another field, in the place of what was there."""
    page.fill({"formula": text})
    page.at("formula").press("ControlOrMeta+a")
    page.at("formula").press("ControlOrMeta+c")
    page.at(handle).press("ControlOrMeta+a")
    page.at(handle).press("ControlOrMeta+v")
    expect(page.at(handle)).to_have_value(text)
    page.fill({"formula": "C6H14"})


def expect_asked(page: WatchedPage, asked: str) -> None:
    """Expect what the address of the same search asks for."""
    link = page.page.locator("#whole-page")
    address = f"{page.address.partition('?')[0]}?formula=C6H14{asked}&pace=full+speed"
    expect(link).to_have_attribute("href", address)


def test_on_a_page_in_german(any_browser: Browser, opener: Opener, address: str) -> None:
    page = opener(any_browser, f"{address}?lang=de")
    page.open_ready()
    expect(page.at("start")).to_have_text("Los")
    refused = page.page.locator("#parameters-error")
    page.fill({"formula": "C6H14"})
    type_into(page, "kt0", "0,5")
    expect(page.at("kt0")).to_have_value("0,5")
    expect_asked(page, "&kt0=0.5")
    paste_into(page, "steps", "2.000")
    expect(page.at("total-steps")).to_have_text("8.000")
    expect_asked(page, "&kt0=0.5&steps_per_cycle=2000")
    paste_into(page, "steps", "2,000")
    expect(refused).to_contain_text("“2,000” can mean 2000 or 2.")
    expect(page.at("steps")).to_have_attribute("aria-invalid", "true")
    type_into(page, "steps", "300")
    page.at("steps").press("ArrowUp")
    expect(page.at("steps")).to_have_value("301")
    expect(refused).to_be_empty()
    page.press("start")
    page.expect_state("complete")
    # The search is told in German numbers, and so are the fields when it is back.
    expect(page.page.locator("#outcome")).to_contain_text("1.204")
    page.page.reload()
    page.expect_state("complete")
    expect(page.at("kt0")).to_have_value("0,5")


def test_on_a_page_in_english_in_a_german_browser(
    any_browser: Browser, opener: Opener, npm_address: str
) -> None:
    page = opener(any_browser, npm_address, locale="de-DE")
    page.open_ready()
    refused = page.page.locator("#parameters-error")
    page.fill({"formula": "C6H14"})
    type_into(page, "kt0", "0,5")
    expect(page.at("kt0")).to_have_value("0,5")
    expect_asked(page, "&kt0=0.5")
    paste_into(page, "steps", "2,000")
    expect_asked(page, "&kt0=0.5&steps_per_cycle=2000")
    paste_into(page, "steps", "2.000")
    expect(refused).to_contain_text("“2.000” can mean 2000 or 2.")
    expect(page.at("steps")).to_have_value("2.000")


NOTE_TEXTS = """
window.texts = [];
const write = CanvasRenderingContext2D.prototype.fillText;
CanvasRenderingContext2D.prototype.fillText = function (text, ...rest) {
  window.texts.push(text);
  return write.call(this, text, ...rest);
};
"""


def test_the_chart_is_numbered_in_the_language_of_the_page(
    any_browser: Browser, opener: Opener, address: str
) -> None:
    page = opener(any_browser, f"{address}?lang=de")
    page.page.add_init_script(NOTE_TEXTS)
    page.open_ready()
    page.settle()
    assert {"1.000", "2.000"} <= set(page.page.evaluate("window.texts"))
    assert not {"1,000", "2,000"} & set(page.page.evaluate("window.texts"))
