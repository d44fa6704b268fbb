"""Sessions: one search each, its states, and the stream of its events."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncGenerator, Callable, Sequence
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec.structs import replace

from isoanneal import chem
from isoanneal.annealer import Annealer, State
from isoanneal.arguments import check
from isoanneal.engine import engine_for
from isoanneal.frames import SECONDS_PER_FRAME, TURNS_AT_FULL_SPEED, Frames
from isoanneal.history import History
from isoanneal.isomerism import has_one_isomer
from isoanneal.messages import (
    Complete,
    Counters,
    Drawing,
    Event,
    Failure,
    Progress,
    Status,
    Waiting,
)
from isoanneal.move import Move
from isoanneal.pace import Pace, read_pace, seconds_until_due, steps_due
from isoanneal.parameters import Parameters
from isoanneal.portrait import Portrait
from isoanneal.refusal import RefusalError, declare, english, sentences_of
from isoanneal.snapshot import Snapshot
from isoanneal.structure import Structure
from isoanneal.work import Work

if TYPE_CHECKING:
    from isoanneal.chem import Point

_STEPS_AT_ONCE = 64
_MOST_MADE_AGAIN = 100_000
"""Steps that the fast engine makes again from the beginning, in some hundredths of a second."""
_SHARE_AT_FULL_SPEED, _SHARE_OF_DRAWING = 0.025, 0.5
"""Of the time, for drawings of the current structure."""

SECONDS_BETWEEN_SIGNS_OF_LIFE = 1.0


class SessionState(StrEnum):
    """The states that a session goes through."""

    IDLE = "idle"
    RUNNING = "running"
    PAUSED = "paused"
    COMPLETE = "complete"


declare(
    {
        "session-start-running": "The run cannot be started: it is already running.",
        "session-start-complete": (
            "The run cannot be started: it is already complete; reset it first."
        ),
        "session-pause-idle": "The run cannot be paused: it has not been started yet.",
        "session-pause-paused": "The run cannot be paused: it is paused.",
        "session-pause-complete": (
            "The run cannot be paused: it is already complete; reset it first."
        ),
        "session-step-running": "No single step can be made: the run is running; pause it first.",
        "session-step-complete": (
            "No single step can be made: the run is complete; go back or reset it first."
        ),
        "session-back-running": "The run cannot go back: it is running; pause it first.",
        "session-back-steps": "To go back takes at least 1 step, not {steps}.",
        "session-back-beginning": "The run cannot go back: it is at its beginning.",
        "session-temperature-complete": (
            "The temperature cannot be set: the run is complete; go back or reset it first."
        ),
        "session-idle": "The run has not been started yet.",
        "session-paused": "The run is paused.",
        "session-step-failed": "The search stopped because of an error. Start it anew.",
    }
)


class SessionError(RefusalError):
    """A call that does not fit the session's state; the message says why."""


class _StepError(Exception):
    """A step that could not be made, as the event that tells of it."""

    def __init__(self, event: Failure) -> None:
        super().__init__(event.error)
        self.event = event


