"""One move at a time: forward, back, told, and the temperature taken in hand."""

from functools import partial

import pytest
from isoanneal import frames, session
from isoanneal.cooling import MAX_SETTINGS
from isoanneal.explanation import explain
from isoanneal.parameters import read_parameters
from isoanneal.session import Session
from isoanneal.work import Work
from rdkit.Chem import GetDistanceMatrix, MolFromSmiles

from tests.page.standin.events import Event
from tests.page.standin.values import Array
from tests.page.test_search import forget_sessions
from tests.page.watched import Browser, WatchedPage

TASK = "?formula=C6H6&steps=50&cycles=2&seed=3"
PARAMETERS = {"formula": "C6H6", "steps_per_cycle": 50, "cycles": 2, "seed": 3}
BEGINNINGS = {
    "accepted": "was accepted", "rejected": "was rejected",
    "invalid": "was invalid: what was picked at random came to nothing",
    "disconnected": "would have left the molecule disconnected",
}  # fmt: skip
SIGNS = {"accepted": "✓", "rejected": "✗", "invalid": "∅", "disconnected": "÷"}


@pytest.fixture
def page(browser: Browser) -> WatchedPage:
    """Give a page with a short search."""
    return WatchedPage(browser, TASK).open_ready()


def step_forward(page: WatchedPage) -> int:
    """Make one step; return its number."""
    step = int(page.number("step")) + 1
    page.press("step-once")
    page.expect_text("step", f"{step:,}")
    return step


def seen(page: WatchedPage) -> tuple[str, ...]:
    handles = (
        "step", "current-energy", "best-energy", "temperature", "move-sentence", "orders",
        "accepted", "rejected", "invalid", "disconnected", "current-smiles", "best-smiles",
        "move-delta", "move-probability", "move-random",
    )  # fmt: skip
    return tuple(page.text(handle) for handle in handles)


def come_to(page: WatchedPage) -> tuple[str, ...]:
    return tuple(page.text(name) for name in ("best-smiles", "accepted", "current-energy"))


def test_each_step_is_told_as_the_package_explains_it(page: WatchedPage) -> None:
    told = set()
    for move in explain(read_parameters(PARAMETERS), 60):
        step_forward(page)
        sentence = page.text("move-sentence")
        assert sentence.startswith(f"Step {move.step} {BEGINNINGS[move.outcome]}.")
        assert f"{SIGNS[move.outcome]} {move.step}:" in page.text("recent-steps")
        if move.orders_before:
            assert page.words("a11") == str(move.orders_before[0])
        if move.orders_after:
            assert page.words("b22") == str(move.orders_after[3])
        has_score = move.candidate_energy is not None
        assert (page.text("move-delta") != "–") == has_score
        assert (page.text("move-random") != "–") == (move.reason == "thrown")
        told.add(move.outcome)
    assert told >= {"accepted", "rejected", "invalid"}


def test_what_is_told_of_the_last_steps_stays_where_it_stands(page: WatchedPage) -> None:
    """Else each step would make all of it anew, and a screen reader lose its place."""
    chips = page.at("recent-steps")
    before: list[object] = []
    for step in range(1, 16):
        step_forward(page)
        now = chips.querySelectorAll("li").items
        assert now[1:] == before[:11]
        numbers = [int(chip.textContent.split()[1].rstrip(":")) for chip in now]
        assert numbers == list(range(step, max(0, step - 12), -1))
        before = now
    for step in range(14, 9, -1):
        go_back_to(page, step)
    numbers = [
        int(chip.textContent.split()[1].rstrip(":")) for chip in chips.querySelectorAll("li").items
    ]
    assert numbers == sorted(numbers, reverse=True)
    assert numbers[0] == 10


def tells_no_move(page: WatchedPage) -> bool:
    return bool(page.at("why").classList.contains("no-move"))


def test_the_pictures_of_a_move_follow_a_search_that_runs(page: WatchedPage) -> None:
    """They used to stay those of the last step by hand, beside the words of others."""
    step_forward(page)
    page.expect_text("before-which", "before step 1")
    page.choose("pace", "2")
    page.press("resume")
    for step in (2, 3, 4):
        page.expect_text("step", f"{step}")
        page.expect_text("before-which", f"before step {step}")
        page.expect_text("after-which", f"after step {step}")
        assert page.text("move-sentence").startswith(f"Step {step} ")
    page.choose("pace", "full speed")
    page.wait_for(lambda: page.number("step") > 4, "more steps")
    page.wait_for(lambda: tells_no_move(page), "no pictures")
    assert page.at("move-before").children.length == 0


