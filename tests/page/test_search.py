"""A search from the first structure to the last, and all that can come between."""

import json
from functools import cache
from typing import Any

import pytest
from isoanneal.annealer import Annealer
from isoanneal.chem import toolkit
from isoanneal.parameters import read_parameters

from tests.page.standin import channels
from tests.page.standin.events import Event
from tests.page.watched import COUNTERS, Browser, WatchedPage

LONG = {"formula": "C6H8", "steps": 1000, "cycles": 4}
ISOMERS = "of 159"


@cache
def finished(parameters: str) -> Annealer:
    """Return an annealer that has made all steps."""
    annealer = read_parameters(json.loads(parameters)).annealer()
    annealer.advance(annealer.cooling.total_steps)
    return annealer


def expect_result(page: WatchedPage, parameters: dict[str, Any]) -> None:
    """Assert that the page shows what the package finds by itself."""
    annealer = finished(json.dumps(parameters))
    assert page.text("best-smiles") == toolkit().canonical_smiles(annealer.best)
    assert page.number("best-energy") == pytest.approx(annealer.best_energy, abs=5e-5)
    assert page.number("current-energy") == pytest.approx(annealer.current_energy, abs=5e-5)
    state = annealer.get_state()
    for counter in COUNTERS:
        assert page.number(counter) == getattr(state, f"{counter}_moves")


def expect_the_unbroken_run(page: WatchedPage) -> None:
    expect_result(page, {"formula": "C6H8", "steps_per_cycle": 1000, "cycles": 4})


def start_a_long_run(page: WatchedPage, pace: str = "10") -> None:
    page.fill(LONG)
    page.choose("pace", pace)
    page.press("start")
    page.expect_state("running")
    page.wait_for(lambda: page.number("step") > 20, "some steps")


@pytest.mark.kernel
def test_a_page_is_ready_with_a_first_structure(page: WatchedPage) -> None:
    assert page.state == "idle"
    assert page.number("step") == 0
    assert page.number("current-energy") == page.number("best-energy") == 165
    assert "path" in page.by_id("drawing").innerHTML
    assert page.text("rdkit").startswith("RDKit")
    assert not page.by_id("loading").is_shown
    label = str(page.at("structure").getAttribute("aria-label"))
    assert label.startswith(f"Best isomer so far: {page.text('best-smiles')}. This is an isomer of")
    assert page.text("engine") == "WebAssembly"
    assert page.text("acceptance-ratio") == "–"
    assert page.at("reset").is_off


@pytest.mark.parametrize(
    ("formula", "mode", "numbers"),
    [
        ("C10H16", "minimize", {"kt0": 100, "k": 8, "steps": 500, "cycles": 4, "seed": 42}),
        ("C7H16", "maximize", {"kt0": 30, "k": 1, "steps": 2000, "cycles": 3, "seed": 7}),
        ("C3H6OS", "minimize", {"kt0": 50, "k": 0, "steps": 300, "cycles": 1, "seed": 4294967295}),
    ],
)
def test_the_result_is_that_of_the_package(
    page: WatchedPage, formula: str, mode: str, numbers: dict[str, int]
) -> None:
    page.fill({"formula": formula, **numbers})
    page.choose("mode", mode)
    page.run()
    steps = numbers.pop("steps")
    expect_result(page, {"formula": formula, "mode": mode, "steps_per_cycle": steps, **numbers})
    assert page.number("step") == page.number("total-steps") == page.counted()
    assert "Done after" in page.words("outcome")


def test_a_search_pauses_resumes_resets_and_completes(page: WatchedPage) -> None:
    start_a_long_run(page)
    assert [page.is_shown(name) for name in ("start", "pause", "resume")] == [False, True, False]
    assert page.document.activeElement is page.at("pause")
    page.press("pause")
    page.expect_state("paused")
    assert page.document.activeElement is page.at("resume")
    step = page.number("step")
    assert step == page.counted() > 20
    page.pass_by(10)
    assert page.number("step") == step

    page.press("resume")
    page.expect_state("running")
    page.wait_for(lambda: page.number("step") > step, "a further step")
    page.choose("pace", "full speed")
    page.expect_state("complete")
    expect_the_unbroken_run(page)

    page.press("reset")
    page.expect_state("idle")
    assert page.number("step") == page.counted() == 0


