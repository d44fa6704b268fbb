"""The two tables of states: stories that together take every row, and what a person sees then."""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from tests.page.watched import Browser, WatchedPage, opened_browser

LONG = {"formula": "C6H8", "steps": 1000, "cycles": 4}
OTHER = "C2H6O"
RARE = "C#CC#CC#CC#CC#CC#CC#C"
"""A pattern that hardly any isomer of C30H30 matches."""
SLOW = 0.01
"""Seconds per look at the clock, so that a frame has room for a few slices only."""
Row = tuple[str, str]
rows: set[Row] = set()
taken: set[Row] = set()


class RecordedPage(WatchedPage):
    """A page whose machines tell which rows of their tables they take."""

    def open(self) -> "RecordedPage":
        """Open it, and listen before anything has happened."""
        super().open()
        self._record()
        return self

    def reload(self) -> None:
        """Open it again, and listen again."""
        super().reload()
        self._record()

    def _record(self) -> None:
        self.classes = {
            "form": sys.modules["page.form.form"].Form,
            "session": sys.modules["page.search.session"].Session,
        }
        for name in ("page.search.states", "page.host.states"):
            table = sys.modules[name].TABLE
            rows.update((state, event) for state, events in table.items() for event in events)
        machine = sys.modules["page.machine"].Machine
        go = machine.go

        def recorded(itself: object, event: str) -> None:
            row = itself.state, event  # type: ignore[attr-defined]
            go(itself, event)
            taken.add(row)

        machine.go = recorded


@pytest.fixture
def page(browser: Browser) -> RecordedPage:
    """Give a page that is ready."""
    page = RecordedPage(browser)
    page.open_ready()
    return page


def calls(page: WatchedPage, name: str) -> int:
    return page.worker.calls.count(name)


def start_a_long_run(page: WatchedPage) -> None:
    page.fill(LONG)
    page.choose("pace", "10")
    page.press("start")
    page.expect_state("running")
    page.wait_for(lambda: page.number("step") > 20, "some steps")


def pause_a_long_run(page: WatchedPage) -> None:
    start_a_long_run(page)
    page.press("pause")
    page.expect_state("paused")


def open_the_kept_run(page: WatchedPage) -> None:
    page.press(page.all("run-open")[-1])


def open_without_engine(browser: Browser, search: str = "") -> RecordedPage:
    browser.obstacles.hold("python")
    return RecordedPage(browser, search).open()


def expect_steps(page: WatchedPage) -> None:
    page.wait_for(lambda: page.number("step") > 0, "the kept run")


def lose(page: WatchedPage) -> None:
    page.worker.terminate()
    page.wait_for(lambda: page.is_shown("restart"), "an offer to start again")


def replace(page: WatchedPage) -> None:
    page.press("restart")
    page.wait_for(lambda: page.state not in ("error", "loading"), "a new worker")


def forget_sessions(page: WatchedPage) -> None:
    async def forget() -> None:
        for session in page.worker.sessions:
            await page.worker.call("delete", session)

    page.browser.loop.run_until_complete(forget())


def forget_snapshots(page: WatchedPage, text: str = "") -> None:
    """Let what is kept of runs say no more where they were left."""
    page.pass_by(1)
    for name, entry in page.browser.storage.entries.items():
        if "record" in name:
            entry.snapshot = text


def refuse_the_form(page: WatchedPage) -> None:
    if not page.by_id("required-smarts").is_shown:
        page.open_details("rules")
    page.type_into(page.by_id("required-smarts"), "(((")
    page.expect_words("error", "(((")


def take_the_refusal_back(page: WatchedPage) -> None:
    page.type_into(page.by_id("required-smarts"), "")


@contextmanager
def mistaken(page: RecordedPage, where: str, method: str) -> Iterator[None]:
    """Let the page make an error of its own in a method of a class."""
    owner = page.classes[where]
    right = getattr(owner, method)

    def mistake(*_: object) -> None:
        raise KeyError("a mistake in the page")

    setattr(owner, method, mistake)
    yield
    setattr(owner, method, right)


def expect_a_mistake(page: WatchedPage) -> None:
    page.wait_for(page.browser.take_errors, "a mistake")
    page.expect_state("error")
    assert "Something went wrong" in page.text("error")


Story = Callable[[Browser], None]
STORIES: list[Story] = []


