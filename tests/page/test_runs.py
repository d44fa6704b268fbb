"""Runs that the browser keeps: back after a reload, in a list, in other tabs."""

import json
from collections.abc import Callable

import pytest

from tests.page.standin.storage import FORBIDDEN, FULL
from tests.page.standin.values import Object, cloned
from tests.page.test_search import ISOMERS, LONG, expect_the_unbroken_run, start_a_long_run
from tests.page.watched import COUNTERS, Browser, WatchedPage


def pause_a_long_run(page: WatchedPage) -> str:
    """Start a run and pause it; return where it stands."""
    start_a_long_run(page)
    page.press("pause")
    page.expect_state("paused")
    page.expect_in("run-facts", f"{page.text('step')} of")
    return page.text("step")


def everything_shown(page: WatchedPage) -> dict[str, str]:
    """Return all that is shown of a run, and the form."""
    handles = [*COUNTERS, "step", "best-energy", "current-energy", "temperature"]
    handles += ["acceptance-ratio", "visited", "engine", "best-smiles"]
    shown = {handle: page.text(handle) for handle in handles}
    shown |= {name: page.value(name) for name in ("formula", "kt0", "k", "steps", "cycles", "seed")}
    return shown | {"drawing": page.by_id("drawing").innerHTML}


def test_no_run_is_kept_before_there_is_one(page: WatchedPage) -> None:
    page.pass_by(5)
    assert page.all("run") == []
    assert page.by_id("no-runs").is_shown
    assert page.browser.storage.entries == {}


def test_a_run_that_goes_on_is_in_the_list_and_cannot_be_opened(page: WatchedPage) -> None:
    start_a_long_run(page)
    page.expect_in("run-facts", "running since 1 Mar, 12:00")
    assert page.at("run-open").is_off
    assert page.at("run-delete").is_off
    assert not page.by_id("no-runs").is_shown


@pytest.mark.kernel
def test_a_paused_run_is_back_after_a_reload(page: WatchedPage) -> None:
    step = pause_a_long_run(page)
    page.expect_in("visited", ISOMERS)
    before = everything_shown(page)
    page.browser.obstacles.hold("python")
    page.reload()
    # It is there before the worker is, and cannot be edited until then.
    page.expect_text("step", step)
    assert page.state == "loading"
    assert page.at("formula").is_off
    page.browser.obstacles.release("python")
    page.expect_state("paused")
    assert f"stopped at step {step}" in page.words("outcome")
    page.expect_in("visited", ISOMERS)
    assert everything_shown(page) == before
    page.choose("pace", "full speed")
    page.press("resume")
    page.expect_state("complete")
    expect_the_unbroken_run(page)


def test_nothing_listens_at_what_is_taken_off_the_page_again(page: WatchedPage) -> None:
    """What JavaScript and Python hold of each other would stay for as long as the page does."""
    page.press("start")
    page.expect_state("complete")
    page.choose("add-component", "logp")
    items = page.document.querySelectorAll("#run-list *, #components *")
    assert items.length > 20
    heard = [items[i] for i in range(items.length) if any(items[i].listeners.values())]
    assert heard == []


def test_no_structure_stands_beside_the_energy_of_another(page: WatchedPage) -> None:
    pause_a_long_run(page)
    energy, smiles = page.text("best-energy"), page.text("best-smiles")
    page.browser.obstacles.hold("install_rdkit")
    page.reload()
    page.expect_state("paused")
    assert (page.text("best-energy"), page.text("best-smiles")) == (energy, smiles)
    page.choose("pace", "full speed")
    page.press("resume")
    page.wait_for(lambda: page.text("best-energy") != energy, "a better isomer")
    assert page.text("best-smiles") == ""
    page.browser.obstacles.release("install_rdkit")
    page.expect_state("complete")
    assert page.text("best-smiles") not in ("", smiles)


def test_start_pressed_while_a_run_is_brought_back_goes_on_with_it(page: WatchedPage) -> None:
    step = pause_a_long_run(page)
    page.choose("pace", "full speed")
    page.browser.obstacles.hold("python")
    page.reload()
    page.expect_text("step", step)
    page.press("start")
    page.browser.obstacles.release("python")
    page.expect_state("complete")
    expect_the_unbroken_run(page)


