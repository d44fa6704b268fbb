"""The pace of a run: how many steps a person is shown in a second."""

from enum import StrEnum

from isoanneal.arguments import named
from isoanneal.refusal import RefusalError, declare

declare({"pace-unknown": "There is no pace “{name}”. Choose among: {known}."})


class Pace(StrEnum):
    """Steps per second for the eye, every step as it comes, or full speed.

    At full speed many steps share an event; at any other pace each step has its own.
    """

    ONE = "1"
    TWO = "2"
    FIVE = "5"
    TEN = "10"
    THIRTY = "30"
    EVERY_STEP = "every step"
    FULL_SPEED = "full speed"

    @property
    def seconds_per_step(self) -> float:
        """Time from one step to the next, 0 where the run need not wait."""
        return 0.0 if self in (Pace.EVERY_STEP, Pace.FULL_SPEED) else 1 / int(self)


DECLARED = {
    "name": "pace",
    "handle": "pace",
    "kind": "choice",
    "group": "page",
    "title": "Pace",
    "meaning": "How many steps a person is shown in a second",
    "default": str(Pace.FULL_SPEED),
    "choices": [str(one) for one in Pace],
}
"""The pace as the page's address has it: no parameter of a run, but written like one."""


def read_pace(name: str) -> Pace:
    """Return the pace of that name; raise `RefusalError` where there is none."""
    for pace in Pace:
        if isinstance(name, str) and name == pace:
            return pace
    raise RefusalError("pace-unknown", name=named(name), known=[str(one) for one in Pace])