def test_the_pace_is_kept_and_can_be_changed(page: WatchedPage) -> None:
    start_a_long_run(page, "5")
    began, step = page.browser.clock.now, page.number("step")
    page.pass_by(10)
    assert (page.number("step") - step) / (page.browser.clock.now - began) == pytest.approx(5, 0.1)
    page.choose("pace", "every step")
    page.wait_for(lambda: page.number("step") > 500, "many steps")
    page.choose("pace", "full speed")
    page.expect_state("complete")
    assert "steps/s" in page.text("engine")
    expect_the_unbroken_run(page)


def test_a_reset_in_the_middle_begins_anew(page: WatchedPage) -> None:
    start_a_long_run(page)
    page.press("reset")
    page.expect_state("idle")
    page.pass_by(5)
    assert page.number("step") == 0
    page.choose("pace", "full speed")
    page.run()
    expect_the_unbroken_run(page)


def test_the_enter_key_starts(page: WatchedPage) -> None:
    page.key("formula", "Enter")
    page.expect_state("complete")


def test_a_new_search_can_follow_a_complete_one(page: WatchedPage) -> None:
    found = []
    for formula in ("C6H14", "C8H18"):
        page.fill({"formula": formula})
        page.expect_state("idle")
        page.press("start")
        page.expect_state("complete")
        found.append(page.number("best-energy"))
    assert found == [28, 58]
    # Without a change the same search is made once more.
    page.press("start")
    page.wait_for(lambda: page.worker.calls.count("start") == 3, "another start")
    page.expect_state("complete")
    assert page.number("best-energy") == 58


def test_one_isomer_is_told(page: WatchedPage) -> None:
    page.fill({"formula": "CH4"})
    page.expect_words("outcome", "one isomer only")
    page.press("start")
    page.expect_state("complete")
    assert page.text("best-smiles") == "C"
    assert "nothing to find" in page.words("outcome")


@pytest.mark.kernel
def test_the_isomers_visited_are_counted(page: WatchedPage) -> None:
    page.fill({"formula": "C6H6", "kt0": 1000, "k": 0, "steps": 50_000, "cycles": 4})
    page.run()
    page.expect_text("visited", "217 of 217")


@pytest.mark.kernel
def test_a_count_that_failed_is_asked_for_again(page: WatchedPage) -> None:
    page.browser.obstacles.refused["count_isomers"] = "no memory"
    page.fill({"formula": "C6H8", "steps": 50})
    page.run()
    page.pass_by(5)
    assert ISOMERS not in page.text("visited")
    page.browser.obstacles.refused.clear()
    page.run()
    page.expect_in("visited", ISOMERS)


@pytest.mark.kernel
def test_many_isomers_are_not_counted(page: WatchedPage) -> None:
    page.run()
    page.wait_for(lambda: "count_isomers" in page.worker.calls, "a count")
    page.pass_by(5)
    assert page.text("visited").isdigit()


# While the worker is loaded


def test_start_pressed_too_early_starts_when_there_is_an_engine(browser: Browser) -> None:
    browser.obstacles.hold("install_engine")
    page = WatchedPage(browser).open()
    page.wait_for(lambda: "install_engine" in page.worker.calls, "the engine's turn")
    assert page.by_id("stage-python").className == "done"
    assert page.by_id("stage-engine").className == "current"
    page.press("start")
    page.expect_words("outcome", "as soon as the engine is ready")
    browser.obstacles.release("install_engine")
    page.expect_state("complete")
    assert page.number("best-energy") == 89