def test_a_reload_in_the_middle_of_a_run_brings_it_back_to_resume(page: WatchedPage) -> None:
    start_a_long_run(page)
    page.pass_by(3)
    reached = page.number("step")
    page.reload()
    page.expect_state("paused")
    assert reached - 15 <= page.number("step") <= reached + 2  # it is saved every second
    assert page.counted() == page.number("step")
    page.choose("pace", "full speed")
    page.press("resume")
    page.expect_state("complete")
    expect_the_unbroken_run(page)


def test_a_complete_run_is_back_after_a_reload(page: WatchedPage) -> None:
    page.run()
    page.expect_in("run-facts", "best 89, all 2,000 steps")
    page.pass_by(1)
    before = everything_shown(page)
    points = page.window.plots.shown.data
    page.reload()
    page.expect_state("complete")
    page.expect_words("outcome", "went from 165 to 89")
    page.pass_by(1)
    assert everything_shown(page) == before
    assert page.window.plots.shown.data == points


def test_a_fresh_tab_begins_anew_and_can_open_a_run(page: WatchedPage) -> None:
    pause_a_long_run(page)
    other = WatchedPage(page.browser).open_ready()
    assert other.number("step") == 0
    assert other.value("formula") == "C10H16"
    other.press("run-open")
    other.expect_state("paused")
    assert other.value("formula") == LONG["formula"]
    other.choose("pace", "full speed")
    other.press("resume")
    other.expect_state("complete")
    expect_the_unbroken_run(other)


def test_a_run_that_another_tab_took_further_is_not_overwritten(page: WatchedPage) -> None:
    pause_a_long_run(page)
    other = WatchedPage(page.browser).open_ready()
    other.press("run-open")
    other.expect_state("paused")
    other.choose("pace", "full speed")
    other.press("resume")
    other.expect_state("complete")
    other.expect_in("run-facts", "all 4,000 steps")
    page.press("resume")
    page.expect_state("running")
    page.press("pause")
    page.expect_state("paused")
    page.expect_in("run-facts", "all 4,000 steps")


def test_runs_are_named_opened_and_deleted(page: WatchedPage) -> None:
    for formula, shown in (("C6H14", "C₆H₁₄"), ("C4H8O", "C₄H₈O")):
        page.fill({"formula": formula})
        page.run()
        page.wait_for(
            lambda name=shown: page.value("run-name") == f"{name}, Wiener index minimized"  # type: ignore[misc]
        )
        page.pass_by(1)
    assert len(page.all("run")) == 2
    name = page.all("run-name")[1]
    page.type_into(name, "The hexanes")
    page.key(name, "Enter")
    page.wait_for(lambda: page.all("run-open")[1].getAttribute("aria-label") == "Open The hexanes")
    page.press(page.all("run-open")[1])
    page.wait_for(lambda: page.value("formula") == "C6H14", "the other formula")
    page.expect_state("complete")
    assert page.number("best-energy") == 28
    page.reload()
    page.expect_state("complete")
    assert page.value("formula") == "C6H14"
    page.wait_for(lambda: len(page.all("run")) == 2, "the list")
    assert page.all("run-name")[1].value == "The hexanes"
    page.press(page.all("run-delete")[1])
    page.wait_for(lambda: len(page.all("run")) == 1, "one run less")
    assert page.document.activeElement is page.by_id("runs-title")
    assert page.value("run-name") == "C₄H₈O, Wiener index minimized"
    page.reload()
    page.expect_state("idle")
    assert len(page.all("run")) == 1
    page.press("run-delete")
    page.wait_for(lambda: page.all("run") == [], "no run")
    assert page.by_id("no-runs").is_shown


def test_a_deleted_run_can_be_brought_back(page: WatchedPage) -> None:
    pause_a_long_run(page)
    name = page.all("run-name")[0]
    page.type_into(name, "The hexanes")
    page.key(name, "Enter")
    page.pass_by(1)
    before = dict(page.browser.storage.entries)
    assert not page.by_id("run-deleted").is_shown
    page.press("run-delete")
    page.wait_for(lambda: page.all("run") == [], "no run")
    assert page.browser.storage.entries == {}
    page.expect_words("run-deleted-words", "“The hexanes” is deleted.")
    page.press("bring-back")
    page.wait_for(lambda: len(page.all("run")) == 1, "the run")
    assert page.value("run-name") == "The hexanes"
    assert set(page.browser.storage.entries) == set(before)
    assert not page.by_id("run-deleted").is_shown
    assert page.document.activeElement is page.by_id("runs-title")
    page.choose("pace", "full speed")
    page.press("resume")
    page.expect_state("complete")
    page.expect_in("run-facts", "all 4,000 steps")
    assert page.value("run-name") == "The hexanes"


