"""Sessions: their states and the stream of their events."""

import asyncio
from collections.abc import AsyncIterator, Callable

import msgspec
import pytest
from isoanneal import session as session_module
from isoanneal.messages import Complete, Event, Progress, Waiting
from isoanneal.parameters import read_parameters
from isoanneal.session import Session, SessionError, SessionState

STEPS = 2_000
STEPS_BETWEEN_EVENTS = 50


@pytest.fixture(autouse=True)
def _many_events(monkeypatch: pytest.MonkeyPatch) -> None:
    # As many events as there can be, so that a run is long enough to be disturbed.
    monkeypatch.setattr(session_module, "SECONDS_PER_EVENT", 1e-9)
    monkeypatch.setattr(session_module, "SECONDS_BETWEEN_SIGNS_OF_LIFE", 0.01)


def new_session(formula: str = "C8H10") -> Session:
    return Session("one", read_parameters({"formula": formula}))


async def collect(
    session: Session, on_event: Callable[[int, Event], None] = lambda _number, _event: None
) -> list[Event]:
    """Return all events until the stream ends; `on_event` gets each with its number."""
    events: list[Event] = []
    async for event in session.stream():
        events.append(event)
        on_event(len(events), event)
    return events


def unbroken_run() -> list[Event]:
    session = new_session()
    session.start()
    return asyncio.run(collect(session))


def without_seconds(event: Event) -> Event:
    assert isinstance(event, Complete)
    return msgspec.structs.replace(event, seconds=0.0)


def of_progress(events: list[Event]) -> list[Progress]:
    return [event for event in events if isinstance(event, Progress)]


def steps_of_points(events: list[Event]) -> list[float]:
    return [step for event in of_progress(events) for step in event.points.step]


async def next_events(stream: AsyncIterator[Event], number: int) -> list[Event]:
    return [await anext(stream) for _ in range(number)]


def test_a_new_session_is_idle() -> None:
    assert new_session().state is SessionState.IDLE


def test_a_run_streams_progress_and_then_one_complete() -> None:
    events = unbroken_run()
    assert [event.step for event in of_progress(events)] == list(
        range(STEPS_BETWEEN_EVENTS, STEPS + 1, STEPS_BETWEEN_EVENTS)
    )
    assert [event.is_complete for event in of_progress(events)].index(True) == len(events) - 2
    assert [type(event) for event in events] == [Progress] * (len(events) - 1) + [Complete]


def test_the_points_of_all_progress_events_are_the_whole_run() -> None:
    assert steps_of_points(unbroken_run()) == list(range(STEPS + 1))


def test_the_counters_of_every_event_add_up_to_its_step() -> None:
    for event in unbroken_run():
        assert isinstance(event, Progress | Complete)
        assert event.step == (
            event.accepted_moves
            + event.rejected_moves
            + event.invalid_moves
            + event.disconnected_moves
        )


def test_a_drawing_comes_with_the_first_event_and_with_each_better_structure() -> None:
    events = unbroken_run()
    best = [event.best_energy for event in of_progress(events)]
    drawn = [bool(event.best_svg) for event in of_progress(events)]
    improved = [number == 0 or best[number] != best[number - 1] for number in range(len(best))]
    assert drawn == improved
    assert 1 < sum(drawn) < len(drawn)
    last = [event.best_svg for event in of_progress(events) if event.best_svg][-1]
    complete = events[-1]
    assert isinstance(complete, Complete)
    assert complete.best_svg == last
    assert complete.best_smiles == of_progress(events)[-1].best_smiles != ""
    assert complete.best_energy == best[-1]
    assert complete.seconds > 0


def test_an_idle_session_streams_signs_of_life() -> None:
    session = new_session()
    events = asyncio.run(next_events(session.stream(), 3))
    assert (
        events == [Waiting(session_state="idle", message="The run has not been started yet.")] * 3
    )
    assert session.annealer.step_number == 0


def test_a_session_started_while_its_stream_waits_runs_to_the_end() -> None:
    session = new_session()

    async def start_later() -> list[Event]:
        reading = asyncio.create_task(collect(session))
        await asyncio.sleep(0.03)
        session.start()
        return await reading

    events = asyncio.run(start_later())
    assert isinstance(events[0], Waiting)
    assert steps_of_points(events) == list(range(STEPS + 1))
    assert without_seconds(events[-1]) == without_seconds(unbroken_run()[-1])


def test_a_start_while_a_waiting_event_is_handled_is_not_missed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # Longer than the test may take: only being noticed at once ends the wait.
    monkeypatch.setattr(session_module, "SECONDS_BETWEEN_SIGNS_OF_LIFE", 3_600.0)
    session = new_session()

    async def start_between_events() -> Event:
        stream = session.stream()
        assert isinstance(await anext(stream), Waiting)
        session.start()
        return await asyncio.wait_for(anext(stream), 10)

    assert isinstance(asyncio.run(start_between_events()), Progress)


def test_a_start_during_the_wait_ends_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session_module, "SECONDS_BETWEEN_SIGNS_OF_LIFE", 3_600.0)
    session = new_session()

    async def start_during_wait() -> Event:
        stream = session.stream()
        await anext(stream)
        waiting = asyncio.ensure_future(anext(stream))
        await asyncio.sleep(0.01)
        session.start()
        return await asyncio.wait_for(waiting, 10)

    assert isinstance(asyncio.run(start_during_wait()), Progress)


