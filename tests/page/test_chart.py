"""The chart: what it is given to draw."""

import json
from functools import partial
from itertools import pairwise

import pytest
from isoanneal.explanation import explain
from isoanneal.parameters import read_parameters

from tests.page.standin.document import Element
from tests.page.standin.events import Event
from tests.page.standin.plot import LEFT, RIGHT, Plot
from tests.page.standin.values import Array, JsProxy, Object
from tests.page.test_search import start_a_long_run
from tests.page.watched import Browser, WatchedPage

PARTS = ("least", "most", "range")
SHORT = "?formula=C6H6&steps=100&cycles=2&seed=3"
PARAMETERS = {"formula": "C6H6", "steps_per_cycle": 100, "cycles": 2, "seed": 3}
OUTCOMES = {
    "accepted": "was accepted", "rejected": "was rejected",
    "invalid": "was invalid: what was picked at random came to nothing",
    "disconnected": "would have left the molecule disconnected",
}  # fmt: skip
WIDTH = Element.clientWidth - LEFT - RIGHT
IN_SIGHT = WIDTH // 8


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


# What is large: the last steps where they are seen one by one, else the whole run


@pytest.fixture
def short(browser: Browser) -> WatchedPage:
    """Give a page with a search of 200 steps."""
    return WatchedPage(browser, SHORT).open_ready()


def make_steps(page: WatchedPage, count: int) -> None:
    """Make steps by hand."""
    for _ in range(count):
        step = int(page.number("step")) + 1
        page.press("step-once")
        page.expect_text("step", f"{step:,}")


def go_back(page: WatchedPage, count: int) -> None:
    """Go back by hand."""
    for _ in range(count):
        step = int(page.number("step")) - 1
        page.press("step-back")
        page.expect_text("step", f"{step:,}")


def run_to(page: WatchedPage, step: int) -> None:
    """Let the search run to a step at least, and pause it."""
    page.press("resume" if page.is_shown("resume") else "start")
    page.wait_for(lambda: page.number("step") >= step, f"step {step}")
    page.press("pause")
    page.expect_state("paused")


def marked(page: WatchedPage) -> dict[str, int]:
    """Return how many steps are marked for each way in which they can end."""
    page.pass_by(0.5)
    paths = {name: page.by_id(f"marks-{name}").getAttribute("d") or "" for name in OUTCOMES}
    return {name: path.count("M") for name, path in paths.items()}


def in_sight(page: WatchedPage) -> tuple[float, float]:
    """Return the first and the last step that the chart has room for."""
    scale = plot_of(page).scales["x"]
    return scale["min"], scale["max"]


def test_steps_made_by_hand_are_large_and_the_whole_run_small(short: WatchedPage) -> None:
    assert in_sight(short) == (0, 200)
    assert not short.is_shown("overview")
    make_steps(short, 3)
    assert in_sight(short) == (0, IN_SIGHT)
    assert short.is_shown("overview")
    assert "200 steps" in short.words("overview-caption")
    overview = short.window.plots.shown_at("overview-chart")
    assert overview.scales["x"] == {"min": 0, "max": 200}
    assert overview.data == plot_of(short).data
    assert len(overview.data[0]) == 4
    frame = short.at("overview-span").style
    assert (frame.left, frame.width) == ("0.00%", f"{100 * IN_SIGHT / 200:.2f}%")


def test_every_step_is_marked_by_a_shape_for_how_it_ended(short: WatchedPage) -> None:
    make_steps(short, 40)
    counted = {name: int(short.number(name)) for name in OUTCOMES}
    assert marked(short) == counted
    assert all(counted[name] for name in ("accepted", "rejected", "invalid"))
    assert len({short.by_id(f"legend-{name}").getAttribute("d") for name in OUTCOMES}) == 4
    assert "is-shown" in short.by_id("outcome-legend").className
    assert [line.paths for line in plot_of(short).series[2:]] == ["stepped", "stepped"]


