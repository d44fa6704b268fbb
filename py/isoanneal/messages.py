"""The types of what crosses from the worker to the page: the events of a session.

All are plain data, so that they pass through the browser's structured clone.
"""

import msgspec


class Points(msgspec.Struct, frozen=True, kw_only=True):
    """Points of the chart in ascending order of `step`; four lists of one length."""

    step: list[float]
    current_energy: list[float]
    best_energy: list[float]
    temperature: list[float]


class Counters(msgspec.Struct, frozen=True, kw_only=True):
    """How the steps so far ended; the four add up to their number."""

    accepted_moves: int
    rejected_moves: int
    invalid_moves: int
    disconnected_moves: int


class Progress(Counters, frozen=True, kw_only=True, tag="progress", tag_field="event"):
    """A look at a search; `points` are those that came since the last look.

    `best_svg` is empty where the best structure is still the one drawn last.
    """

    step: int
    total_steps: int
    cycle: int
    temperature: float
    current_energy: float
    best_energy: float
    best_smiles: str
    best_svg: str
    is_complete: bool
    points: Points


class Complete(Counters, frozen=True, kw_only=True, tag="complete", tag_field="event"):
    """The end of a search."""

    step: int
    total_steps: int
    best_energy: float
    best_smiles: str
    best_svg: str
    seconds: float


class Waiting(msgspec.Struct, frozen=True, kw_only=True, tag="waiting", tag_field="event"):
    """A sign of life while nothing runs."""

    session_state: str
    message: str


class Failure(msgspec.Struct, frozen=True, kw_only=True, tag="error", tag_field="event"):
    """What went wrong and what to do, in words, and the kind of error."""

    error: str
    kind: str


Event = Progress | Complete | Waiting | Failure
