"""The target: what the rows say is what is searched."""

import pytest

from tests.page.test_search import expect_result
from tests.page.watched import Browser, WatchedPage


def test_every_component_is_offered_before_there_is_an_engine(browser: Browser) -> None:
    browser.obstacles.hold("python")
    page = WatchedPage(browser).open()
    offered = [option.textContent for option in page.at("add-component").querySelectorAll("option")]
    assert len(offered) == 15
    assert {"logP", "Balaban J", "Hosoya Z"} <= set(offered)
    page.choose("add-component", "tpsa")
    assert page.at("components").childElementCount == 2
    assert "Å²" in page.text("components")
    assert page.document.activeElement is page.at("direction-tpsa")
    assert page.value("add-component") == ""


def test_a_weighted_sum_is_that_of_the_package(page: WatchedPage) -> None:
    page.fill({"formula": "C5H10O2", "steps": 100})
    page.choose("add-component", "logp")
    page.choose("direction-logp", "maximize")
    page.fill({"weight-logp": 7})
    assert page.at("weight-logp").getAttribute("aria-valuetext") == "10"
    page.choose("add-component", "hosoya_z")
    page.choose("direction-hosoya_z", "goal")
    page.fill({"goal-hosoya_z": 13})
    page.run()
    expect_result(
        page,
        {
            "formula": "C5H10O2",
            "steps_per_cycle": 100,
            "weights": {"wiener_index": 1, "logp": 10, "hosoya_z": 1},
            "directions": {"logp": "maximize"},
            "goals": {"hosoya_z": 13},
        },
    )
    assert "The energy went from" in page.words("outcome")


def test_each_component_has_its_value_and_its_line(page: WatchedPage) -> None:
    page.fill({"formula": "C6H12O", "steps": 100})
    page.choose("add-component", "number_of_rings")
    page.choose("add-component", "tpsa")
    page.run()
    legend = [item.textContent for item in page.at("component-legend").children]
    assert legend[0].startswith("Wiener index ")
    values = [page.text(f"value-{name}") for name in ("wiener_index", "number_of_rings", "tpsa")]
    assert all(value in line for value, line in zip(values, legend, strict=True))
    numbers = [float(value.split()[0]) for value in values]
    assert abs(sum(numbers) - page.number("current-energy")) < 0.001


def test_components_can_be_put_on_one_scale(page: WatchedPage) -> None:
    page.fill({"formula": "C6H12O", "steps": 100})
    assert not page.is_shown("normalize")
    page.choose("add-component", "randic_index")
    page.press("normalize")
    page.run()
    expect_result(
        page,
        {
            "formula": "C6H12O",
            "steps_per_cycle": 100,
            "weights": {"wiener_index": 1, "randic_index": 1},
            "normalize": True,
        },
    )
    page.press("remove-randic_index")
    assert page.is_shown("normalize")  # while it is on it can be switched off
    assert page.document.activeElement is page.at("add-component")


def test_a_pattern_is_searched_for(page: WatchedPage) -> None:
    page.fill({"formula": "C4H8O", "steps": 50})
    page.choose("add-component", "smarts_matches")
    page.press("remove-wiener_index")
    assert not page.is_shown("remove-smarts_matches")
    page.choose("direction-smarts_matches", "maximize")
    assert "Give a SMARTS pattern" in page.text("target-error")
    page.press("start")
    assert page.document.activeElement is page.at("smarts")
    page.fill({"smarts": "[CX3H1]=O"})
    assert page.text("target-error") == ""
    page.run()
    expect_result(
        page,
        {
            "formula": "C4H8O",
            "steps_per_cycle": 50,
            "mode": "maximize",
            "weights": {"smarts_matches": 1},
            "smarts": "[CX3H1]=O",
        },
    )
    assert page.number("best-energy") == 1


def test_a_goal_that_is_missing_is_told(page: WatchedPage) -> None:
    page.choose("mode", "goal")
    assert "Give the value that Wiener index should reach" in page.text("target-error")
    assert page.at("goal-wiener_index").getAttribute("aria-invalid") == "true"
    page.fill({"goal-wiener_index": 120})
    assert page.text("target-error") == ""
    page.run()
    expect_result(
        page,
        {"formula": "C10H16", "weights": {"wiener_index": 1}, "goals": {"wiener_index": 120}},
    )
    page.wait_for(lambda: "Wiener index near 120" in page.value("run-name"), "the run's name")


def test_weights_of_zero_are_refused(page: WatchedPage) -> None:
    page.choose("add-component", "logp")
    page.fill({"weight-logp": 0, "weight-wiener_index": 0})
    assert "at least one component a weight above 0" in page.text("target-error")
    page.fill({"weight-logp": 4})
    assert page.text("target-error") == ""
    page.run()
    expect_result(page, {"formula": "C10H16", "weights": {"wiener_index": 0, "logp": 1}})


def test_a_target_is_back_after_a_reload(page: WatchedPage) -> None:
    page.fill({"formula": "C4H8O", "steps": 50, "seed": 4294967295})
    page.choose("add-component", "logp")
    page.choose("direction-logp", "goal")
    page.fill({"goal-logp": 0.7, "weight-logp": 6})
    page.run()
    page.expect_in("run-facts", "all 200 steps")
    page.pass_by(0.5)  # until it is drawn to its end
    legend, smiles = page.text("component-legend"), page.text("best-smiles")
    page.reload()
    page.expect_state("complete")
    assert page.text("best-smiles") == smiles
    page.expect_text("component-legend", legend)
    for handle, value in (
        *(("direction-logp", "goal"), ("goal-logp", "0.7"), ("weight-logp", "6")),
        *(("seed", "4294967295"), ("mode", "minimize")),
    ):
        assert page.value(handle) == value
    # The same search, and not another.
    page.press("start")
    page.wait_for(lambda: len(page.all("run")) == 2, "another run")
    page.expect_state("complete")
    assert page.text("best-smiles") == smiles