def wait_for_runs(page: WatchedPage, count: int) -> None:
    page.wait_for(lambda: len(page.all("run")) == count, f"{count} runs")


def test_runs_that_were_deleted_are_brought_back_one_after_the_other(page: WatchedPage) -> None:
    page.fill({"steps": "5", "cycles": "1"})
    for formula in ("C4H10", "C5H12", "C6H14"):
        page.fill({"formula": formula})
        page.press("start")
        page.expect_state("complete")
    wait_for_runs(page, 3)
    before = dict(page.browser.storage.entries)
    for left in (2, 1, 0):
        page.press("run-delete")
        wait_for_runs(page, left)
    for back, formula in ((1, "C₄H₁₀"), (2, "C₅H₁₂"), (3, "C₆H₁₄")):
        assert f"“{formula}, " in page.words("run-deleted-words")
        page.press("bring-back")
        wait_for_runs(page, back)
    assert not page.by_id("run-deleted").is_shown
    assert set(page.browser.storage.entries) == set(before)


def test_a_run_that_could_not_be_brought_back_still_can(page: WatchedPage) -> None:
    pause_a_long_run(page)
    page.press("run-delete")
    wait_for_runs(page, 0)
    page.browser.storage.refusal = FORBIDDEN
    page.press("bring-back")
    page.wait_for(lambda: page.text("storage-error") != "", "a refusal")
    assert page.by_id("run-deleted").is_shown
    page.browser.storage.refusal = ""
    page.press("bring-back")
    wait_for_runs(page, 1)


def test_a_name_can_be_neither_empty_nor_typed_by_accident(page: WatchedPage) -> None:
    pause_a_long_run(page)
    field = page.all("run-name")[0]
    own = field.value
    for empty in ("", "   "):
        page.type_into(field, empty)
        page.key(field, "Enter")
        assert field.value == own
    page.type_into(field, "x" * 1000)
    page.key(field, "Enter")
    assert field.getAttribute("aria-invalid") == "true"
    page.key(field, "Escape")
    assert (field.value, field.getAttribute("aria-invalid")) == (own, "false")
    page.type_into(field, " The hexanes ")
    page.key(field, "Enter")
    page.pass_by(1)
    assert page.value("run-name") == "The hexanes"


def test_a_run_that_went_on_is_not_brought_back_to_where_it_was(page: WatchedPage) -> None:
    pause_a_long_run(page)
    page.press("run-delete")
    page.wait_for(lambda: page.all("run") == [], "no run")
    page.choose("pace", "full speed")
    page.press("resume")
    page.expect_state("complete")
    page.expect_in("run-facts", "all 4,000 steps")
    page.press("bring-back")
    page.pass_by(1)
    page.expect_in("run-facts", "all 4,000 steps")
    assert len(page.all("run")) == 1


def test_what_is_not_deleted_is_not_called_deleted(page: WatchedPage) -> None:
    pause_a_long_run(page)
    page.browser.storage.refusal = FORBIDDEN
    page.press("run-delete")
    page.wait_for(lambda: page.text("storage-error") != "", "a refusal")
    assert not page.by_id("run-deleted").is_shown
    page.browser.storage.refusal = ""


