"""The layout: what people came for is in view, nothing jumps, everyone can use it."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests import picture
from tests.browser import sweep
from tests.browser.watched import WatchedPage
from tools.environment import npm_packages

OpenPage = Callable[..., WatchedPage]
PHONE = {"width": 390, "height": 844}
NARROW = {"width": 320, "height": 640}
PROJECTOR = {"width": 1920, "height": 1080}
LAPTOP = {"width": 1366, "height": 768}

WATCH_SHIFTS = """
    window.shifts = [];
    window.note = entries => {
        for (const entry of entries)
            window.shifts.push(...entry.sources.map(source => source.node?.outerHTML ?? 'removed'));
    };
    window.observer = new PerformanceObserver(list => note(list.getEntries()));
    observer.observe({type: 'layout-shift'});
"""
# The last layout is that of the next frame, and what the observer has not told yet counts too.
SHIFTS = """async () => {
    await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
    note(observer.takeRecords());
    return shifts;
}"""


STRUCTURES = ("current-structure", "structure")


def bottom(page: WatchedPage, handle: str) -> float:
    box = page.at(handle).bounding_box()
    assert box is not None
    return box["y"] + box["height"]


def top(page: WatchedPage, handle: str) -> float:
    box = page.at(handle).bounding_box()
    assert box is not None
    return box["y"]


@pytest.mark.parametrize("viewport", [LAPTOP, PROJECTOR])
@pytest.mark.parametrize("wanted", ["C10H16", "aim-azulene", "challenge-menthol-by-hand"])
def test_what_matters_is_in_view_without_scrolling(
    new_page: OpenPage, npm_address: str, viewport: dict[str, int], wanted: str
) -> None:
    page = new_page(npm_address, viewport=viewport)
    page.open_ready()
    page.at("preset").select_option(wanted)
    expect(page.page.locator("#outcome")).to_contain_text("This is the first structure")
    page.settle()
    page.press("step-once")
    expect(page.at("move-sentence")).to_contain_text("Step 1")
    page.page.locator("#why summary").click()  # which a step by hand opens
    for handle in ("formula", "reset", *STRUCTURES, "move-sentence", "thermostat", "chart"):
        assert bottom(page, handle) <= viewport["height"], handle
    page.press("to-the-end")
    page.expect_state("complete")
    if wanted.startswith("challenge"):
        expect(page.at("score-cold")).to_contain_text("step")
    assert bottom(page, "chart") <= viewport["height"]


def test_on_a_phone_drawing_and_chart_follow_the_formula(
    new_page: OpenPage, npm_address: str
) -> None:
    page = new_page(npm_address, viewport=PHONE)
    page.open_ready()
    order = ["formula", "start", "best-energy", "structure", "step", "step-once", "chart", "kt0"]
    tops = [top(page, handle) for handle in order]
    assert tops == sorted(tops)


def test_the_picture_of_the_page_is_of_the_page_as_it_is(
    new_page: OpenPage, npm_address: str
) -> None:
    page = new_page(npm_address, viewport=LAPTOP)
    page.open_ready()
    page.press("start")
    page.expect_state("complete")
    page.press("settings-toggle")  # as who comes for the first time has them
    page.settle()
    assert picture.words_in_the_picture() == picture.words_of(page.page), "build.py picture"


@pytest.mark.parametrize("viewport", [PHONE, LAPTOP])
def test_nothing_jumps_while_it_runs(
    new_page: OpenPage, npm_address: str, viewport: dict[str, int]
) -> None:
    page = new_page(npm_address, viewport=viewport)
    page.open_ready()
    page.fill({"formula": "C12H20O2", "steps": 5000, "cycles": 8})
    expect(page.page.locator("#outcome")).to_contain_text("C₁₂H₂₀O₂")
    page.settle()  # what it moves to show another search is not what is looked for
    page.page.evaluate(WATCH_SHIFTS)
    page.run_to_the_end()
    assert page.page.evaluate(SHIFTS) == []


OFF_CENTRE = """() => [...document.querySelectorAll('.tab, button')].filter(one => {
    const text = document.createRange();
    text.selectNodeContents(one);
    const [inner, outer] = [text.getBoundingClientRect(), one.getBoundingClientRect()];
    return Math.abs(inner.left + inner.right - outer.left - outer.right) > 4;
}).map(one => one.textContent)"""
"""Tabs and buttons whose words do not stand in the middle."""
TOO_SMALL = """() => [...document.querySelectorAll('button, select, input, a, summary')]
    .filter(one => one.checkVisibility({checkVisibilityCSS: true}))
    .map(one => one.closest('label') ?? one)
    .filter(one => one.getBoundingClientRect().height < 44)
    .map(one => one.outerHTML)"""
"""In a page: what is to be pressed, and is lower than a finger is wide (WCAG 2.5.5)."""


@pytest.mark.parametrize("place", ["watch", "compare", "learn"])
def test_what_is_to_be_touched_is_as_high_as_a_finger(
    new_page: OpenPage, npm_address: str, place: str
) -> None:
    page = new_page(f"{npm_address}#{place}", viewport=PHONE, has_touch=True, is_mobile=True)
    page.open_ready()
    page.run_to_the_end()  # so that there is a run in the list
    page.at("add-component").select_option("smarts_matches")
    page.at("rules").locator("summary").click()
    expect(page.at("run-open")).to_be_visible()
    assert page.page.evaluate(TOO_SMALL) == []
    assert page.page.evaluate(OFF_CENTRE) == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_accessibility_rules_are_kept(new_page: OpenPage, npm_address: str, theme: str) -> None:
    page = new_page(npm_address, color_scheme=theme)
    page.open_ready()
    axe = npm_packages() / "axe-core" / "axe.min.js"
    for prepare in ("challenge", "components", "start", "formula", "about"):
        if prepare == "challenge":
            page.at("preset").select_option("challenge-menthol-by-hand")
            expect(page.page.locator("#outcome")).to_contain_text("C₁₀H₂₀O")
            page.press("start")
            page.press("to-the-end")
            page.expect_state("complete")
            expect(page.at("score-cold")).to_contain_text("step")
        elif prepare == "components":
            page.at("preset").select_option("C10H16")
            for name in ("logp", "hosoya_z", "smarts_matches"):
                page.at("add-component").select_option(name)
            page.at("direction-hosoya_z").select_option("goal")
            page.at("rules").locator("summary").click()
        elif prepare == "start":
            page.at("goal-hosoya_z").fill("20")
            page.page.locator("[data-testid=smarts]:visible").fill("[OX2H]")
            page.press("start")
            page.expect_state("complete")
        elif prepare == "formula":
            page.fill({"formula": "C6H13", "cycles": 0})
        else:
            page.press("about-link")
            page.page.evaluate("document.getElementById('update').hidden = false")
        # As the debugger does it: the page's own policy lets no foreign script in.
        page.page.evaluate(axe.read_text(encoding="utf-8"))
        violations = page.page.evaluate(
            "async () => (await axe.run()).violations"
            ".map(v => [v.id, v.nodes.map(n => n.html + n.failureSummary)])"
        )
        assert violations == []


WIDTHS = (320, 390, 560, 768, 1024, 1366, 1920)
COLOURS = """() => {
    const background = (element, part) => getComputedStyle(element, part).backgroundColor;
    const seen = [...document.querySelectorAll('.legend li')].map(li => background(li, '::before'));
    seen.push(background(document.querySelector('.bar span')));
    return [background(document.body), seen];
}"""


def test_nothing_is_cut_at_any_width(new_page: OpenPage, npm_address: str) -> None:
    page = new_page(npm_address)
    page.open_ready()
    page.at("add-component").select_option("logp")
    page.press("start")
    page.expect_state("complete")
    for wanted in ("", "aim-azulene", "challenge-menthol-by-hand"):
        if wanted:
            page.at("preset").select_option(wanted)
        for width in WIDTHS:
            page.page.set_viewport_size({"width": width, "height": 768})
            page.settle()
            found = sweep.faults(page.page)
            assert [str(fault) for fault in found if fault.kind != "word"] == [], (wanted, width)


def test_forced_colours_leave_what_is_told_by_colour(new_page: OpenPage, npm_address: str) -> None:
    page = new_page(npm_address, forced_colors="active")
    page.open_ready()
    page.press("start")
    page.expect_state("complete")
    behind, seen = page.page.evaluate(COLOURS)
    assert len(seen) == 4
    assert behind not in seen
    assert "rgba(0, 0, 0, 0)" not in seen


def test_the_keyboard_is_enough(new_page: OpenPage, npm_address: str) -> None:
    page = new_page(npm_address)
    page.open_ready()
    page.fill({"steps": 5000, "cycles": 100})
    page.at("pace").select_option("every step")
    page.at("formula").focus()
    page.page.keyboard.press("Enter")
    page.expect_state("running")
    page.page.keyboard.press("Tab")
    for handle, state in (("pause", "paused"), ("resume", "running")):
        page.at(handle).focus()
        page.page.keyboard.press("Space")
        page.expect_state(state)
    expect(page.at("pause")).to_be_focused()
    for handle in ("to-the-end", "reset"):
        page.page.keyboard.press("Tab")
        expect(page.at(handle)).to_be_focused()
    page.page.keyboard.press("Space")
    page.expect_state("idle")


@pytest.mark.parametrize("viewport", [NARROW, PHONE], ids=["narrow", "phone"])
def test_a_long_word_makes_the_page_no_wider(
    new_page: OpenPage, npm_address: str, viewport: dict[str, int]
) -> None:
    page = new_page(npm_address, viewport=viewport)
    page.open_ready()
    page.at("rules").locator("summary").click()
    for word in ("C" * 60, "x" * 60):
        page.fill(dict.fromkeys(("formula", "kt0", "required-smarts"), word))
        page.settle()
        wide = page.page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert wide <= 0, word
