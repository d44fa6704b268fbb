"""Faults at each stage of loading: what can pass is overcome, what lasts is said in words.

What nothing is computed with stops no search.  Whatever is missing can be asked for again when
it is there, with a button.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import product
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser import faults, sites
from tests.browser.faults import LASTING, PASSING, UNANSWERED, Faults
from tests.browser.watched import WatchedPage
from tools import distribution

Opener = Callable[..., WatchedPage]

OF_THE_PAGE = (
    "pyscript-*/core.js",
    "fluent-*/bundle.js",
    "micropython-*/micropython.mjs",
    "micropython-*/micropython.wasm",
)
"""Without these there is no page."""
OF_THE_ENGINE = (
    "pyodide-*/pyodide.mjs",
    "pyodide-*/pyodide.asm.mjs",
    "pyodide-*/pyodide.asm.wasm",
    "pyodide-*/pyodide-lock.json",
    "pyodide-*/python_stdlib.zip",
    "pyodide-*/msgspec-*.whl",
    "app-*/isoanneal-*.zip",
    "rdkit-*/RDKit_minimal.mjs",
    "rdkit-*/RDKit_minimal.wasm",
)
OF_THE_WHEEL = "pyodide-*/rdkit-*.whl"
"""Of a site with RDKit's Python package, which has all the others but MinimalLib's too."""
SPARE = {
    "app-*/style.css": "looks plain",
    "uplot-*/uPlot.min.css": "looks plain",
    "uplot-*/uPlot.mjs": "the chart cannot be drawn",
    "idb-keyval-*/umd.js": "runs are not kept",
}
"""With what is said where one of these is missing."""

SECONDS = 10
"""So soon after it was opened the page names a file that it waits for."""
SAMPLE = {
    ("pyscript-*/core.js", "503 once", "browser"),
    ("pyscript-*/core.js", "503 once", "firefox"),
    ("fluent-*/bundle.js", "another type", "browser"),
    ("micropython-*/micropython.mjs", "missing", "browser"),
    ("pyodide-*/pyodide.asm.wasm", "broken off", "browser"),
    ("app-*/style.css", "503 once", "firefox"),
    ("uplot-*/uPlot.mjs", "one bit changed", "browser"),
    ("idb-keyval-*/umd.js", "503 three times", "browser"),
    ("pyscript-*/core.js", "unanswered", "browser"),
    ("micropython-*/micropython.wasm", "unanswered", "firefox"),
    ("pyodide-*/pyodide.asm.wasm", "unanswered", "browser"),
    ("app-*/style.css", "unanswered", "browser"),
    (OF_THE_WHEEL, "missing", "browser"),
}
"""What is tested without --all: each kind of file, and most kinds of fault."""


@pytest.fixture(scope="module")
def folder_with(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Give what builds a site with an RDKit, once, and returns its folder."""
    return cache(lambda rdkit: sites.build(rdkit, tmp_path_factory.mktemp("faults")))


@pytest.fixture
def fault(request: pytest.FixtureRequest) -> Faults:
    """Give the fault that the test is about."""
    pattern, kind, _ = request.param
    return Faults(pattern, kind)


@pytest.fixture
def folder(folder_with: Callable[[str], Path], fault: Faults) -> Path:
    """Give the folder of a built site that has the file."""
    return folder_with("wheel" if fault.pattern == OF_THE_WHEEL else "npm")


@pytest.fixture
def page(
    request: pytest.FixtureRequest, opener: Opener, folder: Path, fault: Faults
) -> Iterator[WatchedPage]:
    """Give a page of a server with that fault."""
    browser: Browser = request.getfixturevalue(request.node.callspec.params["fault"][2])
    with faults.served(folder, fault) as address:
        watched = opener(browser, address)
        watched.are_errors_expected = True  # the browser itself reports what it does not take
        watched.forget_service_workers()
        yield watched


def each(patterns: Iterable[str], kinds: Iterable[str]) -> pytest.MarkDecorator:
    """Test each file with each fault in each browser, most of it only with --all."""
    table = [
        pytest.param(
            one,
            id=f"{one[0].partition('/')[2]} {one[1]} {one[2]}",
            marks=() if one in SAMPLE else pytest.mark.exhaustive,
        )
        for one in product(patterns, kinds, ("browser", "firefox"))
    ]
    return pytest.mark.parametrize("fault", table, indirect=True)