def story(tell: Story) -> Story:
    """Make a test of a story, and of all stories together one of the tables."""
    STORIES.append(tell)
    return tell


def ready(browser: Browser) -> RecordedPage:
    page = RecordedPage(browser)
    page.open_ready()
    return page


# From the first paint to an engine


@story
def start_pressed_before_there_is_an_engine(browser: Browser) -> None:
    page = open_without_engine(browser)
    page.press("start")
    page.press("start")
    assert "as soon as the engine is ready" in page.words("outcome")
    page.fill({"formula": OTHER})  # what the form says then is what starts
    browser.obstacles.release("python")
    page.expect_state("complete")
    assert page.text("best-smiles") in ("CCO", "COC")


@story
def start_wanted_of_a_form_that_cannot_be_read(browser: Browser) -> None:
    page = open_without_engine(browser)
    page.press("start")
    page.fill({"formula": "C1000000H"})
    browser.obstacles.release("python")
    page.expect_state("idle")
    assert page.words("outcome") == ""
    page.fill({"formula": "C5H12"})
    page.press("start")
    page.expect_state("complete")


@story
def a_worker_lost_while_start_is_wanted(browser: Browser) -> None:
    page = open_without_engine(browser)
    page.press("start")
    page.worker.terminate()
    browser.obstacles.release("python")
    page.wait_for(lambda: page.is_shown("restart"), "an offer to start again")
    page.press("restart")
    page.expect_state("complete")


@story
def a_first_form_that_is_refused(browser: Browser) -> None:
    page = RecordedPage(browser, "?formula=C2H2&constraints=no_triple_bonds").open()
    page.expect_in("error", "No isomer of C2H2")
    assert page.state == "idle"
    page.fill({"formula": "C2H6"})
    page.expect_words("outcome", "C₂H₆")
    assert page.text("error") == ""


@story
def what_needs_rdkit_waits_for_it_and_holds_nothing_up(browser: Browser) -> None:
    browser.obstacles.hold("install_rdkit")
    page = RecordedPage(browser, "?formula=C3H6O&weights=logp:1").open()
    page.expect_words("outcome", "needs RDKit")
    page.press("start")
    page.expect_state("loading")
    page.fill({"formula": "C4H8O"})  # it can be changed, and is not started then
    page.expect_state("idle")
    page.expect_words("outcome", "needs RDKit")
    page.press("start")
    page.expect_state("loading")
    browser.obstacles.release("install_rdkit")
    page.expect_state("complete")
    assert page.text("best-smiles").upper().count("C") == 4


@story
def a_start_that_waits_for_rdkit_outlives_the_worker(browser: Browser) -> None:
    page = ready(browser)
    page.run()
    browser.obstacles.hold("install_rdkit")
    lose(page)
    replace(page)
    page.choose("add-component", "logp")
    page.press("start")
    page.expect_state("loading")
    lose(page)
    browser.obstacles.release("install_rdkit")
    page.press("restart")
    page.expect_state("complete")
    assert "logP" in page.text("component-legend")


# Kept runs


@story
def a_kept_run_comes_back_in_each_of_its_states(browser: Browser) -> None:
    page = ready(browser)
    pause_a_long_run(page)
    page.reload()
    page.expect_state("paused")
    open_the_kept_run(page)
    page.expect_state("paused")
    page.choose("pace", "full speed")
    page.press("resume")
    page.expect_state("complete")
    page.reload()
    page.expect_state("complete")
    open_the_kept_run(page)
    page.expect_state("complete")


@story
def start_pressed_on_a_run_that_the_worker_does_not_know_yet(browser: Browser) -> None:
    page = ready(browser)
    pause_a_long_run(page)
    browser.obstacles.hold("python")
    page.reload()
    expect_steps(page)
    page.choose("pace", "full speed")
    page.press("start")
    page.press("start")
    assert page.by_id("formula").is_off
    browser.obstacles.release("python")
    page.expect_state("complete")
    assert page.number("step") == 4000
    page.reload()
    page.wait_for(lambda: page.number("step") == 4000, "the complete run")
    page.press("start")
    page.expect_state("running")
    assert page.number("step") < 4000