@pytest.mark.slow
def test_of_too_many_runs_the_oldest_go_but_none_that_was_named(page: WatchedPage) -> None:
    page.fill({"formula": "C4H10"})
    page.run()
    page.wait_for(lambda: page.all("run") != [], "the run in the list")
    page.pass_by(1)
    assert not page.by_id("runs-limit").is_shown
    entries = page.browser.storage.entries
    (key,) = [name.removeprefix("record-") for name in entries if name.startswith("record-")]
    for number in range(205):  # all of them older than the one that was made
        begun = f"2026-02-01T12:{number // 60:02}:{number % 60:02}.000Z"
        for kind in ("summary", "record"):
            copy = cloned(entries[f"{kind}-{key}"])
            copy.key = copy.begun = begun
            copy.name = "My own" if number == 2 else copy.name
            entries[f"{kind}-{begun}"] = copy
    page.reload()
    page.wait_for(lambda: len(page.all("run")) == 201, "the newest, and the one with a name")
    assert [name.value for name in page.all("run-name")].count("My own") == 1
    assert page.all("run-name")[-1].value == "My own"
    assert len(entries) == 2 * 201
    assert f"record-{key}" in entries
    assert "record-2026-02-01T12:00:05.000Z" not in entries
    assert "record-2026-02-01T12:00:06.000Z" in entries
    page.expect_words("runs-limit", "newest 200 runs")
    page.type_into(page.all("run-name")[-1], "C₄H₁₀, Wiener index minimized")  # as if it had none
    page.key(page.all("run-name")[-1], "Enter")
    page.wait_for(lambda: len(page.all("run")) == 200, "one run less")


def test_a_deleted_run_stays_deleted_when_its_worker_comes(page: WatchedPage) -> None:
    page.run()
    page.wait_for(lambda: len(page.all("run")) == 1, "the run")
    page.browser.obstacles.hold("python")
    page.reload()
    page.wait_for(lambda: len(page.all("run")) == 1, "the list")
    page.press("run-delete")
    page.wait_for(lambda: page.all("run") == [], "no run")
    page.browser.obstacles.release("python")
    page.expect_state("complete")
    page.pass_by(5)
    assert page.browser.storage.entries == {}
    # What goes on after it was deleted is kept like any other.
    page.press("start")
    page.wait_for(lambda: len(page.all("run")) == 1, "another run")


def test_a_deleted_run_that_goes_on_is_kept_again(page: WatchedPage) -> None:
    pause_a_long_run(page)
    page.press("run-delete")
    page.wait_for(lambda: page.all("run") == [], "no run")
    page.choose("pace", "full speed")
    page.press("resume")
    page.expect_state("complete")
    page.expect_in("run-facts", "all 4,000 steps")


def test_the_run_that_is_shown_keeps_its_new_name(page: WatchedPage) -> None:
    pause_a_long_run(page)
    name = page.at("run-name")
    page.type_into(name, "Mine")
    page.act(lambda: page.by_id("runs-title").focus())  # to leave the field settles it
    page.choose("pace", "full speed")
    page.press("resume")
    page.expect_state("complete")
    page.expect_in("run-facts", "all 4,000 steps")
    assert page.value("run-name") == "Mine"


def test_a_name_can_be_typed_while_the_run_comes_to_its_end(page: WatchedPage) -> None:
    start_a_long_run(page)
    page.wait_for(lambda: page.all("run"), "the run in the list")
    page.type_into(page.at("run-name"), "Half a na")
    page.choose("pace", "full speed")
    page.act(lambda: page.at("run-name").focus())
    page.expect_state("complete")
    page.expect_in("run-facts", "all 4,000 steps")
    assert page.document.activeElement is page.at("run-name")


def test_a_run_that_is_reset_can_be_opened_again(page: WatchedPage) -> None:
    start_a_long_run(page)
    page.press("reset")
    page.expect_state("idle")
    page.expect_in("run-facts", "of 4,000 steps")
    page.press("run-open")
    page.expect_state("paused")
    assert page.counted() == page.number("step") > 20


def test_no_run_is_opened_over_one_that_goes_on(page: WatchedPage) -> None:
    page.run()
    page.expect_in("run-facts", "all 2,000 steps")
    start_a_long_run(page)
    page.wait_for(lambda: len(page.all("run")) == 2, "two runs")
    page.press(page.all("run-open")[1])
    page.expect_in("storage-error", "Pause the search first")
    assert page.state == "running"


def test_no_run_is_opened_without_a_worker(page: WatchedPage) -> None:
    page.run()
    page.expect_in("run-facts", "all 2,000 steps")
    page.worker.terminate()
    page.expect_state("error")
    page.press("run-open")
    page.expect_in("storage-error", "Start a new engine first")


def test_a_run_that_another_tab_deleted_is_told(page: WatchedPage) -> None:
    page.run()
    page.expect_in("run-facts", "all 2,000 steps")
    other = WatchedPage(page.browser).open_ready()
    page.press("run-delete")
    page.wait_for(lambda: page.all("run") == [], "no run")
    other.press("run-open")
    other.expect_in("storage-error", "deleted in another tab")


