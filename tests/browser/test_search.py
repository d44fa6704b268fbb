"""The whole way through: a formula goes in, annealing runs, the page shows it live."""

import json
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.command_line import on_the_command_line
from tests.browser.sites import NPM_FIRST, WHEEL_FIRST
from tests.browser.watched import EVERY_LINE_IS_DRAWN, HeldRequest, WatchedPage, grouped

OpenPage = Callable[..., WatchedPage]
LONG = {"steps": 5000, "cycles": 40}


@WHEEL_FIRST
def test_a_search_runs_pauses_resumes_resets_and_completes(
    new_page: OpenPage, address: str, rdkit: str
) -> None:
    page = new_page(address)
    page.open_ready()
    assert ("MinimalLib" in page.text("rdkit")) == (rdkit == "npm")

    page.at("preset").select_option("C8H10")
    expect(page.at("formula")).to_have_value("C8H10")
    page.fill(LONG)
    page.at("pace").select_option("every step")
    page.expect_number("total-steps", 200_000)
    page.press("start")
    page.expect_state("running")
    page.wait_for_more_steps_than(1000)

    page.press("pause")
    page.expect_state("paused")
    step = page.number("step")
    expect(page.at("run-facts")).to_contain_text(re.compile(f"{grouped(int(step))} of"))
    expect(page.at("visited")).to_contain_text("of 4,678")
    paused = page.page.inner_text("main")
    page.settle()
    assert page.page.inner_text("main") == paused
    assert page.counted() == step

    page.press("resume")
    page.expect_state("running")
    page.wait_for_more_steps_than(step)

    page.press("reset")
    page.expect_state("idle")
    assert page.number("step") == page.counted() == 0
    page.settle()
    assert page.number("step") == 0

    page.fill({"steps": 500, "cycles": 4})
    page.press("start")
    page.expect_state("complete")
    assert page.number("step") == page.number("total-steps") == page.counted() == 2000


@pytest.mark.parametrize(
    ("formula", "mode", "numbers"),
    [
        ("C10H16", "minimize", {"kt0": 100, "k": 8, "steps": 500, "cycles": 4, "seed": 42}),
        pytest.param(
            *("C7H16", "maximize", {"kt0": 30, "k": 1, "steps": 2000, "cycles": 3, "seed": 7}),
            marks=pytest.mark.exhaustive,
        ),
        pytest.param(
            *(
                "C3H6OS",
                "minimize",
                {"kt0": 50, "k": 0, "steps": 3000, "cycles": 1, "seed": 2**32 - 1},
            ),
            marks=pytest.mark.exhaustive,
        ),
    ],
)
def test_the_result_is_that_of_the_command_line(
    new_page: OpenPage, address: str, formula: str, mode: str, numbers: dict[str, int]
) -> None:
    page = new_page(address)
    page.open_ready()
    page.fill({"formula": formula, **numbers})
    page.at("mode").select_option(mode)
    page.press("start")
    page.expect_state("complete")

    options = [part for name, value in numbers.items() for part in (f"--{name}", str(value))]
    maximize = ["--maximize"] if mode == "maximize" else []
    expected = on_the_command_line(formula, *options, *maximize)
    assert page.text("best-smiles") == expected["best_smiles"]
    assert page.number("best-energy") == expected["best_energy"]
    assert page.number("current-energy") == expected["final_energy"]
    for counter in ("accepted", "rejected", "invalid", "disconnected"):
        assert page.number(counter) == expected[f"{counter}_moves"]


@pytest.mark.parametrize(
    ("languages", "page_language"), [(["C"], "en"), (["en-US@posix", "de"], "de")]
)
def test_a_language_that_is_none_stops_nothing(
    new_page: OpenPage, npm_address: str, languages: list[str], page_language: str
) -> None:
    """So systems without a language of their own call it, and every browser lets pages read it."""
    page = new_page(npm_address)
    page.page.add_init_script(f"""
        const languages = {json.dumps(languages)};
        Object.defineProperty(Navigator.prototype, "languages", {{get: () => languages}});
        Object.defineProperty(Navigator.prototype, "language", {{get: () => languages[0]}});
    """)
    page.open_ready()
    assert page.page.evaluate("navigator.language") == page_language
    expect(page.at("chart").locator("canvas")).to_be_visible()
    page.run_to_the_end()


@NPM_FIRST
def test_the_structure_and_the_chart_are_drawn(new_page: OpenPage, address: str) -> None:
    page = new_page(address)
    page.open_ready()
    drawn_first = page.at("structure").inner_html()
    page.press("start")
    page.expect_state("complete")
    assert page.at("structure").locator("svg path").count() > 0
    assert page.at("structure").inner_html() != drawn_first
    # Every line of the chart leaves its colour on the canvas; the chart is drawn some time later.
    page.page.wait_for_function(EVERY_LINE_IS_DRAWN)