@story
def start_pressed_while_a_kept_run_is_attached(browser: Browser) -> None:
    page = ready(browser)
    pause_a_long_run(page)
    page.choose("pace", "full speed")
    browser.obstacles.hold("configure")
    open_the_kept_run(page)
    page.expect_state("loading")
    page.press("start")
    browser.obstacles.release("configure")
    page.expect_state("complete")
    assert page.number("step") == 4000


@story
def a_worker_lost_while_a_kept_run_is_attached(browser: Browser) -> None:
    page = ready(browser)
    pause_a_long_run(page)
    for press_start in (False, True):
        browser.obstacles.hold("configure")
        open_the_kept_run(page)
        page.expect_state("loading")
        if press_start:
            page.choose("pace", "full speed")
            page.press("start")
        lose(page)
        browser.obstacles.release("configure")
        page.press("restart")
        page.expect_state("complete" if press_start else "paused")
    assert page.number("step") == 4000


@story
def another_kept_run_is_opened_before_there_is_an_engine(browser: Browser) -> None:
    page = ready(browser)
    pause_a_long_run(page)
    for is_known, is_start_pressed in ((0, 0), (0, 1), (1, 0), (1, 1)):
        browser.obstacles.hold("python")
        if is_known:
            page.reload()
            expect_steps(page)
        else:
            page = RecordedPage(browser).open()
        if is_start_pressed:
            page.press("start")
        open_the_kept_run(page)
        expect_steps(page)
        assert page.state == "loading"
        browser.obstacles.release("python")
        page.expect_state("paused")


@story
def a_kept_run_without_a_snapshot_begins_anew(browser: Browser) -> None:
    page = ready(browser)
    pause_a_long_run(page)
    forget_snapshots(page)
    for press_start in (False, True):
        browser.obstacles.hold("python")
        page.reload()
        expect_steps(page)
        if press_start:
            page.press("start")
        browser.obstacles.release("python")
        page.expect_state("running" if press_start else "idle")


@story
def a_kept_run_that_the_worker_does_not_take(browser: Browser) -> None:
    page = ready(browser)
    pause_a_long_run(page)
    forget_snapshots(page, "{")
    for press_start in (False, True):
        browser.obstacles.hold("python")
        page.reload()
        expect_steps(page)
        if press_start:
            page.press("start")
        browser.obstacles.release("python")
        page.expect_state("error")
        page.fill({"formula": OTHER})
        page.expect_state("idle")
        open_the_kept_run(page)
        page.expect_state("error")


# Start, pause, resume, reset


@story
def typing_after_start_was_pressed_changes_nothing(browser: Browser) -> None:
    page = ready(browser)
    page.fill(LONG)
    page.choose("pace", "10")
    page.pass_by(1)
    browser.obstacles.hold("start")
    page.press("start")
    page.expect_state("starting")
    assert page.by_id("formula").is_off
    assert page.at("kt0").is_off
    page.press("start")
    page.choose("pace", "5")
    browser.obstacles.release("start")
    page.expect_state("running")
    assert calls(page, "start") == 1
    page.press("pause")
    page.expect_state("paused")
    forget_sessions(page)
    page.choose("pace", "10")
    page.expect_state("paused")
    page.press("reset")
    page.expect_state("idle")
    assert page.number("step") == 0


@story
def start_pressed_while_the_first_structure_is_looked_for(browser: Browser) -> None:
    page = ready(browser)
    browser.obstacles.hold("configure")
    page.fill({"formula": OTHER})
    page.wait_for(lambda: calls(page, "configure") == 2, "the search to be prepared")
    page.press("start")
    page.expect_state("starting")
    browser.obstacles.release("configure")
    page.expect_state("complete")
    assert calls(page, "configure") == 2


@story
def start_pressed_while_what_was_typed_before_is_refused(browser: Browser) -> None:
    page = ready(browser)
    page.open_details("rules")
    browser.obstacles.hold("configure")
    page.type_into(page.by_id("required-smarts"), "(((")
    page.wait_for(lambda: calls(page, "configure") == 2, "the search to be prepared")
    page.type_into(page.by_id("required-smarts"), "")
    page.press("start")
    browser.obstacles.release("configure")
    page.expect_state("complete")
    assert page.text("error") == ""


