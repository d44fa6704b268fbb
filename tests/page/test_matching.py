"""Patterns that RDKit matches, which nothing can cut short: told before, and waited for."""

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest
from isoanneal import chem
from isoanneal.session import Session
from isoanneal.structure import Structure

from tests.page.watched import WatchedPage

LONG = {"formula": "C6H8", "steps": 1000, "cycles": 4}
PATTERN = "C1CC1"


class Told:
    """What a worker announces, and whether that comes before the first match."""

    def __init__(self, page: WatchedPage, monkeypatch: pytest.MonkeyPatch) -> None:
        """Listen from now on."""
        self.lists: list[list[str]] = []
        self.unannounced = 0
        self.matches = 0
        tell, match = page.worker.tell_page, chem.toolkit().count_matches

        def heard(message: Any, ports: Any) -> None:  # noqa: ANN401
            if hasattr(message, "matching"):
                self.lists.append(list(message.matching))
            tell(message, ports)

        def matched(structure: Structure, smarts: str) -> int:
            self.matches += 1
            self.unannounced += not self.lists or smarts not in self.lists[-1]
            return match(structure, smarts)

        monkeypatch.setattr(page.worker, "tell_page", heard)
        monkeypatch.setattr(chem.toolkit(), "count_matches", matched, raising=False)


@pytest.fixture
def told(page: WatchedPage, monkeypatch: pytest.MonkeyPatch) -> Told:
    """Listen to the worker of the page."""
    return Told(page, monkeypatch)


@pytest.fixture
def silence(monkeypatch: pytest.MonkeyPatch) -> Iterator[asyncio.Event]:
    """Let a run that is going on be silent until it is woken, as in one long match."""
    woken = asyncio.Event()
    rest = Session._rest  # noqa: SLF001

    async def wait(session: Session) -> None:
        await woken.wait()
        await rest(session)

    monkeypatch.setattr(Session, "_rest", wait)
    yield woken
    woken.set()


def ask_for(page: WatchedPage, **patterns: str) -> None:
    page.open_details("rules")
    page.fill(LONG)
    page.fill({name.replace("_", "-"): pattern for name, pattern in patterns.items()})
    page.choose("pace", "10")
    page.pass_by(2)


def test_what_is_matched_is_told_before(page: WatchedPage, told: Told) -> None:
    ask_for(page, forbidden_smarts=PATTERN)
    page.expect_words("outcome", "first structure of C₆H₈")
    assert told.lists == [[PATTERN], []]  # for the first structure
    page.choose("pace", "full speed")
    page.press("start")
    page.expect_state("complete")
    assert told.lists == [[PATTERN], [], [PATTERN], []]
    page.press("reset")
    page.fill({"forbidden-smarts": ""})
    page.run()
    assert told.lists == [[PATTERN], [], [PATTERN], []]
    assert told.matches > 100
    assert told.unannounced == 0


def test_a_run_that_is_paused_or_forgotten_matches_nothing(page: WatchedPage, told: Told) -> None:
    ask_for(page, required_smarts="C=C", forbidden_smarts=PATTERN)
    page.press("start")
    page.expect_state("running")
    assert told.lists[-1] == ["C=C", PATTERN]
    page.press("pause")
    page.expect_state("paused")
    assert told.lists[-1] == []
    page.press("resume")
    page.expect_state("running")
    assert told.lists[-1] == ["C=C", PATTERN]
    page.press("reset")
    page.expect_state("idle")
    page.pass_by(2)
    assert told.lists[-1] == []


def test_single_steps_tell_what_they_match(page: WatchedPage, told: Told) -> None:
    ask_for(page, forbidden_smarts=PATTERN)
    page.expect_words("outcome", "first structure of C₆H₈")
    matched = told.matches
    for step in range(1, 13):
        page.press("step-once")
        page.expect_text("step", f"{step}")
    assert told.matches > matched
    for step in range(11, 8, -1):
        page.press("step-back")
        page.expect_text("step", f"{step}")
    assert told.lists[-2:] == [[PATTERN], []]
    assert told.unannounced == 0


def test_replicates_tell_what_they_match(page: WatchedPage, told: Told) -> None:
    ask_for(page, forbidden_smarts=PATTERN)
    page.fill({"steps": 20, "cycles": 1})
    page.follow("#compare")
    page.fill({"replicate-count": 3})
    page.press("replicate")
    page.expect_in("replicate-outcome", "of 3 reached")
    assert told.lists[-2:] == [[PATTERN], []]
    assert told.unannounced == 0


def test_a_long_match_of_a_run_is_waited_for(page: WatchedPage, silence: asyncio.Event) -> None:
    ask_for(page, forbidden_smarts=PATTERN)
    page.browser.obstacles.hold("status")
    page.press("start")
    page.expect_in("error", f"RDKit is matching the pattern {PATTERN}, which cannot be interrupted")
    assert page.is_shown("restart")
    assert page.state == "running"
    page.pass_by(2000)  # however long
    assert page.state == "running"
    page.browser.obstacles.release("status")
    page.act(silence.set)
    page.wait_for(lambda: not page.is_shown("restart"), "an answer")
    assert page.text("error") == ""
    page.choose("pace", "full speed")
    page.expect_state("complete")
    assert len(page.workers) == 1


def test_a_long_match_is_ended_by_a_new_engine(page: WatchedPage, silence: asyncio.Event) -> None:
    ask_for(page, required_smarts="C=C", forbidden_smarts=PATTERN)
    page.browser.obstacles.hold("status")
    page.press("start")
    page.expect_in("error", "RDKit is matching one of the patterns C=C")
    page.browser.obstacles.release("status")
    page.act(silence.set)
    page.press("restart")
    page.expect_state("paused")
    assert page.text("error") == ""
    assert not page.is_shown("restart")
    page.choose("pace", "full speed")
    page.press("resume")
    page.expect_state("complete")
    assert len(page.workers) == 2


def test_a_worker_that_replaced_another_is_watched_at_once(
    page: WatchedPage, silence: asyncio.Event
) -> None:
    ask_for(page, forbidden_smarts=PATTERN)
    page.browser.obstacles.hold("status")
    page.press("start")
    page.expect_in("error", "RDKit is matching")
    page.browser.obstacles.release("status")
    page.act(silence.set)
    page.press("restart")
    page.expect_state("paused")
    page.worker.terminate()
    page.pass_by(20)
    assert "stopped answering" in page.text("error")


def test_a_silent_run_without_patterns_is_lost(page: WatchedPage, silence: asyncio.Event) -> None:
    page.fill(LONG)
    page.choose("pace", "10")
    page.pass_by(1)
    page.browser.obstacles.hold("status")
    page.press("start")
    page.expect_in("error", "The engine stopped answering")
    assert not silence.is_set()


def test_a_long_preparation_with_a_pattern_is_waited_for(page: WatchedPage) -> None:
    page.browser.obstacles.hold("status")
    sessions = page.worker._modules["worker.sessions"]  # noqa: SLF001
    right = sessions.done_in_turns

    async def slow(work: Any) -> Any:  # noqa: ANN401
        await asyncio.sleep(1000)
        return await right(work)

    sessions.done_in_turns = slow
    ask_for(page, required_smarts="C=C")
    page.expect_in("error", "RDKit is matching the pattern C=C")
    page.pass_by(700)
    assert page.state != "error"
    page.browser.obstacles.release("status")
    page.expect_words("outcome", "first structure of C₆H₈")
    assert page.text("error") == ""