def test_two_tabs_do_not_disturb_each_other(page: WatchedPage) -> None:
    other = WatchedPage(page.browser).open_ready()
    start_a_long_run(page)
    other.fill({"formula": "C7H16"})
    other.choose("pace", "10")
    other.pass_by(0.5)
    other.press("start")
    other.expect_state("running")
    for one in (page, other):
        one.choose("pace", "full speed")
        one.expect_state("complete")
    expect_the_unbroken_run(page)
    for one, formula in ((page, LONG["formula"]), (other, "C7H16")):
        one.pass_by(1)
        one.reload()
        one.expect_state("complete")
        assert one.value("formula") == formula


def test_a_link_within_the_page_does_not_lose_the_run(page: WatchedPage) -> None:
    page.run()
    page.expect_in("run-facts", "all 2,000 steps")
    page.follow("#about")
    page.follow("")
    page.pass_by(0.1)
    page.reload()
    page.expect_state("complete")


def test_the_end_of_a_run_is_kept_even_while_the_list_is_read(page: WatchedPage) -> None:
    page.browser.storage.seconds["getMany"] = 1.5
    page.run()
    page.expect_in("run-facts", "all 2,000 steps")
    page.browser.storage.seconds.clear()
    page.reload()
    page.expect_state("complete")


def test_a_run_is_back_even_where_the_storage_is_slower_than_the_worker(page: WatchedPage) -> None:
    page.run()
    page.expect_in("run-facts", "all 2,000 steps")
    page.browser.storage.seconds["get"] = 10
    page.reload()
    page.expect_state("complete")
    page.pass_by(20)
    assert page.state == "complete"


def test_what_is_read_out_of_a_structure_is_there_after_a_reload(page: WatchedPage) -> None:
    page.run()
    told = page.at("structure").getAttribute("aria-label")
    page.expect_in("run-facts", "all 2,000 steps")
    page.reload()
    page.expect_state("complete")
    page.wait_for(lambda: page.at("structure").getAttribute("aria-label") == told, "the words")


def test_a_run_deleted_while_the_list_is_read_is_left_out(page: WatchedPage) -> None:
    page.run()
    page.expect_in("run-facts", "all 2,000 steps")
    page.browser.storage.seconds["getMany"] = 2
    other = WatchedPage(page.browser).open()
    other.pass_by(1)
    page.browser.storage.entries.clear()
    other.expect_state("idle")
    other.pass_by(5)
    page.browser.check()
    assert other.all("run") == []


def test_the_greatest_numbers_are_back_after_a_reload(page: WatchedPage) -> None:
    page.fill({"kt0": "1e12", "k": "1e12"})
    page.choose("pace", "10")
    page.pass_by(0.5)
    page.press("start")
    page.expect_state("running")
    page.press("pause")
    page.expect_state("paused")
    page.expect_in("run-facts", "of 2,000")
    temperature = page.text("temperature")
    assert float(temperature) >= 0
    page.reload()
    page.expect_state("paused")
    assert page.text("temperature") == temperature
    assert (page.value("kt0"), page.value("k")) == ("1000000000000", "1000000000000")
    page.press("resume")
    page.expect_state("running")


# Storage that refuses


def test_storage_that_is_forbidden_is_told_and_the_search_works(browser: Browser) -> None:
    browser.storage.refusal = FORBIDDEN
    page = WatchedPage(browser).open_ready()
    assert "does not let the page keep runs" in page.text("storage-error")
    page.run()
    assert page.number("best-energy") == 89
    assert page.all("run") == []
    # The tab has it all the same.
    page.reload()
    page.expect_state("complete")
    assert page.number("best-energy") == 89
    assert "does not let the page keep runs" in page.text("storage-error")


def test_storage_that_is_full_is_told_and_there_may_be_room_again(page: WatchedPage) -> None:
    page.browser.storage.refusal = FULL
    page.run()
    page.expect_in("storage-error", "storage is full, so this run is not kept")
    assert page.all("run") == []
    page.browser.storage.refusal = ""
    page.fill({"formula": "C6H14"})
    page.run()
    page.expect_in("run-facts", "best 28")
    assert page.text("storage-error") == ""


