"""What the page can ask of sessions: to be made, started, paused, and to tell their events."""

import asyncio
from typing import Any

import msgspec
from isoanneal import chem
from isoanneal.annealer import Annealer
from isoanneal.pace import read_pace
from isoanneal.parameters import read_parameters
from isoanneal.session import SessionState
from isoanneal.session_manager import SessionManager
from isoanneal.snapshot import read_snapshot
from isoanneal.work import done_in_turns
from worker.answers import Answer
from worker.events import (
    described,
    drawn_move,
    explained_event,
    first_event,
    in_words,
    send_events,
)
from worker.matching import matching

manager = SessionManager()
streams: set[asyncio.Task[None]] = set()
preparations: set[asyncio.Task[Annealer]] = set()
returns: set[asyncio.Task[None]] = set()


async def configure(
    parameters: Any,  # noqa: ANN401  (JavaScript)
    snapshot: str = "",
    earlier: Any = None,  # noqa: ANN401
) -> Answer:
    """Make a session, at its beginning or where a snapshot was taken.

    `earlier` are snapshots of the same run from before, from which it can go back.

    Answers its first structure too; without a drawing if RDKit is not there yet, see `drawing`.
    Refuses with `ToolkitExpectedError` what cannot be done without RDKit until that is there.  One
    that is still being made is given up for this one; then, or after `stop_configuring`, it
    answers `stopped`.
    """
    await stop_configuring()
    wanted = read_parameters(parameters.to_py())
    left = read_snapshot(snapshot) if snapshot else None
    places = [read_snapshot(text) for text in earlier.to_py()] if earlier else []
    with matching.during(wanted):
        task = asyncio.create_task(done_in_turns(wanted.preparation()))
        preparations.add(task)
        try:
            session = manager.create(wanted, left, await task)
            session.history.extend(places)
        except asyncio.CancelledError:
            return {"stopped": True}
        finally:
            preparations.discard(task)
    return described(session) | {
        "engine": session.engine.name,
        "reason": session.engine.reason,
        "has_one_isomer": False if chem.is_expected() else session.has_one_isomer,
        "initial_energy": session.annealer.initial_energy,
        "first": first_event(session),
    }


async def stop_configuring() -> Answer:
    """Give up the session that is being made, if one is, and the way back of one that goes back."""
    for task in (*preparations, *returns):
        task.cancel()
    return {}


async def drawing(session_id: str) -> Answer:
    """Answer what RDKit makes of a session, as soon as it is there."""
    session = manager.get(session_id)
    await chem.arrival()
    drawn: Answer = msgspec.structs.asdict(session.drawing())
    words = {"best": in_words(session.best), "current": in_words(session.current)}
    return drawn | words | {"has_one_isomer": session.has_one_isomer}


async def draw_move(session_id: str) -> Answer:
    """Answer the last move of a session, drawn; a run may be some steps further than the page."""
    return drawn_move(manager.get(session_id))


async def start(session_id: str) -> Answer:
    """Start a session, or go on after a pause."""
    session = manager.get(session_id)
    session.start()
    matching.begin(session_id, session.parameters)  # the first step comes before any event
    return described(session)


async def pause(session_id: str) -> Answer:
    """Pause a running session."""
    session = manager.get(session_id)
    # A run may come to its end while the wish to pause it is on its way: no refusal then.
    if session.state is not SessionState.COMPLETE:
        session.pause()
    return described(session)


async def reset(session_id: str) -> Answer:
    """Take a session back to its beginning; answer its first structure too."""
    session = manager.get(session_id)
    session.reset()
    return described(session) | {"first": first_event(session)}


async def step_once(session_id: str) -> Answer:
    """Make one step of a session that does not run; answer where that leads, and the move."""
    session = manager.get(session_id)
    with matching.during(session.parameters):
        session.step_once()
    return described(session) | {"seen": explained_event(session)}


async def step_back(session_id: str, steps: float = 1) -> Answer:
    """Go back by so many steps; answer where the session stands then, and the move before that.

    After `stop_configuring` that is somewhere on the way.
    """
    session = manager.get(session_id)
    await stop_configuring()
    task = asyncio.create_task(done_in_turns(session.going_back(int(steps))))
    returns.add(task)
    try:
        with matching.during(session.parameters):
            await task
    except asyncio.CancelledError:
        session.stand()
    finally:
        returns.discard(task)
    return described(session) | {"seen": explained_event(session)}


async def set_temperature(session_id: str, kt: float) -> Answer:
    """Set kT from the next step on, 0 back to the schedule; answer all settings, and kT now."""
    session = manager.get(session_id)
    # As with a pause: a run may come to its end while the wish is on its way.
    if not session.annealer.is_complete:
        session.set_temperature(float(kt))
    settings = [list(setting) for setting in session.parameters.thermostat]
    temperature = session.annealer.get_state().temperature
    return described(session) | {"thermostat": settings, "temperature": temperature}


async def set_pace(session_id: str, pace: str) -> Answer:
    """Change the pace of a session, also while it runs."""
    session = manager.get(session_id)
    session.set_pace(read_pace(pace))
    return described(session)


async def status(session_id: str) -> Answer:
    """Answer the state of a session, the steps made and the seconds that they took."""
    answer: Answer = msgspec.to_builtins(manager.get(session_id).status())
    return answer


async def delete(session_id: str) -> Answer:
    """Forget a session and end its stream."""
    manager.delete(session_id)
    matching.end(session_id)
    return {}


async def stream(session_id: str, channel_name: str, points: str = "every step") -> Answer:
    """Send the events of a session over a channel from now on.

    Their points have every step; with “none” they have none, which is faster.
    """
    session = manager.get(session_id)
    session.keep_steps(wanted=points != "none")
    task = asyncio.create_task(send_events(session, channel_name))
    streams.add(task)
    task.add_done_callback(streams.discard)
    return described(session)