def test_nothing_is_drawn_for_nobody(page: WatchedPage) -> None:
    page.choose("pace", "2")
    page.press("start")
    page.expect_text("step", "3")
    assert page.at("move-before").children.length == 0
    page.at("why").open = True
    page.act(lambda: page.at("why").dispatchEvent(Event("toggle")))
    page.expect_in("before-which", "before step")
    assert page.at("move-before").children.length == 1


def test_where_no_move_is_told_it_is_said_why(page: WatchedPage) -> None:
    assert page.text("move-sentence").startswith("Isomers have the same formula")
    step_forward(page)
    page.choose("pace", "full speed")
    page.press("resume")
    page.expect_state("complete")
    page.expect_text("move-sentence", "Press Back, and the steps are told one by one.")
    assert page.all("recent-steps")[0].children.length == 0
    assert tells_no_move(page)
    go_back_to(page, int(page.number("step")) - 1)
    assert not tells_no_move(page)


def test_back_and_forward_show_the_same(page: WatchedPage) -> None:
    there = []
    for _ in range(20):
        step_forward(page)
        there.append(seen(page))
    for place in reversed(range(19)):
        go_back_to(page, place + 1)
        assert seen(page) == there[place]
    page.press("step-back")
    page.expect_state("idle")
    for place in range(20):
        step_forward(page)
        assert seen(page) == there[place]


def test_back_is_there_after_a_reload(page: WatchedPage) -> None:
    there = []
    for _ in range(12):
        step_forward(page)
        there.append(seen(page))
    reload_and_wait(page, "paused")
    for place in reversed(range(11)):
        go_back_to(page, place + 1)
        assert seen(page) == there[place]


def test_a_run_goes_on_from_single_steps_as_if_there_had_been_none(browser: Browser) -> None:
    one = WatchedPage(browser, TASK).open_ready()
    one.run()
    found = come_to(one)
    other = WatchedPage(browser, TASK).open_ready()
    for _ in range(5):
        step_forward(other)
    for step in (4, 3):
        other.press("step-back")
        other.expect_text("step", str(step))
    other.press("resume")
    other.expect_state("complete")
    assert come_to(other) == found
    other.press("step-back")
    other.expect_state("paused")
    other.press("resume")
    other.expect_state("complete")
    assert come_to(other) == found


def test_the_explanation_opens_at_the_first_step_by_hand(page: WatchedPage) -> None:
    assert not page.at("why").open
    step_forward(page)
    assert page.at("why").open


def test_keys_make_steps_where_they_do_nothing_else(page: WatchedPage) -> None:
    page.key("step-once", "ArrowRight")
    page.expect_text("step", "1")
    page.key("step-once", "ArrowRight")
    page.expect_text("step", "2")
    page.key("step-back", "ArrowLeft")
    page.expect_text("step", "1")
    page.key("formula", "ArrowRight")
    page.pass_by(1)
    assert page.text("step") == "1"
    page.key("step-back", "End")
    page.expect_state("complete")


def is_left_to_the_browser(page: WatchedPage, key: str) -> bool:
    event = Event("keydown", bubbles=True, key=key)
    page.act(lambda: page.at("step-once").dispatchEvent(event))
    page.pass_by(1)
    return not event.defaultPrevented


def test_keys_that_would_do_nothing_are_left_to_the_browser(browser: Browser) -> None:
    page = WatchedPage(browser, TASK).open_ready()
    assert is_left_to_the_browser(page, "End")
    assert is_left_to_the_browser(page, "ArrowLeft")
    assert not is_left_to_the_browser(page, "ArrowRight")
    assert page.text("step") == "1"
    assert not is_left_to_the_browser(page, "ArrowLeft")
    page.run()
    assert is_left_to_the_browser(page, "ArrowRight")


