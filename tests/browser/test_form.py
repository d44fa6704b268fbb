"""The form: usable at once, and plain about what is wrong."""

from collections.abc import Callable

import pytest
from isoanneal.mulberry32 import SEED_LIMIT
from isoanneal.parameters import MAX_CYCLES, MAX_STEPS_PER_CYCLE, MAX_TOTAL_STEPS
from playwright.sync_api import expect

from tests.browser.watched import WatchedPage

OpenPage = Callable[..., WatchedPage]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "No formula yet"),
        ("C6H13", "Try C6H12 or C6H14"),
        pytest.param("C6H16", "too many hydrogens", marks=pytest.mark.exhaustive),
        pytest.param("c6h14", "lower case", marks=pytest.mark.exhaustive),
        pytest.param("C0H0", "zero", marks=pytest.mark.exhaustive),
        pytest.param("Xx2", "not an element", marks=pytest.mark.exhaustive),
        pytest.param("H2", "hydrogen only", marks=pytest.mark.exhaustive),
        pytest.param("C2", "no way to connect", marks=pytest.mark.exhaustive),
        pytest.param("C101H2", "more than 100 atoms", marks=pytest.mark.exhaustive),
    ],
)
def test_a_bad_formula_is_refused_before_the_engine_is_loaded(
    page_without_engine: WatchedPage, typed: str, words: str
) -> None:
    page = page_without_engine
    page.fill({"formula": typed})
    expect(page.at("formula-error")).to_contain_text(words)
    expect(page.at("formula")).to_have_attribute("aria-invalid", "true")
    page.press("start")
    expect(page.at("formula")).to_be_focused()
    page.fill({"formula": "C₆H₁₄"})
    expect(page.at("formula-error")).to_be_empty()
    assert page.data_state() == "loading"


@pytest.mark.exhaustive
@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("kt0", "0"),
        ("kt0", ""),
        ("k", "-1"),
        ("steps", "0"),
        ("steps", "100001"),
        ("steps", "1.5"),
        ("cycles", "1001"),
        ("seed", "-1"),
        ("seed", "4294967296"),
    ],
)
def test_a_parameter_out_of_its_limits_is_refused(
    page_without_engine: WatchedPage, field: str, typed: str
) -> None:
    page = page_without_engine
    page.fill({field: typed})
    expect(page.at(field)).to_have_attribute("aria-invalid", "true")
    expect(page.page.locator("#parameters-error")).to_contain_text("must be a")


@pytest.mark.exhaustive
def test_too_many_steps_in_all_are_refused(page_without_engine: WatchedPage) -> None:
    page = page_without_engine
    page.fill({"steps": 100_000, "cycles": 101})
    expect(page.page.locator("#parameters-error")).to_contain_text(f"At most {MAX_TOTAL_STEPS:,}")
    page.fill({"cycles": 100})
    expect(page.page.locator("#parameters-error")).to_be_empty()


@pytest.mark.exhaustive
def test_the_limits_of_the_fields_are_those_of_the_engine(
    page_without_engine: WatchedPage,
) -> None:
    page = page_without_engine
    refused = page.page.locator("#parameters-error")
    for field, lowest, highest in (
        ("steps", 1, MAX_STEPS_PER_CYCLE),
        ("cycles", 1, MAX_CYCLES),
        ("seed", 0, SEED_LIMIT - 1),
    ):
        before = page.at(field).input_value()
        for typed in (lowest, highest):
            page.fill({field: typed})
            expect(refused).to_be_empty()
        for typed in (lowest - 1, highest + 1):
            page.fill({field: typed})
            expect(refused).to_contain_text(f"from {lowest:,} to {highest:,}")
        page.fill({field: before})


@pytest.mark.exhaustive
def test_a_new_seed_is_drawn(page_without_engine: WatchedPage) -> None:
    page = page_without_engine
    page.press("new-seed")
    expect(page.at("seed")).not_to_have_value("42")


def test_examples_fill_the_formula_and_follow_it(page_without_engine: WatchedPage) -> None:
    page = page_without_engine
    expect(page.at("preset")).to_have_value("C10H16")
    for formula in ("C6H14", "C8H18", "C8H10", "C10H22", "C10H16", "C10H8", "C6H6", "C4H8O"):
        page.at("preset").select_option(formula)
        expect(page.at("formula")).to_have_value(formula)
        expect(page.at("formula-error")).to_be_empty()
    page.fill({"formula": "C3H8"})
    expect(page.at("preset")).to_have_value("")