class Session:
    """A search that can be started, paused, resumed and reset while its stream is read.

    `accessed_at` is the reading of `clock`, in seconds, when the session was last used;
    `seconds` is the time that its steps have taken so far.
    """

    def __init__(
        self,
        session_id: str,
        parameters: Parameters,
        snapshot: Snapshot | None = None,
        clock: Callable[[], float] = time.monotonic,
        annealer: Annealer | None = None,
    ) -> None:
        """Make the search ready, at the beginning or where a snapshot was taken.

        The `annealer` of the parameters is made if it is not there yet, which may take long.
        Raises what the parameters do not allow, and `SnapshotError`.
        """
        check("parameters", parameters, Parameters)
        if snapshot is not None:
            check("snapshot", snapshot, Snapshot)
        self.session_id = session_id
        self.parameters = parameters
        self.annealer = annealer or parameters.annealer()
        self.pace = Pace.FULL_SPEED
        self._clock = clock
        self._changed = asyncio.Event()
        self._reader: object = None
        self._keeps_steps = True
        self.history = History()
        self.current = Portrait()
        self._begin()
        if snapshot is not None:
            self._go_on_from(snapshot)
        self.touch()

    def _begin(self) -> None:
        self.state = SessionState.IDLE
        self.seconds = 0.0
        self._first_step = self.annealer.step_number
        self._due = 0.0
        self._advanced_at: float | None = None
        self._frames = Frames()
        self.move: Move | None = None
        self.before_move: Structure | None = None
        self.points_before_move: Sequence[Point] | None = None
        self.engine = engine_for(self.annealer, keeps_steps=self._keeps_steps)
        self._drawn_energy: float | None = None
        self.best = Portrait()

    def _go_on_from(self, snapshot: Snapshot) -> None:
        self.annealer.restore(snapshot)
        self._begin()
        self._rest_here()

    def stand(self) -> None:
        """Be where a way back has led, or where it was given up.

        Nothing is told of the steps that were made again on the way, nor are they counted.
        """
        self.engine.take()
        self.engine.take_trace()
        self._first_step = self.annealer.step_number
        self._rest_here()
        self._changed.set()

    def _rest_here(self) -> None:
        """Be in the state of a search that nobody has started to run on from where it is."""
        self.state = SessionState.IDLE
        if self.annealer.is_complete:
            self.state = SessionState.COMPLETE
        elif self.annealer.step_number > 0:
            self.state = SessionState.PAUSED

    @cached_property
    def has_one_isomer(self) -> bool:
        """Whether there is nothing to search."""
        return has_one_isomer(self.annealer.get_result().initial)

    @property
    def rate(self) -> float:
        """Steps per second of the time that they took, 0 before there are any."""
        steps = self.annealer.step_number - self._first_step
        return steps / self.seconds if steps and self.seconds else 0.0

    def touch(self) -> None:
        """Note that the session is in use."""
        self.accessed_at = self._clock()

    def start(self) -> None:
        """Run, or go on after a pause; raise `SessionError` if running or complete.

        The steps are made while the stream is read.
        """
        self._go(SessionState.RUNNING, {SessionState.IDLE, SessionState.PAUSED}, "start")
        self._advanced_at = None

    def pause(self) -> None:
        """Stop before the next step; raise `SessionError` if not running."""
        self._go(SessionState.PAUSED, {SessionState.RUNNING}, "pause")

    def step_once(self) -> None:
        """Make one step.

        Raises `SessionError` if running or complete, and where a component of the target cannot
        be computed; then no step is made.
        """
        if self.state in (SessionState.RUNNING, SessionState.COMPLETE):
            raise SessionError(f"session-step-{self.state}")
        began = time.perf_counter()
        try:
            self._make_move()
        except (ValueError, RuntimeError, ArithmeticError) as error:
            raise SessionError("session-step-failed", *sentences_of(error)) from error
        self._note_steps_since(began)
        self._rest_here()
        self._changed.set()

    def going_back(self, steps: int = 1) -> Work[None]:
        """Go back by so many steps, at least 1, or to the beginning if there are fewer.

        The steps from there on will be the same again.  Raises `SessionError` if running or at
        the beginning, and `RefusalError` for less than one step.
        """
        check("steps", steps, int)
        if steps < 1:
            raise RefusalError("session-back-steps", steps=steps)
        if self.state is SessionState.RUNNING:
            raise SessionError("session-back-running")
        if self.annealer.step_number == 0:
            raise SessionError("session-back-beginning")
        return self._going_to(max(self.annealer.step_number - steps, 0))

    def _going_to(self, step: int) -> Work[None]:
        """Go to a step that was made before, by way of the one before it, to know its move."""
        self._return_to_before(step)
        while (missing := step - 1 - self.annealer.step_number) > 0:
            self.engine.advance(min(missing, _STEPS_AT_ONCE))
            yield
        if step > self.annealer.step_number:
            self._make_move()
        self.stand()

    def _return_to_before(self, step: int) -> None:
        """Go to the last place in the history from where a step lies ahead."""
        is_fast = step <= _MOST_MADE_AGAIN and getattr(self.engine, "knows_target", False)
        snapshot = None if is_fast else self.history.before(step - 1)
        if snapshot is None:
            self.annealer.init()
        else:
            self.annealer.restore(snapshot)
        self._begin()
        self._rest_here()

    def set_temperature(self, kt: float) -> None:
        """Set kT from the next step on, in units of the energy; 0 gives it back to the schedule.

        What came after this step before the run went back is dropped.  Raises `SessionError` if
        complete, and `RefusalError` as `Cooling.set_by_hand` does.
        """
        if self.state is SessionState.COMPLETE:
            raise SessionError("session-temperature-complete")
        settings = self.annealer.cooling.set_by_hand(self.annealer.step_number, kt).thermostat
        self.parameters = replace(self.parameters, thermostat=list(settings))
        self.engine.set_by_hand(kt)
        self.history.forget_after(self.annealer.step_number)

    def reset(self) -> None:
        """Go back to the beginning, whatever the state."""
        self.annealer.init()
        self.history = History()
        self.current = Portrait()
        self._begin()
        self._changed.set()

    def set_pace(self, pace: Pace) -> None:
        """Change the pace, from the next step on; raise `RefusalError` for what is none."""
        self.pace = read_pace(pace)
        self._due = 0.0
        self._advanced_at = None
        self._changed.set()

    def status(self) -> Status:
        """Return the state, the steps made and the seconds that they took."""
        return Status(
            session_id=self.session_id,
            status=self.state,
            step=self.annealer.step_number,
            seconds=self.seconds,
            pace=self.pace,
        )

    def close(self) -> None:
        """End the stream, if one is read, without a further event."""
        self._reader = None
        self._changed.set()

    def _go(self, state: SessionState, allowed: set[SessionState], what: str) -> None:
        if self.state not in allowed:
            raise SessionError(f"session-{what}-{self.state}")
        self.state = state
        self._changed.set()

    async def stream(self) -> AsyncGenerator[Event, None]:
        """Yield events until the search is complete; at once if it is.

        Steps are made here, between two events.  Between events the event loop gets its
        turn, so that a pause takes effect before the next step.  There is one reader: who
        attaches later takes over and the earlier stream ends.  A run whose reader goes away
        is paused, and so is one that stops because a component cannot be computed; then the
        last event is an error.  While a toolkit is expected, progress comes without SMILES and
        drawing, and the end of the search waits for them.
        """
        reader = self._reader = object()
        try:
            while self._reader is reader and self.state is not SessionState.COMPLETE:
                self.touch()
                self._changed.clear()
                if self.state is SessionState.RUNNING:
                    yield self._next_progress()
                    await self._rest()
                else:
                    yield self._waiting()
                    await self._wait(SECONDS_BETWEEN_SIGNS_OF_LIFE)
            await chem.arrival()
            if self._reader is reader:
                self.touch()
                yield self._complete()
        except _StepError as failure:
            yield failure.event
        finally:
            self._leave(reader)

    def _next_progress(self) -> Progress:
        """Make steps; raise `_StepError` where a component cannot be computed."""
        try:
            self._advance()
            return self.progress()
        except (ValueError, RuntimeError, ArithmeticError) as error:
            raise _StepError(failure_of(error)) from error

    def _waiting(self) -> Waiting:
        code = f"session-{self.state}"
        return Waiting(session_state=self.state, message=english(code, {}), code=code)

    def _leave(self, reader: object) -> None:
        if self._reader is reader:
            self._reader = None
            if self.state is SessionState.RUNNING:
                self.state = SessionState.PAUSED

    async def _rest(self) -> None:
        """Give way to others, and at a slow pace wait until the next step is due."""
        now = time.perf_counter()
        if self._due > now and self.state is SessionState.RUNNING:
            await self._wait(self._due - now)
        else:
            turns = TURNS_AT_FULL_SPEED if self.pace is Pace.FULL_SPEED else 1
            await self._frames.give_way(now, turns, lambda: self.accessed_at)

    async def _wait(self, seconds: float) -> None:
        try:
            await asyncio.wait_for(self._changed.wait(), seconds)
        except TimeoutError:
            return  # nothing changed: it is time for the next step or sign of life

    def _advance(self) -> None:
        began = time.perf_counter()
        if self.pace is Pace.FULL_SPEED:
            self.move = self.before_move = None
            self._frames.fill(began, self.engine.advance, lambda: self.annealer.is_complete)
        elif self.pace is Pace.FOR_THE_EYE:
            self._advance_for_the_eye(began)
        else:
            self._make_move()
            # A step that came late does not make those after it hurry.
            self._due = max(self._due, began) + self.pace.seconds_per_step
        self._note_steps_since(began)
        if self.annealer.is_complete:
            self.state = SessionState.COMPLETE

    def _advance_for_the_eye(self, began: float) -> None:
        """Make the steps that are due, the last of them as a move; begin anew after a pause."""
        step, total = self.annealer.step_number, self.annealer.cooling.total_steps
        seconds = 0.0 if self._advanced_at is None else began - self._advanced_at
        due = min(steps_due(step, total, seconds), total - step)
        now = began
        while due > 1 and now - began < SECONDS_PER_FRAME:
            batch = min(due - 1, self._frames.batch)
            now = self._frames.make(self.engine.advance, batch, now)
            due -= batch
        self._make_move()
        self._advanced_at = began
        self._due = began + seconds_until_due(self.annealer.step_number, total)

    def _note_steps_since(self, began: float) -> None:
        """Count the time that steps took, and keep where they have led."""
        self.seconds += time.perf_counter() - began
        self.history.note(self.annealer)

    def _make_move(self) -> None:
        before = self.annealer.structure.copy()
        points = self.current.points_of(before)
        self.move = self.engine.make_move()
        self.before_move, self.points_before_move = before, points

    def drawing(self) -> Drawing:
        """Return the best and the current structure as SMILES and as drawings."""
        self._draw_best()
        self.current.draw(self.annealer.structure)
        return Drawing(
            best_energy=self.annealer.best_energy,
            best_smiles=self.best.smiles,
            best_svg=self.best.svg,
            current_energy=self.annealer.current_energy,
            current_smiles=self.current.smiles,
            current_svg=self.current.svg,
        )

    def progress(self) -> Progress:
        """Return where the search stands, with the steps since the last call."""
        state = self.annealer.get_state()
        is_drawn = False
        if not chem.is_expected():
            self._draw_best()
            is_drawn = self._draw_current()
        return Progress(
            step=state.step,
            total_steps=state.total_steps,
            cycle=state.cycle,
            temperature=state.temperature,
            current_energy=state.current_energy,
            best_energy=state.best_energy,
            best_smiles=self.best.smiles,
            best_svg=self.best.svg,
            **_counters(state),
            is_complete=state.is_complete,
            points=self.engine.take(),
            current_smiles=self.current.smiles if is_drawn else "",
            current_svg=self.current.svg if is_drawn else "",
            move=self.move,
        )

    def _draw_current(self) -> bool:
        """Draw the current structure if there is time for that; return whether it is drawn."""
        structure = self.annealer.structure
        if self.state is not SessionState.RUNNING:
            self.current.draw(structure)
            return True
        is_fast = self.pace is Pace.FULL_SPEED
        share = _SHARE_AT_FULL_SPEED if is_fast else _SHARE_OF_DRAWING
        return self.current.draw_if_due(structure, share)

    def keep_steps(self, *, wanted: bool) -> None:
        """Say whether progress is to carry every step, or at full speed can be faster."""
        self._keeps_steps = self.engine.keeps_steps = wanted

    def _draw_best(self) -> None:
        if self._drawn_energy != self.annealer.best_energy:
            best = Portrait()
            best.draw(self.annealer.best)
            self.best, self._drawn_energy = best, self.annealer.best_energy

    def _complete(self) -> Complete:
        state = self.annealer.get_state()
        self._draw_best()
        self.current.draw(self.annealer.structure)
        return Complete(
            step=state.step,
            total_steps=state.total_steps,
            best_energy=state.best_energy,
            best_smiles=self.best.smiles,
            best_svg=self.best.svg,
            current_smiles=self.current.smiles,
            current_svg=self.current.svg,
            **_counters(state),
        )


def failure_of(error: Exception) -> Failure:
    """Return the event that tells of a step that could not be made, and why."""
    sentences = [("session-step-failed", {}), *sentences_of(error)]
    return Failure(
        error=" ".join([english(code, values) for code, values in sentences]),
        kind=type(error).__name__,
        code=sentences[0][0],
        refusals=[{"code": code, "values": dict(values)} for code, values in sentences],
    )


def _counters(state: State) -> dict[str, int]:
    return {name: getattr(state, name) for name in Counters.__struct_fields__}