def test_in_a_frame_where_steps_are_not_shown_no_key_makes_one(browser: Browser) -> None:
    page = WatchedPage(browser, f"{TASK}&embed=1").open()
    page.document.documentElement.classList.add("embed")  # as the loader does
    page.expect_state("idle")
    assert is_left_to_the_browser(page, "ArrowRight")
    assert page.text("step") == "0"


def test_what_a_change_would_drop_is_said_before(page: WatchedPage) -> None:
    for _ in range(3):
        step_forward(page)
    assert not page.is_shown("move-note")
    page.press("step-back")
    page.expect_in("move-note", "gone back by 1 step.")
    page.press("step-back")
    page.expect_in("move-note", "gone back by 2 steps.")
    take_in_hand(page, 290)
    page.wait_for(lambda: not page.is_shown("move-note"), "nothing to drop")


def take_in_hand(page: WatchedPage, place: int) -> None:
    page.type_into(page.at("thermostat"), place)
    page.pass_by(0.2)


def test_the_temperature_in_hand_is_part_of_the_run(page: WatchedPage) -> None:
    for _ in range(3):
        step_forward(page)
    take_in_hand(page, 300)
    page.expect_text("thermostat-words", "in your hand")
    assert page.text("temperature") == "1,000"
    for _ in range(3):
        step_forward(page)
        assert page.text("temperature") == "1,000"
    page.press("give-back")
    page.expect_text("thermostat-words", "set by the schedule")
    assert "2 times" in page.text("set-by-hand")
    page.press("resume")
    page.expect_state("complete")
    found = come_to(page)
    link = page.by_id("whole-page").href
    assert "thermostat=3%3A1000%2C6%3A0" in link
    other = WatchedPage(page.browser, link[link.index("?") :]).open_ready()
    other.run()
    assert come_to(other) == found
    other.press("by-schedule")
    other.run()
    assert not other.is_shown("set-by-hand")


def test_a_slider_that_is_dragged_sets_a_few_temperatures_and_the_last_one(
    page: WatchedPage,
) -> None:
    page.choose("pace", "30")
    page.press("start")
    page.expect_state("running")
    page.pass_by(0.5)
    for place in range(100, 200):
        page.type_into(page.at("thermostat"), place)
        page.pass_by(0.01)
    page.pass_by(1)
    link = page.by_id("whole-page").href
    settings = link[link.index("thermostat=") :].split("&")[0].count("%3A")
    assert 3 <= settings <= 6
    assert page.value("thermostat") == "199"
    kt = 0.01 * (1000 / 0.01) ** (199 / 300)
    assert page.number("temperature") == pytest.approx(kt, rel=0.01)
    page.press("give-back")
    page.expect_text("thermostat-words", "set by the schedule")


def test_what_is_dragged_back_at_once_is_set_back_too(page: WatchedPage) -> None:
    take_in_hand(page, 100)
    page.pass_by(1)
    for place in (250, 100):
        page.type_into(page.at("thermostat"), place)
    page.pass_by(1)
    assert page.value("thermostat") == "100"
    assert page.number("temperature") == pytest.approx(0.01 * 1e5 ** (1 / 3), rel=0.01)


def test_the_slider_follows_what_is_played_back(browser: Browser) -> None:
    asked = f"{TASK}&k=1&thermostat=0:1000,5:0.01,10:0"
    page = WatchedPage(browser, asked).open_ready()
    seen = []
    for _ in range(11):
        seen.append((page.text("thermostat-words"), int(page.value("thermostat"))))
        step_forward(page)
    assert seen[0] == seen[4] == ("in your hand", 300)
    assert seen[6] == seen[9] == ("in your hand", 0)
    assert page.text("thermostat-words") == "set by the schedule"
    assert int(page.value("thermostat")) > 0


def test_a_search_that_differs_by_hand_only_is_told_from_the_other(page: WatchedPage) -> None:
    step_forward(page)
    take_in_hand(page, 300)
    page.press("resume")
    page.expect_state("complete")
    page.press("by-schedule")
    assert "kT = 1,000 by hand after step 1" in page.text("results-of")


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ("0:5", ["kT = 5 by hand after step 0:"]),
        ("2:5,9:0", ["kT = 5 by hand after step 2", "kT by the schedule after step 9:"]),
        (
            "1:5,2:6,3:7,4:8,5:0.125",
            ["kT set by hand 5 times", "kT = 5 by hand after step 1", "kT = 0.125 by hand after"],
        ),
    ],
)
def test_replicates_say_what_was_set_by_hand(
    browser: Browser, settings: str, told: list[str]
) -> None:
    page = WatchedPage(browser, f"{TASK}&thermostat={settings}").open_ready()
    page.follow("#compare")
    page.fill({"replicate-count": 2})
    page.press("replicate")
    for part in told:
        page.expect_in("replicates-of", part)


