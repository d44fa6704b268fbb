"""On a processor that is six times slower, a worker with much to do is not taken for a dead one."""

import os
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, expect

from tests.browser import slow
from tests.browser.watched import WatchedPage

pytestmark = pytest.mark.skipif(os.name != "posix", reason="processes cannot be stopped here")
OpenPage = Callable[..., WatchedPage]

TIMES = 6
NOTE_WHAT_IS_TOLD = """() => {
    window.told = [];
    const place = document.getElementById('error');
    const note = () => { if (place.textContent) told.push(place.textContent); };
    new MutationObserver(note).observe(place, {childList: true, subtree: true});
}"""


def score_in_python(page: WatchedPage) -> None:
    page.at("add-component").select_option("logp")
    expect(page.at("value-logp")).not_to_be_empty()


def some_replicates_in_python(page: WatchedPage) -> None:
    replicates_in_python(page, 3)


def replicates_in_python(page: WatchedPage, count: int = 20) -> None:
    page.fill({"steps": 100})
    score_in_python(page)
    page.press("place-compare")
    page.fill({"replicate-count": count})
    page.press("replicate")
    expect(page.at("replicate-outcome")).to_contain_text(f"of {count} reached")


def replicates_on_one_scale(page: WatchedPage) -> None:
    page.fill({"steps": 150})
    score_in_python(page)
    page.at("normalize").check()
    page.press("place-compare")
    page.fill({"replicate-count": 4})
    page.press("replicate")
    expect(page.at("replicate-outcome")).to_contain_text("of 4 reached")


def replicates_in_the_pool(page: WatchedPage) -> None:
    page.fill({"steps": 100_000, "cycles": 20})
    page.press("place-compare")
    page.fill({"replicate-count": 8})
    page.press("replicate")
    expect(page.at("replicate-outcome")).to_contain_text("of 8 reached")


def a_search_in_python(page: WatchedPage) -> None:
    score_in_python(page)
    page.run_to_the_end()


def a_long_search(page: WatchedPage) -> None:
    page.fill({"steps": 100_000, "cycles": 60})
    page.run_to_the_end()


def a_search_for_a_first_structure(page: WatchedPage) -> None:
    page.fill({"formula": "C10H16"})
    page.at("rules").locator("summary").click()
    page.at("required-smarts").fill("[#7]")
    expect(page.at("error")).to_contain_text("No isomer of C10H16")


def a_count_of_isomers(page: WatchedPage) -> None:
    page.fill({"formula": "C9H12"})
    page.run_to_the_end()
    expect(page.at("visited")).to_have_text(re.compile(" of "))


def a_benchmark(page: WatchedPage) -> None:
    page.page.evaluate("location.hash = '#benchmark'")
    page.press("measure")
    expect(page.at("benchmark-words")).to_contain_text("Measured in")


WORKS = [some_replicates_in_python] + [
    pytest.param(work, marks=pytest.mark.exhaustive)
    for work in (
        replicates_in_python,
        replicates_on_one_scale,
        replicates_in_the_pool,
        a_search_in_python,
        a_long_search,
        a_search_for_a_first_structure,
        a_count_of_isomers,
        a_benchmark,
    )
]


@pytest.mark.parametrize("work", WORKS)
def test_a_busy_worker_is_not_a_dead_one(
    browser: Browser, new_page: OpenPage, npm_address: str, work: Callable[[WatchedPage], None]
) -> None:
    page = new_page(npm_address)
    page.open_ready()
    page.page.evaluate(NOTE_WHAT_IS_TOLD)
    with slow.processor(browser, TIMES):
        work(page)
    told: list[str] = page.page.evaluate("told")
    assert all(one.startswith("No isomer of C10H16") for one in told)
    assert page.data_state() != "error"
    expect(page.at("restart")).to_be_hidden()
