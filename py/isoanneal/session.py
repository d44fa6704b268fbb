"""Sessions: one search each, its states, and the stream of its events."""

import asyncio
import time
from collections.abc import AsyncIterator
from enum import StrEnum

from isoanneal import chem
from isoanneal.annealer import State
from isoanneal.isomerism import has_one_isomer
from isoanneal.messages import Complete, Counters, Event, Progress, Waiting
from isoanneal.parameters import Parameters
from isoanneal.trace import Trace

SECONDS_PER_EVENT = 0.05
SECONDS_BETWEEN_SIGNS_OF_LIFE = 1.0
_STEPS_BETWEEN_LOOKS_AT_THE_CLOCK = 50


class SessionState(StrEnum):
    """The states that a session goes through."""

    IDLE = "idle"
    RUNNING = "running"
    PAUSED = "paused"
    COMPLETE = "complete"


class SessionError(ValueError):
    """A call that does not fit the session's state; the message says why."""


_REASONS = {
    SessionState.IDLE: "has not been started yet",
    SessionState.RUNNING: "is already running",
    SessionState.PAUSED: "is paused",
    SessionState.COMPLETE: "is already complete; reset it first",
}


class Session:
    """A search that can be started, paused, resumed and reset while its stream is read."""

    def __init__(self, session_id: str, parameters: Parameters) -> None:
        """Make the search ready; raise what the formula or the target does not allow."""
        self.session_id = session_id
        self.parameters = parameters
        self.annealer = parameters.annealer()
        self.has_one_isomer = has_one_isomer(self.annealer.structure)
        self._changed = asyncio.Event()
        self._begin()

    def _begin(self) -> None:
        self.state = SessionState.IDLE
        self._seconds = 0.0
        self._trace = Trace(self.annealer)
        self._best_smiles = self._best_svg = ""
        self._drawn_energy: float | None = None

    def start(self) -> None:
        """Run, or go on after a pause; raise `SessionError` if running or complete."""
        self._go(SessionState.RUNNING, {SessionState.IDLE, SessionState.PAUSED}, "started")

    def pause(self) -> None:
        """Stop before the next step; raise `SessionError` if not running."""
        self._go(SessionState.PAUSED, {SessionState.RUNNING}, "paused")

    def reset(self) -> None:
        """Go back to the beginning, whatever the state."""
        self.annealer.init()
        self._begin()
        self._changed.set()

    def _go(self, state: SessionState, allowed: set[SessionState], what: str) -> None:
        if self.state not in allowed:
            raise SessionError(f"The run cannot be {what}: it {_REASONS[self.state]}.")
        self.state = state
        self._changed.set()

    async def stream(self) -> AsyncIterator[Event]:
        """Yield events until the search is complete.

        Steps are made here, between two events: as many as fit in `SECONDS_PER_EVENT`.
        Between events the event loop gets its turn, so that a pause takes effect at once.
        """
        while self.state is not SessionState.COMPLETE:
            if self.state is SessionState.RUNNING:
                self._advance()
                yield self.progress()
                await asyncio.sleep(0)
            else:
                self._changed.clear()
                yield Waiting(session_state=self.state, message=f"The run {_REASONS[self.state]}.")
                await self._wait()
        yield self._complete()

    async def _wait(self) -> None:
        try:
            await asyncio.wait_for(self._changed.wait(), SECONDS_BETWEEN_SIGNS_OF_LIFE)
        except TimeoutError:
            return  # nothing changed: the next event is a sign of life

    def _advance(self) -> None:
        began = time.perf_counter()
        now = began
        while now - began < SECONDS_PER_EVENT and not self.annealer.is_complete:
            self._trace.extend(self.annealer.advance(_STEPS_BETWEEN_LOOKS_AT_THE_CLOCK))
            now = time.perf_counter()
        self._seconds += now - began
        if self.annealer.is_complete:
            self.state = SessionState.COMPLETE

    def progress(self) -> Progress:
        """Return where the search stands, with the points since the last call."""
        state = self.annealer.get_state()
        return Progress(
            step=state.step,
            total_steps=state.total_steps,
            cycle=state.cycle,
            temperature=state.temperature,
            current_energy=state.current_energy,
            best_energy=state.best_energy,
            best_svg=self._draw_best(),
            best_smiles=self._best_smiles,
            **_counters(state),
            is_complete=state.is_complete,
            points=self._trace.take(),
        )

    def _draw_best(self) -> str:
        """Return a drawing of the best structure if it is a new one, else nothing."""
        if self._drawn_energy == self.annealer.best_energy:
            return ""
        self._drawn_energy = self.annealer.best_energy
        self._best_smiles = chem.toolkit().canonical_smiles(self.annealer.best)
        self._best_svg = chem.toolkit().depict(self.annealer.best)
        return self._best_svg

    def _complete(self) -> Complete:
        state = self.annealer.get_state()
        self._draw_best()
        return Complete(
            step=state.step,
            total_steps=state.total_steps,
            best_energy=state.best_energy,
            best_smiles=self._best_smiles,
            best_svg=self._best_svg,
            **_counters(state),
            seconds=self._seconds,
        )


def _counters(state: State) -> dict[str, int]:
    names = Counters.__struct_fields__
    return {name: getattr(state, name) for name in names}