def name_of(folder: Path, fault: Faults) -> str:
    (found,) = (folder / sites.SUB_PATH).glob(fault.pattern)
    return found.name


def expect_all_is_there(page: WatchedPage) -> None:
    """A search runs to its end, it is drawn, it is kept, and the page looks as it should."""
    page.run_to_the_end()
    expect(page.at("run").first).to_be_visible()
    expect(page.at("chart").locator("canvas")).to_be_visible()
    expect(page.at("start")).to_have_css("font-weight", "600")
    expect(page.at("chart").locator(".u-over")).to_have_css("position", "absolute")
    expect(page.at("missing")).to_be_hidden()
    expect(page.at("reload")).to_be_hidden()
    assert page.text("error") == page.text("storage-error") == ""


@each([*OF_THE_PAGE, *OF_THE_ENGINE, OF_THE_WHEEL, *SPARE], PASSING)
def test_what_passes_is_overcome(page: WatchedPage) -> None:
    page.open()
    expect_all_is_there(page)


@each(OF_THE_PAGE, LASTING)
def test_without_a_file_of_the_page_it_says_so_and_can_be_loaded_again(
    page: WatchedPage, folder: Path, fault: Faults
) -> None:
    page.open()
    expect(page.at("error")).to_contain_text(f"file {name_of(folder, fault)}")
    expect(page.at("restart")).to_be_hidden()
    fault.mend()
    page.press("reload")
    expect_all_is_there(page)
    browser = page.page.context.browser
    # Firefox calls uncaught what it refuses itself, too.
    assert browser is not None
    assert browser.browser_type.name == "firefox" or page.uncaught == []


@each([*OF_THE_ENGINE, OF_THE_WHEEL], LASTING)
def test_without_a_file_of_the_engine_it_can_be_started_again(
    page: WatchedPage, folder: Path, fault: Faults
) -> None:
    page.open()
    page.expect_state("error")
    expect(page.at("error")).to_contain_text(f"file {name_of(folder, fault)}")
    expect(page.at("reload")).to_be_hidden()
    assert not [error for error in page.errors if "Traceback" in error]
    fault.mend()
    page.press("restart")
    expect_all_is_there(page)


@each(SPARE, LASTING)
def test_what_nothing_is_computed_with_stops_no_search(
    page: WatchedPage, folder: Path, fault: Faults
) -> None:
    page.open()
    expect(page.at("missing")).to_contain_text(f"file {name_of(folder, fault)}")
    expect(page.at("missing")).to_contain_text(SPARE[fault.pattern])
    page.run_to_the_end()
    assert page.number("best-energy") == 89
    assert page.text("error") == ""
    # Asked for too early, it is said again.
    page.press("missing-button")
    expect(page.at("missing")).to_contain_text(f"file {name_of(folder, fault)}")
    fault.mend()
    page.press("missing-button")
    expect(page.at("missing")).to_be_hidden()
    page.press("reset")
    expect_all_is_there(page)


@each([*OF_THE_PAGE, *OF_THE_ENGINE, OF_THE_WHEEL, *SPARE], UNANSWERED)
def test_a_file_that_nobody_answers_for_is_named_and_waited_for(
    page: WatchedPage, folder: Path, fault: Faults
) -> None:
    page.page.goto(page.address, wait_until="commit")  # it is not loaded before the file is there
    expect(page.at("awaited")).to_contain_text(name_of(folder, fault))
    fault.mend()
    expect(page.at("awaited")).to_be_hidden()
    expect_all_is_there(page)


def test_a_file_that_nobody_answers_for_is_named_in_time() -> None:
    script = (distribution.SITE / "shell" / "loader.js").read_text(encoding="utf-8")
    (patience,) = re.findall(r"patience = ([\d_]+); // milliseconds", script)
    # The worker waits as long, after the page has started it.
    assert 2 * int(patience) <= 1000 * SECONDS
