"""Targets and constraints on the page: what the sliders and boxes say is what is searched."""

from collections.abc import Callable

import pytest
from playwright.sync_api import FloatRect, Locator, expect

from tests.browser.command_line import on_the_command_line
from tests.browser.sites import WHEEL_FIRST
from tests.browser.watched import WatchedPage

OpenPage = Callable[..., WatchedPage]
PLOTS = ("chart", "bands-chart")


def box_of(locator: Locator) -> FloatRect:
    """Return where an element is."""
    box = locator.bounding_box()
    assert box is not None
    return box


def expect_result(page: WatchedPage, *arguments: str) -> None:
    expected = on_the_command_line(*arguments)
    assert page.text("best-smiles") == expected["best_smiles"]
    for counter in ("accepted", "rejected", "invalid", "disconnected"):
        assert page.number(counter) == expected[f"{counter}_moves"]


def test_every_component_is_offered_before_the_engine_is_there(
    page_without_engine: WatchedPage,
) -> None:
    page = page_without_engine
    offered = page.at("add-component").locator("option").all_text_contents()
    assert len(offered) == 15
    assert {"logP", "Balaban J", "Hosoya Z"} <= set(offered)
    page.at("add-component").select_option("tpsa")
    expect(page.at("components").locator("li")).to_have_count(2)
    expect(page.at("components")).to_contain_text("Å²", ignore_case=True)


@WHEEL_FIRST
def test_a_weighted_sum_is_that_of_the_command_line(new_page: OpenPage, address: str) -> None:
    page = new_page(address)
    page.open_ready()
    page.fill({"formula": "C5H10O2", "steps": 100})
    page.at("add-component").select_option("logp")
    page.at("direction-logp").select_option("maximize")
    page.at("weight-logp").fill("7")
    page.at("add-component").select_option("hosoya_z")
    page.at("direction-hosoya_z").select_option("goal")
    page.at("goal-hosoya_z").fill("13")
    page.run_to_the_end()
    expect_result(
        page, "C5H10O2", "--steps", "100",
        "--weight", "wiener_index=1", "--weight", "logp=10", "--weight", "hosoya_z=1",
        "--direction", "logp=maximize", "--goal", "hosoya_z=13",
    )  # fmt: skip


def test_each_component_has_its_value_and_its_line(new_page: OpenPage, npm_address: str) -> None:
    page = new_page(npm_address)
    page.open_ready()
    page.fill({"formula": "C6H12O", "steps": 100})
    page.at("add-component").select_option("number_of_rings")
    page.at("add-component").select_option("tpsa")
    page.run_to_the_end()
    legend = page.at("component-legend").locator("li").all_text_contents()
    assert legend[0].startswith("Wiener index ")
    assert len(legend) == 3
    values = [page.text(f"value-{name}") for name in ("wiener_index", "number_of_rings", "tpsa")]
    assert all(value in line for value, line in zip(values, legend, strict=True))
    page.settle()
    chart, bands = (box_of(page.page.locator(f"#{name} .u-over")) for name in PLOTS)
    assert (bands["x"], bands["width"]) == pytest.approx((chart["x"], chart["width"]), abs=1)
    assert bands["y"] > chart["y"] + chart["height"]
    for item in page.at("component-legend").locator("li").all():
        band, most, least = map(box_of, (item, item.locator(".most"), item.locator(".least")))
        assert band["y"] < most["y"] < least["y"] < band["y"] + band["height"]
        assert most["x"] + most["width"] <= bands["x"]
    numbers = [float(value.split()[0]) for value in values]
    assert abs(sum(numbers) - page.number("current-energy")) < 0.001


@pytest.mark.exhaustive
def test_components_can_be_put_on_one_scale(new_page: OpenPage, npm_address: str) -> None:
    page = new_page(npm_address)
    page.open_ready()
    page.fill({"formula": "C6H12O", "steps": 100})
    expect(page.at("normalize")).to_be_hidden()
    page.at("add-component").select_option("randic_index")
    page.at("normalize").check()
    page.run_to_the_end()
    expect_result(
        page, "C6H12O", "--steps", "100", "--normalize",
        "--weight", "wiener_index=1", "--weight", "randic_index=1",
    )  # fmt: skip


@pytest.mark.exhaustive
def test_a_pattern_is_searched_for(new_page: OpenPage, npm_address: str) -> None:
    page = new_page(npm_address)
    page.open_ready()
    page.fill({"formula": "C4H8O", "steps": 50})
    page.at("add-component").select_option("smarts_matches")
    page.press("remove-wiener_index")
    page.at("direction-smarts_matches").select_option("maximize")
    expect(page.at("target-error")).to_contain_text("Give a SMARTS pattern")
    page.at("smarts").fill("[CX3H1]=O")
    expect(page.at("target-error")).to_be_empty()
    page.run_to_the_end()
    expect_result(
        page, "C4H8O", "--steps", "50", "--maximize",
        "--weight", "smarts_matches=1", "--smarts", "[CX3H1]=O",
    )  # fmt: skip
    assert page.number("best-energy") == 1


