"""The contract of sessions: their calls, their events with fields and order, their refusals.

Each table is a page of the specification; each test holds real sessions to it.
"""

import asyncio
import re
from collections.abc import Callable, Mapping
from typing import Any

import msgspec
import pytest
from isoanneal import session as session_module
from isoanneal.formula import FormulaError
from isoanneal.messages import Event, Status
from isoanneal.pace import Pace
from isoanneal.parameters import ParameterError, read_parameters
from isoanneal.refusal import RefusalError
from isoanneal.session import Session, SessionError
from isoanneal.session_manager import SessionManager, UnknownSessionError
from isoanneal.structure import Structure

STEPS = 20
REQUEST = {"formula": "C6H14", "steps_per_cycle": 10, "cycles": 2}

DEFAULTS = {
    "kt0": 100.0,
    "k": 8.0,
    "steps_per_cycle": 500,
    "cycles": 4,
    "mode": "minimize",
    "seed": 42,
    "weights": {"wiener_index": 1.0},
}
"""What a request leaves out."""

COUNTERS = {
    "accepted_moves": int,
    "rejected_moves": int,
    "invalid_moves": int,
    "disconnected_moves": int,
}
BEST = {"best_energy": float, "best_smiles": str, "best_svg": str}
CURRENT = {"current_smiles": str, "current_svg": str}
EVENTS: dict[str, dict[str, type]] = {
    "progress": {
        "step": int,
        "total_steps": int,
        "cycle": int,
        "temperature": float,
        "current_energy": float,
        **BEST,
        **COUNTERS,
        "is_complete": bool,
        "points": dict,
        **CURRENT,
        "move": dict,
    },
    "complete": {"step": int, "total_steps": int, **BEST, **CURRENT, **COUNTERS},
    "waiting": {"session_state": str, "message": str, "code": str},
    "error": {"error": str, "kind": str, "code": str, "values": dict, "refusals": list},
}
"""Every event with its fields and their types, as they are sent."""
POINTS = {
    "step": list,
    "current_energy": list,
    "best_energy": list,
    "temperature": list,
    "outcome": list,
    "values": dict,
}

IDS = {"progress": "step", "complete": "step", "waiting": None, "error": None}
"""What the id of an event is."""

MESSAGES = {"idle": "The run has not been started yet.", "paused": "The run is paused."}
"""What a waiting event says in each state in which there are any."""

CALLS = {
    "idle": {
        "start": "running",
        "pause": "The run cannot be paused: it has not been started yet.",
        "reset": "idle",
    },
    "running": {
        "start": "The run cannot be started: it is already running.",
        "pause": "paused",
        "reset": "idle",
    },
    "paused": {
        "start": "running",
        "pause": "The run cannot be paused: it is paused.",
        "reset": "idle",
    },
    "complete": {
        "start": "The run cannot be started: it is already complete; reset it first.",
        "pause": "The run cannot be paused: it is already complete; reset it first.",
        "reset": "idle",
    },
}
"""Where a call leads from each state, or the sentence that refuses it."""

LIVES = {
    "started, then read": (["start"], {}, "p{20}c"),
    "read, then started": ([], {"w1": "start"}, "wp{20}c"),
    "read for a while, then started": ([], {"w3": "start"}, "w{3}p{20}c"),
    "paused, then resumed": (["start"], {"p5": "pause", "w2": "start"}, "p{5}w{2}p{15}c"),
    "paused before the last step": (["start"], {"p19": "pause", "w1": "start"}, "p{19}wpc"),
    "reset, then started": (["start"], {"p5": "reset", "w1": "start"}, "p{5}wp{20}c"),
    "paused before it was read": (["start", "pause"], {"w1": "start"}, "wp{20}c"),
}
"""What is called before the stream is read and at which event, and the events in their order.

Each event is named by its first letter, and counted among its kind.
"""

