"""What the page can ask of the engine: a session, its states, its stream of events.

Events go out over a `BroadcastChannel` whose name the page chooses, so that two tabs do
not hear each other.  Chart points travel as typed arrays.
"""

import asyncio
from array import array
from typing import Any
from uuid import uuid4

import js
import msgspec
from answers import Answer, answering
from isoanneal.messages import Event, Failure
from isoanneal.parameters import read_parameters
from isoanneal.session import Session, SessionState
from pyodide.ffi import to_js

sessions: dict[str, Session] = {}
streams: dict[str, asyncio.Task[None]] = {}


@answering
async def configure(parameters: Any) -> Answer:  # noqa: ANN401  (a JavaScript object)
    """Make a session, in place of any before; answer its first structure too."""
    session = Session(uuid4().hex, read_parameters(parameters.to_py()))
    for task in streams.values():
        task.cancel()
    streams.clear()
    sessions.clear()
    sessions[session.session_id] = session
    return described(session) | {
        "has_one_isomer": session.has_one_isomer,
        "first": plain(session.progress()),
    }


@answering
async def start(session_id: str) -> Answer:
    """Start a session, or go on after a pause."""
    session = session_of(session_id)
    session.start()
    return described(session)


@answering
async def pause(session_id: str) -> Answer:
    """Pause a running session."""
    session = session_of(session_id)
    # A run may come to its end while the wish to pause it is on its way: no refusal then.
    if session.state is not SessionState.COMPLETE:
        session.pause()
    return described(session)


@answering
async def reset(session_id: str) -> Answer:
    """Take a session back to its beginning; answer its first structure too."""
    session = session_of(session_id)
    session.reset()
    return described(session) | {"first": plain(session.progress())}


@answering
async def status(session_id: str) -> Answer:
    """Answer the state of a session."""
    return described(session_of(session_id))


@answering
async def stream(session_id: str, channel_name: str) -> Answer:
    """Send the events of a session over a channel from now on."""
    session = session_of(session_id)
    if session_id in streams:
        streams[session_id].cancel()
    streams[session_id] = asyncio.create_task(send_events(session, channel_name))
    return described(session)


async def send_events(session: Session, channel_name: str) -> None:
    """Send events until the session is complete or the task is cancelled."""
    channel = js.BroadcastChannel.new(channel_name)
    try:
        async for event in session.stream():
            channel.postMessage(plain(event))
    except Exception as error:  # a stream that ends without a word would look like a hang
        words = f"The search stopped because of an error ({error}). Start it again."
        channel.postMessage(plain(Failure(error=words, kind=type(error).__name__)))
        raise
    finally:
        channel.close()


def session_of(session_id: str) -> Session:
    """Return a session by name; raise `ValueError` for an unknown one."""
    if session_id not in sessions:
        message = f"There is no session “{session_id}” any more. Configure a new one."
        raise ValueError(message)
    return sessions[session_id]


def described(session: Session) -> Answer:
    """Return the name of a session and the state that it is in."""
    return {"session_id": session.session_id, "status": str(session.state)}


def plain(event: Event) -> Any:  # noqa: ANN401  (a JavaScript object)
    """Return an event as a JavaScript object, its points as arrays of doubles."""
    fields = msgspec.to_builtins(event)
    if "points" in fields:
        fields["points"] = {name: array("d", line) for name, line in fields["points"].items()}
    return to_js(fields, dict_converter=js.Object.fromEntries)