def test_a_pattern_that_cannot_be_read_is_told_and_nothing_is_lost(
    new_page: OpenPage, npm_address: str
) -> None:
    page = new_page(npm_address)
    page.open_ready()
    page.fill({"formula": "C4H8O"})
    page.press("rules")
    page.at("required-smarts").fill("[C")
    expect(page.at("error")).to_contain_text("SMARTS")
    expect(page.at("formula")).to_have_value("C4H8O")
    page.press("start")
    page.settle()
    assert page.data_state() == "idle"
    expect(page.at("error")).to_contain_text("SMARTS")
    page.at("required-smarts").fill("[CX3]=[OX1]")
    expect(page.at("error")).to_be_empty()
    page.run_to_the_end()
    expect_result(page, "C4H8O", "--require", "[CX3]=[OX1]")


@pytest.mark.exhaustive
def test_constraints_are_kept(new_page: OpenPage, npm_address: str) -> None:
    page = new_page(npm_address)
    page.open_ready()
    page.fill({"formula": "C6H6"})
    page.at("rules").locator("summary").click()
    names = ("no_triple_bonds", "no_cumulated_double_bonds", "no_three_membered_rings")
    for name in names:
        page.at(f"constraint-{name}").check()
    expect(page.at("rules")).to_contain_text("3 on")
    page.run_to_the_end()
    options = [part for name in names for part in ("--constraint", name)]
    expect_result(page, "C6H6", *options)


def test_constraints_that_no_isomer_keeps_are_told(new_page: OpenPage, npm_address: str) -> None:
    page = new_page(npm_address)
    page.open_ready()
    page.fill({"formula": "C2H2"})
    page.at("rules").locator("summary").click()
    page.at("constraint-no_triple_bonds").check()
    expect(page.at("error")).to_contain_text("No isomer of C2H2")


def test_the_pace_can_be_changed_while_it_runs(new_page: OpenPage, npm_address: str) -> None:
    page = new_page(npm_address)
    page.open_ready()
    page.at("pace").select_option("5")
    began = page.page.evaluate("performance.now()")
    page.press("start")
    page.expect_state("running")
    page.wait_for_more_steps_than(2)
    page.press("pause")
    page.expect_state("paused")
    step = page.number("step")
    # A machine may be late with a step, never early.
    assert page.page.evaluate("performance.now()") - began >= (step - 1) * 200
    page.settle()
    assert page.number("step") == step
    page.press("resume")
    page.at("pace").select_option("every step")
    page.wait_for_more_steps_than(150)
    page.at("pace").select_option("full speed")
    page.expect_state("complete")
    assert page.number("best-energy") == 89


@pytest.mark.exhaustive
def test_a_pattern_beside_another_component_is_back_after_a_reload(
    new_page: OpenPage, npm_address: str
) -> None:
    page = new_page(npm_address)
    page.open_ready()
    page.fill({"formula": "C4H10O", "steps": 50})
    page.at("add-component").select_option("smarts_matches")
    page.page.locator("[data-testid=smarts]:visible").fill("[OX2H]")
    page.run_to_the_end()
    smiles = page.text("best-smiles")
    expect(page.at("run-facts")).to_contain_text("all 200 steps")
    page.page.reload()
    page.expect_state("complete")
    page.press("start")
    expect(page.at("run")).to_have_count(2)  # from here on it is the new one that is shown
    page.expect_state("complete")
    assert page.text("best-smiles") == smiles


@pytest.mark.exhaustive
def test_a_target_is_back_after_a_reload(new_page: OpenPage, npm_address: str) -> None:
    page = new_page(npm_address)
    page.open_ready()
    page.fill({"formula": "C4H8O", "steps": 50, "seed": 4294967295})
    page.at("add-component").select_option("logp")
    page.at("direction-logp").select_option("goal")
    page.at("goal-logp").fill("0.7")
    page.at("weight-logp").fill("6")
    page.at("rules").locator("summary").click()
    page.at("constraint-no_triple_bonds").check()
    page.run_to_the_end()
    expect(page.at("run-facts")).to_contain_text("all 200 steps")
    page.settle()  # drawn to its end
    smiles = page.text("best-smiles")
    legend = page.at("component-legend").inner_text()
    page.page.reload()
    page.expect_state("complete")
    page.settle()
    assert page.text("best-smiles") == smiles
    assert page.at("component-legend").inner_text() == legend
    for handle, value in (
        ("direction-logp", "goal"), ("goal-logp", "0.7"), ("weight-logp", "6"),
        ("seed", "4294967295"), ("mode", "minimize"),
    ):  # fmt: skip
        expect(page.at(handle)).to_have_value(value)
    expect(page.at("constraint-no_triple_bonds")).to_be_checked()
