"""Texts of any length, wherever the page takes one: read, or refused by its length, never cut.

Work is counted in lines of Python of the page that are executed, which no machine's speed
changes; a line takes MicroPython some microseconds.
"""

import inspect
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any
from urllib.parse import quote

import pytest

from tests.hostile import LONGEST_SENTENCE, MEGABYTE
from tests.page.standin.document import Field
from tests.page.test_kept_runs import (
    entries_of_two_runs,
    of_the_tab,
    opened,
    spoiled,
    with_parameters,
)
from tests.page.watched import Browser, WatchedPage
from tools.environment import PROJECT

FEW_LINES = 3_000
"""More than what a short text in its place comes to."""
PAGE = str(PROJECT / "site" / "page")
FEW_CHARACTERS = 2_000
SMARTS_REFUSED = "The SMARTS pattern has 1,000,000 characters, and at most 200 are possible."
NUMBER_REFUSED = "has 1,000,000 characters, and at most 400 are read. Give a shorter one."
FIELDS = {
    "formula": ("formula-error", "The formula has 1,000,000 characters, and at most 400 are read."),
    "kt0": ("parameters-error", f"The number for “Initial kT₀” {NUMBER_REFUSED}"),
    "k": ("parameters-error", f"The number for “Cooling rate k” {NUMBER_REFUSED}"),
    "steps": ("parameters-error", f"The number for “Steps per cycle” {NUMBER_REFUSED}"),
    "cycles": ("parameters-error", f"The number for “Cycles” {NUMBER_REFUSED}"),
    "seed": ("parameters-error", f"The number for “Seed” {NUMBER_REFUSED}"),
    "goal-wiener_index": ("target-error", f"The number for “Wiener index” {NUMBER_REFUSED}"),
    "smarts": ("target-error", SMARTS_REFUSED),
    "required-smarts": ("constraints-error", SMARTS_REFUSED),
    "forbidden-smarts": ("constraints-error", SMARTS_REFUSED),
    "replicate-count": (
        "replicate-refusal",
        f"The number for “Number of replicates” {NUMBER_REFUSED}",
    ),
}
PIECES = ["9", "C", "1,000", "(", "- 1", "é", "<b>"]


@contextmanager
def counted() -> Iterator[list[int]]:
    """Count the lines of the page, and of what it has of the package, that are executed."""
    lines = [0]
    ours = (PAGE, str(PROJECT / "py" / "isoanneal"))

    def trace(frame: FrameType, event: str, _: object) -> Callable[..., Any] | None:
        if event == "call" and not frame.f_code.co_filename.startswith(ours):
            return None
        lines[0] += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        yield lines
    finally:
        sys.settrace(before)


