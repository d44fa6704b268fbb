"""Use without a network, as far as the page has to do with it."""

import pytest

from tests.page.standin.events import Event
from tests.page.standin.service_workers import ServiceWorkers
from tests.page.standin.source import source
from tests.page.watched import Browser, WatchedPage

KEPT = "Works without a network."


def workers_of(page: WatchedPage) -> ServiceWorkers:
    found: ServiceWorkers = page.window.navigator.serviceWorker
    return found


@pytest.fixture
def visited(page: WatchedPage) -> WatchedPage:
    """Give a page of which a copy is kept."""
    page.wait_for(lambda: workers_of(page).registered, "a registration")
    page.act(workers_of(page).install)
    page.expect_text("offline", KEPT)
    return page


def test_a_copy_that_is_being_kept_is_told(page: WatchedPage) -> None:
    page.wait_for(lambda: workers_of(page).registered, "a registration")
    page.act(lambda: workers_of(page).tell(type="KEPT", kept=7, files=28))
    assert page.text("offline") == "Keeping a copy for use without a network: 25 %"
    page.act(workers_of(page).install)
    assert page.text("offline") == KEPT
    assert not page.is_shown("update")


def test_nothing_is_kept_before_loading_is_over(browser: Browser) -> None:
    browser.obstacles.hold("install_rdkit")
    page = WatchedPage(browser).open()
    page.expect_state("idle")
    page.pass_by(10)
    assert workers_of(page).registered == []
    browser.obstacles.release("install_rdkit")
    page.wait_for(lambda: workers_of(page).registered, "a registration")


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("QuotaExceededError", "no room for a copy"),
        ("TypeError", "could not fetch all files"),
    ],
)
def test_a_copy_that_was_not_kept_is_told_and_tried_again(
    page: WatchedPage, kind: str, words: str
) -> None:
    page.wait_for(lambda: workers_of(page).registered, "a registration")
    page.act(lambda: workers_of(page).fail(kind))
    assert words in page.text("offline")
    page.pass_by(3700)
    assert len(workers_of(page).registered) == 2
    page.act(workers_of(page).install)
    assert page.text("offline") == KEPT


def test_a_service_worker_that_did_not_come_is_asked_for_again(browser: Browser) -> None:
    page = WatchedPage(browser)
    page.prepare.append(lambda tab: setattr(workers_of(tab), "failures", 2))
    page.open_ready()
    page.wait_for(lambda: workers_of(page).registration.installing, "an installation")
    page.act(workers_of(page).install)
    page.expect_text("offline", KEPT)


def test_a_service_worker_that_never_comes_is_told(browser: Browser) -> None:
    page = WatchedPage(browser)
    page.prepare.append(lambda tab: setattr(workers_of(tab), "failures", 9))
    page.open_ready()
    page.expect_in("offline", "refuses to keep a copy")
    assert len(workers_of(page).registered) == 3


def test_a_browser_that_refuses_is_told(browser: Browser) -> None:
    page = WatchedPage(browser)
    page.prepare.append(lambda tab: setattr(workers_of(tab), "refusal", "refused"))
    page.open_ready()
    page.expect_in("offline", "refuses to keep a copy")
    page.run()


@pytest.mark.parametrize("is_secure", [True, False])
def test_a_browser_without_service_workers_is_told(browser: Browser, *, is_secure: bool) -> None:
    def forget(tab: WatchedPage) -> None:
        del tab.window.navigator.serviceWorker
        tab.window.isSecureContext = is_secure

    page = WatchedPage(browser)
    page.prepare.append(forget)
    page.open_ready()
    page.expect_in("offline", "needs a network when it is opened")
    assert ("it would over HTTPS" in page.text("offline")) != is_secure


def test_a_file_that_holds_everything_says_so(browser: Browser) -> None:
    page = WatchedPage(browser)
    page.prepare.append(lambda tab: setattr(tab.window.siteFiles, "isPacked", True))
    page.open_ready()
    page.expect_in("offline", "holds everything")
    assert workers_of(page).registered == []


def test_a_new_version_is_offered_and_taken(visited: WatchedPage) -> None:
    visited.run()
    visited.act(workers_of(visited).arrive)
    visited.act(workers_of(visited).install)
    assert "A new version of IsoAnneal is ready" in visited.text("update")
    visited.press("update-button")
    visited.wait_for(lambda: visited.loads == 2, "a reload")
    visited.expect_state("complete")


def test_a_run_that_goes_on_is_kept_before_a_new_version_takes_over(visited: WatchedPage) -> None:
    visited.choose("pace", "10")
    visited.press("start")
    visited.expect_state("running")
    visited.pass_by(5)
    step = visited.number("step")
    visited.act(workers_of(visited).arrive)
    visited.act(workers_of(visited).install)
    visited.press("update-button")
    visited.wait_for(lambda: visited.loads == 2, "a reload")
    visited.expect_state("paused")
    assert visited.number("step") >= step


def test_a_version_that_another_tab_took_is_told(visited: WatchedPage) -> None:
    workers = workers_of(visited)
    visited.act(workers.arrive)
    visited.act(workers.install)
    visited.act(workers.take_over)
    assert "Another tab" in visited.text("update")
    assert visited.loads == 1
    visited.press("update-button")
    visited.wait_for(lambda: visited.loads == 2, "a reload")


@pytest.mark.parametrize(
    ("kind", "words"),
    [("QuotaExceededError", "found no room"), ("TypeError", "did not arrive whole")],
)
def test_a_broken_new_version_leaves_the_old_one(
    visited: WatchedPage, kind: str, words: str
) -> None:
    visited.act(workers_of(visited).arrive)
    visited.act(lambda: workers_of(visited).fail(kind))
    assert words in visited.text("offline")
    assert visited.text("offline").startswith(KEPT)
    assert not visited.is_shown("update")
    visited.act(workers_of(visited).arrive)
    visited.act(workers_of(visited).install)
    assert visited.text("offline") == KEPT
    assert visited.is_shown("update")


def test_a_new_version_is_looked_for_now_and_then(visited: WatchedPage) -> None:
    registration = workers_of(visited).registration
    visited.pass_by(3700)
    assert registration.looks == 1
    for hidden, looks in ((True, 1), (False, 2)):
        visited.document.hidden = hidden
        visited.act(lambda: visited.document.dispatchEvent(Event("visibilitychange")))
        visited.pass_by(0.1)
        assert registration.looks == looks
    registration.refusal = "no network"
    visited.pass_by(3700)
    assert visited.text("offline") == KEPT


def test_an_embedded_page_keeps_no_copy(browser: Browser) -> None:
    page = WatchedPage(browser, "?embed=1").open_ready()
    page.pass_by(10)
    assert workers_of(page).registered == []
    assert page.text("offline") == ""


def test_a_language_whose_words_did_not_come_leaves_the_page_in_english(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(source().config["languages"], "de", "./text/de.ftl")
    page = WatchedPage(browser, "?lang=de").open_ready()
    assert page.document.documentElement.lang == "en"
    page.run()
    assert "Done after 2,000 steps" in page.words("outcome")