def test_a_formula_with_one_isomer_runs_and_says_so(new_page: OpenPage, npm_address: str) -> None:
    page = new_page(npm_address)
    page.open_ready()
    page.fill({"formula": "CH4"})
    expect(page.page.locator("#outcome")).to_contain_text("one isomer only")
    page.press("start")
    page.expect_state("complete")
    assert page.text("best-smiles") == "C"
    expect(page.page.locator("#outcome")).to_contain_text("nothing to find")


def test_start_pressed_too_early_starts_when_the_engine_is_there(
    new_page: OpenPage, npm_address: str
) -> None:
    page = new_page(npm_address)
    page.forget_service_workers()  # one might have the file already
    engine = HeldRequest(page.page, "**/pyodide.asm.wasm")
    page.open()
    page.expect_state("loading")
    page.at("formula").press("Enter")
    expect(page.page.locator("#outcome")).to_contain_text("as soon as the engine is ready")
    engine.release()
    page.expect_state("complete")
    assert page.number("best-energy") == 89


def test_nothing_is_lost_that_was_pressed_before_python_listened(
    new_page: OpenPage, npm_address: str
) -> None:
    page = new_page(npm_address)
    page.forget_service_workers()
    python = HeldRequest(page.page, "**/micropython.wasm")
    page.open()
    page.at("formula").fill("C6H6")
    page.at("steps").fill("20")
    page.at("kt0").fill("7")
    page.at("pace").select_option("every step")
    page.at("new-seed").click()
    page.at("formula").press("Enter")
    python.release()
    page.expect_state("complete")
    expect(page.at("formula")).to_have_value("C6H6")
    expect(page.at("steps")).to_have_value("20")
    expect(page.at("kt0")).to_have_value("7")
    expect(page.at("pace")).to_have_value("every step")
    expect(page.at("seed")).not_to_have_value("42")
    expect(page.page.locator("#outcome")).to_contain_text("Done after")


@pytest.mark.exhaustive
def test_a_search_begins_without_rdkit_and_shows_its_structure_when_it_comes(
    new_page: OpenPage, npm_address: str
) -> None:
    page = new_page(npm_address)
    page.forget_service_workers()  # one might have the file already
    toolkit = HeldRequest(page.page, "**/RDKit_minimal.wasm")
    page.open()
    page.expect_state("idle")
    expect(page.at("current-energy")).to_have_text("165")
    page.press("start")
    page.expect_number("step", 2000)
    assert page.text("best-smiles") == ""
    expect(page.page.locator("#loading-words")).to_have_text(
        "Getting the chemistry library RDKit ready …"
    )

    toolkit.release()
    page.expect_state("complete")
    assert page.number("best-energy") == 89
    assert page.text("best-smiles") == "CC12CC3CC1(C)CC3C2"
    expect(page.page.locator("#drawing svg")).to_be_visible()
    expect(page.at("rdkit")).to_contain_text("RDKit")
    expect(page.page.locator("#loading")).to_be_hidden()


@pytest.mark.exhaustive
def test_a_target_that_needs_rdkit_waits_for_it(new_page: OpenPage, npm_address: str) -> None:
    page = new_page(f"{npm_address}?formula=CH4")
    page.forget_service_workers()
    toolkit = HeldRequest(page.page, "**/RDKit_minimal.wasm")
    page.open()
    page.expect_state("idle")
    expect(page.at("current-energy")).to_have_text("0")
    page.at("add-component").select_option("logp")
    page.settle()
    assert page.text("best-smiles") == ""

    toolkit.release()
    expect(page.at("best-smiles")).to_have_text("C")
    expect(page.at("current-energy")).not_to_have_text("0")
    expect(page.page.locator("#outcome")).to_contain_text("one isomer only")


@pytest.mark.exhaustive
def test_a_new_search_can_follow_a_complete_one(new_page: OpenPage, npm_address: str) -> None:
    page = new_page(npm_address)
    page.open_ready()
    found = []
    for formula in ("C6H14", "C8H18"):
        page.fill({"formula": formula})
        page.run_to_the_end()
        found.append(page.number("best-energy"))
    assert found == [28, 58]


def test_what_the_engine_does_not_load_is_told_in_words(
    new_page: OpenPage, npm_address: str
) -> None:
    page = new_page(npm_address)
    page.forget_service_workers()  # one might have the file already
    page.page.route("**/RDKit_minimal.wasm", lambda route: route.abort())
    page.open()
    page.expect_state("error")
    expect(page.at("error")).to_contain_text("RDKit_minimal.wasm did not arrive")
    page.fill({"formula": "C6H14"})
    expect(page.at("start")).to_be_disabled()
    page.settle()
    expect(page.at("error")).to_contain_text("RDKit_minimal.wasm did not arrive")
    page.errors.clear()  # the browser itself reports the file that did not come


@NPM_FIRST
def test_cages_leave_the_console_alone(new_page: OpenPage, address: str) -> None:
    page = new_page(address)
    page.open_ready()
    page.fill({"formula": "C60"})
    page.at("pace").select_option("every step")
    page.run_to_the_end()
    assert page.number("step") == 2000
