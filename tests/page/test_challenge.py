"""The challenge: by hand, against the schedule and against no heat."""

import asyncio
import re

import pytest
from isoanneal.aims import AIMS, CHALLENGES
from isoanneal.aims.reaching import reached
from isoanneal.frames import Frames
from isoanneal.parameters import read_parameters

from tests.page.watched import WatchedPage

CHALLENGE = CHALLENGES[0]
KEY = f"challenge-{CHALLENGE['name']}"
AIM = next(aim for aim in AIMS if aim["name"] == CHALLENGE["aim"])
SCHEDULE: list[tuple[int, float]] = []
COLD = [(0, CHALLENGE["kt"])]


def score(thermostat: list[tuple[int, float]], seed: int = 42) -> str:
    """Return the score of a search that the package makes by itself."""
    annealer = read_parameters(
        AIM["parameters"] | {"seed": seed, "thermostat": thermostat}
    ).annealer()
    best, step = annealer.best_energy, 0
    while not annealer.is_complete:
        annealer.advance(1)
        if annealer.best_energy < best - 1e-4:
            best, step = annealer.best_energy, annealer.step_number
    if reached(AIM, best):
        return f"Reached at step {step:,}."
    return f"Not reached: best energy {round(best, 4):g}, at step {step:,}."


def scores(page: WatchedPage) -> tuple[str, ...]:
    return tuple(page.text(f"score-{name}") for name in ("you", "schedule", "cold"))


@pytest.fixture
def page(page: WatchedPage) -> WatchedPage:
    """Give a page with the challenge chosen."""
    page.choose("preset", KEY)
    page.expect_words("outcome", "first structure of C₁₀H₂₀O")
    return page


def wait_for_scores(page: WatchedPage) -> None:
    page.wait_for(lambda: "–" not in scores(page), "all scores")


def test_it_is_chosen_with_the_temperature_in_hand(page: WatchedPage) -> None:
    assert page.value("preset") == KEY
    assert page.text("question") == ""
    assert page.text("challenge-asked") == CHALLENGE["question"]
    assert page.text("challenge-meaning") == CHALLENGE["meaning"]
    assert page.text("thermostat-words") == "in your hand"
    assert page.value("thermostat") == "0"
    assert page.value("pace") == CHALLENGE["pace"]
    assert scores(page) == ("–", "–", "–")
    of = "All three: 4 × 750 steps, seed 42. The schedule cools from kT₀ = 20 at the rate k = 1."  # noqa: RUF001
    assert page.text("challenge-of") == of
    assert not page.is_shown("challenge-again")


def test_who_does_nothing_has_what_no_heat_has(page: WatchedPage) -> None:
    page.press("start")
    page.expect_state("running")
    page.press("to-the-end")
    page.expect_state("complete")
    wait_for_scores(page)
    assert scores(page) == (score(COLD), score(SCHEDULE), score(COLD))
    assert page.text("challenge-meaning").startswith("The schedule was better this time.")
    told = page.text("challenge-told")
    assert f"You: {score(COLD)} The schedule: {score(SCHEDULE)} No heat: {score(COLD)}" in told
    assert page.words("outcome").startswith("Not reached: the best energy found is")
    assert not page.is_shown("challenge-stop")


def play(page: WatchedPage, place: int = 180) -> None:
    """Heat at once, and leave it so."""
    page.type_into(page.at("thermostat"), place)
    page.pass_by(1)
    page.press("start")
    page.expect_state("running")
    page.press("to-the-end")
    page.expect_state("complete")


def settings(page: WatchedPage) -> list[tuple[int, float]]:
    found = re.findall(r"(\d+)%3A([\d.]+)", page.by_id("whole-page").href)
    return [(int(step), float(kt)) for step, kt in found]


def test_what_is_set_by_hand_decides(page: WatchedPage) -> None:
    play(page)
    wait_for_scores(page)
    assert settings(page) == [(0, 3.81)]
    you, schedule, cold = scores(page)
    assert (you, schedule, cold) == (score(settings(page)), score(SCHEDULE), score(COLD))
    steps = [int(one.split()[-1].strip(".").replace(",", "")) for one in (you, schedule)]
    assert you.startswith("Reached")
    won = "You beat the schedule!" if steps[0] < steps[1] else "The schedule was better"
    assert page.text("challenge-meaning").startswith(won)


def test_the_temperature_moves_while_it_runs(page: WatchedPage) -> None:
    page.press("start")
    page.expect_state("running")
    page.pass_by(2)
    assert page.text("score-you") != "–"
    assert scores(page)[1:] == ("–", "–")
    page.type_into(page.at("thermostat"), 200)
    page.pass_by(1)
    assert page.number("temperature") > 5
    assert page.value("preset") == KEY
    page.press("to-the-end")
    page.expect_state("complete")
    wait_for_scores(page)
    assert scores(page) == (score(settings(page)), score(SCHEDULE), score(COLD))
    assert len(settings(page)) == 2


def test_a_temperature_that_is_set_at_the_end_is_no_refusal(page: WatchedPage) -> None:
    page.press("start")
    page.expect_state("running")
    page.press("to-the-end")
    page.browser.obstacles.hold("set_temperature")
    page.type_into(page.at("thermostat"), 200)
    page.expect_state("complete")
    page.browser.obstacles.release("set_temperature")
    page.pass_by(2)
    assert (page.state, page.text("error")) == ("complete", "")
    wait_for_scores(page)


