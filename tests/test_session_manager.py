"""The session manager: sessions by name, and their expiry."""

import asyncio

import pytest
from isoanneal.messages import Event, Status
from isoanneal.parameters import read_parameters
from isoanneal.session import Session, SessionState
from isoanneal.session_manager import TIME_TO_LIVE, SessionManager, UnknownSessionError

PARAMETERS = read_parameters({"formula": "C6H14", "steps_per_cycle": 10, "cycles": 1})


class Clock:
    """A clock that goes on when it is told to."""

    def __init__(self) -> None:
        self.seconds = 1000.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def manager(clock: Clock) -> SessionManager:
    return SessionManager(clock=clock)


def test_a_session_is_found_by_its_name(manager: SessionManager) -> None:
    one, other = manager.create(PARAMETERS), manager.create(PARAMETERS)
    assert one.session_id != other.session_id
    assert manager.get(one.session_id) is one
    assert manager.get(other.session_id) is other
    assert one.state is SessionState.IDLE


def test_a_session_tells_how_it_stands(manager: SessionManager) -> None:
    session = manager.create(PARAMETERS)
    assert session.status() == Status(
        session_id=session.session_id, status="idle", step=0, seconds=0.0, pace="full speed"
    )
    session.set_pace(session.pace.EVERY_STEP)
    session.start()

    async def read() -> list[Status]:
        return [session.status() async for _ in session.stream()]

    told = asyncio.run(read())
    assert [one.step for one in told] == [*range(1, 11), 10]
    assert [one.status for one in told] == ["running"] * 9 + ["complete"] * 2
    assert told[-1].seconds > 0
    assert {one.pace for one in told} == {"every step"}


def test_an_unknown_session_is_refused_in_words(manager: SessionManager) -> None:
    with pytest.raises(UnknownSessionError, match=r"no session “nobody”.*Configure a new one"):
        manager.get("nobody")
    with pytest.raises(UnknownSessionError, match="no session “nobody”"):
        manager.delete("nobody")


def test_a_deleted_session_is_unknown(manager: SessionManager) -> None:
    session, other = manager.create(PARAMETERS), manager.create(PARAMETERS)
    manager.delete(session.session_id)
    with pytest.raises(UnknownSessionError):
        manager.get(session.session_id)
    assert manager.get(other.session_id) is other


def test_the_time_to_live_is_an_hour() -> None:
    assert TIME_TO_LIVE == 3600


def test_a_session_expires_an_hour_after_the_last_access(
    manager: SessionManager, clock: Clock
) -> None:
    session = manager.create(PARAMETERS)
    for _ in range(3):
        clock.seconds += 3599
        assert manager.get(session.session_id) is session
    clock.seconds += 3600
    with pytest.raises(UnknownSessionError, match=r"not used for an hour"):
        manager.get(session.session_id)


def test_a_session_that_expired_does_not_take_others_along(
    manager: SessionManager, clock: Clock
) -> None:
    old = manager.create(PARAMETERS)
    clock.seconds += 3000
    young = manager.create(PARAMETERS)
    clock.seconds += 3000
    assert manager.get(young.session_id) is young
    with pytest.raises(UnknownSessionError):
        manager.get(old.session_id)


def test_the_time_to_live_can_be_chosen(clock: Clock) -> None:
    manager = SessionManager(time_to_live=5, clock=clock)
    session = manager.create(PARAMETERS)
    clock.seconds += 4
    assert manager.get(session.session_id) is session
    clock.seconds += 5
    with pytest.raises(UnknownSessionError):
        manager.get(session.session_id)


def test_reading_the_stream_is_an_access(manager: SessionManager, clock: Clock) -> None:
    session = manager.create(PARAMETERS)
    session.set_pace(session.pace.EVERY_STEP)
    session.start()

    async def read_slowly() -> None:
        async for _ in session.stream():
            clock.seconds += 3000

    asyncio.run(read_slowly())
    assert session.state is SessionState.COMPLETE
    assert manager.get(session.session_id) is session


@pytest.mark.parametrize("expires", [True, False])
def test_the_stream_of_a_session_that_is_gone_ends(
    manager: SessionManager,
    clock: Clock,
    expires: bool,  # noqa: FBT001
) -> None:
    session = manager.create(PARAMETERS)

    async def read() -> list[Event]:
        events = []
        async for event in session.stream():
            events.append(event)
            if expires:
                clock.seconds += 3600
                manager.create(PARAMETERS)
            else:
                manager.delete(session.session_id)
        return events

    assert len(asyncio.run(read())) == 1


def test_a_session_can_be_created_from_a_snapshot(manager: SessionManager) -> None:
    session = manager.create(PARAMETERS)
    session.annealer.advance(4)
    other = manager.create(PARAMETERS, session.annealer.snapshot())
    assert (other.state, other.annealer.step_number) == (SessionState.PAUSED, 4)


def test_two_sessions_do_not_disturb_each_other(manager: SessionManager) -> None:
    async def last_event(session: Session) -> Event:
        session.set_pace(session.pace.EVERY_STEP)
        session.start()
        return [event async for event in session.stream()][-1]

    async def both() -> list[Event]:
        one, other = manager.create(PARAMETERS), manager.create(PARAMETERS)
        return list(await asyncio.gather(last_event(one), last_event(other)))

    one, other = asyncio.run(both())
    assert one == other == asyncio.run(last_event(manager.create(PARAMETERS)))
