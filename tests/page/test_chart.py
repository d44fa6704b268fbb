"""The chart: what it is given to draw."""

import json
from itertools import pairwise

import pytest

from tests.page.standin.events import Event
from tests.page.standin.plot import Plot
from tests.page.standin.values import Array, JsProxy
from tests.page.test_search import start_a_long_run
from tests.page.watched import Browser, WatchedPage

PARTS = ("least", "most", "range")


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
    # The axis of the chart is the energy's: no component is drawn against it.
    assert [line.get("scale") for line in plot.options["series"]] == [
        None, "kT", "energy", "energy",
    ]  # fmt: skip
    assert len(plot.data) == 4
    bands = page.window.plots.shown_at("bands-chart")
    assert len(bands.data) == 1 + 3
    assert [line.get("scale") for line in bands.options["series"][1:]] == [
        "wiener_index", "logp", "tpsa",
    ]  # fmt: skip
    lines = plot.options["series"][1:] + bands.options["series"][1:]
    assert len({line["stroke"] for line in lines}) == 6
    assert {len(line) for line in plot.data + bands.data} == {len(plot.data[0])}
    assert bands.scales["x"] == plot.scales["x"]
    page.press("remove-logp")
    page.press("remove-tpsa")
    page.expect_text("component-legend", "")
    assert not page.by_id("bands").is_shown
    assert page.window.plots.all_at("bands-chart") == []


@pytest.mark.slow
def test_a_component_runs_in_its_band_between_the_ends_that_are_named(page: WatchedPage) -> None:
    page.choose("add-component", "number_of_rings")
    page.choose("add-component", "tpsa")
    page.fill({"formula": "C8H10", "steps": 300})
    page.run()
    page.pass_by(0.5)
    bands = page.window.plots.shown_at("bands-chart")
    items = page.at("component-legend").children
    assert page.by_id("bands").is_shown
    for number, (item, name) in enumerate(
        zip(items, ("wiener_index", "number_of_rings", "tpsa"), strict=True)
    ):
        column = bands.data[number + 1]
        least, most = min(column), max(column)
        shown = {part: item.querySelector(f"[data-part={part}]").textContent for part in PARTS}
        assert (float(shown["least"]), float(shown["most"])) == (least, most)
        assert shown["range"] == f"from {shown['least']} to {shown['most']}"
        scale = bands.scales[name]
        # From the top, in bands: each line is in its own, with room for the name above it.
        for value in (least, most):
            place = 3 * (scale["max"] - value) / (scale["max"] - scale["min"])
            assert number + 0.4 <= place <= number + 0.9
    assert max(bands.data[2]) > min(bands.data[2])  # rings come and go
    assert max(bands.data[3]) == min(bands.data[3]) == 0  # a line that stays has a band too


def test_the_axes_are_numbered_in_the_language_of_the_page(browser: Browser) -> None:
    page = WatchedPage(browser)
    page.prepare.append(
        lambda tab: setattr(tab.window.navigator, "languages", Array(["en-IN", "en"]))
    )
    page.open_ready()
    assert page.document.documentElement.dataset.locale == "en-IN"


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
    assert len(page.window.plots.all_at("chart")) == 1
