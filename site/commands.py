"""What the page can ask of the engine: sessions, their states, their streams of events.

An event goes out over a `BroadcastChannel` whose name the page chooses, so that two tabs do
not hear each other: as `event`, `id` and `data`.  Beside them are things for the page alone:
the `trace` for its chart, the `values` of the components, the number of `visited_isomers` and
the `rate` in steps per second at full speed, 0 where there is none, and a `snapshot` to go on from.
Columns of numbers travel as typed arrays.
"""

import asyncio
from array import array
from typing import Any

import js
import msgspec
from answers import Answer, answering
from isoanneal import chem
from isoanneal.messages import Event, Failure, Points, Progress
from isoanneal.pace import Pace, read_pace
from isoanneal.parameters import read_parameters
from isoanneal.session import Session, SessionState
from isoanneal.session_manager import SessionManager
from isoanneal.snapshot import read_snapshot, write_snapshot
from pyodide.ffi import to_js

manager = SessionManager()
streams: set[asyncio.Task[None]] = set()


@answering
async def configure(parameters: Any, snapshot: str = "") -> Answer:  # noqa: ANN401  (JavaScript)
    """Make a session, at its beginning or where a snapshot was taken.

    Answers its first structure too; without a drawing if RDKit is not there yet, see `drawing`.
    """
    session = await created(parameters.to_py(), snapshot)
    return described(session) | {
        "engine": session.engine.name,
        "reason": session.engine.reason,
        "has_one_isomer": False if chem.is_expected() else session.has_one_isomer,
        "initial_energy": session.annealer.initial_energy,
        "first": first_event(session),
    }


async def created(parameters: dict[str, Any], snapshot: str) -> Session:
    """Return a new session; one that cannot do without RDKit is made when RDKit is there."""
    try:
        return manager.create(
            read_parameters(parameters), read_snapshot(snapshot) if snapshot else None
        )
    except chem.ToolkitExpectedError:
        await chem.arrival()
        return await created(parameters, snapshot)


@answering
async def drawing(session_id: str) -> Answer:
    """Answer what RDKit makes of a session, as soon as it is there."""
    session = manager.get(session_id)
    await chem.arrival()
    drawn: Answer = msgspec.structs.asdict(session.drawing())
    return drawn | {"has_one_isomer": session.has_one_isomer}


@answering
async def start(session_id: str) -> Answer:
    """Start a session, or go on after a pause."""
    session = manager.get(session_id)
    session.start()
    return described(session)


@answering
async def pause(session_id: str) -> Answer:
    """Pause a running session."""
    session = manager.get(session_id)
    # A run may come to its end while the wish to pause it is on its way: no refusal then.
    if session.state is not SessionState.COMPLETE:
        session.pause()
    return described(session)


@answering
async def reset(session_id: str) -> Answer:
    """Take a session back to its beginning; answer its first structure too."""
    session = manager.get(session_id)
    session.reset()
    return described(session) | {"first": first_event(session)}


@answering
async def set_pace(session_id: str, pace: str) -> Answer:
    """Change the pace of a session, also while it runs."""
    session = manager.get(session_id)
    session.set_pace(read_pace(pace))
    return described(session)


@answering
async def status(session_id: str) -> Answer:
    """Answer the state of a session, the steps made and the seconds that they took."""
    answer: Answer = msgspec.to_builtins(manager.get(session_id).status())
    return answer


@answering
async def delete(session_id: str) -> Answer:
    """Forget a session and end its stream."""
    manager.delete(session_id)
    return {}


@answering
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


async def send_events(session: Session, channel_name: str) -> None:
    """Send events until the session is complete or another stream takes over."""
    channel = js.BroadcastChannel.new(channel_name)
    drawn = ""
    try:
        async for event in session.stream():
            message = message_of(event, drawn)
            if isinstance(event, Progress):
                drawn = event.best_svg
                message |= for_the_page(session)
            channel.postMessage(plain(message))
    except Exception as error:  # a stream that ends without a word would look like a hang
        words = f"The engine failed ({error}). Start the search again."
        channel.postMessage(plain(message_of(Failure(error=words, kind=type(error).__name__))))
        raise
    finally:
        channel.close()


def first_event(session: Session) -> Answer:
    """Return where a session stands before its next step."""
    return message_of(session.progress()) | for_the_page(session)


def message_of(event: Event, drawn: str = "") -> Answer:
    """Return what crosses of an event; a drawing that was sent before stays here."""
    data = msgspec.structs.asdict(event)
    if isinstance(event, Progress):
        data["points"] = as_arrays(event.points)
        if event.best_svg == drawn:
            data["best_svg"] = ""
    return {"event": event.event, "id": event.id, "data": data}


def for_the_page(session: Session) -> Answer:
    """Return what the page is told beside an event."""
    annealer = session.annealer
    return {
        "trace": as_arrays(session.engine.take_trace()),
        "values": dict(zip(annealer.target.components, annealer.current_values, strict=True)),
        "visited_isomers": session.engine.visited_isomers or 0,
        "rate": session.rate if session.pace is Pace.FULL_SPEED else 0.0,
        "snapshot": write_snapshot(annealer.snapshot()),
    }


def as_arrays(points: Points) -> Answer:
    """Return columns as arrays of doubles."""
    columns = msgspec.structs.asdict(points)
    values = {name: array("d", column) for name, column in columns.pop("values").items()}
    return {name: array("d", column) for name, column in columns.items()} | {"values": values}


def described(session: Session) -> Answer:
    """Return the name of a session and the state that it is in."""
    return {"session_id": session.session_id, "status": str(session.state)}


def plain(message: Answer) -> Any:  # noqa: ANN401  (a JavaScript object)
    """Return a message as a JavaScript object."""
    return to_js(message, dict_converter=js.Object.fromEntries)
