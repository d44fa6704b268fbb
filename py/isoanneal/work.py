"""Work that can be cut into slices: a generator that yields wherever others may have a turn."""

import time
from collections.abc import Generator
from typing import Generic, TypeVar

from isoanneal.frames import Frames

Result = TypeVar("Result")
Work = Generator[None, None, Result]
"""What it returns is the result."""


def done(work: Work[Result]) -> Result:
    """Do all of it at once; return its result, or raise its error."""
    slices = _Slices(work)
    while not slices.are_over():
        slices.advance(1)
    return slices.result()


async def done_in_turns(work: Work[Result]) -> Result:
    """Do it frame by frame, between which the event loop turns; to cancel this ends it."""
    frames, slices = Frames(), _Slices(work)
    frames.fill(time.perf_counter(), slices.advance, slices.are_over)
    while not slices.are_over():
        await frames.give_way(time.perf_counter(), 1, lambda: 0.0)
        frames.fill(time.perf_counter(), slices.advance, slices.are_over)
    return slices.result()


class _Slices(Generic[Result]):
    """Makes slices, as an engine makes steps."""

    def __init__(self, work: Work[Result]) -> None:
        self._work = work
        self._results: list[Result] = []

    def advance(self, slices: int) -> None:
        try:
            for _ in range(slices):
                next(self._work)
        except StopIteration as end:
            self._results.append(end.value)

    def are_over(self) -> bool:
        return bool(self._results)

    def result(self) -> Result:
        return self._results[0]
