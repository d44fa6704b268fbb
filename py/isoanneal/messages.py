"""The types of what crosses from the worker to the page: the events of a session.

All are plain data, so that they pass through the browser's structured clone.
"""

from collections.abc import Iterable
from typing import Any, ClassVar

import msgspec

from isoanneal.move import Move


class Points(msgspec.Struct, frozen=True, kw_only=True):
    """Steps of a search in ascending order, as columns of one length.

    `step` counts from 1; 0 is the first structure.  The other columns tell what held after
    that step, `temperature` at it, and `outcome` how it ended, as a place in `annealer.OUTCOMES`
    (-1 where that is not known, as for step 0).  `values` has a column for each component of the
    target, in the component's own unit.
    """

    step: list[float]
    current_energy: list[float]
    best_energy: list[float]
    temperature: list[float]
    outcome: list[float]
    values: dict[str, list[float]]

    def columns(self) -> list[list[float]]:
        """Return all columns, the components last."""
        return [
            self.step,
            self.current_energy,
            self.best_energy,
            self.temperature,
            self.outcome,
            *self.values.values(),
        ]

    def extend(self, columns: Iterable[Iterable[float]]) -> None:
        """Add further steps, given as `columns` gives them."""
        for column, more in zip(self.columns(), columns, strict=True):
            column.extend(more)


def no_points(components: tuple[str, ...]) -> Points:
    """Return points of no step, with a column for each component."""
    return Points(
        step=[],
        current_energy=[],
        best_energy=[],
        temperature=[],
        outcome=[],
        values={name: [] for name in components},
    )


class Counters(msgspec.Struct, frozen=True, kw_only=True):
    """How the steps so far ended; the four add up to their number."""

    accepted_moves: int
    rejected_moves: int
    invalid_moves: int
    disconnected_moves: int


class Progress(Counters, frozen=True, kw_only=True):
    """A look at a search; `points` are the steps since the last look, every one of them.

    `current_smiles` and `current_svg` are empty where there was no time to draw the current
    structure.  `move` is the last step, at any pace but full speed.
    """

    event: ClassVar[str] = "progress"

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
    current_smiles: str = ""
    current_svg: str = ""
    move: Move | None = None

    @property
    def id(self) -> int:
        """The step."""
        return self.step


class Complete(Counters, frozen=True, kw_only=True):
    """The end of a search."""

    event: ClassVar[str] = "complete"

    step: int
    total_steps: int
    best_energy: float
    best_smiles: str
    best_svg: str
    current_smiles: str
    current_svg: str

    @property
    def id(self) -> int:
        """The step."""
        return self.step


class Waiting(msgspec.Struct, frozen=True, kw_only=True):
    """A sign of life while nothing runs; `code` is that of the message."""

    event: ClassVar[str] = "waiting"
    id: ClassVar[None] = None

    session_state: str
    message: str
    code: str = ""


class Status(msgspec.Struct, frozen=True, kw_only=True):
    """What a session answers when it is asked; `seconds` is the time its steps have taken."""

    session_id: str
    status: str
    step: int
    seconds: float
    pace: str


class Drawing(msgspec.Struct, frozen=True, kw_only=True):
    """The best and the current structure of a search, as they are when they are asked for."""

    best_energy: float
    best_smiles: str
    best_svg: str
    current_energy: float
    current_smiles: str
    current_svg: str


class Failure(msgspec.Struct, frozen=True, kw_only=True):
    """What went wrong and what to do, in English, and the kind of error.

    `refusals` has each sentence as its `code` and its `values`, for other languages; `code` and
    `values` are those of the first.
    """

    event: ClassVar[str] = "error"
    id: ClassVar[None] = None

    error: str
    kind: str
    code: str = ""
    values: dict[str, str | int | float | list[str]] = {}
    refusals: list[dict[str, Any]] = []


Event = Progress | Complete | Waiting | Failure