def test_a_search_begins_without_rdkit_and_shows_its_structure_when_it_comes(
    browser: Browser,
) -> None:
    browser.obstacles.hold("install_rdkit")
    page = WatchedPage(browser).open()
    page.expect_state("idle")
    assert page.number("current-energy") == 165
    page.press("start")
    page.expect_text("step", page.text("total-steps"))
    assert page.text("best-smiles") == ""
    assert "RDKit" in page.words("loading-words")
    assert page.by_id("copy").is_off
    browser.obstacles.release("install_rdkit")
    page.expect_state("complete")
    assert page.text("best-smiles") == "CC12CC3CC1(C)CC3C2"
    assert "svg" in page.by_id("drawing").innerHTML
    assert not page.by_id("loading").is_shown


def test_a_run_that_goes_on_gets_its_drawing_when_rdkit_comes(browser: Browser) -> None:
    browser.obstacles.hold("install_rdkit")
    page = WatchedPage(browser).open()
    page.expect_state("idle")
    start_a_long_run(page)
    browser.obstacles.release("install_rdkit")
    page.wait_for(lambda: page.text("best-smiles"), "a structure")
    assert page.state == "running"


SMILES = {
    "C[N+](=O)[O-]": "“C[N+](=O)[O-]” looks like a SMILES, a molecule written as text. "
    "Give the formula in its place, which is CH3NO2.",
    " [13CH3]O ": "“[13CH3]O” looks like a SMILES, a molecule written as text. "
    "Give the formula in its place, which is CH4O.",
    "C%10CCCCC%10": "“C%10CCCCC%10” looks like a SMILES, a molecule written as text. "
    "Give the formula in its place, which is C6H12.",
    "C1CC1=[NH2+]": "“C1CC1=[NH2+]” is a SMILES of an ion, C3H6N+. Only uncharged",
    "[O-]C(=O)C(=O)[O-]": "“[O-]C(=O)C(=O)[O-]” is a SMILES of an ion, C2O4-2. Only",
    "F[S](F)(F)(F)(F)F": "“F[S](F)(F)(F)(F)F” is a SMILES of F6S. F6S has too many atoms",
}
NO_SMILES = {
    "C==C": "“C==C” looks like a SMILES, a molecule written as text. "
    "Give its molecular formula, for example C6H14.",
    "C=C.[NH4+]": "“C=C.[NH4+]” looks like a SMILES, a molecule written as text. "
    "Give its molecular formula,",
    "C[Si](C)(C)C": "“Si” is not an element that IsoAnneal knows.",
    "CH3": "CH3 has an odd number of valences (carbon has 4, nitrogen 3, oxygen 2, hydrogen 1). "
    "Each bond takes two of them, so one would stay unpaired. Try CH4.",
    "[C": "The bracket “[” is never closed.",
}


@pytest.mark.parametrize("typed", SMILES)
def test_rdkit_reads_what_may_be_a_smiles(page: WatchedPage, typed: str) -> None:
    page.fill({"formula": typed})
    page.wait_for(lambda: page.text("formula-error").startswith(SMILES[typed]), "its formula")
    assert page.at("formula").getAttribute("aria-invalid") == "true"
    assert page.value("formula") == typed
    page.fill({"formula": "C6H14"})
    assert page.text("formula-error") == ""


@pytest.mark.parametrize("typed", NO_SMILES)
def test_what_rdkit_cannot_read_is_refused_as_before(page: WatchedPage, typed: str) -> None:
    page.fill({"formula": typed})
    page.pass_by(2)
    assert page.text("formula-error").startswith(NO_SMILES[typed])


def test_a_smiles_is_read_when_rdkit_comes(browser: Browser) -> None:
    browser.obstacles.hold("install_rdkit")
    page = WatchedPage(browser).open()
    page.expect_state("idle")
    page.fill({"formula": "C[N+](=O)[O-]"})
    page.pass_by(2)
    assert "for example C6H14" in page.text("formula-error")
    browser.obstacles.release("install_rdkit")
    page.wait_for(lambda: "which is CH3NO2" in page.text("formula-error"), "its formula")


