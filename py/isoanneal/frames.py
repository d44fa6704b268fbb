"""Frames: how long steps are made at a time, and how others get their turn in between."""

import asyncio
import time
from collections.abc import Callable

SECONDS_PER_FRAME = 1 / 30
"""Time for steps at full speed before others get their turn; as often as an eye can follow."""
_LOOKS_AT_THE_CLOCK_PER_FRAME = 4

# A call from the page is answered in a few turns of the event loop, which should not have to
# wait for a frame each; but most frames have none to answer.  And Pyodide's loop posts itself
# a message for each callback but runs all with the first: those left over pile up before the
# messages of the page, unless the loop is left to a timer now and then.
TURNS_AT_FULL_SPEED = 2
"""Turns of the event loop between two frames at full speed."""
_TURNS_TO_ANSWER = 6
_SECONDS_BETWEEN_BREATHS = 0.25
_SECONDS_OF_BREATH = 0.004


class Frames:
    """The frames of one search: each is filled with steps, and others have their turn after it."""

    def __init__(self) -> None:
        """Begin with a single step before the first look at the clock."""
        self.batch = 1
        self._last_breath = 0.0

    def fill(
        self, began: float, advance: Callable[[int], object], is_complete: Callable[[], bool]
    ) -> None:
        """Let `advance` make steps until the frame that `began` is over, or all are made.

        It gets numbers of steps, as many as fit between two looks at the clock; `began` is a
        reading of `time.perf_counter`, in seconds.
        """
        now = began
        while now - began < SECONDS_PER_FRAME and not is_complete():
            now = self.make(advance, self.batch, now)

    def make(self, advance: Callable[[int], object], steps: int, began: float) -> float:
        """Let `advance` make so many steps, `batch` at most; return when they were made."""
        advance(steps)
        now = time.perf_counter()
        if steps == self.batch:
            wanted = SECONDS_PER_FRAME / _LOOKS_AT_THE_CLOCK_PER_FRAME
            self.batch = next_batch(steps, now - began, wanted)
        return now

    async def give_way(self, now: float, turns: int, accessed_at: Callable[[], float]) -> None:
        """Let the event loop turn, and longer if somebody has begun to ask for something.

        That is seen by `accessed_at` when it returns another number than before.
        """
        if now - self._last_breath > _SECONDS_BETWEEN_BREATHS:
            self._last_breath = now
            await asyncio.sleep(_SECONDS_OF_BREATH)
            return
        before = accessed_at()
        for _ in range(turns):
            await asyncio.sleep(0)
        if accessed_at() != before:
            for _ in range(_TURNS_TO_ANSWER):
                await asyncio.sleep(0)


def next_batch(steps: int, seconds: float, wanted: float) -> int:
    """Return how many steps to make next, so that they take about as many seconds as `wanted`.

    The last ones were so many `steps` and took so many `seconds`.
    """
    if seconds < wanted / 2:
        return 2 * steps
    return max(1, steps // 2) if seconds > wanted else steps