def test_a_pattern_is_back_after_a_reload(page: WatchedPage) -> None:
    page.fill({"formula": "C4H10O", "steps": 50})
    page.choose("add-component", "smarts_matches")
    smarts = [field for field in page.all("smarts") if field.is_shown]
    page.type_into(smarts[0], "[OX2H]")
    page.run()
    page.expect_in("run-facts", "all 200 steps")
    page.reload()
    page.expect_state("complete")
    assert [field.value for field in page.all("smarts") if field.is_shown] == ["[OX2H]"]


@pytest.mark.parametrize(
    ("weights", "field"),
    [("", "add-component"), ("logp:0,wiener_index:0", "weight-wiener_index")],
)
def test_a_form_without_a_target_that_is_started_says_so(
    browser: Browser, weights: str, field: str
) -> None:
    page = WatchedPage(browser, f"?formula=C6H14&weights={weights}").open()
    page.wait_for(lambda: page.worker, "a worker")
    page.pass_by(5)
    page.press("start")
    assert "correct the settings that are marked below" in page.text("error")
    assert "at least one component" in page.text("target-error")
    assert page.document.activeElement is page.at(field)
    if not weights:
        page.choose("add-component", "wiener_index")
    else:
        page.fill({"weight-wiener_index": 5})
    page.run()
    assert (page.text("error"), page.text("target-error")) == ("", "")


def test_a_value_that_is_reached_is_told_as_that(page: WatchedPage) -> None:
    page.fill({"formula": "C6H14"})
    page.choose("mode", "goal")
    page.fill({"goal-wiener_index": 31})
    page.run()
    assert "The Wiener index reached 31." in page.words("outcome")
    page.fill({"goal-wiener_index": 1000})
    page.run()
    assert "The Wiener index came within 965 of 1,000." in page.words("outcome")


def weight_shown(page: WatchedPage, name: str) -> str:
    label = page.at(f"weight-{name}").parentElement
    assert label is not None
    assert label.is_shown
    shown = label.querySelector("[data-part=weight-shown]")
    assert shown is not None
    return shown.textContent


@pytest.mark.parametrize(
    ("weights", "shown"),
    [
        ("logp:3,tpsa:1", {"logp": "3", "tpsa": "1"}),
        ("logp:0.3,wiener_index:1234567.5", {"logp": "0.3", "wiener_index": "1,234,567.5"}),
        ("logp:1000000000000,tpsa:0", {"logp": "1,000,000,000,000", "tpsa": "0"}),
        ("logp:1e-07,tpsa:0.30000000000000004", {"logp": "1e-07", "tpsa": "0.30000000000000004"}),
        ("logp:0.12345,tpsa:50", {"logp": "0.12345", "tpsa": "50"}),
        ("wiener_index:3", {"wiener_index": "3"}),
        ("tpsa:0.5", {"tpsa": "0.5"}),
    ],
)
def test_the_weights_of_a_link_are_those_of_the_search(
    browser: Browser, weights: str, shown: dict[str, str]
) -> None:
    query = f"?formula=C5H10O2&steps_per_cycle=20&weights={weights.replace(':', '%3A')}"
    page = WatchedPage(browser, query.replace(",", "%2C")).open_ready()
    link = f"{query.replace(',', '%2C')}&pace=full+speed"
    assert page.by_id("whole-page").href.endswith(link)
    for name, text in shown.items():
        assert weight_shown(page, name) == text
        assert page.at(f"weight-{name}").getAttribute("aria-valuetext") == text
    page.run()
    searched = {name: float(text.replace(",", "")) for name, text in shown.items()}
    expect_result(page, {"formula": "C5H10O2", "steps_per_cycle": 20, "weights": searched})


def test_a_kept_run_shows_its_own_weights(browser: Browser) -> None:
    page = WatchedPage(browser, "?formula=C5H10O2&steps=20&weights=logp:0.3,tpsa:7").open_ready()
    page.run()
    page.expect_in("run-facts", "all 80 steps")
    page.reload()
    page.expect_state("complete")
    assert (weight_shown(page, "logp"), weight_shown(page, "tpsa")) == ("0.3", "7")
    assert not page.is_shown("results-of")
    # Another edit leaves them as they are.
    page.choose("direction-logp", "maximize")
    assert "weights=logp%3A0.3%2Ctpsa%3A7" in page.by_id("whole-page").href
    # One that the person moves is where the slider stands.
    page.fill({"weight-logp": 5})
    assert weight_shown(page, "logp") == "2"
    assert "weights=logp%3A2%2Ctpsa%3A7" in page.by_id("whole-page").href


def test_the_weight_of_one_alone_is_there_where_it_is_not_one(browser: Browser) -> None:
    page = WatchedPage(browser, "?weights=wiener_index:3,logp:1").open_ready()
    page.press("remove-logp")
    assert weight_shown(page, "wiener_index") == "3"
    assert page.by_id("whole-page").href.endswith("weights=wiener_index%3A3&pace=full+speed")
    # While it is moved it stays.
    page.fill({"weight-wiener_index": 4})
    assert weight_shown(page, "wiener_index") == "1"
    page.fill({"weight-wiener_index": 0})
    assert "at least one component a weight above 0" in page.text("target-error")
    page.fill({"weight-wiener_index": 4})
    # Where it is 1, it does nothing.
    page.choose("add-component", "tpsa")
    page.press("remove-tpsa")
    assert not page.is_shown("weight-wiener_index")
    assert "weights" not in page.by_id("whole-page").href
