"""Runs that outlive a reload, a second tab and the death of the worker."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.command_line import on_the_command_line
from tests.browser.watched import HeldRequest, WatchedPage, grouped

OpenPage = Callable[..., WatchedPage]
STEPS, CYCLES = 5000, 200
"""So many that no machine makes them all, one by one, before a test disturbs the run."""
ALL_STEPS = STEPS * CYCLES
LONG = {"formula": "C8H10", "steps": STEPS, "cycles": CYCLES}
ISOMERS = "of 4,678"
COUNTERS = ("accepted", "rejected", "invalid", "disconnected")


# The steps of the run that the page keeps, one of many.
KEPT_STEPS = """async () => {
    const store = idbKeyval.createStore('isoanneal', 'runs');
    const kept = await idbKeyval.entries(store);
    return Math.max(0, ...kept.map(([key, run]) => key.startsWith('record-') ? run.data.step : 0));
}"""

UNTIL_MORE_IS_KEPT = f"""async step => {{
    while (await ({KEPT_STEPS})() <= step) await new Promise(requestAnimationFrame);
}}"""


def start_a_long_run(page: WatchedPage, pace: str = "every step", steps: int = 200) -> None:
    """Start a run slowly enough to be disturbed, and let it make so many steps."""
    page.fill(LONG)
    page.at("pace").select_option(pace)
    page.press("start")
    page.expect_state("running")
    page.wait_for_more_steps_than(steps)


def expect_the_unbroken_run(page: WatchedPage) -> None:
    expected = on_the_command_line("C8H10", "--steps", str(STEPS), "--cycles", str(CYCLES))
    assert page.text("best-smiles") == expected["best_smiles"]
    assert page.number("best-energy") == expected["best_energy"]
    assert page.number("current-energy") == expected["final_energy"]
    for counter in COUNTERS:
        assert page.number(counter) == expected[f"{counter}_moves"]


def wait_until_kept(page: WatchedPage, pattern: str) -> None:
    expect(page.at("run-facts").first).to_contain_text(re.compile(pattern))


def pause_a_long_run(page: WatchedPage) -> None:
    start_a_long_run(page)
    page.press("pause")
    page.expect_state("paused")
    wait_until_kept(page, f"{grouped(int(page.number('step')))} of")


def drawn_pixels(page: WatchedPage) -> int:
    """Return how many pixels of the chart are drawn on, with all that there is to draw."""
    page.at("chart").locator("canvas").wait_for()
    page.settle()
    count: int = page.page.evaluate("""() => {
        const canvas = document.querySelector('[data-testid=chart] canvas');
        const {width, height} = canvas;
        const {data} = canvas.getContext('2d').getImageData(0, 0, width, height);
        return data.filter((value, i) => i % 4 === 3 && value).length;
    }""")
    return count


def test_a_reload_in_the_middle_of_a_run_brings_it_back_to_resume(
    new_page: OpenPage, npm_address: str
) -> None:
    page = new_page(npm_address)
    page.forget_service_workers()  # one might have the file that is held
    page.open_ready()
    start_a_long_run(page)
    expect(page.at("run-facts")).to_contain_text("running since")
    # Kept anew while it goes on, not only at its start.
    first = page.page.evaluate(KEPT_STEPS)
    page.page.evaluate(UNTIL_MORE_IS_KEPT, first)
    engine = HeldRequest(page.page, "**/pyodide.asm.wasm")
    page.page.reload()
    # What was reached is there before the engine is.
    expect(page.at("formula")).to_have_value("C8H10")
    page.wait_for_more_steps_than(first)
    assert page.data_state() == "loading"
    engine.release()
    page.expect_state("paused")
    reached = page.number("step")
    assert first < reached < ALL_STEPS
    assert page.counted() == reached
    page.at("pace").select_option("full speed")
    assert page.at("structure").locator("svg path").count() > 0
    page.press("resume")
    page.expect_state("complete")
    expect_the_unbroken_run(page)


@pytest.mark.exhaustive
def test_a_paused_run_is_back_after_a_reload(new_page: OpenPage, npm_address: str) -> None:
    page = new_page(npm_address)
    page.forget_service_workers()  # one might have the file that is held
    page.open_ready()
    pause_a_long_run(page)
    expect(page.at("visited")).to_contain_text(ISOMERS)
    step = page.text("step")
    before = page.page.inner_text("main")
    page.page.reload()
    page.expect_state("paused")
    expect(page.page.locator("#outcome")).to_contain_text(f"stopped at step {step}")
    expect(page.at("visited")).to_contain_text(ISOMERS)
    after = page.page.inner_text("main")
    outcome = page.page.inner_text("#outcome")
    assert after.replace(outcome, "").split() == before.split()

    # Start pressed while the engine is loading means to go on.
    engine = HeldRequest(page.page, "**/pyodide.asm.wasm")
    page.page.reload()
    page.wait_for_more_steps_than(0)
    expect(page.at("formula")).to_be_disabled()
    page.at("pace").select_option("full speed")
    page.press("start")
    engine.release()
    page.expect_state("complete")
    expect_the_unbroken_run(page)


def test_a_complete_run_is_back_after_a_reload(new_page: OpenPage, npm_address: str) -> None:
    page = new_page(npm_address)
    page.open_ready()
    page.press("start")
    page.expect_state("complete")
    wait_until_kept(page, f"all {grouped(2000)} steps")
    drawn = drawn_pixels(page)
    before = page.page.inner_text("main")
    page.page.reload()
    page.expect_state("complete")
    expect(page.page.locator("#outcome")).to_contain_text("went from 165 to 89")
    assert drawn_pixels(page) == drawn
    assert page.page.inner_text("main") == before


def test_a_run_is_back_that_ended_just_before_the_reload(
    any_browser: Browser, opener: OpenPage, npm_address: str
) -> None:
    page = opener(any_browser, npm_address)
    page.open_ready()
    # A disk that takes its time: what is read is not there before the page is gone.
    page.page.evaluate("IDBObjectStore.prototype.get = () => ({})")
    page.press("start")
    page.expect_state("complete")
    page.page.reload()
    page.expect_state("complete")
    wait_until_kept(page, f"all {grouped(2000)} steps")


@pytest.mark.exhaustive
def test_the_end_of_a_run_is_kept_even_while_the_list_is_read(
    new_page: OpenPage, npm_address: str
) -> None:
    page = new_page(npm_address)
    page.open_ready()
    page.page.evaluate("""() => {
        const {getMany} = idbKeyval;
        const held = new Promise(done => { window.letItBeRead = done; });
        const later = async (...keys) => {
            window.isBeingRead = true;
            await held;
            return getMany(...keys);
        };
        window.idbKeyval = {...idbKeyval, getMany: later};
    }""")
    page.at("pace").select_option("1")  # until the list is being read
    page.press("start")
    page.page.wait_for_function("window.isBeingRead")
    page.at("pace").select_option("full speed")
    page.expect_state("complete")
    page.page.evaluate("letItBeRead()")
    wait_until_kept(page, f"all {grouped(2000)} steps")
    page.page.reload()
    page.expect_state("complete")


def test_past_runs_are_named_opened_and_deleted(new_page: OpenPage, npm_address: str) -> None:
    page = new_page(npm_address)
    page.open_ready()
    for formula in ("C6H14", "C4H8O"):
        page.fill({"formula": formula})
        page.run_to_the_end()
        expect(page.at("run-name").first).to_have_value(
            {"C6H14": "C₆H₁₄, Wiener index minimized", "C4H8O": "C₄H₈O, Wiener index minimized"}[
                formula
            ]
        )
    expect(page.at("run")).to_have_count(2)
    best = page.text("best-smiles")
    page.at("run-name").nth(1).fill("The hexanes")
    page.at("run-name").nth(1).press("Enter")
    page.at("run-open").nth(1).click()
    expect(page.at("formula")).to_have_value("C6H14")
    page.expect_state("complete")
    assert page.number("best-energy") == 28
    assert page.text("best-smiles") != best
    page.page.reload()
    page.expect_state("complete")
    expect(page.at("formula")).to_have_value("C6H14")
    expect(page.at("run-name").nth(1)).to_have_value("The hexanes")
    page.at("run-delete").nth(1).click()
    expect(page.at("run")).to_have_count(1)
    expect(page.at("run-name")).to_have_value("C₄H₈O, Wiener index minimized")
    page.page.reload()
    page.expect_state("idle")
    expect(page.at("run")).to_have_count(1)


def test_a_new_tab_starts_anew_and_can_resume_a_past_run(
    new_page: OpenPage, npm_address: str
) -> None:
    page = new_page(npm_address)
    page.open_ready()
    pause_a_long_run(page)
    other = page.another_tab()
    other.open_ready()
    assert other.number("step") == 0
    expect(other.at("run")).to_have_count(1)
    other.at("run-open").click()
    other.expect_state("paused")
    expect(other.at("pace")).to_have_value("every step")  # as it was chosen last
    other.at("pace").select_option("full speed")
    other.press("resume")
    other.expect_state("complete")
    expect_the_unbroken_run(other)


def test_a_session_that_expired_meanwhile_is_made_again(
    new_page: OpenPage, npm_address: str
) -> None:
    page = new_page(npm_address)
    page.open_ready()
    page.press("start")
    page.expect_state("complete")
    # The worker's own clock goes on by more than an hour, as in a laptop that slept.
    page.page.workers[0].evaluate("""() => {
        const now = performance.now.bind(performance);
        performance.now = () => now() + 3_700_000;
    }""")
    page.press("reset")
    page.expect_state("idle")
    assert page.number("step") == 0
    page.press("start")
    page.expect_state("complete")
    assert page.number("best-energy") == 89


@pytest.mark.exhaustive
def test_two_tabs_do_not_disturb_each_other(new_page: OpenPage, npm_address: str) -> None:
    page = new_page(npm_address)
    page.open_ready()
    other = page.another_tab()
    other.open_ready()
    start_a_long_run(page)
    other.fill({"formula": "C7H16", "steps": STEPS, "cycles": CYCLES})
    other.at("pace").select_option("every step")
    other.press("start")
    other.expect_state("running")
    page.expect_state("running")
    for one in (page, other):
        one.at("pace").select_option("full speed")
    other.expect_state("complete")
    expected = on_the_command_line("C7H16", "--steps", str(STEPS), "--cycles", str(CYCLES))
    assert other.text("best-smiles") == expected["best_smiles"]
    assert other.number("accepted") == expected["accepted_moves"]
    page.expect_state("complete")
    expect_the_unbroken_run(page)
    page.page.reload()
    page.expect_state("complete")
    expect(page.at("formula")).to_have_value("C8H10")
    other.page.reload()
    other.expect_state("complete")
    expect(other.at("formula")).to_have_value("C7H16")


@pytest.mark.parametrize(
    ("pace", "steps"),
    [("every step", 200), pytest.param("10", 5, marks=pytest.mark.exhaustive)],
)
def test_a_worker_that_dies_in_the_middle_of_a_run_is_replaced_and_the_run_resumed(
    new_page: OpenPage, npm_address: str, pace: str, steps: int
) -> None:
    page = new_page(npm_address)
    page.open_ready()
    start_a_long_run(page, pace, steps)
    page.kill_worker()
    page.expect_state("error")
    expect(page.at("error")).to_contain_text("The engine stopped answering. Start it again")
    expect(page.at("error")).to_contain_text(f"from step {page.text('step')}: nothing is lost")
    step = page.number("step")
    page.press("restart")
    page.expect_state("paused")
    assert page.number("step") == page.counted() == step
    expect(page.at("restart")).to_be_hidden()
    page.at("pace").select_option("full speed")
    page.press("resume")
    page.expect_state("complete")
    expect_the_unbroken_run(page)


@pytest.mark.exhaustive
def test_a_run_that_is_reset_can_be_opened_again(new_page: OpenPage, npm_address: str) -> None:
    page = new_page(npm_address)
    page.open_ready()
    start_a_long_run(page)
    page.press("reset")
    page.expect_state("idle")
    expect(page.at("run-facts")).to_contain_text(re.compile(f"of {grouped(ALL_STEPS)} steps"))
    page.at("run-open").click()
    page.expect_state("paused")
    assert page.number("step") >= 200
    assert page.counted() == page.number("step")


@pytest.mark.exhaustive
def test_a_count_that_is_lost_with_the_worker_is_made_again(
    new_page: OpenPage, npm_address: str
) -> None:
    page = new_page(npm_address)
    page.open_ready()
    page.fill(LONG)
    page.at("pace").select_option("1")
    # The worker that counts never hears that it should.
    page.page.evaluate("""() => {
        window.HearingWorker = Worker;
        window.Worker = class extends Worker { postMessage() {} };
    }""")
    page.press("start")
    page.expect_state("running")
    page.kill_worker()
    page.expect_state("error")
    page.page.evaluate("() => { window.Worker = HearingWorker; }")
    page.press("restart")
    page.expect_state("paused")
    expect(page.at("visited")).to_contain_text(ISOMERS)


@pytest.mark.exhaustive
def test_a_worker_that_dies_at_rest_is_replaced(new_page: OpenPage, npm_address: str) -> None:
    page = new_page(npm_address)
    page.open_ready()
    page.kill_worker()
    page.expect_state("error")
    expect(page.at("start")).to_be_disabled()
    page.press("restart")
    page.expect_state("idle")
    page.press("start")
    page.expect_state("complete")
    assert page.number("best-energy") == 89


def test_storage_that_is_forbidden_is_told_and_the_run_goes_on(
    new_page: OpenPage, npm_address: str
) -> None:
    page = new_page(npm_address)
    page.page.add_init_script("""
        Object.defineProperty(IDBFactory.prototype, 'open', {value() {
            throw new DOMException('The operation is insecure.', 'SecurityError');
        }});
    """)
    page.open_ready()
    expect(page.at("storage-error")).to_contain_text("does not let the page keep runs")
    page.press("start")
    page.expect_state("complete")
    assert page.number("best-energy") == 89
    expect(page.at("run")).to_have_count(0)
    # The tab has it all the same.
    page.page.reload()
    page.expect_state("complete")
    assert page.number("best-energy") == 89
    # PyScript itself tries to open a cache, and reports that it may not.
    assert set(page.errors) <= {"The operation is insecure."}
    page.errors.clear()


@pytest.mark.exhaustive
def test_storage_that_is_full_is_told_and_the_run_goes_on(
    new_page: OpenPage, npm_address: str
) -> None:
    page = new_page(npm_address)
    page.open_ready()
    origin = page.page.evaluate("location.origin")
    page.page.context.new_cdp_session(page.page).send(
        "Storage.overrideQuotaForOrigin", {"origin": origin, "quotaSize": 1}
    )
    page.press("start")
    page.expect_state("complete")
    assert page.number("best-energy") == 89
    expect(page.at("storage-error")).to_contain_text("storage is full, so this run is not kept")
    expect(page.at("run")).to_have_count(0)


def test_a_kept_run_that_cannot_be_read_is_told_in_words(
    new_page: OpenPage, npm_address: str
) -> None:
    page = new_page(npm_address)
    page.open_ready()
    pause_a_long_run(page)
    page.page.evaluate("""async () => {
        const store = idbKeyval.createStore('isoanneal', 'runs');
        for (const [key, value] of await idbKeyval.entries(store))
            if (key.startsWith('record-'))
                await idbKeyval.set(key, {...value, snapshot: '{"version": 99}'}, store);
    }""")
    page.page.reload()
    page.expect_state("error")
    expect(page.at("error")).to_contain_text("saved run cannot be read")
    page.at("pace").select_option("full speed")
    page.press("start")
    page.expect_state("complete")
