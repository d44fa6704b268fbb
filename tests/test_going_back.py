"""Single steps, forward and back: a run that was taken apart is the unbroken one."""

import asyncio
import random
from copy import deepcopy
from typing import Any

import pytest
from isoanneal.history import MOST_KEPT, STEPS_BETWEEN, History
from isoanneal.pace import Pace
from isoanneal.parameters import read_parameters
from isoanneal.session import Session, SessionError, SessionState
from isoanneal.work import done

TASKS: dict[str, dict[str, Any]] = {
    "kernel": {"formula": "C8H10"},
    "components of RDKit": {"formula": "C5H10O", "weights": {"logp": 1.0}},
    "constraints": {"formula": "C6H8", "constraints": ["no_three_membered_rings"]},
    "thermostat": {"formula": "C8H10", "thermostat": [(5, 1e6), (30, 0.0), (300, 20.0)]},
}


def session_of(task: str, **more: object) -> Session:
    return Session("one", read_parameters(TASKS[task] | more))


def standing(session: Session) -> object:
    annealer = session.annealer
    structure = annealer.structure.bond_units, annealer.structure.hydrogen_bearers
    best = annealer.best.bond_units
    return deepcopy((annealer.get_state(), annealer.random_state, structure, best, session.move))


def state_of(session: Session) -> str:
    return session.status().status


def stepped(session: Session, steps: int) -> list[object]:
    found = []
    for _ in range(steps):
        session.step_once()
        found.append(standing(session))
    return found


@pytest.mark.parametrize("task", TASKS)
def test_back_and_forward_are_the_same_steps(task: str) -> None:
    session = session_of(task)
    there = stepped(session, 60)
    for place in reversed(range(59)):
        done(session.going_back())
        assert standing(session) == there[place]
    assert stepped(session, 59) == there[1:]


@pytest.mark.parametrize("task", TASKS)
def test_to_go_back_by_many_steps_is_to_go_back_one_by_one(task: str) -> None:
    session = session_of(task)
    there = stepped(session, 400)
    draw = random.Random(1)
    for _ in range(12):
        here = session.annealer.step_number
        steps = draw.randrange(1, here)
        done(session.going_back(steps))
        assert standing(session) == there[here - steps - 1]
        stepped(session, draw.randrange(400 - session.annealer.step_number))


def run_to(session: Session, step: int, pace: Pace = Pace.FULL_SPEED) -> None:
    """Run a session until it has made so many steps at least, and leave it paused."""

    async def read() -> None:
        async for event in session.stream():
            if event.event == "complete" or session.annealer.step_number >= step:
                break

    session.set_pace(pace)
    session.start()
    asyncio.run(read())
    if session.state is SessionState.RUNNING:
        session.pause()


@pytest.mark.kernel
def test_ten_thousand_steps_back_and_forward_are_the_same() -> None:
    session = session_of("kernel", steps_per_cycle=10_000, cycles=100)
    run_to(session, 400_000)
    end = session.annealer.step_number
    done(session.going_back(10_000))
    first = standing(session)
    there = stepped(session, 10_000)
    assert session.annealer.step_number == end
    for place in (9_998, 9_000, 5_000, 1, 0):
        done(session.going_back(session.annealer.step_number - (end - 10_000) - place - 1))
        assert standing(session) == there[place]
    done(session.going_back())
    assert standing(session) == first


def test_ten_thousand_steps_of_the_python_engine_back_are_the_same() -> None:
    session = session_of("constraints", steps_per_cycle=10_000, cycles=2)
    run_to(session, 12_000)
    end = session.annealer.step_number
    done(session.going_back(10_000))
    assert session.annealer.step_number == end - 10_000
    unbroken = session_of("constraints", steps_per_cycle=10_000, cycles=2)
    unbroken.engine.advance(end - 10_001)
    unbroken.step_once()
    assert standing(unbroken) == standing(session)


def test_a_session_restored_goes_back_beyond_where_it_was_left() -> None:
    session = session_of("constraints")
    there = stepped(session, 300)
    again = Session("two", session.parameters, session.annealer.snapshot())
    done(again.going_back(100))
    assert standing(again) == there[199]
    earlier = session_of("constraints")
    stepped(earlier, 150)
    third = Session("three", session.parameters, session.annealer.snapshot())
    third.history.extend([earlier.annealer.snapshot()])
    done(third.going_back(100))
    assert standing(third) == there[199]