def test_scores_go_when_the_form_says_something_else(page: WatchedPage) -> None:
    play(page)
    wait_for_scores(page)
    there = scores(page)
    page.fill({"seed": 43})
    assert scores(page) == ("–", "–", "–")
    assert "seed 43." in page.text("challenge-of")
    assert page.text("challenge-told") == ""
    page.fill({"seed": 42})
    wait_for_scores(page)
    assert scores(page) == there
    page.fill({"kt0": 21})
    assert not page.is_shown("challenge")
    page.fill({"kt0": 20, "formula": "C10H21O"})
    assert not page.is_shown("challenge")


def test_it_can_be_played_again(page: WatchedPage) -> None:
    page.fill({"seed": 5})
    page.pass_by(1)
    play(page)
    wait_for_scores(page)
    page.press("challenge-again")
    assert page.document.activeElement is page.at("start")
    page.expect_words("outcome", "first structure of C₁₀H₂₀O")
    assert settings(page) == COLD
    assert (page.value("seed"), page.value("thermostat")) == ("5", "0")
    assert scores(page) == ("–", "–", "–")
    page.press("start")
    page.expect_state("running")
    page.press("to-the-end")
    page.expect_state("complete")
    wait_for_scores(page)
    assert scores(page) == (score(COLD, 5), score(SCHEDULE, 5), score(COLD, 5))


def test_the_schedule_alone_is_no_challenge(page: WatchedPage) -> None:
    page.press("by-schedule")
    assert page.value("preset") == f"aim-{CHALLENGE['aim']}"
    assert not page.is_shown("challenge")
    assert page.text("question") != ""


def test_a_link_has_the_challenge_and_what_was_set(page: WatchedPage) -> None:
    play(page)
    wait_for_scores(page)
    link = page.by_id("whole-page").href
    other = WatchedPage(page.browser, link[link.index("?") :]).open_ready()
    assert (other.value("preset"), other.value("pace")) == (KEY, CHALLENGE["pace"])
    assert settings(other) == settings(page)
    other.press("start")
    other.expect_state("running")
    other.press("to-the-end")
    other.expect_state("complete")
    wait_for_scores(other)
    assert scores(other) == scores(page)


def test_a_run_that_was_kept_has_its_scores(page: WatchedPage) -> None:
    play(page)
    wait_for_scores(page)
    there = scores(page)
    page.pass_by(2)
    page.reload()
    page.expect_state("complete")
    wait_for_scores(page)
    assert scores(page) == there
    page.press("step-back")
    page.expect_state("paused")
    assert scores(page)[1:] == ("–", "–")
    assert not page.is_shown("challenge-again")


def test_the_pace_of_the_challenge_is_not_kept(page: WatchedPage) -> None:
    assert page.value("pace") == "30"
    page.choose("preset", "aim-benzene")
    assert page.value("pace") == "full speed"
    page.choose("preset", KEY)
    assert WatchedPage(page.browser).open_ready().value("pace") == "full speed"


def test_the_comparison_can_be_stopped_and_made_after_all(
    page: WatchedPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def long(*_: object) -> None:
        await asyncio.sleep(30)

    page.browser.obstacles.hold("race")
    play(page)
    monkeypatch.setattr(Frames, "give_way", long)
    page.browser.obstacles.release("race")
    page.pass_by(1)
    page.press("challenge-stop")
    page.wait_for(lambda: page.is_shown("challenge-compare"), "the offer to compare")
    assert scores(page)[1:] == ("–", "–")
    assert page.text("challenge-told") == page.text("challenge-refusal") == ""
    monkeypatch.undo()
    page.press("challenge-compare")
    wait_for_scores(page)
    assert not page.is_shown("challenge-compare")


def test_a_race_is_stopped_by_another_search(page: WatchedPage) -> None:
    page.browser.obstacles.hold("race")
    play(page)
    page.fill({"seed": 43})
    assert not page.is_shown("challenge-stop")
    page.browser.obstacles.release("race")
    page.pass_by(2)
    assert scores(page) == ("–", "–", "–")
    assert "stop_races" in page.worker.calls
    assert page.state == "idle"


@pytest.mark.parametrize("is_lost", [True, False])
def test_what_keeps_the_others_from_being_compared_is_told(
    page: WatchedPage, *, is_lost: bool
) -> None:
    if is_lost:
        page.browser.obstacles.hold("race")
        play(page)
        page.worker.terminate()
        page.wait_for(lambda: page.text("challenge-refusal"), "a refusal")
        assert page.text("challenge-refusal").startswith("The engine was lost before the others")
        page.browser.obstacles.release("race")
        return
    page.browser.obstacles.refused["race"] = "out of memory"
    play(page)
    page.wait_for(lambda: page.text("challenge-refusal"), "a refusal")
    assert page.text("challenge-refusal") == "The comparison failed. Compare again."
    del page.browser.obstacles.refused["race"]
    page.press("challenge-compare")
    wait_for_scores(page)
    assert page.text("challenge-refusal") == ""