@pytest.mark.parametrize("total", [200, 20_000])
def test_the_last_steps_are_in_sight_as_they_come(browser: Browser, total: int) -> None:
    address = f"?formula=C6H6&steps={total // 2}&cycles=2&pace=30"
    page = WatchedPage(browser, address).open_ready()
    run_to(page, 90)
    step = int(page.number("step"))
    first, last = in_sight(page)
    assert (first, last) == (step + 3 - IN_SIGHT, step + 3)
    # Of a long run the course has not all of them, and has them later.
    steps = [number for number in plot_of(page).data[0] if number >= first]
    assert steps == list(range(int(first), step + 1))
    assert sum(marked(page).values()) == len(steps)
    frame = page.at("overview-span").style
    assert frame.left == f"{100 * first / total:.2f}%"


def test_the_pace_for_the_eye_goes_from_the_first_steps_to_the_whole_run(
    browser: Browser,
) -> None:
    page = WatchedPage(browser, "?formula=C6H6&steps=2000&cycles=2&pace=for+the+eye").open_ready()
    page.press("start")
    page.wait_for(lambda: page.number("step") >= 10, "the first steps")
    assert in_sight(page) == (0, IN_SIGHT)
    page.wait_for(lambda: page.number("step") >= 1000, "many steps")
    first, last = in_sight(page)
    assert first == 0
    assert 1000 < last < 4000
    assert sum(marked(page).values()) == 0
    page.expect_state("complete")
    assert in_sight(page) == (0, 4000)
    assert not page.is_shown("overview")


def energies_of(count: int) -> list[float]:
    """Return the energies after the first steps of a search of 20,000, as the package has them."""
    energies = []
    given = {"formula": "C6H6", "steps_per_cycle": 20_000, "cycles": 1}
    for move in explain(read_parameters(given), count):
        energies.append(move.energy)
        if move.outcome == "accepted":
            assert move.candidate_energy is not None
            energies[-1] = move.candidate_energy
    return energies


def test_steps_by_hand_within_a_stretch_leave_the_points_in_order(browser: Browser) -> None:
    """A stretch of ten steps is told when it is over, by two that may be there already."""
    page = WatchedPage(browser, "?formula=C6H6&steps=20000&cycles=1").open_ready()
    make_steps(page, 18)
    page.press("to-the-end")
    page.expect_state("complete")
    steps = plot_of(page).data[0]
    assert steps[:19] == list(range(19))
    assert all(before < after for before, after in pairwise(steps))
    go_back(page, 3)
    page.choose("pace", "full speed")
    page.press("resume")
    page.expect_state("complete")
    steps = plot_of(page).data[0]
    assert steps[-1] == 20_000
    assert all(before < after for before, after in pairwise(steps))