def test_an_answer_about_another_smiles_comes_too_late(browser: Browser, page: WatchedPage) -> None:
    browser.obstacles.hold("formula_of_smiles")
    page.fill({"formula": "C[N+](=O)[O-]"})
    page.pass_by(2)
    page.fill({"formula": "C=C[N+](=O)[O-]"})
    browser.obstacles.release("formula_of_smiles")
    page.wait_for(lambda: "C2H3NO2" in page.text("formula-error"), "its formula")
    page.fill({"formula": "C6H14"})
    page.pass_by(2)
    assert page.text("formula-error") == ""


def test_a_target_that_needs_rdkit_waits_for_it(browser: Browser) -> None:
    browser.obstacles.hold("install_rdkit")
    page = WatchedPage(browser, "?formula=CH4").open()
    page.expect_text("current-energy", "0")
    page.choose("add-component", "logp")
    page.pass_by(5)
    assert page.text("current-energy") == "0"
    browser.obstacles.release("install_rdkit")
    page.expect_text("best-smiles", "C")
    page.wait_for(lambda: page.text("current-energy") != "0", "another energy")
    page.expect_words("outcome", "one isomer only")


@pytest.mark.parametrize("stage", ["python", "install_engine"])
def test_slow_loading_is_told_and_may_come_to_its_end(browser: Browser, stage: str) -> None:
    browser.obstacles.seconds[stage] = 90
    page = WatchedPage(browser).open()
    page.expect_in("error", "Loading is taking unusually long")
    assert page.is_shown("restart")
    assert page.state == "loading"
    page.expect_state("idle")
    assert page.text("error") == ""
    page.wait_for(lambda: not page.is_shown("restart"), "no offer any more")
    page.run()


def test_slow_loading_of_rdkit_is_told_until_it_is_there(browser: Browser) -> None:
    browser.obstacles.seconds["install_rdkit"] = 90
    page = WatchedPage(browser).open()
    page.expect_state("idle")
    page.expect_in("error", "Loading is taking unusually long")
    page.wait_for(lambda: page.text("best-smiles"), "RDKit")
    assert page.text("error") == ""
    assert not page.is_shown("restart")


def test_slow_loading_can_be_begun_again(browser: Browser) -> None:
    browser.obstacles.hold("install_engine")
    page = WatchedPage(browser).open()
    page.expect_in("error", "Loading is taking unusually long")
    page.press("restart")
    assert page.text("error") == ""
    page.pass_by(1)
    assert len(page.workers) == 2
    assert not page.workers[0].realm.is_alive
    browser.obstacles.release("install_engine")
    page.expect_state("idle")
    page.run()


@pytest.mark.parametrize("stage", ["python", "install_engine", "install_rdkit"])
def test_loading_that_fails_is_told_and_can_be_tried_again(browser: Browser, stage: str) -> None:
    browser.obstacles.refused[stage] = "out of memory"
    page = WatchedPage(browser).open()
    page.expect_state("error")
    assert "The engine could not be loaded" in page.text("error")
    assert page.at("start").is_off
    assert page.document.activeElement is page.at("restart")
    page.fill({"formula": "C6H14"})
    page.pass_by(2)
    assert "The engine could not be loaded" in page.text("error")
    browser.obstacles.refused.clear()
    page.press("restart")
    page.expect_state("idle")
    page.run()
    assert page.number("best-energy") == 28


@pytest.mark.parametrize("moment", ["before", "meanwhile"])
def test_a_file_that_the_loader_refuses_is_told(browser: Browser, moment: str) -> None:
    words = "The file python_stdlib.zip did not arrive."
    browser.obstacles.hold("python")
    page = WatchedPage(browser)
    if moment == "before":
        page.prepare.append(lambda tab: setattr(tab.window.siteFiles, "refusal", words))
        page.open()
    else:
        page.open()
        page.act(lambda: refuse(page, words))
    page.expect_state("error")
    assert words in page.text("error")
    assert page.at("start").is_off
    page.prepare.clear()
    browser.obstacles.release("python")
    page.press("restart")
    page.expect_state("idle")
    page.run()