REFUSED: list[tuple[Mapping[str, object], str, str]] = [
    ({}, "formula", "The formula is missing. Give one, for example C6H14."),
    ({"kt0": 0}, "kt0", "kt0 must be a number above 0 and at most 1,000,000,000,000, not 0."),
    ({"k": -1}, "k", "k must be a number from 0 to 1,000,000,000,000, not -1."),
    (
        {"steps_per_cycle": 0},
        "steps_per_cycle",
        "steps_per_cycle must be a whole number from 1 to 100,000, not 0.",
    ),
    ({"cycles": 0}, "cycles", "cycles must be a whole number from 1 to 1,000, not 0."),
    (
        {"steps_per_cycle": 100_000, "cycles": 1_000},
        "cycles",
        (
            "100,000 steps in each of 1,000 cycles are 100,000,000 steps. At most 10,000,000 are "
            "possible: give fewer cycles or fewer steps in each."
        ),
    ),
    ({"mode": "up"}, "mode", "mode must be “minimize” or “maximize”, not 'up'."),
    (
        {"seed": 2**32},
        "seed",
        "seed must be a whole number from 0 to 4,294,967,295, not 4,294,967,296.",
    ),
    ({"weights": {}}, "weights", "Give at least one target component a weight above 0."),
    (
        {"weights": {"smarts_matches": 1}},
        "weights",
        "smarts_matches needs a SMARTS pattern. Give one, for example [OX2H].",
    ),
    (
        {"goals": {"logp": 2}},
        "goals",
        "goals names logp, which has no weight. Give it one, or leave it out.",
    ),
    ({"temperature": 5}, "temperature", "There is no parameter “temperature”. Leave it out."),
]
"""What is asked for, the parameter that is refused, and why."""

REFUSED_FORMULAS = {
    "": "No formula yet. Type a molecular formula, for example C6H14.",
    "C6H15": "C6H15 has too many hydrogens: its other atoms can bear 14 at most. "
    "Try C6H12 or C6H14.",
    "C6H13": "C6H13 has an odd number of valences (carbon has 4, nitrogen 3, oxygen 2, "
    "hydrogen 1). Each bond takes two of them, so one would stay unpaired. Try C6H12 or C6H14.",
}


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session_module, "SECONDS_BETWEEN_SIGNS_OF_LIFE", 0.01)


def new_session(component: str = "wiener_index") -> Session:
    parameters = read_parameters({**REQUEST, "weights": {component: 1}})
    session = SessionManager().create(parameters)
    session.set_pace(Pace.EVERY_STEP)
    return session


def events_of(
    session: Session, on_event: Callable[[str], object] = lambda _name: None
) -> list[Event]:
    """Return all events of a stream; `on_event` gets the name of each, such as p5."""

    async def read() -> list[Event]:
        events: list[Event] = []
        async for event in session.stream():
            events.append(event)
            count = sum(one.event == event.event for one in events)
            on_event(f"{event.event[0]}{count}")
        return events

    return asyncio.run(read())


def lived(calls: list[str], at_events: Mapping[str, str]) -> tuple[Session, list[Event]]:
    """Return a session and its events, with these calls before and at some of them."""
    session = new_session()
    for call in calls:
        getattr(session, call)()

    def act(name: str) -> None:
        if name in at_events:
            getattr(session, at_events[name])()

    return session, events_of(session, act)


def failing() -> Session:
    """Return a session that meets a structure which cannot be scored."""
    session = new_session("hosoya_z")
    scored = 0
    energy = session.annealer.target.values

    def values(structure: Structure) -> tuple[float, ...]:
        nonlocal scored
        scored += 1
        if scored == 3:
            raise ValueError("too many matches")
        return energy(structure)

    session.annealer.target.values = values  # type: ignore[method-assign]
    return session


def in_state(state: str) -> Session:
    session = new_session()
    if state != "idle":
        session.start()
    if state == "paused":
        session.pause()
    if state == "complete":
        events_of(session)
    assert session.status().status == state
    return session


def every_kind_of_event() -> list[Event]:
    _, events = lived([], {"w1": "start", "p5": "pause", "w2": "start"})
    session = failing()
    session.start()
    return [*events, *events_of(session)]


def types_of(sent: Mapping[str, Any]) -> dict[str, type]:
    return {name: type(value) for name, value in sent.items()}


# What is asked for


def test_what_a_request_leaves_out_has_a_default() -> None:
    made = msgspec.to_builtins(read_parameters({"formula": "C6H14"}))
    assert {name: made[name] for name in DEFAULTS} == DEFAULTS


@pytest.mark.parametrize(("asked", "field", "sentence"), REFUSED)
def test_a_request_is_refused_by_parameter_and_in_words(
    asked: Mapping[str, object], field: str, sentence: str
) -> None:
    request = {"formula": "C6H14", **asked} if asked else {}
    with pytest.raises(ParameterError) as refused:
        read_parameters(request).annealer()
    assert (refused.value.field, str(refused.value)) == (field, sentence)


@pytest.mark.parametrize("formula", REFUSED_FORMULAS)
def test_a_formula_without_isomers_is_refused_in_words(formula: str) -> None:
    with pytest.raises(FormulaError) as refused:
        read_parameters({"formula": formula})
    assert str(refused.value) == REFUSED_FORMULAS[formula]


