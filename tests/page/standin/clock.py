"""Time that nobody waits for: where nothing else is to be done, it jumps to the next timer."""

import asyncio
import selectors
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from unittest import mock

SECONDS_PER_LOOK = 0.0001
_SECONDS_BETWEEN_NOTICES = 0.01
"""What it takes to look at the clock, so that whoever waits by looking comes to an end."""


class NothingToDoError(AssertionError):
    """Somebody waits for what can never happen: there is no timer, and nothing is due."""


class Clock:
    """Seconds since the beginning of the test."""

    def __init__(self) -> None:
        """Begin at 0."""
        self.now = 0.0
        self.seconds_per_look = SECONDS_PER_LOOK
        self.watcher: Callable[[], bool] = bool
        """Is called before the time jumps, and often enough between; tells to jump not yet."""

    def pass_by(self, seconds: float) -> None:
        """Let time pass, as work takes it."""
        self.now += seconds

    def look(self) -> float:
        """Return the time, for those who work while they look."""
        self.now += self.seconds_per_look
        return self.now

    @contextmanager
    def worn(self) -> Iterator[None]:
        """Let Python's own clocks show this time."""
        with (
            mock.patch("time.perf_counter", self.look),
            mock.patch("time.monotonic", self.look),
        ):
            yield


class _JumpingSelector(selectors.DefaultSelector):
    """Waits for no file, since there is none: lets the time pass instead."""

    def __init__(self, clock: Clock) -> None:
        super().__init__()
        self._clock = clock
        self._noticed = 0.0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        """Let whoever watches have a look, then let the time of a wait pass."""
        is_due = self._clock.now - self._noticed > _SECONDS_BETWEEN_NOTICES
        if timeout != 0 or is_due:
            self._noticed = self._clock.now
            if self._clock.watcher():
                return []
        if timeout is None:
            raise NothingToDoError("There is nothing left to do, and no timer to wait for.")
        self._clock.pass_by(max(timeout, 0.0))
        return []


class JumpingLoop(asyncio.SelectorEventLoop):
    """An event loop by the time of a `Clock`."""

    def __init__(self, clock: Clock) -> None:
        """Begin when the clock begins."""
        super().__init__(_JumpingSelector(clock))
        self._jumping_clock = clock

    def time(self) -> float:
        """Return the time of the clock."""
        return self._jumping_clock.now

    def run_until(self, condition: Callable[[], object], seconds: float) -> bool:
        """Run until a condition holds; tell whether it did within some seconds."""
        met: asyncio.Future[bool] = self.create_future()
        timer = self.call_later(seconds, met.set_result, False)  # noqa: FBT003  (in vain)

        def look() -> bool:
            if not met.done() and condition():
                met.set_result(True)
            return met.done()

        self._jumping_clock.watcher = look
        try:
            return self.run_until_complete(met)
        finally:
            self._jumping_clock.watcher = bool
            timer.cancel()
