"""The pace of a run: how many steps a person is shown in a second."""

from enum import StrEnum
from math import exp, log

from isoanneal.arguments import named
from isoanneal.frames import SECONDS_PER_FRAME
from isoanneal.refusal import RefusalError, declare

declare({"pace-unknown": "There is no pace “{name}”. Choose among: {known}."})

SECONDS_FOR_THE_EYE = 12.0
"""What a run takes at the pace for the eye, whatever its length, unless its steps take longer."""
_SLOW_STEPS, _SECONDS_PER_SLOW_STEP = 12, 0.2
_SLOW_SECONDS = _SLOW_STEPS * _SECONDS_PER_SLOW_STEP
_FEW_STEPS = SECONDS_FOR_THE_EYE / _SECONDS_PER_SLOW_STEP


class Pace(StrEnum):
    """Steps per second, every step as it comes, full speed, or a pace made for the eye.

    At full speed many steps share an event.  At the pace for the eye the first steps come one by
    one, then ever faster.  At any other pace each step has an event of its own.
    """

    ONE = "1"
    TWO = "2"
    FIVE = "5"
    TEN = "10"
    THIRTY = "30"
    EVERY_STEP = "every step"
    FOR_THE_EYE = "for the eye"
    FULL_SPEED = "full speed"

    @property
    def seconds_per_step(self) -> float:
        """Time from one step to the next, 0 where the run need not wait or none is the same."""
        is_even = self not in (Pace.EVERY_STEP, Pace.FOR_THE_EYE, Pace.FULL_SPEED)
        return 1 / int(self) if is_even else 0.0


def seconds_to(step: float, total_steps: int) -> float:
    """Return after how many seconds a step is due at the pace for the eye.

    The first twelve come evenly, five a second; then their number grows by the same factor in
    each second, such that the last one comes after `SECONDS_FOR_THE_EYE`.  A run with no more
    than fit in evenly has all of them so.
    """
    if total_steps <= _FEW_STEPS:
        return step * SECONDS_FOR_THE_EYE / total_steps
    if step <= _SLOW_STEPS:
        return step * _SECONDS_PER_SLOW_STEP
    return _SLOW_SECONDS + log(step / _SLOW_STEPS) / _growth(total_steps)


def steps_after(seconds: float, total_steps: int) -> float:
    """Return how many steps are due after so many seconds at the pace for the eye."""
    if total_steps <= _FEW_STEPS:
        return seconds * total_steps / SECONDS_FOR_THE_EYE
    if seconds <= _SLOW_SECONDS:
        return seconds / _SECONDS_PER_SLOW_STEP
    late = min(seconds, SECONDS_FOR_THE_EYE) - _SLOW_SECONDS
    return _SLOW_STEPS * exp(_growth(total_steps) * late)


def steps_due(step: int, total_steps: int, seconds: float) -> int:
    """Return how many steps to make at the pace for the eye, `seconds` after the last ones.

    The slow ones are never made up for: each is to be seen, however busy the machine is.
    """
    if step < _SLOW_STEPS or total_steps <= _FEW_STEPS:
        return 1
    wanted = steps_after(seconds_to(step, total_steps) + seconds, total_steps)
    return max(1, int(wanted + 0.5) - step)


def seconds_until_due(step: int, total_steps: int) -> float:
    """Return after how many seconds more are due at the pace for the eye, a frame at least."""
    wait = seconds_to(step + 1, total_steps) - seconds_to(step, total_steps)
    return max(wait, SECONDS_PER_FRAME)


def _growth(total_steps: int) -> float:
    """Return the logarithm of the factor by which the number of steps grows in a second."""
    return log(total_steps / _SLOW_STEPS) / (SECONDS_FOR_THE_EYE - _SLOW_SECONDS)


DECLARED = {
    "name": "pace",
    "handle": "pace",
    "kind": "choice",
    "group": "page",
    "title": "Pace",
    "meaning": "How many steps a person is shown in a second",
    "default": str(Pace.FOR_THE_EYE),
    "choices": [str(one) for one in Pace],
}
"""The pace as the page's address has it: no parameter of a run, but written like one."""


def read_pace(name: str) -> Pace:
    """Return the pace of that name; raise `RefusalError` where there is none."""
    for pace in Pace:
        if isinstance(name, str) and name == pace:
            return pace
    raise RefusalError("pace-unknown", name=named(name), known=[str(one) for one in Pace])