@story
def a_session_that_expired_is_made_again(browser: Browser) -> None:
    page = ready(browser)
    forget_sessions(page)
    page.choose("pace", "every step")
    page.expect_state("idle")
    forget_sessions(page)
    page.press("start")
    page.expect_state("complete")
    forget_sessions(page)
    page.press("reset")
    page.expect_state("idle")
    start_a_long_run(page)
    forget_sessions(page)
    page.press("pause")
    page.expect_state("paused")
    page.press("reset")
    page.expect_state("idle")
    start_a_long_run(page)
    page.press("reset")
    page.expect_state("idle")


@story
def a_resumed_run_that_is_complete_before_the_answer(browser: Browser) -> None:
    page = ready(browser)
    pause_a_long_run(page)
    page.choose("pace", "full speed")
    browser.obstacles.seconds["start"] = 0.0
    page.press("resume")
    page.expect_state("complete")


# What takes long


def ask_for_what_takes_long(page: WatchedPage) -> None:
    if not page.by_id("required-smarts").is_shown:
        page.open_details("rules")
    page.browser.clock.seconds_per_look = SLOW
    page.fill({"formula": "C30H30", "required-smarts": RARE})


@story
def a_start_that_takes_long_is_given_up(browser: Browser) -> None:
    page = ready(browser)
    for state in ("idle", "complete"):
        ask_for_what_takes_long(page)
        page.press("start")
        page.expect_state("starting")
        page.expect_words("outcome", "Looking for a first structure")
        page.press("reset")
        page.expect_state(state)
        assert "Looking" not in page.words("outcome")
        page.fill({"formula": "C6H14", "required-smarts": ""})
        page.run()


@story
def what_is_asked_last_takes_the_place_of_what_takes_long(browser: Browser) -> None:
    page = ready(browser)
    pause_a_long_run(page)
    page.press("reset")
    page.expect_state("idle")
    ask_for_what_takes_long(page)
    page.expect_words("outcome", "Looking for a first structure")
    page.fill({"formula": "C3H8", "required-smarts": ""})
    page.expect_words("outcome", "C₃H₈")
    ask_for_what_takes_long(page)
    page.expect_words("outcome", "Looking for a first structure")
    open_the_kept_run(page)
    page.expect_state("paused")
    assert page.value("formula") == "C6H8"


@story
def a_kept_run_that_takes_long_is_given_up(browser: Browser) -> None:
    page = ready(browser)
    pause_a_long_run(page)
    page.pass_by(1)
    for name, entry in browser.storage.entries.items():
        if "record" in name:
            parameters = json.loads(str(entry.parameters)) | {"required_smarts": RARE}
            entry.parameters = json.dumps(parameters | {"formula": "C30H30"})
    browser.clock.seconds_per_look = SLOW
    for press_start in (False, True):
        open_the_kept_run(page)
        page.expect_state("loading")
        if press_start:
            page.press("start")
        page.wait_for(lambda: not page.at("reset").is_off, "a way out")
        page.press("reset")
        page.expect_state("idle")
        assert not page.by_id("formula").is_off


# Refusals, mistakes and losses


@story
def a_refusal_goes_when_what_was_refused_is_asked_no_more(browser: Browser) -> None:
    page = ready(browser)
    refuse_the_form(page)
    assert page.state == "idle"
    take_the_refusal_back(page)
    assert page.text("error") == ""
    page.run()
    outcome = page.words("outcome")
    refuse_the_form(page)
    assert page.state == "idle"  # and not complete, beside an error
    page.press("start")
    page.expect_state("idle")
    assert "(((" in page.text("error")
    take_the_refusal_back(page)
    assert (page.state, page.text("error")) == ("complete", "")
    assert page.words("outcome") == outcome
    refuse_the_form(page)
    page.fill({"formula": OTHER})
    page.expect_words("error", "(((")
    take_the_refusal_back(page)
    page.expect_words("outcome", "C₂H₆O")
    refuse_the_form(page)
    lose(page)
    replace(page)
    page.expect_words("error", "(((")
    open_the_kept_run(page)
    page.expect_state("complete")


@story
def a_mistake_of_the_page_while_nothing_runs(browser: Browser) -> None:
    page = open_without_engine(browser)
    page.press("start")
    with mistaken(page, "form", "read"):
        browser.obstacles.release("python")
        expect_a_mistake(page)
    for prepare in ((), (page.run,), (page.run,), (lambda: refuse_the_form(page),)):
        for bring_about in prepare:
            bring_about()
        with mistaken(page, "session", "configure"):
            page.fill({"seed": int(page.value("seed")) + 1})
            expect_a_mistake(page)
            page.press("start")
            expect_a_mistake(page)