def test_a_run_that_was_set_as_often_as_can_be_is_kept(browser: Browser) -> None:
    settings = ",".join(f"{step}:0.0123" for step in range(100, 100 + MAX_SETTINGS))
    asked = f"?formula=C6H6&steps=1000&cycles=1&thermostat={settings}"
    page = WatchedPage(browser, asked).open_ready()
    page.run()
    found = come_to(page)
    page.pass_by(1)
    page.reload()
    page.expect_state("complete")
    assert come_to(page) == found
    assert f"{MAX_SETTINGS} times" in page.text("set-by-hand")


def test_a_kept_run_has_what_was_set_by_hand(page: WatchedPage) -> None:
    step_forward(page)
    take_in_hand(page, 300)
    step_forward(page)
    page.pass_by(1)
    page.reload()
    page.expect_state("paused")
    assert "1 time" in page.text("set-by-hand")
    page.expect_text("thermostat-words", "in your hand")
    page.press("step-back")
    page.expect_text("step", "1")


def go_back_to(page: WatchedPage, step: int) -> None:
    """Go back by one step, to this one."""
    page.press("step-back")
    page.expect_text("step", f"{step:,}")


def reload_and_wait(page: WatchedPage, state: str) -> None:
    page.pass_by(1)
    page.reload()
    page.expect_state(state)
    page.wait_for(lambda: "…" not in page.text("rdkit"), "RDKit")


@pytest.mark.slow
def test_a_way_that_was_given_up_is_never_gone_back_on(browser: Browser) -> None:
    task = "?formula=C6H8&constraints=no_three_membered_rings&steps=2010&cycles=1&pace=every step"
    page = WatchedPage(browser, task).open_ready()  # with a snapshot kept after 2,000 steps
    page.run()
    reload_and_wait(page, "complete")
    for step in reversed(range(1_995, 2_010)):
        go_back_to(page, step)
    take_in_hand(page, 300)
    there = {}
    for _ in range(12):
        step = step_forward(page)
        there[step] = seen(page)
    reload_and_wait(page, "paused")
    for step in reversed(range(2_000, 2_007)):
        go_back_to(page, step)
        assert seen(page) == there[step]


def test_the_pace_is_remembered_and_the_slider_goes_with_it(browser: Browser) -> None:
    page = WatchedPage(browser, TASK).open_ready()
    page.choose("pace", "5")
    assert page.value("pace-slider") == "3"
    page.type_into(page.at("pace-slider"), 0)
    assert page.value("pace") == "for the eye"
    assert page.at("pace-slider").getAttribute("aria-valuetext") == "slow, then fast"
    assert WatchedPage(browser, TASK).open_ready().value("pace") == "for the eye"
    assert WatchedPage(browser, f"{TASK}&pace=10").open_ready().value("pace") == "10"


def test_a_pace_that_nobody_knows_any_more_is_not_taken(browser: Browser) -> None:
    browser.storage.preferences.write("pace", "as it comes")
    assert WatchedPage(browser, TASK).open_ready().value("pace") == "for the eye"


def test_for_the_eye_the_first_steps_are_told_one_by_one(browser: Browser) -> None:
    page = WatchedPage(browser, "?formula=C6H6&pace=for the eye").open_ready()
    page.press("start")
    page.expect_state("running")
    page.pass_by(2.4)
    assert 10 <= page.number("step") <= 14
    assert len(page.at("recent-steps").querySelectorAll("li").items) >= 10
    page.press("to-the-end")
    page.expect_state("complete")
    assert page.value("pace") == "for the eye"
    page.press("start")
    page.expect_state("running")
    page.pass_by(1)
    assert page.number("step") < 10