def filled(piece: str, length: int) -> str:
    return (piece * (length // len(piece) + 1))[:length]


def typed(page: WatchedPage, handle: str, text: str) -> int:
    """Type a text, and do what reads it; return the lines that this takes."""
    field = next(one for one in page.all(handle) if one.is_shown)
    with counted() as lines:
        page.type_into(field, text)
        if handle == "replicate-count":
            page.press("replicate")
    return lines[0]


def show(page: WatchedPage, handle: str) -> None:
    """Bring a field where it can be typed into."""
    if handle == "goal-wiener_index":
        page.choose("mode", "goal")
    elif handle == "smarts":
        page.choose("add-component", "smarts_matches")
    elif handle.endswith("-smarts"):
        page.open_details("rules")
    elif handle == "replicate-count":
        page.follow("#compare")


@pytest.mark.parametrize("handle", FIELDS)
def test_a_megabyte_in_a_field_is_refused_by_its_length(page: WatchedPage, handle: str) -> None:
    place, refusal = FIELDS[handle]
    show(page, handle)
    usual = typed(page, handle, "x")
    for piece in PIECES:
        text = filled(piece, MEGABYTE)
        assert typed(page, handle, text) < usual + FEW_LINES
        shown = page.words(place)
        assert shown.startswith(refusal)
        assert len(shown) < LONGEST_SENTENCE
        field = next(one for one in page.all(handle) if one.is_shown)
        assert field.value == text
        assert field.getAttribute("aria-invalid") == "true"
    typed(page, handle, "5")
    assert not page.words(place).startswith(refusal)


@pytest.mark.parametrize("handle", FIELDS)
def test_of_a_megabyte_only_its_length_crosses_to_python(
    page: WatchedPage, handle: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A character takes MicroPython some 25 ns at each reading."""
    show(page, handle)
    crossed = [0]
    value: property = Field.__dict__["value"]

    def crossing(field: Field) -> str:
        text = str(value.__get__(field))
        frame = inspect.currentframe()
        if frame and frame.f_back and frame.f_back.f_code.co_filename.startswith(PAGE):
            crossed.append(len(text))
        return text

    monkeypatch.setattr(Field, "value", property(crossing, value.fset))
    typed(page, handle, filled("9", MEGABYTE))
    assert max(crossed) < FEW_CHARACTERS


def test_no_field_cuts_what_is_pasted(page: WatchedPage) -> None:
    assert page.document.querySelectorAll("[maxlength]").length == 0
    for template in page.document.querySelectorAll("template"):
        assert "maxlength" not in template.innerHTML


def test_patterns_and_formulas_up_to_their_lengths_are_read(page: WatchedPage) -> None:
    page.open_details("rules")
    smarts = filled("[#6]~", 195) + "[OX2]"
    page.fill({"required-smarts": smarts, "formula": "C6H14" + 395 * " "})
    assert page.words("constraints-error") == page.text("formula-error") == ""
    assert quote(smarts, safe="").lower() in page.by_id("whole-page").href.lower()
    page.fill({"required-smarts": smarts + "C"})
    assert "has 201 characters, and at most 200" in page.words("constraints-error")
    assert page.value("required-smarts") == smarts + "C"
    page.press("start")
    assert page.document.activeElement is page.at("required-smarts")
    assert page.state == "idle"


LONG_LINKS = {
    "?pace=" + filled("x", MEGABYTE): "There is no pace “xxx",
    "?pace=" + filled("%3Cb%3E", 7 * 10_000): "There is no pace “<b><b>",
    "?" + "&".join(["pace=x"] * 1_000): "The address has 1,000 parts, and at most 100 are read.",
    "?" + "&".join(["a"] * 100_000): "The address has 100,000 parts, and at most 100 are read.",
    "?k=" + filled("9", MEGABYTE): "The parameters have more than 8,000 characters together.",
    "?lang=" + filled("x-", MEGABYTE): "",
    "?" + filled("x", MEGABYTE): "The parameters have more than 8,000 characters together.",
}


@pytest.mark.parametrize("link", LONG_LINKS, ids=lambda link: link[:9])
def test_a_long_link_is_refused_in_few_words(browser: Browser, link: str) -> None:
    browser.obstacles.hold("python")
    with counted() as usual:
        WatchedPage(browser).open()
    with counted() as lines:
        page = WatchedPage(browser, link).open()
    assert lines[0] < usual[0] + 2 * FEW_LINES
    assert page.text("address-error").startswith(LONG_LINKS[link])
    assert len(page.text("address-error")) < LONGEST_SENTENCE
    assert page.value("formula") == "C10H16"


@pytest.mark.parametrize("name", ["smarts", "required_smarts", "forbidden_smarts"])
def test_a_long_pattern_in_a_link_is_refused_by_its_length(browser: Browser, name: str) -> None:
    weights = "weights=smarts_matches:1&" if name == "smarts" else ""
    page = WatchedPage(browser, f"?{weights}{name}={'C' * 7_000}").open()
    page.wait_for(lambda: page.worker, "a worker")
    page.pass_by(5)
    place = "target-error" if name == "smarts" else "constraints-error"
    assert "has 7,000 characters, and at most 200 are possible" in page.words(place)
    page.press("start")
    field = "smarts" if name == "smarts" else name.replace("_", "-")
    assert page.document.activeElement is page.at(field)


@pytest.fixture(scope="module")
def kept() -> dict[str, Any]:
    return entries_of_two_runs()


OF_RECORDS = (
    "key", "name", "begun", "parameters", "engine", "reason", "svg", "snapshot",
    "data.best_smiles", "data.best_svg",
)  # fmt: skip


@pytest.mark.parametrize("field", OF_RECORDS)
def test_a_megabyte_in_a_kept_run_is_not_read(
    browser: Browser, kept: dict[str, Any], field: str
) -> None:
    entries = spoiled(kept, "record", field, filled("2026 <svg><path d='M 1'/>", MEGABYTE))
    page = opened(browser, kept, entries)
    page.expect_state("idle")
    page.expect_in("storage-error", "cannot be shown")
    assert page.value("formula") == "C10H16"
    page.press("run-open")
    page.pass_by(0.5)
    page.expect_in("storage-error", "cannot be shown")
    shown = "".join(one.innerHTML for one in page.all("run")) + page.text("storage-error")
    assert len(shown) < 5 * LONGEST_SENTENCE


@pytest.mark.parametrize("field", ["name", "begun", "key"])
def test_a_megabyte_in_a_summary_is_not_listed(
    browser: Browser, kept: dict[str, Any], field: str
) -> None:
    page = opened(browser, kept, spoiled(kept, "summary", field, filled("x", MEGABYTE)))
    page.wait_for(lambda: len(page.all("run")) == 2, "both runs, by their records")
    assert all(len(one.innerHTML) < 10 * LONGEST_SENTENCE for one in page.all("run"))


@pytest.mark.parametrize("name", ["smarts", "required_smarts", "forbidden_smarts"])
def test_a_kept_run_with_a_long_pattern_says_why_it_is_not_shown(
    browser: Browser, kept: dict[str, Any], name: str
) -> None:
    entries = with_parameters(kept, lambda parameters: parameters.update({name: "C" * 201}))
    page = opened(browser, kept, entries)
    page.expect_in("run-reason", "has 201 characters, and at most 200 are possible")


def test_a_long_name_of_a_run_is_repeated_in_short(browser: Browser, kept: dict[str, Any]) -> None:
    entries = spoiled(kept, "record", "name", "x" * 1_000)
    summary = of_the_tab(kept, "summary")
    entries[summary].properties["name"] = "x" * 1_000
    page = opened(browser, kept, entries)
    page.wait_for(lambda: len(page.all("run")) == 2, "both runs")
    page.expect_state("paused")
    for handle in ("run-open", "run-delete"):
        assert all(len(one.getAttribute("aria-label") or "") < 120 for one in page.all(handle))
    longest = max(range(2), key=lambda i: len(page.all("run-name")[i].value))
    assert page.all("run-name")[longest].value == "x" * 1_000
    page.press(page.all("run-delete")[longest])
    page.wait_for(lambda: page.words("run-deleted-words"), "what was deleted")
    assert len(page.words("run-deleted-words")) < 120


def test_a_name_that_is_too_long_is_refused_and_stays_in_its_field(page: WatchedPage) -> None:
    page.run()
    page.wait_for(lambda: page.all("run"), "a run that is kept")
    named = page.value("run-name")

    def rename(name: str) -> None:
        page.type_into(page.at("run-name"), name)
        page.key("run-name", "Enter")
        page.pass_by(0.5)

    rename("x" * 201)
    assert page.text("run-reason") == (
        "The name has 201 characters, and at most 200 are kept. Give a shorter one."
    )
    assert page.at("run-name").getAttribute("aria-invalid") == "true"
    page.press("start")
    page.wait_for(lambda: len(page.all("run")) == 2, "another run in the list")
    field = page.all("run-name")[1]
    assert field.value == "x" * 201
    assert names_kept(page) == [named, named]
    page.type_into(field, "y" * 200)
    page.key(field, "Enter")
    page.wait_for(lambda: "y" * 200 in names_kept(page), "the name")
    assert field.getAttribute("aria-invalid") == "false"
    assert page.all("run-reason")[1].textContent == ""


def names_kept(page: WatchedPage) -> list[str]:
    entries = page.browser.storage.entries
    return [str(one.name) for key, one in entries.items() if key.startswith("summary-")]