@story
def a_mistake_of_the_page_at_rest(browser: Browser) -> None:
    page = ready(browser)
    with mistaken(page, "session", "configure"):
        page.fill({"formula": OTHER})
        expect_a_mistake(page)
    page.fill({"formula": "C6H14"})
    page.run()
    with mistaken(page, "session", "configure"):
        page.fill({"formula": OTHER})
        expect_a_mistake(page)
    open_the_kept_run(page)
    page.expect_state("complete")


@story
def rdkit_comes_while_the_form_is_refused(browser: Browser) -> None:
    search = "?formula=C2H2&constraints=no_triple_bonds"
    for is_mistaken in (False, True):
        browser.obstacles.hold("install_rdkit")
        page = RecordedPage(browser, search).open()
        page.expect_in("error", "No isomer of C2H2")
        if is_mistaken:
            with mistaken(page, "form", "read"):
                browser.obstacles.release("install_rdkit")
                expect_a_mistake(page)
        else:
            browser.obstacles.release("install_rdkit")
            page.pass_by(2)
            assert "No isomer of C2H2" in page.text("error")
            assert calls(page, "configure") == 1


@story
def a_mistake_of_the_page_before_there_is_a_search(browser: Browser) -> None:
    page = open_without_engine(browser)
    with mistaken(page, "session", "configure"):
        browser.obstacles.release("python")
        expect_a_mistake(page)
        lose(page)
    replace(page)
    page.expect_words("outcome", "first structure")


@story
def a_mistake_of_the_page_while_a_run_goes_on(browser: Browser) -> None:
    page = ready(browser)
    for bring_about in (start_a_long_run, pause_a_long_run):
        bring_about(page)
        with mistaken(page, "session", "reset"):
            page.press("reset")
            expect_a_mistake(page)
        step = page.text("step")
        page.expect_in("run-facts", f"{step} of")
        lose(page)
        replace(page)
        assert (page.state, page.text("step")) == ("paused", step)
        page.press("reset")
        page.expect_state("idle")


@story
def a_worker_lost_in_each_state(browser: Browser) -> None:
    page = ready(browser)
    lose(page)
    replace(page)
    assert page.state == "idle"
    page.run()
    lose(page)
    replace(page)
    assert page.state == "complete"
    page.fill({"formula": OTHER})  # it is what comes next, and not the run that is complete
    lose(page)
    replace(page)
    page.expect_words("outcome", "C₂H₆O")
    start_a_long_run(page)
    lose(page)
    replace(page)
    assert page.state == "paused"
    lose(page)
    replace(page)
    assert page.state == "paused"


@story
def a_worker_lost_while_it_starts(browser: Browser) -> None:
    page = ready(browser)
    for call, state in (("start", "idle"), ("configure", "complete")):
        browser.obstacles.hold(call)
        page.press("start")
        page.expect_state("starting")
        lose(page)
        browser.obstacles.release(call)
        replace(page)
        assert page.state == state
        page.run()


@story
def single_steps_forward_and_back(browser: Browser) -> None:
    page = RecordedPage(browser, "?formula=C6H14&steps=1&cycles=2").open_ready()
    for step, state in ((1, "paused"), (2, "complete")):
        page.press("step-once")
        page.expect_state(state)
        page.expect_text("step", str(step))
    for step, state in ((1, "paused"), (0, "idle")):
        page.press("step-back")
        page.expect_state(state)
        page.expect_text("step", str(step))
    page.fill({"steps": 1, "cycles": 1})
    page.pass_by(1)
    page.press("step-once")
    page.expect_state("complete")
    page.press("step-back")
    page.expect_state("idle")


@pytest.mark.slow
@pytest.mark.parametrize("tell", STORIES, ids=[tell.__name__ for tell in STORIES])
def test_a_story(browser: Browser, tell: Story) -> None:
    tell(browser)


@pytest.mark.slow
def test_every_row_of_the_tables_is_taken() -> None:
    taken.clear()
    for tell in STORIES:
        with opened_browser() as browser:
            tell(browser)
    assert taken
    missing = sorted(rows - taken)
    assert not missing, "\n".join(map(str, missing))
