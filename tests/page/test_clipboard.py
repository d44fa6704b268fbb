"""Copying the SMILES."""

from tests.page.watched import Browser, WatchedPage


def test_the_smiles_is_copied(page: WatchedPage) -> None:
    copy = page.by_id("copy")
    page.press(copy)
    assert copy.textContent == "Copied"
    assert page.window.navigator.clipboard.text == page.text("best-smiles")
    page.pass_by(2)
    assert copy.textContent == "Copy"


def test_it_is_marked_where_copying_is_refused(page: WatchedPage) -> None:
    page.window.navigator.clipboard.refusal = "Write permission denied."
    page.press(page.by_id("copy"))
    assert page.by_id("copy").textContent == "Marked"
    assert page.window.selection.marked is page.at("best-smiles")


def test_it_is_marked_where_there_is_no_clipboard(browser: Browser) -> None:
    page = WatchedPage(browser)
    page.prepare.append(lambda tab: delattr(tab.window.navigator, "clipboard"))
    page.open_ready()
    page.press(page.by_id("copy"))
    assert page.by_id("copy").textContent == "Marked"
    assert page.window.selection.marked is page.at("best-smiles")
