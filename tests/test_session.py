"""Sessions: their states and the stream of their events."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator

import pytest
from isoanneal import chem, frames
from isoanneal import session as session_module
from isoanneal.messages import Complete, Event, Failure, Progress, Waiting
from isoanneal.pace import Pace, read_pace
from isoanneal.parameters import read_parameters
from isoanneal.session import Session, SessionState
from isoanneal.structure import Structure
from msgspec.structs import replace

STEPS_PER_CYCLE, CYCLES = 100, 4
STEPS = STEPS_PER_CYCLE * CYCLES
STEPS_BETWEEN_EVENTS = 1
COUNTERS = {"accepted_moves", "rejected_moves", "invalid_moves", "disconnected_moves"}


@pytest.fixture(autouse=True)
def _many_events(monkeypatch: pytest.MonkeyPatch) -> None:
    # As many events as there can be, so that a run is long enough to be disturbed.
    monkeypatch.setattr(frames, "SECONDS_PER_FRAME", 1e-9)
    monkeypatch.setattr(session_module, "SECONDS_BETWEEN_SIGNS_OF_LIFE", 0.01)


def new_session(formula: str = "C8H10") -> Session:
    given = {"formula": formula, "steps_per_cycle": STEPS_PER_CYCLE, "cycles": CYCLES}
    return Session("one", read_parameters(given))


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


def of_progress(events: list[Event]) -> list[Progress]:
    """Return the progress told, but for drawings that there may have been no time for."""
    return [
        replace(event, current_smiles="", current_svg="")
        for event in events
        if isinstance(event, Progress)
    ]


def steps_of_points(events: list[Event]) -> list[float]:
    return [step for event in of_progress(events) for step in event.points.step]


async def turns() -> None:
    """Let all other tasks go on until they wait for something that only this one does."""
    for _ in range(10):
        await asyncio.sleep(0)


async def next_events(stream: AsyncIterator[Event], number: int) -> list[Event]:
    return [await anext(stream) for _ in range(number)]


def test_a_run_streams_progress_and_then_one_complete() -> None:
    events = unbroken_run()
    assert [event.step for event in of_progress(events)] == list(
        range(STEPS_BETWEEN_EVENTS, STEPS + 1, STEPS_BETWEEN_EVENTS)
    )
    assert [event.is_complete for event in of_progress(events)].index(True) == len(events) - 2
    assert [type(event) for event in events] == [Progress] * (len(events) - 1) + [Complete]


def test_the_points_of_all_progress_events_are_the_whole_run() -> None:
    assert steps_of_points(unbroken_run()) == list(range(1, STEPS + 1))


def test_the_points_are_those_of_every_single_step() -> None:
    annealer = new_session().parameters.annealer()
    energies, best, temperatures, values = [], [], [], []
    for step in range(STEPS):
        temperatures.append(annealer.cooling.temperature(step))
        annealer.step()
        energies.append(annealer.current_energy)
        best.append(annealer.best_energy)
        values.append(annealer.target.values(annealer.structure)[0])
    points = [event.points for event in of_progress(unbroken_run())]
    assert [energy for one in points for energy in one.current_energy] == energies
    assert [energy for one in points for energy in one.best_energy] == best
    assert [kt for one in points for kt in one.temperature] == temperatures
    assert [value for one in points for value in one.values["wiener_index"]] == values


def test_the_counters_of_every_event_add_up_to_its_step() -> None:
    for event in unbroken_run():
        assert isinstance(event, Progress | Complete)
        assert event.step == (
            event.accepted_moves
            + event.rejected_moves
            + event.invalid_moves
            + event.disconnected_moves
        )


def test_every_event_has_the_drawing_of_the_best_structure_so_far() -> None:
    events = unbroken_run()
    drawings: dict[float, set[tuple[str, str]]] = {}
    for event in events:
        assert isinstance(event, Progress | Complete)
        assert event.best_svg.rstrip().endswith("</svg>")
        drawings.setdefault(event.best_energy, set()).add((event.best_smiles, event.best_svg))
    assert len(drawings) > 1
    assert all(len(drawn) == 1 for drawn in drawings.values())


def test_an_idle_session_streams_signs_of_life() -> None:
    session = new_session()
    events = asyncio.run(next_events(session.stream(), 3))
    words = "The run has not been started yet."
    assert events == [Waiting(session_state="idle", message=words, code="session-idle")] * 3
    assert session.annealer.step_number == 0


def test_a_session_started_while_its_stream_waits_runs_to_the_end() -> None:
    session = new_session()

    async def start_later() -> list[Event]:
        is_waiting = asyncio.Event()
        reading = asyncio.create_task(collect(session, lambda *_: is_waiting.set()))
        await is_waiting.wait()
        session.start()
        return await reading

    events = asyncio.run(start_later())
    assert isinstance(events[0], Waiting)
    assert steps_of_points(events) == list(range(1, STEPS + 1))
    assert events[-1] == unbroken_run()[-1]


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
        return await anext(stream)

    assert isinstance(asyncio.run(start_between_events()), Progress)


def test_a_start_during_the_wait_ends_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session_module, "SECONDS_BETWEEN_SIGNS_OF_LIFE", 3_600.0)
    session = new_session()

    async def start_during_wait() -> Event:
        stream = session.stream()
        await anext(stream)
        waiting = asyncio.ensure_future(anext(stream))
        await turns()
        session.start()
        return await waiting

    assert isinstance(asyncio.run(start_during_wait()), Progress)


@pytest.mark.slow
@pytest.mark.parametrize("pauses", [{1}, {75, 175, 200}, {STEPS - 1}])
def test_a_paused_and_resumed_run_is_that_of_an_unbroken_one(pauses: set[int]) -> None:
    session = new_session()
    session.start()

    def pause_or_start(_: int, event: Event) -> None:
        if isinstance(event, Waiting):
            assert event == Waiting(
                session_state="paused", message="The run is paused.", code="session-paused"
            )
            session.start()
        elif isinstance(event, Progress) and event.step // STEPS_BETWEEN_EVENTS in pauses:
            session.pause()

    events = asyncio.run(collect(session, pause_or_start))
    unbroken = unbroken_run()
    assert sum(isinstance(event, Waiting) for event in events) == len(pauses)
    assert of_progress(events) == of_progress(unbroken)
    assert events[-1] == unbroken[-1]


def test_a_pause_from_another_task_stops_the_run_at_once() -> None:
    session = new_session()
    session.start()
    running, paused = asyncio.Event(), asyncio.Event()
    signs_of_life = 0

    async def read() -> None:
        nonlocal signs_of_life
        async for event in session.stream():
            signs_of_life += isinstance(event, Waiting)
            if signs_of_life == 3:
                paused.set()
            running.set()

    async def pause_meanwhile() -> None:
        reading = asyncio.create_task(read())
        await running.wait()
        session.pause()
        step = session.annealer.step_number
        await paused.wait()
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
    assert events[-1] == unbroken[-1]


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


async def one_step_after_the_other(pace: Pace) -> list[Event]:
    session = new_session()
    session.set_pace(pace)
    session.start()
    return await collect(session)


def test_every_step_gives_as_many_events_as_steps_and_one_complete() -> None:
    events = asyncio.run(one_step_after_the_other(Pace.EVERY_STEP))
    assert [type(event) for event in events] == [Progress] * STEPS + [Complete]
    assert [event.id for event in of_progress(events)] == list(range(1, STEPS + 1))
    assert events[-1] == unbroken_run()[-1]


def test_the_temperature_of_an_event_is_that_of_the_next_step() -> None:
    cooling = new_session().annealer.cooling
    for event in of_progress(asyncio.run(one_step_after_the_other(Pace.EVERY_STEP)))[:-1]:
        assert event.temperature == cooling.temperature(event.step)


@pytest.mark.slow
@pytest.mark.parametrize("pace", [Pace.FIVE, Pace.THIRTY])
def test_at_a_pace_steps_come_one_by_one_and_not_early(pace: Pace) -> None:
    session = new_session()
    session.set_pace(pace)
    session.start()

    async def read() -> float:
        began = asyncio.get_running_loop().time()
        events = await next_events(session.stream(), 4)
        assert [event.id for event in events] == [1, 2, 3, 4]
        assert steps_of_points(events) == [1, 2, 3, 4]
        return asyncio.get_running_loop().time() - began

    # Never early, whatever the machine; how late depends on it.
    assert asyncio.run(read()) >= 3 * pace.seconds_per_step - 0.01


def test_the_pace_can_be_changed_during_a_run() -> None:
    session = new_session()
    session.set_pace(Pace.ONE)
    session.start()

    async def hurry() -> list[Event]:
        has_begun = asyncio.Event()
        reading = asyncio.create_task(collect(session, lambda *_: has_begun.set()))
        await has_begun.wait()
        assert session.annealer.step_number == 1
        session.set_pace(Pace.EVERY_STEP)
        await asyncio.sleep(0)
        session.set_pace(Pace.FULL_SPEED)
        return await reading

    events = asyncio.run(hurry())
    assert steps_of_points(events) == list(range(1, STEPS + 1))
    assert events[-1] == unbroken_run()[-1]


def test_a_pause_at_a_slow_pace_takes_effect_before_the_next_step() -> None:
    session = new_session()
    session.set_pace(Pace.ONE)
    session.start()

    async def pause_soon() -> Event:
        stream = session.stream()
        await anext(stream)
        waiting = asyncio.ensure_future(anext(stream))
        # One turn: the stream has come to its wait, and no timer of it has had its turn yet,
        # however long that took.
        await asyncio.sleep(0)
        session.pause()
        return await waiting

    assert isinstance(asyncio.run(pause_soon()), Waiting)
    assert session.annealer.step_number == 1


def test_paces_are_known_by_name() -> None:
    assert [read_pace(name).seconds_per_step for name in ("1", "2", "5", "10", "30")] == [
        1.0, 0.5, 0.2, 0.1, 1 / 30,
    ]  # fmt: skip
    assert read_pace("every step").seconds_per_step == read_pace("full speed").seconds_per_step == 0
    with pytest.raises(ValueError, match=r"no pace “3”. Choose among: 1, 2, 5, 10, 30, every step"):
        read_pace("3")


def test_a_reader_that_goes_away_ends_the_stream_and_frees_the_run() -> None:
    session = new_session()
    session.start()

    async def read_and_leave() -> None:
        stream = session.stream()
        await next_events(stream, 2)
        await stream.aclose()
        with pytest.raises(StopAsyncIteration):
            await anext(stream)

    asyncio.run(read_and_leave())
    assert session.state is SessionState.PAUSED
    assert session.annealer.step_number == 2 * STEPS_BETWEEN_EVENTS
    session.start()
    assert asyncio.run(collect(session))[-1] == unbroken_run()[-1]


def test_a_reader_that_is_cancelled_frees_the_run() -> None:
    session = new_session()
    session.start()

    async def cancel() -> None:
        reading = asyncio.create_task(collect(session))
        await asyncio.sleep(0)
        assert session.annealer.step_number > 0
        reading.cancel()
        with pytest.raises(asyncio.CancelledError):
            await reading

    asyncio.run(cancel())
    assert session.state is SessionState.PAUSED


def test_a_later_reader_takes_over_and_the_earlier_stream_ends() -> None:
    session = new_session()
    session.start()

    async def attach_twice() -> tuple[list[Event], list[Event]]:
        earlier, later = session.stream(), session.stream()
        first = await next_events(earlier, 2)
        second = await next_events(later, 1)
        with pytest.raises(StopAsyncIteration):
            await anext(earlier)
        assert session.state is SessionState.RUNNING
        return first, second + [event async for event in later]

    first, second = asyncio.run(attach_twice())
    assert steps_of_points(first + second) == list(range(1, STEPS + 1))
    assert second[-1] == unbroken_run()[-1]


@pytest.mark.slow
def test_a_session_goes_on_from_a_snapshot_as_if_never_stopped() -> None:
    session = new_session()
    session.start()

    async def stop_in_the_middle() -> list[Event]:
        return await next_events(session.stream(), 7)

    before = asyncio.run(stop_in_the_middle())
    other = Session("other", session.parameters, session.annealer.snapshot())
    assert other.state is SessionState.PAUSED
    other.start()
    after = asyncio.run(collect(other))
    assert of_progress(before + after) == of_progress(unbroken_run())
    assert after[-1] == unbroken_run()[-1]


def test_a_session_restored_at_its_end_is_complete_at_once() -> None:
    session = new_session()
    session.start()
    complete = asyncio.run(collect(session))[-1]
    other = Session("other", session.parameters, session.annealer.snapshot())
    assert other.state is SessionState.COMPLETE
    assert asyncio.run(collect(other)) == [complete]


def test_a_session_restored_at_its_beginning_is_idle() -> None:
    session = new_session()
    other = Session("other", session.parameters, session.annealer.snapshot())
    assert other.state is SessionState.IDLE


def test_components_are_told_beside_the_energy() -> None:
    session = Session(
        "one",
        read_parameters({"formula": "C4H8O", "weights": {"wiener_index": 2, "logp": 10}}),
    )
    session.start()
    for event in of_progress(asyncio.run(collect(session))):
        values = event.points.values
        assert list(values) == ["wiener_index", "logp"]
        sums = [2 * w + 10 * p for w, p in zip(*values.values(), strict=True)]
        assert event.points.current_energy == pytest.approx(sums)


def test_a_step_that_cannot_be_made_is_an_error_event_and_the_run_is_whole() -> None:
    session = Session("one", read_parameters({"formula": "C8H10", "weights": {"hosoya_z": 1}}))
    calls = 0
    score = session.annealer.target.values

    def fail_once(structure: Structure) -> tuple[float, ...]:
        nonlocal calls
        calls += 1
        if calls == 100:
            raise ValueError("too many matches")
        return score(structure)

    session.annealer.target.values = fail_once  # type: ignore[method-assign]
    session.start()
    events = asyncio.run(collect(session))
    assert events[-1] == Failure(
        error="The search stopped because of an error. Start it anew. "
        "This error was not foreseen: too many matches.",
        kind="ValueError",
        code="session-step-failed",
        refusals=[
            {"code": "session-step-failed", "values": {}},
            {"code": "error-unforeseen", "values": {"error": "too many matches"}},
        ],
    )
    assert session.state is SessionState.PAUSED
    annealer = session.annealer
    assert annealer.snapshot().step == annealer.step_number
    assert annealer.target.energy(annealer.structure) == annealer.current_energy
    session.start()
    assert isinstance(asyncio.run(collect(session))[-1], Complete)


@pytest.mark.parametrize(("formula", "alone"), [("CHCl3", True), ("C4H10", False)])
def test_a_session_knows_whether_there_is_anything_to_find(formula: str, alone: bool) -> None:  # noqa: FBT001
    assert new_session(formula).has_one_isomer is alone


def test_a_session_with_one_isomer_runs_all_the_same() -> None:
    session = new_session("CH4")
    session.start()
    complete = asyncio.run(collect(session))[-1]
    assert isinstance(complete, Complete)
    assert (complete.best_smiles, complete.best_energy, complete.step) == ("C", 0.0, STEPS)


class _Later:
    """The toolkit, as one that arrives during a run."""

    def __init__(self) -> None:
        self.toolkit = chem.toolkit()
        chem.expect()

    def arrive(self) -> None:
        chem.use(self.toolkit)


@pytest.fixture
def later() -> Iterator[_Later]:
    one = _Later()
    yield one
    one.arrive()


def test_a_run_begins_without_a_toolkit_and_ends_with_its_drawing(later: _Later) -> None:
    async def run() -> list[Event]:
        session = new_session()
        session.start()
        steps_made = asyncio.Event()

        def watch(_number: int, event: Event) -> None:
            if isinstance(event, Progress) and event.is_complete:
                steps_made.set()

        reading = asyncio.create_task(collect(session, watch))
        await steps_made.wait()
        await turns()
        assert not reading.done()
        later.arrive()
        return await reading

    events = asyncio.run(run())
    assert {(event.best_smiles, event.best_svg) for event in of_progress(events)} == {("", "")}
    assert events[-1] == unbroken_run()[-1]


def test_a_toolkit_that_arrives_draws_what_was_made_without_it(later: _Later) -> None:
    session = new_session("C2H6")
    assert session.progress().best_smiles == ""
    with pytest.raises(chem.ToolkitExpectedError):
        session.drawing()
    later.arrive()
    drawing = session.drawing()
    assert drawing.best_smiles == session.progress().best_smiles == "CC"
    assert drawing.best_svg.endswith("</svg>\n")
    assert drawing.best_energy == 1
    assert session.has_one_isomer


@pytest.mark.parametrize(
    "asking",
    [
        {"weights": {"logp": 1.0}},
        {"weights": {"smarts_matches": 1.0}, "smarts": "C=C"},
        {"required_smarts": "C=C"},
    ],
)
@pytest.mark.usefixtures("later")
def test_what_cannot_do_without_a_toolkit_says_so(asking: dict[str, object]) -> None:
    with pytest.raises(chem.ToolkitExpectedError):
        Session("one", read_parameters({"formula": "C6H12"} | asking))
