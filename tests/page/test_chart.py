"""The chart: what it is given to draw."""

import json
from itertools import pairwise

import pytest

from tests.page.standin.events import Event
from tests.page.standin.plot import Plot
from tests.page.standin.values import JsProxy
from tests.page.test_search import start_a_long_run
from tests.page.watched import Browser, WatchedPage


def plot_of(page: WatchedPage) -> Plot:
    """Return the chart, drawn."""
    page.pass_by(0.5)
    return page.window.plots.shown


def test_the_first_structure_is_a_point(page: WatchedPage) -> None:
    plot = plot_of(page)
    assert plot.data == [[0], [100], [165], [165]]
    assert plot.scales["x"] == {"min": 0, "max": 2000}
    assert plot.scales["kT"] == pytest.approx({"min": 0, "max": 105})
    assert plot.place is page.at("chart")


def test_a_run_is_drawn_to_its_end(page: WatchedPage) -> None:
    page.run()
    steps, temperatures, current, best = plot_of(page).data
    assert (steps[0], steps[-1]) == (0, 2000)
    assert all(before < after for before, after in pairwise(steps))
    assert all(before >= after for before, after in pairwise(best))
    assert (current[0], best[0], best[-1]) == (165, 165, 89)
    assert min(current) >= 89
    assert max(temperatures) == 100


def test_a_run_that_was_paused_is_drawn_as_one_that_was_not(page: WatchedPage) -> None:
    start_a_long_run(page)
    page.press("pause")
    page.expect_state("paused")
    page.choose("pace", "full speed")
    page.press("resume")
    page.expect_state("complete")
    steps = plot_of(page).data[0]
    assert all(before < after for before, after in pairwise(steps))
    assert steps[-1] == 4000


def test_a_reset_takes_the_line_away(page: WatchedPage) -> None:
    page.run()
    page.press("reset")
    page.expect_state("idle")
    assert plot_of(page).data[0] == [0]


def test_each_component_has_a_line_and_a_scale_of_its_own(page: WatchedPage) -> None:
    page.choose("add-component", "logp")
    page.choose("add-component", "tpsa")
    page.fill({"formula": "C6H12O", "steps": 100})
    page.run()
    plot = plot_of(page)
    assert len(plot.data) == 4 + 3
    assert [line.get("scale") for line in plot.options["series"][4:]] == [
        "wiener_index", "logp", "tpsa",
    ]  # fmt: skip
    assert len({line["stroke"] for line in plot.options["series"][1:]}) == 6
    assert {len(line) for line in plot.data} == {len(plot.data[0])}
    page.press("remove-logp")
    page.press("remove-tpsa")
    page.expect_text("component-legend", "")
    assert len(plot_of(page).data) == 4


def test_it_is_drawn_empty_where_nothing_can_be_searched(page: WatchedPage) -> None:
    page.browser.obstacles.hold("python")
    page.reload()
    plot = plot_of(page)
    assert plot.data == [[], [], [], []]
    assert plot.scales["energy"] == {"min": 0, "max": 100}
    page.fill({"steps": 10, "kt0": 20})
    assert plot_of(page).scales["x"] == {"min": 0, "max": 40}
    assert plot_of(page).scales["kT"] == {"min": 0, "max": 21}


def test_it_keeps_the_size_of_its_place(page: WatchedPage) -> None:
    chart = page.at("chart")
    chart.clientWidth, chart.clientHeight = 300, 20
    page.act(lambda: [callback(None) for callback in page.window.observers])
    assert plot_of(page).size == {"width": 300, "height": 60}


def test_it_is_drawn_again_in_other_colours(page: WatchedPage) -> None:
    page.run()
    before = plot_of(page)
    dark = page.window.matchMedia("(prefers-color-scheme: dark)")
    page.act(lambda: dark.dispatchEvent(Event("change")))
    after = plot_of(page)
    assert before.is_destroyed
    assert after is not before
    assert after.data == before.data
    assert json.dumps(after.options) == json.dumps(before.options)


def test_a_narrow_chart_has_no_labels(page: WatchedPage) -> None:
    assert plot_of(page).options["axes"][0]["label"] == "step"
    page.at("chart").clientWidth = 300
    page.choose("add-component", "logp")
    page.expect_in("component-legend", "logP")
    assert "label" not in plot_of(page).options["axes"][0]


def test_without_its_library_there_is_no_chart_until_that_comes(browser: Browser) -> None:
    taken: list[JsProxy] = []
    page = WatchedPage(browser)
    page.prepare.append(lambda tab: taken.append(tab.window.siteFiles.modules.pop("uPlot.mjs")))
    page.open_ready()
    page.run()
    assert page.number("best-energy") == 89
    assert page.window.plots.made == []
    page.window.siteFiles.modules["uPlot.mjs"] = taken[0]
    for _ in range(2):  # whatever arrives is told, also what is no chart
        page.act(lambda: page.document.dispatchEvent(Event("arrived")))
    assert plot_of(page).data[0][-1] == 2000
    assert len(page.window.plots.made) == 1