# Sessions


def test_a_new_session_is_idle_and_tells_how_it_stands() -> None:
    session = new_session()
    assert session.status() == Status(
        session_id=session.session_id, status="idle", step=0, seconds=0.0, pace="every step"
    )


@pytest.mark.parametrize(
    ("state", "call"), [(state, call) for state, calls in CALLS.items() for call in calls]
)
def test_a_call_leads_on_or_is_refused_and_changes_nothing(state: str, call: str) -> None:
    session, expected = in_state(state), CALLS[state][call]
    before = session.status()
    if expected in CALLS:
        getattr(session, call)()
        assert session.status().status == expected
        return
    with pytest.raises(SessionError) as refused:
        getattr(session, call)()
    assert (str(refused.value), session.status()) == (expected, before)


@pytest.mark.parametrize("call", ["get", "delete"])
def test_a_session_that_is_not_there_is_refused(call: str) -> None:
    with pytest.raises(UnknownSessionError) as refused:
        getattr(SessionManager(), call)("nobody")
    assert str(refused.value) == (
        "There is no session “nobody”: it was deleted, or not used for an hour. "
        "Configure a new one."
    )


def test_a_pace_that_there_is_not_is_refused() -> None:
    with pytest.raises(RefusalError):
        new_session().set_pace("at once")  # type: ignore[arg-type]


# The stream


def test_there_are_these_events_and_they_have_these_fields() -> None:
    seen = {}
    for event in every_kind_of_event():
        sent = msgspec.to_builtins(event)
        assert types_of(sent) == EVENTS[event.event], event.event
        seen[event.event] = sent
    assert set(seen) == set(EVENTS)
    assert types_of(seen["progress"]["points"]) == POINTS


def test_the_id_of_an_event_is_its_step_if_it_has_one() -> None:
    for event in every_kind_of_event():
        step = IDS[event.event]
        assert event.id == (None if step is None else getattr(event, step))


@pytest.mark.parametrize("life", LIVES)
def test_events_come_in_this_order(life: str) -> None:
    calls, at_events, order = LIVES[life]
    session, events = lived(calls, at_events)
    assert re.fullmatch(order, "".join([event.event[0] for event in events]))
    assert session.status().status == "complete"


@pytest.mark.parametrize("life", LIVES)
def test_each_progress_is_one_step_and_the_last_says_that_it_is(life: str) -> None:
    calls, at_events, _ = LIVES[life]
    _, events = lived(calls, at_events)
    sent = [msgspec.to_builtins(one) for one in events if one.event == "progress"][-STEPS:]
    steps = [one["step"] for one in sent]
    assert steps[-5:] == [*range(STEPS - 4, STEPS + 1)]
    assert [one["is_complete"] for one in sent] == [step == STEPS for step in steps]
    assert [sum(one[name] for name in COUNTERS) for one in sent] == steps
    assert {one["total_steps"] for one in sent} == {STEPS}


def test_a_waiting_event_says_what_is_waited_for() -> None:
    _, events = lived([], {"w1": "start", "p5": "pause", "w2": "start"})
    waiting = [msgspec.to_builtins(one) for one in events if one.event == "waiting"]
    assert waiting == [
        {"session_state": state, "message": MESSAGES[state], "code": f"session-{state}"}
        for state in ("idle", "paused")
    ]


def test_the_complete_event_repeats_the_last_progress() -> None:
    _, events = lived(["start"], {})
    last, complete = msgspec.to_builtins(events[-2]), msgspec.to_builtins(events[-1])
    assert complete == {name: last[name] for name in EVENTS["complete"]}


def test_whoever_attaches_to_a_complete_session_gets_complete_at_once() -> None:
    session, events = lived(["start"], {})
    assert events_of(session) == [events[-1]]


def test_an_error_ends_the_stream_and_the_run_is_paused_where_it_was() -> None:
    session = failing()
    session.start()
    events = events_of(session)
    assert re.fullmatch("p+e", "".join([event.event[0] for event in events]))
    assert msgspec.to_builtins(events[-1]) == {
        "error": "The search stopped because of an error. Start it anew. "
        "This error was not foreseen: too many matches.",
        "kind": "ValueError",
        "code": "session-step-failed",
        "values": {},
        "refusals": [
            {"code": "session-step-failed", "values": {}},
            {"code": "error-unforeseen", "values": {"error": "too many matches"}},
        ],
    }
    assert session.status().status == "paused"
    session.start()
    assert events_of(session)[-1].event == "complete"