def test_a_file_refused_while_rdkit_loads_is_told(browser: Browser) -> None:
    """Pyodide itself goes on without a package that did not come."""
    browser.obstacles.hold("install_rdkit")
    page = WatchedPage(browser).open()
    page.expect_state("idle")
    page.window.siteFiles.refusal = "The file rdkit.whl did not arrive."
    browser.obstacles.release("install_rdkit")
    page.expect_state("error")
    assert "rdkit.whl did not arrive" in page.text("error")


def test_loading_that_fails_while_the_search_is_prepared_is_told(browser: Browser) -> None:
    browser.obstacles.refused["install_rdkit"] = "out of memory"
    browser.obstacles.seconds["configure"] = 5
    page = WatchedPage(browser).open()
    page.expect_state("error")
    page.pass_by(20)
    assert page.state == "error"
    assert "The engine could not be loaded" in page.text("error")


def refuse(page: WatchedPage, words: str) -> None:
    """Do what the loader does when it refuses a file."""
    page.window.siteFiles.refusal = words
    page.document.dispatchEvent(Event("refusal", detail=words))


# A worker that is lost


@pytest.mark.parametrize("pace", ["every step", "10"])
def test_a_worker_lost_in_the_middle_of_a_run_is_replaced_and_the_run_resumed(
    page: WatchedPage, pace: str
) -> None:
    start_a_long_run(page, pace)
    page.worker.terminate()
    page.expect_state("error")
    assert "The engine stopped answering. Start it again" in page.text("error")
    assert f"from step {page.text('step')}: nothing is lost" in page.text("error")
    step = page.number("step")
    assert page.at("resume").is_off or not page.is_shown("resume")
    page.press("restart")
    page.expect_state("paused")
    assert page.number("step") == page.counted() == step
    assert not page.is_shown("restart")
    assert f"stopped at step {page.text('step')}" in page.words("outcome")
    page.choose("pace", "full speed")
    page.press("resume")
    page.expect_state("complete")
    expect_the_unbroken_run(page)


def test_a_worker_lost_at_rest_is_replaced(page: WatchedPage) -> None:
    page.worker.terminate()
    page.expect_state("error")
    assert page.at("start").is_off
    assert page.at("replicate").is_off
    page.press("restart")
    page.expect_state("idle")
    page.run()
    assert page.number("best-energy") == 89


def test_a_worker_lost_when_paused_is_replaced(page: WatchedPage) -> None:
    start_a_long_run(page)
    page.press("pause")
    page.expect_state("paused")
    page.worker.terminate()
    page.expect_state("error")
    page.press("restart")
    page.expect_state("paused")
    page.choose("pace", "full speed")
    page.press("resume")
    page.expect_state("complete")
    expect_the_unbroken_run(page)


def test_a_worker_lost_after_the_end_is_replaced(page: WatchedPage) -> None:
    page.run()
    smiles = page.text("best-smiles")
    page.worker.terminate()
    page.expect_state("error")
    assert "nothing is lost" not in page.text("error")
    page.press("restart")
    page.expect_state("complete")
    assert page.text("best-smiles") == smiles
    assert "went from 165 to 89" in page.words("outcome")


def test_a_computation_that_cannot_be_interrupted_is_told(page: WatchedPage) -> None:
    page.browser.obstacles.seconds |= {"configure": 120, "status": 100}
    page.fill({"formula": "C6H6"})
    page.expect_in("error", "a computation that cannot be interrupted")
    assert page.is_shown("restart")
    page.expect_words("outcome", "first structure of C₆H₆")
    page.wait_for(lambda: not page.is_shown("restart"), "an answer")
    assert page.text("error") == ""
    assert len(page.workers) == 1
    page.fill({"formula": "C2H6O"})
    page.expect_in("error", "a computation that cannot be interrupted")
    page.browser.obstacles.seconds.clear()
    page.press("restart")
    page.expect_words("outcome", "first structure of C₂H₆O")
    assert len(page.workers) == 2
    assert page.text("error") == ""