def test_a_stretch_that_ends_with_a_step_by_hand_is_in_the_line(browser: Browser) -> None:
    page = WatchedPage(browser, "?formula=C6H6&steps=20000&cycles=1&pace=30").open_ready()
    run_to(page, 5)
    made = int(page.number("step"))
    end = -(-(made + 1) // 10) * 10
    make_steps(page, end - made)
    stretch = energies_of(end)[-10:]
    ends = {end - 9 + stretch.index(most) for most in (min(stretch), max(stretch))}
    page.choose("pace", "full speed")
    page.press("resume")
    page.expect_state("complete")
    assert ends <= set(plot_of(page).data[0])


def test_the_whole_run_is_large_at_full_speed_and_when_it_is_over(short: WatchedPage) -> None:
    make_steps(short, 2)
    assert in_sight(short) == (0, IN_SIGHT)
    short.press("to-the-end")
    short.expect_state("complete")
    assert in_sight(short) == (0, 200)
    assert not short.is_shown("overview")
    assert "is-shown" not in short.by_id("outcome-legend").className
    assert [line.paths for line in plot_of(short).series[2:]] == ["linear", "linear"]


def test_going_back_drops_the_later_points(short: WatchedPage) -> None:
    short.run()
    go_back(short, 5)
    assert plot_of(short).data[0][-1] == 195
    assert in_sight(short) == (198 - IN_SIGHT, 198)
    assert sum(marked(short).values()) == 195 - (198 - IN_SIGHT) + 1
    make_steps(short, 1)
    assert plot_of(short).data[0][-2:] == [195, 196]


def test_a_temperature_set_by_hand_is_in_the_line_and_within_its_axis(short: WatchedPage) -> None:
    make_steps(short, 2)
    short.type_into(short.at("thermostat"), 300)
    short.expect_text("thermostat-words", "in your hand")
    set_by_hand = short.number("temperature")
    assert set_by_hand > 105
    make_steps(short, 2)
    plot = plot_of(short)
    assert plot.data[1][-2:] == [set_by_hand, set_by_hand]
    assert plot.data[1][2] < 105
    assert plot.scales["kT"]["max"] > set_by_hand


def test_a_single_step_is_the_whole_run(browser: Browser) -> None:
    page = WatchedPage(browser, "?formula=C6H6&steps=1&cycles=1").open_ready()
    make_steps(page, 1)
    page.expect_state("complete")
    assert in_sight(page) == (0, 1)
    assert not page.is_shown("overview")
    assert sum(marked(page).values()) == 1


def test_a_pause_at_full_speed_shows_the_whole_run_and_a_step_the_last_ones(
    browser: Browser,
) -> None:
    page = WatchedPage(browser, "?formula=C6H6&steps=90000&cycles=100").open_ready()
    run_to(page, 3000)
    assert in_sight(page) == (0, 9_000_000)
    make_steps(page, 1)
    step = page.number("step")
    assert in_sight(page) == (step + 3 - IN_SIGHT, step + 3)
    assert plot_of(page).data[0] == [step]  # what came before it is not known step by step
    energies, best = plot_of(page).data[2:]
    scale = plot_of(page).scales["energy"]
    assert scale["min"] < min(energies + best) <= max(energies + best) < scale["max"]
    make_steps(page, 2)
    assert plot_of(page).data[0] == [step, step + 1, step + 2]
    assert sum(marked(page).values()) >= 3
    assert page.at("overview-span").style.width == "1.20%"  # narrower it could not be seen


# What is known of a step that is pointed at


def x_of(page: WatchedPage, step: float) -> float:
    """Return where a step is drawn, from the left of the browser's window."""
    first, last = in_sight(page)
    return LEFT + WIDTH * (step - first) / (last - first)


def hover(page: WatchedPage, step: float, kind: str = "mouse") -> None:
    """Move the pointer over a step."""
    event = Event("pointermove", bubbles=True, pointerType=kind, clientX=x_of(page, step))
    page.act(lambda: page.at("chart").dispatchEvent(event))
    page.pass_by(0.05)


def tap(page: WatchedPage, step: float) -> None:
    """Touch a step."""
    event = Event("click", bubbles=True, clientX=x_of(page, step))
    page.act(lambda: page.at("chart").dispatchEvent(event))


def read(page: WatchedPage) -> tuple[str, ...]:
    """Return what is shown of a step."""
    assert page.is_shown("reading")
    parts = ("step", "outcome", "energy", "best", "temperature")
    return tuple(page.words(f"reading-{part}") for part in parts)


def test_each_step_is_named_with_its_outcome_energies_and_temperature(short: WatchedPage) -> None:
    make_steps(short, 40)
    seen = set()
    best = 1e9
    for move in explain(read_parameters(PARAMETERS), 40):
        hover(short, move.step + 0.3)
        step, outcome, energy, best_so_far, temperature = read(short)
        assert (step, outcome) == (f"Step {move.step}", move.outcome)
        after = move.candidate_energy if move.outcome == "accepted" else move.energy
        assert after is not None
        best = min(best, after, move.energy)
        assert (float(energy), float(best_so_far)) == (after, best)
        assert float(temperature) == pytest.approx(move.temperature, rel=0.01)
        assert short.by_id("reading-outcome").className == move.outcome
        seen.add(move.outcome)
    assert seen >= {"accepted", "rejected", "invalid"}
    ring = short.by_id("reading-ring").style
    assert float(ring.left[:-2]) == pytest.approx(x_of(short, 40) - LEFT, abs=0.1)
    assert "is-left" in short.by_id("reading").className
    assert short.words("chart-told") == ""  # a mouse says nothing


def test_the_first_structure_is_named_as_such(short: WatchedPage) -> None:
    hover(short, 40)  # nearest to it, as there is nothing else
    energy = short.text("current-energy")
    assert read(short) == ("First structure", "", energy, energy, "100")
    short.key("chart", "Home")
    assert short.words("chart-told").startswith(f"This is the first structure. Energy {energy}, ")


def test_at_full_speed_the_kept_step_that_is_nearest_is_named(browser: Browser) -> None:
    page = WatchedPage(browser, "?formula=C6H6&steps=50000&cycles=2").open_ready()
    page.run()
    plot = plot_of(page)
    place = len(plot.data[0]) // 3
    steps, temperatures, energies, best = (column[place] for column in plot.data)
    before, after = plot.data[0][place - 1], plot.data[0][place + 1]
    assert after - before > 2  # points stand for many steps
    hover(page, steps + 0.4)
    shown = read(page)
    assert shown[0] == f"Step {steps:,.0f}"
    assert [float(one) for one in shown[2:4]] == [energies, best]
    assert float(shown[4]) == pytest.approx(temperatures, rel=0.01)
    assert sum(marked(page).values()) == 0


def test_a_step_of_a_run_that_kept_no_outcomes_is_named_without(browser: Browser) -> None:
    page = WatchedPage(browser, SHORT).open_ready()
    make_steps(page, 3)
    page.wait_for(lambda: browser.storage.entries, "the kept run")
    page.pass_by(2)
    for name, entry in browser.storage.entries.items():
        if str(name).startswith("record"):
            entry.trace.properties.pop("outcome")
    page.reload()
    page.expect_state("paused")
    hover(page, 2)
    assert read(page)[:2] == ("Step 2", "")
    page.key("chart", "ArrowRight")
    assert page.words("chart-told").startswith("This is the structure after step 3. Energy ")
    assert sum(marked(page).values()) == 0


def test_where_there_is_no_run_nothing_is_named(page: WatchedPage) -> None:
    page.browser.obstacles.hold("python")
    page.reload()
    page.pass_by(0.5)
    hover(page, 5)
    tap(page, 5)
    for key in ("ArrowLeft", "Home", "End", "Escape"):
        page.key("chart", key)
    assert not page.is_shown("reading")
    assert page.words("chart-told") == ""


def test_the_keys_lead_from_step_to_step_and_make_none(short: WatchedPage) -> None:
    make_steps(short, 30)
    moves = explain(read_parameters(PARAMETERS), 30)
    short.pass_by(0.5)
    for key, place in (
        ("ArrowLeft", 30), ("ArrowLeft", 29), ("PageUp", 19), ("Home", 0), ("ArrowLeft", 0),
        ("ArrowRight", 1), ("PageDown", 11), ("End", 30), ("ArrowRight", 30),
    ):  # fmt: skip
        short.key("chart", key)
        if place:
            outcome = OUTCOMES[moves[place - 1].outcome]
            assert short.words("chart-told").startswith(f"Step {place} {outcome}. Energy ")
            assert read(short)[0] == f"Step {place}"
    short.pass_by(0.5)
    assert short.number("step") == 30
    assert short.state == "paused"
    short.key("chart", "Escape")
    short.pass_by(0.5)
    assert not short.is_shown("reading")
    assert short.words("chart-told") == ""
    assert short.document.activeElement is not short.at("chart")
    short.act(lambda: short.document.body.dispatchEvent(left_key()))
    short.expect_text("step", "29")  # outside of the chart the keys make steps again


def left_key() -> Event:
    """Return the event of the key that goes back by a step."""
    return Event("keydown", bubbles=True, key="ArrowLeft")


def test_a_step_far_back_comes_into_sight_when_it_is_chosen(browser: Browser) -> None:
    page = WatchedPage(browser, "?formula=C6H6&steps=100&cycles=2&pace=30").open_ready()
    run_to(page, 100)
    step = page.number("step")
    page.key("chart", "Home")
    assert in_sight(page) == (0, IN_SIGHT)
    share = (step - 2) / 200  # in the overview
    box = Object({"left": 700, "width": 100})
    page.by_id("overview-chart").getBoundingClientRect = lambda: box
    click = Event("click", bubbles=True, clientX=700 + 100 * share)
    page.act(lambda: page.at("overview").dispatchEvent(click))
    assert read(page)[0] == f"Step {step - 2:.0f}"
    assert in_sight(page) == (step + 3 - IN_SIGHT, step + 3)
    assert page.document.activeElement is page.at("chart")


def test_a_tap_chooses_the_nearest_step_which_stays_chosen(short: WatchedPage) -> None:
    make_steps(short, 10)
    hover(short, 4, "touch")  # a finger that scrolls
    assert not short.is_shown("reading")
    tap(short, 4.2)
    assert read(short)[0] == "Step 4"
    tap(short, 3.8)
    assert not short.is_shown("reading")
    assert short.words("chart-told") == ""
    tap(short, 3.8)
    assert read(short)[0] == "Step 4"
    assert short.words("chart-told").startswith("Step 4 ")
    key = partial(Event, "keydown", bubbles=True)
    for name, step in [("ArrowRight", 11), ("ArrowRight", 12)] + [
        ("ArrowLeft", step) for step in range(11, 2, -1)
    ]:
        short.act(lambda: short.document.body.dispatchEvent(key(key=name)))  # noqa: B023
        short.expect_text("step", f"{step}")
        short.pass_by(0.5)
        # As long as there is such a step.
        assert short.is_shown("reading") == (step >= 4)


def test_the_mouse_names_what_comes_under_it(short: WatchedPage) -> None:
    make_steps(short, 2)
    hover(short, 9)
    assert read(short)[0] == "Step 2"
    make_steps(short, 2)
    short.pass_by(0.5)
    assert read(short)[0] == "Step 4"
    short.act(lambda: short.at("chart").dispatchEvent(Event("pointerleave")))
    short.pass_by(0.05)
    assert not short.is_shown("reading")


def test_components_are_named_in_their_bands(browser: Browser) -> None:
    page = WatchedPage(browser, SHORT).open_ready()
    page.choose("add-component", "logp")
    page.pass_by(0.5)
    make_steps(page, 12)
    bands = page.window.plots.shown_at("bands-chart")
    page.pass_by(0.5)
    now = page.text("component-legend")
    hover(page, 1)
    wiener, logp = bands.data[1][1], bands.data[2][1]
    assert f"Wiener index {wiener:g} bonds" in page.text("component-legend")
    assert f"logP {round(logp, 4):g}" in page.text("component-legend")
    assert page.text("component-legend") != now
    page.key("chart", "Home")
    page.key("chart", "ArrowRight")
    said = page.words("chart-told")
    assert f"Components: Wiener index {wiener:g} bonds" in said
    assert said.endswith(f"logP {round(logp, 4):g}.")
    page.act(lambda: page.at("chart").dispatchEvent(Event("pointerleave")))
    page.key("chart", "Escape")
    page.pass_by(0.5)
    assert page.text("component-legend") == now