@pytest.mark.parametrize("press", ["run-delete", "run-open"])
def test_storage_that_is_forbidden_later_is_told(page: WatchedPage, press: str) -> None:
    page.run()
    page.expect_in("run-facts", "all 2,000 steps")
    page.browser.storage.refusal = FORBIDDEN
    page.press(press)
    page.pass_by(1)
    assert page.text("storage-error") != ""
    assert page.state == "complete"


def test_a_name_that_cannot_be_kept_is_told(page: WatchedPage) -> None:
    page.run()
    page.expect_in("run-facts", "all 2,000 steps")
    page.browser.storage.refusal = FULL
    page.type_into(page.at("run-name"), "Mine")
    page.key("run-name", "Enter")
    page.expect_in("storage-error", "storage is full")


# Runs of other versions


def spoil(browser: Browser, change: Callable[[Object], object]) -> None:
    """Change every record that is kept."""
    for key, value in browser.storage.entries.items():
        if key.startswith("record-"):
            change(value)


def test_a_run_whose_snapshot_cannot_be_read_is_told(page: WatchedPage) -> None:
    pause_a_long_run(page)
    spoil(page.browser, lambda record: setattr(record, "snapshot", '{"version": 99}'))
    page.reload()
    page.expect_state("error")
    assert "saved run cannot be read" in page.text("error")
    page.choose("pace", "full speed")
    page.press("start")
    page.expect_state("complete")


@pytest.mark.slow
@pytest.mark.parametrize("lacking", ["parameters", "data", "svg", "values"])
def test_a_record_of_another_version_is_told_and_the_page_begins_anew(
    page: WatchedPage, lacking: str
) -> None:
    pause_a_long_run(page)
    page.choose("pace", "full speed")
    spoil(page.browser, lambda record: record.properties.pop(lacking))
    page.reload()
    page.expect_state("idle")
    assert "kept by another version" in page.text("storage-error")
    page.run()


def test_parameters_of_another_version_are_told(page: WatchedPage) -> None:
    def lose_seed(record: Object) -> None:
        parameters = json.loads(record.parameters)
        del parameters["seed"]
        record.parameters = json.dumps(parameters)

    pause_a_long_run(page)
    spoil(page.browser, lose_seed)
    page.reload()
    page.expect_state("idle")
    assert "kept by another version" in page.text("storage-error")


def test_a_run_that_slow_storage_gives_late_stays_in_the_list(page: WatchedPage) -> None:
    step = pause_a_long_run(page)
    kept = dict(page.browser.storage.entries)
    page.browser.storage.seconds["get"] = 10
    page.reload()
    page.expect_state("idle")
    page.fill({"formula": "C5H12", "steps": 100, "cycles": 1})
    page.run()
    page.pass_by(30)
    # Nothing of another run was shown, or saved in its place.
    assert page.value("formula") == "C5H12"
    assert page.text("step") == "100"
    (name,) = [name for name in kept if name.startswith("record-")]
    assert page.browser.storage.entries[name].parameters == kept[name].parameters
    assert f"{page.browser.storage.entries[name].data.step:,}" == step
    # And the worker is watched all the same.
    page.worker.terminate()
    page.expect_state("error")


def test_a_kept_run_that_cannot_be_opened_leaves_the_paused_one_alone(page: WatchedPage) -> None:
    page.fill({"formula": "C4H10"})
    page.run()
    page.wait_for(lambda: len(page.all("run")) == 1, "the run")
    (kept,) = [one for name, one in page.browser.storage.entries.items() if "record" in name]
    parameters = json.loads(kept.parameters)
    del parameters["seed"]
    kept.parameters = json.dumps(parameters)
    step = pause_a_long_run(page)
    formula = page.value("formula")
    page.press(page.all("run-open")[1])
    page.expect_words("storage-error", "cannot be")
    assert (page.state, page.text("step"), page.value("formula")) == ("paused", step, formula)
    page.choose("pace", "full speed")
    page.press("resume")
    page.expect_state("complete")


def test_a_run_whose_worker_is_replaced_is_kept_where_it_stood(browser: Browser) -> None:
    browser.obstacles.seconds["install_rdkit"] = 90
    page = WatchedPage(browser).open()
    page.pass_by(62)
    start_a_long_run(page)
    page.press("restart")
    page.expect_in("run-facts", "of")
    assert "running" not in page.text("run-facts")