@pytest.mark.parametrize("call", ["configure", "set_pace", "start", "stream", "pause", "reset"])
def test_a_worker_lost_while_it_is_asked_is_replaced(page: WatchedPage, call: str) -> None:
    """Nothing waits for ever, whatever was asked when the worker was lost."""
    if call in ("pause", "reset"):
        start_a_long_run(page)
    page.browser.obstacles.hold(call)
    if call == "configure":
        page.fill({"formula": "C6H14"})
    elif call == "set_pace":
        page.choose("pace", "10")
    else:
        page.press("start" if call in ("start", "stream") else call)
    page.wait_for(lambda: call in page.worker.calls[-2:], f"the call “{call}”")
    page.worker.terminate()
    page.browser.obstacles.release(call)
    page.expect_state("error")
    page.press("restart")
    page.wait_for(lambda: page.state in ("idle", "paused"), "a new worker")
    page.choose("pace", "full speed")
    page.press("resume" if page.state == "paused" else "start")
    page.expect_state("complete")
    assert page.text("error") == ""


@pytest.mark.parametrize("stage", ["install_engine", "install_rdkit"])
def test_a_worker_lost_while_it_is_loaded_is_replaced(browser: Browser, stage: str) -> None:
    browser.obstacles.hold(stage)
    page = WatchedPage(browser).open()
    page.wait_for(lambda: stage in page.worker.calls, stage)
    page.worker.terminate()
    browser.obstacles.release(stage)
    page.wait_for(lambda: page.is_shown("restart"), "an offer to start again")
    page.press("restart")
    page.expect_state("idle")
    page.wait_for(lambda: page.text("best-smiles"), "a structure")
    page.run()


def test_a_worker_that_is_busy_is_not_taken_for_lost(page: WatchedPage) -> None:
    page.browser.obstacles.seconds["configure"] = 30
    page.fill({"formula": "C6H14"})
    page.expect_words("outcome", "first structure of C₆H₁₄")
    assert page.state == "idle"
    assert len(page.workers) == 1


def test_the_results_say_what_they_are_of_when_the_form_says_something_else(
    page: WatchedPage,
) -> None:
    page.run()
    steps = page.text("total-steps")
    assert not page.is_shown("results-of")
    page.fill({"formula": "C10H1", "steps": 7})
    assert page.is_shown("results-of")
    assert "C₁₀H₁₆, Wiener index minimized" in page.text("results-of")
    assert page.text("total-steps") == steps
    page.fill({"formula": "C2H6O"})
    page.wait_for(lambda: page.number("total-steps") == 28, "the new search")
    assert not page.is_shown("results-of")
    page.run()
    page.open_details("rules")
    page.fill({"required-smarts": "((("})
    page.expect_in("error", "(((")
    assert "C₂H₆O" in page.text("results-of")
    page.fill({"required-smarts": ""})
    assert not page.is_shown("results-of")


def test_the_results_say_what_was_another_way(page: WatchedPage) -> None:
    page.fill({"formula": "C6H6"})
    page.run()
    of = "Still of C₆H₆, Wiener index minimized{}, not of what the form says now."
    page.fill({"seed": 43, "steps": 7})
    told = page.text("results-of")
    assert "4 × 500 steps" in told  # noqa: RUF001
    assert "seed 42" in told
    assert "kT₀" not in told
    page.fill({"seed": 42, "steps": 500})
    page.open_details("rules")
    page.press("constraint-no_triple_bonds")
    assert page.text("results-of") == of.format("")
    page.fill({"seed": ""})
    assert "kT₀ = 100, k = 8" in page.text("results-of")