@pytest.mark.parametrize("pauses", [{1}, {3, 7, 8}, {39}])
def test_a_paused_and_resumed_run_is_that_of_an_unbroken_one(pauses: set[int]) -> None:
    session = new_session()
    session.start()

    def pause_or_start(_: int, event: Event) -> None:
        if isinstance(event, Waiting):
            assert event == Waiting(session_state="paused", message="The run is paused.")
            session.start()
        elif isinstance(event, Progress) and event.step // STEPS_BETWEEN_EVENTS in pauses:
            session.pause()

    events = asyncio.run(collect(session, pause_or_start))
    unbroken = unbroken_run()
    assert sum(isinstance(event, Waiting) for event in events) == len(pauses)
    assert of_progress(events) == of_progress(unbroken)
    assert without_seconds(events[-1]) == without_seconds(unbroken[-1])


def test_a_pause_from_another_task_stops_the_run_at_once() -> None:
    session = new_session()
    session.start()
    running, paused = asyncio.Event(), asyncio.Event()

    async def read() -> None:
        async for event in session.stream():
            (running if isinstance(event, Progress) else paused).set()

    async def pause_meanwhile() -> None:
        reading = asyncio.create_task(read())
        await running.wait()
        session.pause()
        step = session.annealer.step_number
        await paused.wait()
        await asyncio.sleep(0.03)
        assert 0 < session.annealer.step_number == step < STEPS
        reading.cancel()

    asyncio.run(pause_meanwhile())


def test_a_session_reset_in_the_middle_of_a_run_makes_the_same_run_again() -> None:
    session = new_session()
    session.start()

    def reset_and_start(number: int, _: Event) -> None:
        if number == 5:
            session.reset()
            assert session.state is SessionState.IDLE
            assert session.annealer.step_number == 0
            session.start()

    events = asyncio.run(collect(session, reset_and_start))
    unbroken = unbroken_run()
    assert of_progress(events)[5:] == of_progress(unbroken)
    assert without_seconds(events[-1]) == without_seconds(unbroken[-1])


def test_a_session_can_be_reset_when_complete_or_paused() -> None:
    session = new_session()
    session.start()
    first = asyncio.run(collect(session))
    session.reset()
    session.start()
    session.pause()
    session.reset()
    assert session.state is SessionState.IDLE
    session.start()
    assert of_progress(asyncio.run(collect(session))) == of_progress(first)


def test_the_stream_of_a_complete_session_is_one_complete() -> None:
    session = new_session()
    session.start()
    events = asyncio.run(collect(session))
    assert session.state is SessionState.COMPLETE
    assert asyncio.run(collect(session)) == [events[-1]]


def test_calls_that_do_not_fit_the_state_are_refused() -> None:
    session = new_session()
    with pytest.raises(SessionError, match="cannot be paused: it has not been started yet"):
        session.pause()
    session.start()
    with pytest.raises(SessionError, match="cannot be started: it is already running"):
        session.start()
    session.pause()
    with pytest.raises(SessionError, match="cannot be paused: it is paused"):
        session.pause()
    session.start()
    asyncio.run(collect(session))
    with pytest.raises(SessionError, match="cannot be started: it is already complete; reset"):
        session.start()
    with pytest.raises(SessionError, match="cannot be paused: it is already complete"):
        session.pause()


def test_a_refused_call_leaves_the_state() -> None:
    session = new_session()
    with pytest.raises(SessionError):
        session.pause()
    assert session.state is SessionState.IDLE


@pytest.mark.parametrize(("formula", "alone"), [("CHCl3", True), ("C4H10", False)])
def test_a_session_knows_whether_there_is_anything_to_find(formula: str, alone: bool) -> None:  # noqa: FBT001
    assert new_session(formula).has_one_isomer is alone


def test_a_session_with_one_isomer_runs_all_the_same() -> None:
    session = new_session("CH4")
    session.start()
    complete = asyncio.run(collect(session))[-1]
    assert isinstance(complete, Complete)
    assert (complete.best_smiles, complete.best_energy, complete.step) == ("C", 0.0, STEPS)


def test_events_are_told_apart_by_their_tag() -> None:
    session = new_session()
    tags = []

    def note(_: int, event: Event) -> None:
        tags.append(msgspec.to_builtins(event)["event"])
        if isinstance(event, Waiting):
            session.start()

    asyncio.run(collect(session, note))
    assert tags == ["waiting"] + ["progress"] * (STEPS // STEPS_BETWEEN_EVENTS) + ["complete"]


def test_a_progress_event_has_the_fields_that_the_page_reads() -> None:
    progress = of_progress(unbroken_run())[0]
    assert set(msgspec.to_builtins(progress)) == {
        "event", "step", "total_steps", "cycle", "temperature", "current_energy", "best_energy",
        "best_smiles", "best_svg", "accepted_moves", "rejected_moves", "invalid_moves",
        "disconnected_moves", "is_complete", "points",
    }  # fmt: skip
