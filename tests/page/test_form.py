"""The form: usable before there is an engine, and plain about what is wrong."""

import pytest
from isoanneal.mulberry32 import SEED_LIMIT
from isoanneal.parameters import MAX_CYCLES, MAX_STEPS_PER_CYCLE, MAX_TOTAL_STEPS

from tests.page.watched import Browser, WatchedPage


@pytest.fixture
def loading(browser: Browser) -> WatchedPage:
    """Give a page whose worker never comes."""
    browser.obstacles.hold("python")
    return WatchedPage(browser).open()


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "No formula yet"),
        ("C6H13", "Try C6H12 or C6H14"),
        ("C6H16", "too many hydrogens"),
        ("c6h14", "lower case"),
        ("C0H0", "zero"),
        ("Xx2", "not an element"),
        ("H2", "hydrogen only"),
        ("C2", "no way to connect"),
        ("C101H2", "more than 100 atoms"),
    ],
)
def test_a_bad_formula_is_refused(loading: WatchedPage, typed: str, words: str) -> None:
    loading.fill({"formula": typed})
    assert words in loading.text("formula-error")
    assert loading.words("formula-note") == ""
    assert loading.at("formula").getAttribute("aria-invalid") == "true"
    loading.press("start")
    assert loading.document.activeElement is loading.at("formula")
    assert loading.words("outcome") == ""
    loading.fill({"formula": "C₆H₁₄"})
    assert loading.text("formula-error") == ""
    assert loading.at("formula").getAttribute("aria-invalid") == "false"
    assert loading.state == "loading"


@pytest.mark.parametrize(
    ("formula", "words"),
    [
        ("C6H14", "no rings"),
        ("C6H12", "degree of unsaturation 1"),
        ("CCO", "“CCO” was read as the formula C2O. If it was meant as a SMILES, give C2H6O."),
    ],
)
def test_a_formula_is_described(loading: WatchedPage, formula: str, words: str) -> None:
    loading.fill({"formula": formula})
    assert words in loading.words("formula-note")


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
    loading: WatchedPage, field: str, typed: str
) -> None:
    before = loading.value(field)
    loading.fill({field: typed})
    assert loading.at(field).getAttribute("aria-invalid") == "true"
    assert "must be a" in loading.words("parameters-error")
    loading.press("start")
    assert loading.document.activeElement is loading.at(field)
    loading.fill({field: before})
    assert loading.at(field).getAttribute("aria-invalid") == "false"
    assert loading.words("parameters-error") == ""


def test_too_many_steps_in_all_are_refused(loading: WatchedPage) -> None:
    loading.fill({"steps": 100_000, "cycles": 101})
    assert f"At most {MAX_TOTAL_STEPS:,}" in loading.words("parameters-error")
    loading.fill({"cycles": 100})
    assert loading.words("parameters-error") == ""
    assert loading.number("total-steps") == MAX_TOTAL_STEPS


def test_the_limits_of_the_fields_are_those_of_the_engine(loading: WatchedPage) -> None:
    for field, lowest, highest in (
        ("steps", 1, MAX_STEPS_PER_CYCLE),
        ("cycles", 1, MAX_CYCLES),
        ("seed", 0, SEED_LIMIT - 1),
    ):
        before = loading.value(field)
        for typed in (lowest, highest, f"{highest:,}"):
            loading.fill({field: typed})
            assert loading.words("parameters-error") == "", typed
        for typed in (lowest - 1, highest + 1):
            loading.fill({field: typed})
            assert f"from {lowest:,} to {highest:,}" in loading.words("parameters-error"), typed
        loading.fill({field: before})


def test_a_new_seed_is_drawn(loading: WatchedPage) -> None:
    loading.press("new-seed")
    first = loading.value("seed")
    loading.press("new-seed")
    assert len({first, loading.value("seed"), "42"}) == 3
    assert 0 <= int(first) < SEED_LIMIT


def test_examples_fill_the_formula_and_follow_it(loading: WatchedPage) -> None:
    assert loading.value("preset") == "C10H16"
    for formula in ("C6H14", "C8H18", "C8H10", "C10H22", "C10H16", "C10H8", "C6H6", "C4H8O"):
        loading.choose("preset", formula)
        assert loading.value("formula") == formula
        assert loading.text("formula-error") == ""
    loading.fill({"formula": "C3H8"})
    assert loading.value("preset") == ""
    loading.choose("preset", "")
    assert loading.value("formula") == "C3H8"


def test_what_is_typed_is_prepared_when_the_typing_rests(page: WatchedPage) -> None:
    page.worker.calls.clear()
    for formula in ("C", "C6", "C6H14"):
        page.fill({"formula": formula})
        page.pass_by(0.1)
    assert "configure" not in page.worker.calls
    page.expect_words("outcome", "first structure of C₆H₁₄")
    assert page.worker.calls.count("configure") == 1
    assert 28 <= page.number("current-energy") == page.number("best-energy") <= 35


def test_what_is_typed_back_is_not_prepared_again(page: WatchedPage) -> None:
    page.worker.calls.clear()
    page.fill({"seed": 43})
    page.fill({"seed": 42})
    page.pass_by(1)
    assert "configure" not in page.worker.calls


def test_nothing_can_be_changed_while_a_run_goes_on(page: WatchedPage) -> None:
    page.choose("pace", "10")
    page.press("start")
    page.expect_state("running")
    for handle in ("formula", "preset", "seed", "new-seed", "add-component"):
        assert page.at(handle).is_off, handle
    page.press("reset")
    page.expect_state("idle")
    for handle in ("formula", "preset", "seed", "new-seed", "add-component"):
        assert not page.at(handle).is_off, handle
