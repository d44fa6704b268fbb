"""The events of a session, as they cross to the page.

An event goes out over a `BroadcastChannel` whose name the page chooses, so that two tabs do
not hear each other: as `event`, `id` and `data`.  Beside them are things for the page alone:
the `trace` for its chart, the `values` of the components, the number of `visited_isomers` and
the `rate` in steps per second at full speed, 0 where there is none, and a `snapshot` to go on from.
Columns of numbers travel as typed arrays.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import js
import msgspec
from isoanneal import chem
from isoanneal.messages import Complete, Event, Points, Progress
from isoanneal.move_telling import told
from isoanneal.pace import Pace
from isoanneal.portrait import Portrait
from isoanneal.session import Session, SessionState, failure_of
from isoanneal.snapshot import write_snapshot
from isoanneal.trace import starting_point
from pyodide.ffi import to_js
from worker.answers import Answer
from worker.matching import matching

if TYPE_CHECKING:
    from isoanneal.refusal import Sentence


async def send_events(session: Session, channel_name: str) -> None:
    """Send events until the session is complete or another stream takes over."""
    channel = js.BroadcastChannel.new(channel_name)
    drawn = ""
    try:
        async for event in session.stream():
            message = message_of(event, drawn)
            if session.state is not SessionState.RUNNING:
                matching.end(session.session_id)
            if isinstance(event, Complete):
                message |= {"best": in_words(session.best), "current": in_words(session.current)}
            if isinstance(event, Progress):
                drawn = event.best_svg
                message |= for_the_page(session, message["data"])
            channel.postMessage(plain(message))
    except Exception as error:  # a stream that ends without a word would look like a hang
        channel.postMessage(plain(message_of(failure_of(error))))
        raise
    finally:
        if session.state is not SessionState.RUNNING:  # else another stream has taken over
            matching.end(session.session_id)
        channel.close()


def explained_event(session: Session) -> Answer:
    """Return where a session stands after its last move, with drawings of that.

    Its trace ends with where it stands, also within a stretch.
    """
    trace, here = session.engine.take_trace(), starting_point(session.annealer)
    if trace.step[-1:] != here.step:
        trace.extend(here.columns())
    return first_event(session) | {"trace": as_arrays(trace), "drawn": drawn_move(session)}


def drawn_move(session: Session) -> Answer:
    """Return the last move drawn, nothing where there is none, or no RDKit yet to draw it."""
    before, move = session.before_move, session.move
    if before is None or move is None or chem.is_expected():
        return {"step": 0, "before": "", "after": ""}
    from isoanneal.drawing.move import move_drawing  # noqa: PLC0415  (not before RDKit: it takes time)

    atoms = () if move.path else move.atoms or ()
    drawing = move_drawing(before, move.path, session.points_before_move, atoms=atoms)
    return {"step": move.step, "before": drawing.before_svg, "after": drawing.after_svg}


def first_event(session: Session) -> Answer:
    """Return where a session stands before its next step."""
    message = message_of(session.progress())
    return message | for_the_page(session, message["data"])


def message_of(event: Event, drawn: str = "") -> Answer:
    """Return what crosses of an event; a drawing that was sent before stays here."""
    data = msgspec.structs.asdict(event)
    if isinstance(event, Progress):
        data["move"] = msgspec.to_builtins(event.move)
        data["points"] = as_arrays(event.points)
        if event.best_svg == drawn:
            data["best_svg"] = ""
    return {"event": event.event, "id": event.id, "data": data}


def for_the_page(session: Session, data: Answer) -> Answer:
    """Return what the page is told beside an event with these data."""
    annealer = session.annealer
    return {
        "trace": as_arrays(session.engine.take_trace()),
        "values": dict(zip(annealer.target.components, annealer.current_values, strict=True)),
        "visited_isomers": session.engine.visited_isomers or 0,
        "rate": session.rate if session.pace is Pace.FULL_SPEED else 0.0,
        "snapshot": write_snapshot(annealer.snapshot()),
        "worsening_moves": annealer.worsening_moves,
        "has_move": session.move is not None,
        "told": _sentences(told(session.move) if session.move is not None else []),
        "best": in_words(session.best, is_new=bool(data["best_svg"])),
        "current": in_words(session.current, is_new=bool(data["current_svg"])),
    }


def in_words(portrait: Portrait, *, is_new: bool = True) -> Answer:
    """Return the name and the description of a structure, nothing if it was drawn before."""
    sentences = portrait.described if is_new else []
    return {"name": portrait.name if is_new else "", "told": _sentences(sentences)}


def _sentences(sentences: Iterable[Sentence]) -> list[Answer]:
    """Return sentences as they cross: by their codes, with their values."""
    return [{"code": code, "values": dict(values)} for code, values in sentences]


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