def test_for_the_eye_a_run_takes_some_twelve_seconds(browser: Browser) -> None:
    page = WatchedPage(browser, "?formula=C6H6&pace=for the eye").open_ready()
    page.press("start")
    page.expect_state("running")
    page.pass_by(10)
    assert page.state == "running"
    page.pass_by(5)
    assert page.state == "complete"


def test_the_energy_beside_a_structure_is_its_own_also_at_full_speed(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Steps are counted more often than there is time for a drawing."""
    monkeypatch.setattr(session, "_SHARE_AT_FULL_SPEED", 1e-9)
    task = "?formula=C10H16&steps=100000&cycles=4&pace=full+speed"
    page = WatchedPage(browser, task).open_ready()
    page.press("start")
    page.wait_for(lambda: page.number("step") > 0, "steps")
    first = page.number("step")
    page.wait_for(lambda: page.number("step") > first + 20_000, "more steps")
    assert page.state == "running"
    molecule = MolFromSmiles(page.text("current-smiles"))
    assert page.number("current-energy") == GetDistanceMatrix(molecule).sum() / 2


def test_what_is_set_while_the_session_is_forgotten_is_set_all_the_same(page: WatchedPage) -> None:
    for _ in range(3):
        step_forward(page)
    page.browser.loop.run_until_complete(forget_sessions(page))
    take_in_hand(page, 300)
    page.wait_for(lambda: page.text("temperature") == "1,000", "the temperature")
    assert "1 time" in page.text("set-by-hand")
    step_forward(page)
    assert page.text("temperature") == "1,000"


def test_the_temperature_shown_is_the_one_of_the_run(page: WatchedPage) -> None:
    step_forward(page)
    shown = page.text("temperature")
    page.browser.obstacles.hold("set_temperature")
    take_in_hand(page, 300)
    page.expect_text("thermostat-words", "in your hand: kT 1,000")
    assert page.text("temperature") == shown
    page.browser.obstacles.release("set_temperature")
    page.expect_text("thermostat-words", "in your hand")
    assert page.text("temperature") == "1,000"


def test_of_many_settings_the_last_one_counts(page: WatchedPage) -> None:
    step_forward(page)

    def slide() -> None:
        for place in range(20, 301, 20):
            page.at("thermostat").value = str(place)
            page.at("thermostat").dispatchEvent(Event("input", bubbles=True))

    page.act(slide)
    page.wait_for(lambda: "1 time" in page.text("set-by-hand"), "the setting")
    page.wait_for(lambda: page.text("temperature") == "1,000", "the last setting")
    assert "thermostat=1%3A1000&" in f"{page.by_id('whole-page').href}&"


@pytest.mark.slow
def test_a_long_way_back_is_given_up_for_what_is_wished_for_next(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = WatchedPage(browser, "?formula=C6H12O2&weights=logp:1&steps=2000&cycles=1").open_ready()
    page.choose("pace", "every step")
    page.run()
    go_back_to(page, 1_999)
    page.pass_by(1)
    for name, entry in page.browser.storage.entries.items():
        if "record" in name:
            entry.earlier = Array()  # so that the whole way is to be made again
    reload_and_wait(page, "paused")
    made_again = Session._going_to  # noqa: SLF001  (no page can press while a test waits)

    def pressed_meanwhile(session: Session, step: int) -> Work[None]:
        monkeypatch.setattr(Session, "_going_to", made_again)
        page.realm.begin(click(page, "step-once"))
        yield from made_again(session, step)

    monkeypatch.setattr(session, "_STEPS_AT_ONCE", 1)
    monkeypatch.setattr(frames, "SECONDS_PER_FRAME", 1e-4)
    monkeypatch.setattr(Session, "_going_to", pressed_meanwhile)
    page.press("step-back")
    page.wait_for(lambda: page.number("step") < 1_998, "a step on the way")
    there = page.number("step")
    assert page.counted() == there
    step_forward(page)
    assert page.number("step") == page.counted() == there + 1


async def click(page: WatchedPage, handle: str) -> None:
    page.at(handle).click()


def test_what_is_set_by_hand_in_a_pause_is_kept(page: WatchedPage) -> None:
    step_forward(page)
    take_in_hand(page, 300)
    reload_and_wait(page, "paused")
    assert "1 time" in page.text("set-by-hand")
    page.expect_text("thermostat-words", "in your hand")
    assert page.text("temperature") == "1,000"


def test_a_setting_that_is_refused_leaves_the_slider_to_the_run(browser: Browser) -> None:
    settings = ",".join(f"{step}:20" for step in range(MAX_SETTINGS))
    asked = f"?formula=C6H6&steps=1000&cycles=1&pace=every+step&thermostat={settings}"
    page = WatchedPage(browser, asked).open_ready()
    page.press("start")
    page.wait_for(lambda: page.number("step") > MAX_SETTINGS, "all settings")
    page.press("pause")
    page.expect_state("paused")
    place = page.value("thermostat")
    take_in_hand(page, 300)
    page.expect_in("error", f"{MAX_SETTINGS} times")
    page.expect_text("thermostat-words", "in your hand")
    assert (page.value("thermostat"), page.text("temperature")) == (place, "20")


def test_worsening_moves_are_counted_from_where_a_run_was_taken_up(browser: Browser) -> None:
    """They used to be fewer than none, of a run that began hot and went on cold."""
    page = WatchedPage(browser, f"{TASK}&thermostat=0:1000,30:0.01").open_ready()
    for _ in range(75):  # more than are looked back on
        step_forward(page)
    page.browser.loop.run_until_complete(forget_sessions(page))
    step_forward(page)
    assert page.text("worsening-share") in ("–", "0 %", "100 %")


def test_the_pictures_of_a_step_by_hand_are_made_once(page: WatchedPage) -> None:
    for step in range(1, 5):
        step_forward(page)
        page.expect_text("before-which", f"before step {step}")
        page.pass_by(0.5)
    assert "draw_move" not in page.worker.calls


def test_pictures_follow_again_when_one_could_not_be_made(page: WatchedPage) -> None:
    step_forward(page)
    page.browser.obstacles.refused["draw_move"] = "out of memory"
    page.choose("pace", "2")
    page.press("resume")
    page.wait_for(lambda: "draw_move" in page.worker.calls, "a wish for pictures")
    del page.browser.obstacles.refused["draw_move"]
    page.wait_for(lambda: page.text("before-which") != "before step 1", "other pictures")
    assert page.text("error") == ""


def test_a_key_that_is_held_down_makes_no_steps_when_it_is_let_go(page: WatchedPage) -> None:
    page.browser.obstacles.hold("step_once")
    for number in range(10):
        event = Event("keydown", bubbles=True, key="ArrowRight", repeat=number > 0)
        page.act(partial(page.at("step-once").dispatchEvent, event))
        assert event.defaultPrevented
    page.browser.obstacles.release("step_once")
    page.expect_text("step", "1")
    page.pass_by(1)
    assert page.text("step") == "1"
    for _ in range(2):
        event = Event("keydown", bubbles=True, key="ArrowRight", repeat=True)
        page.act(partial(page.at("step-once").dispatchEvent, event))
        page.pass_by(0.5)
    assert page.text("step") == "3"


def test_as_many_steps_as_a_person_can_make_are_kept_and_refused_by_no_browser(
    page: WatchedPage,
) -> None:
    """Browsers do not let a page change its history too often."""
    for _ in range(80):
        step_forward(page)
    page.pass_by(30)
    page.reload()
    page.expect_state("paused")
    assert page.text("step") == "80"


def test_steps_by_hand_are_there_after_a_reload_where_nothing_is_stored(page: WatchedPage) -> None:
    page.browser.storage.seconds["setMany"] = 100
    for _ in range(40):
        step_forward(page)
    page.pass_by(11)
    page.reload()
    page.wait_for(lambda: page.text("step") == "40", "the run")


def test_nothing_is_done_by_hand_with_a_search_that_the_form_does_not_describe(
    page: WatchedPage,
) -> None:
    page.fill({"formula": "C6H"})
    page.press("step-once")
    page.expect_in("error", "The search was not started.")
    take_in_hand(page, 300)
    page.pass_by(1)
    assert (page.state, page.text("step"), page.value("formula")) == ("idle", "0", "C6H")
    page.fill({"formula": "C6H8"})
    page.press("step-once")
    page.expect_text("step", "1")
    assert page.value("formula") == "C6H8"
    assert page.text("thermostat-words") == "set by the schedule"
