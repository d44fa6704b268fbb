"""The chart in a browser: what is drawn large, and what is told of a step that is pointed at."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser import sweep
from tests.browser.test_layout import SHIFTS, WATCH_SHIFTS, WIDTHS
from tests.browser.watched import WatchedPage
from tools.environment import npm_packages

OpenPage = Callable[..., WatchedPage]
PHONE = {"width": 390, "height": 844}
SEARCH = "?formula=C6H6&steps=50&cycles=2&seed=3&pace=30"
OUTCOMES = ("accepted", "rejected", "invalid", "disconnected")

MARKS = """() => {
    const scale = document.getElementById('marks').getAttribute('transform').slice(6, -1);
    const box = document.querySelector('#chart .u-over').getBoundingClientRect();
    const places = path => [...path.getAttribute('d').matchAll(/M([-.\\d]+) ([-.\\d]+)/g)]
        .map(([, x, y]) => [box.left + x * scale, box.top + y * scale]);
    return Object.fromEntries(['accepted', 'rejected', 'invalid', 'disconnected'].map(
        name => [name, places(document.getElementById(`marks-${name}`))]));
}"""
"""In a page: where in the window steps are marked, for each way in which they ended."""
IS_ON_THE_LINE = """([x, y]) => {
    const ring = document.getElementById('reading-ring').getBoundingClientRect();
    return Math.hypot(ring.left + ring.width / 2 - x, ring.top + ring.height / 2 - y);
}"""
"""In a page: how far the mark of the step that is told is from a place in the window."""


@pytest.fixture
def at_a_slow_pace(new_page: OpenPage, npm_address: str) -> Callable[..., WatchedPage]:
    """Give a function that opens a page whose search has made some steps one by one."""

    def open_page(**context: object) -> WatchedPage:
        page = new_page(npm_address + SEARCH, **context)
        page.open_ready()
        page.press("start")
        page.wait_for_more_steps_than(20)
        page.press("pause")
        page.expect_state("paused")
        page.settle()
        page.page.locator("#chart").scroll_into_view_if_needed()
        return page

    return open_page


def marks_of(page: WatchedPage) -> dict[str, list[list[float]]]:
    """Return where steps are marked, for each way in which they ended."""
    found: dict[str, list[list[float]]] = page.page.evaluate(MARKS)
    return found


def drag_down(page: WatchedPage, x: float, y: float) -> None:
    """Move a finger down over the page, from a place in the window."""
    session = page.page.context.new_cdp_session(page.page)
    finger = [{"x": x, "y": y}]
    session.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": finger})
    for way in range(10, 150, 10):
        finger = [{"x": x, "y": y + way}]
        session.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": finger})
    session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def test_the_last_steps_are_large_and_marked_and_the_mouse_names_them(
    at_a_slow_pace: Callable[..., WatchedPage],
) -> None:
    page = at_a_slow_pace()
    expect(page.at("overview")).to_be_visible()
    expect(page.at("outcome-legend")).to_be_visible()
    marks = marks_of(page)
    assert {name: len(places) for name, places in marks.items()} == {
        name: page.number(name) for name in OUTCOMES
    }
    for name, places in marks.items():
        for x, y in places[:2]:
            page.page.mouse.move(x, y + 20)
            expect(page.at("reading-outcome")).to_have_text(name)
            assert page.page.evaluate(IS_ON_THE_LINE, [x, y]) < 2
    page.page.mouse.move(1, 1)
    expect(page.at("reading")).to_be_hidden()


def test_the_keys_name_step_after_step_and_make_none(
    at_a_slow_pace: Callable[..., WatchedPage],
) -> None:
    page = at_a_slow_pace()
    made = int(page.number("step"))
    page.at("chart").focus()
    for key, step in (("ArrowLeft", made), ("ArrowLeft", made - 1), ("ArrowRight", made)):
        page.page.keyboard.press(key)
        expect(page.at("chart-told")).to_contain_text(f"Step {step} ")
        expect(page.at("reading")).to_contain_text(f"Step {step}")
    page.page.keyboard.press("Home")
    expect(page.at("chart-told")).to_contain_text("This is the first structure.")
    page.page.keyboard.press("End")
    expect(page.at("chart-told")).to_contain_text(f"Step {made} ")
    assert (page.data_state(), page.number("step")) == ("paused", made)
    page.page.keyboard.press("Escape")
    expect(page.at("chart-told")).to_be_empty()
    expect(page.at("chart")).not_to_be_focused()
    page.page.keyboard.press("ArrowLeft")
    page.expect_number("step", made - 1)


def test_a_tap_names_the_nearest_step_and_the_page_can_be_scrolled_there(
    at_a_slow_pace: Callable[..., WatchedPage],
) -> None:
    page = at_a_slow_pace(viewport=PHONE, has_touch=True, is_mobile=True)
    x, y = marks_of(page)["invalid"][-1]
    page.page.touchscreen.tap(x, y)
    expect(page.at("reading-outcome")).to_have_text("invalid")
    assert page.page.evaluate(IS_ON_THE_LINE, [x, y]) < 2
    box = page.at("reading").bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= PHONE["width"]
    assert page.page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    before = page.page.evaluate("scrollY")
    drag_down(page, x, y)
    page.page.wait_for_function("before => scrollY < before", arg=before)


@pytest.mark.parametrize("context", [{}, {"viewport": PHONE}], ids=["laptop", "phone"])
def test_nothing_outside_the_chart_moves_when_the_whole_run_is_large_again(
    at_a_slow_pace: Callable[..., WatchedPage], context: dict[str, object]
) -> None:
    page = at_a_slow_pace(**context)
    card = page.page.locator(".chart-card")
    followed = card.bounding_box()
    page.page.evaluate(WATCH_SHIFTS)
    page.press("to-the-end")
    page.expect_state("complete")
    expect(page.at("overview")).to_be_hidden()
    page.settle()
    whole = card.bounding_box()
    assert followed is not None
    assert whole is not None
    assert whole["height"] == followed["height"]
    assert page.page.evaluate(SHIFTS) == []


def test_with_a_step_that_is_told_nothing_is_cut_and_accessibility_rules_are_kept(
    at_a_slow_pace: Callable[..., WatchedPage],
) -> None:
    page = at_a_slow_pace(color_scheme="dark")
    page.at("chart").focus()
    page.page.keyboard.press("ArrowLeft")
    expect(page.at("reading")).to_be_visible()
    axe = npm_packages() / "axe-core" / "axe.min.js"
    page.page.evaluate(axe.read_text(encoding="utf-8"))
    assert page.page.evaluate("async () => (await axe.run()).violations.map(v => v.id)") == []
    for width in WIDTHS:
        page.page.set_viewport_size({"width": width, "height": 768})
        page.settle()
        expect(page.at("reading")).to_be_visible()
        found = sweep.faults(page.page)
        assert [str(fault) for fault in found if fault.kind != "word"] == [], width