def test_a_call_that_fails_is_told(page: WatchedPage) -> None:
    page.browser.obstacles.refused["start"] = "RuntimeError: memory access out of bounds"
    page.press("start")
    page.expect_state("error")
    assert "The engine failed" in page.text("error")
    page.browser.obstacles.refused.clear()
    page.press("restart")
    page.expect_state("idle")
    page.run()


def test_a_search_that_cannot_go_on_is_told(page: WatchedPage) -> None:
    """The worker sends an error instead of the next event."""
    start_a_long_run(page)
    channel = next(
        channel
        for channels in page.browser.channels.open.values()
        for channel in channels
        if channel.onmessage is not None
    )
    words = "The search stopped because of an error (no value). Start it anew."
    data = page.window.JSON.parse(
        json.dumps({"event": "error", "id": 0, "data": {"error": words, "kind": "ValueError"}})
    )
    channel.take(data)
    page.expect_state("error")
    assert page.text("error") == words


def test_a_session_that_expired_is_made_again(page: WatchedPage) -> None:
    page.run()
    page.browser.loop.run_until_complete(forget_sessions(page))
    page.press("reset")
    page.expect_state("idle")
    assert page.number("step") == 0
    page.run()
    assert page.number("best-energy") == 89


async def forget_sessions(page: WatchedPage) -> None:
    for session in page.worker.sessions:
        await page.worker.call("delete", session)


def test_a_paused_session_that_expired_is_taken_up_where_it_was(page: WatchedPage) -> None:
    start_a_long_run(page)
    page.press("pause")
    page.expect_state("paused")
    page.browser.loop.run_until_complete(forget_sessions(page))
    page.choose("pace", "full speed")
    page.press("resume")
    page.expect_state("complete")
    expect_the_unbroken_run(page)


@pytest.mark.kernel
def test_a_count_that_is_lost_with_the_worker_is_made_again(page: WatchedPage) -> None:
    page.window.is_pool_deaf = True  # whoever counts never hears that it should
    start_a_long_run(page)
    page.worker.terminate()
    page.expect_state("error")
    page.window.is_pool_deaf = False
    page.press("restart")
    page.expect_state("paused")
    page.expect_in("visited", ISOMERS)


def test_a_press_that_comes_too_late_does_no_harm(page: WatchedPage) -> None:
    """A button may be pressed once more before the page shows what the first press did."""
    start_a_long_run(page)
    press_twice(page, "pause")
    page.expect_state("paused")
    page.pass_by(2)
    assert page.text("error") == ""
    page.choose("pace", "full speed")
    press_twice(page, "resume")
    page.expect_state("complete")
    expect_the_unbroken_run(page)
    assert page.text("error") == ""


def press_twice(page: WatchedPage, handle: str) -> None:
    def press() -> None:
        for _ in range(2):
            page.at(handle).click()

    page.act(press)


def test_a_start_that_is_refused_leaves_the_run_that_is_shown(page: WatchedPage) -> None:
    page.run()
    best = page.text("best-energy")
    page.open_details("rules")
    page.type_into(page.by_id("required-smarts"), "(((")
    page.press("start")
    page.expect_words("error", "(((")
    page.pass_by(5)
    assert (page.state, page.text("best-energy")) == ("idle", best)
    # Of what it was asked for before it is still the result.
    page.type_into(page.by_id("required-smarts"), "")
    page.pass_by(5)
    assert (page.state, page.text("best-energy")) == ("complete", best)
    assert page.words("error") == ""


def test_a_worker_that_is_lost_while_its_events_are_awaited_holds_up_nothing(
    page: WatchedPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        # A channel that does not hear itself yet.
        patch.setattr(channels.BroadcastChannel, "_deliver", lambda *_: None)
        page.press("start")
        page.pass_by(1)
        page.worker.terminate()
        page.expect_state("error")
    page.press("restart")
    page.expect_state("idle")
    page.press("start")
    page.expect_state("complete")