@pytest.mark.parametrize("task", ["kernel", "constraints"])
def test_the_rate_has_all_steps_but_those_that_were_made_again(task: str) -> None:
    session = session_of(task)
    stepped(session, 300)
    assert session.rate * session.seconds == pytest.approx(300)
    done(session.going_back(10))
    stepped(session, 5)
    assert session.rate * session.seconds == pytest.approx(5)


def test_steps_by_hand_are_kept_to_go_back_from() -> None:
    session = session_of("constraints")
    stepped(session, 2 * STEPS_BETWEEN + 1)
    kept = session.history.before(10**9)
    assert kept is not None
    assert kept.step == 2 * STEPS_BETWEEN


def test_states_follow_the_steps() -> None:
    session = session_of("kernel", steps_per_cycle=2, cycles=2)
    assert state_of(session) == "idle"
    with pytest.raises(SessionError, match="at its beginning"):
        done(session.going_back())
    stepped(session, 1)
    assert state_of(session) == "paused"
    done(session.going_back())
    assert (state_of(session), session.annealer.step_number) == ("idle", 0)
    assert session.move is None
    stepped(session, 4)
    assert state_of(session) == "complete"
    with pytest.raises(SessionError, match="complete"):
        session.step_once()
    with pytest.raises(SessionError, match="complete"):
        session.set_temperature(3.0)
    done(session.going_back(2))
    assert (state_of(session), session.annealer.step_number) == ("paused", 2)
    run_to(session, 4)
    assert state_of(session) == "complete"
    done(session.going_back(99))
    assert state_of(session) == "idle"


def test_nothing_is_stepped_while_it_runs() -> None:
    session = session_of("kernel")
    session.start()
    with pytest.raises(SessionError, match="pause it first"):
        session.step_once()
    with pytest.raises(SessionError, match="pause it first"):
        done(session.going_back())


def test_the_temperature_taken_in_hand_is_part_of_the_parameters() -> None:
    session = session_of("kernel")
    stepped(session, 10)
    session.set_temperature(1e6)
    stepped(session, 10)
    session.set_temperature(0.0)
    there = stepped(session, 10)
    assert session.parameters.thermostat == [(10, 1e6), (20, 0.0)]
    again = Session("two", read_parameters(TASKS["thermostat"] | {
        "thermostat": session.parameters.thermostat,
    }))  # fmt: skip
    assert stepped(again, 30)[20:] == there


def test_a_change_after_going_back_drops_the_later_steps() -> None:
    session = session_of("constraints", steps_per_cycle=2_000)
    run_to(session, 1_000)
    session.set_temperature(5.0)
    stepped(session, 10)
    here = session.annealer.step_number
    done(session.going_back(700))
    assert session.parameters.thermostat == [(here - 10, 5.0)]
    session.set_temperature(1e6)
    assert session.parameters.thermostat == [(here - 700, 1e6)]
    kept = session.history.before(10**9)
    assert kept is None or kept.step <= here - 700
    stepped(session, 1)
    done(session.going_back())
    assert session.annealer.step_number == here - 700


def test_what_cannot_be_scored_stops_a_step_and_nothing_is_lost(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    session = session_of("constraints")
    stepped(session, 5)

    def fail(_: object) -> tuple[float, ...]:
        raise ValueError("too many matches")

    with monkeypatch.context() as patched:
        patched.setattr(session.annealer.target, "values", fail, raising=False)
        with pytest.raises(SessionError, match="too many matches"):
            stepped(session, 1_000)
    failed_at = session.annealer.step_number
    assert failed_at >= 5
    unbroken = session_of("constraints")
    assert stepped(unbroken, failed_at + 50)[failed_at:] == stepped(session, 50)


def test_the_history_keeps_a_number_of_places() -> None:
    history = History()
    annealer = read_parameters({"formula": "C8H10", "steps_per_cycle": 50_000}).annealer()
    assert history.before(10**9) is None
    while not annealer.is_complete and annealer.step_number < 2 * MOST_KEPT * STEPS_BETWEEN:
        annealer.advance(100)
        history.note(annealer)
    last = history.before(10**9)
    assert last is not None
    assert annealer.step_number - last.step < STEPS_BETWEEN + 100
    assert history.before(last.step - 10_000) is not None
    assert history.before(10) is None
