"""A comparison of two states of the project: what was measured of either, and what is worse."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median

LIMIT = 0.05
"""A median that is worse by more than this part is named."""


@dataclass
class Row:
    """One thing that is measured of both states; `unit` is “steps/s”, or “ms”, where less is good.

    Both lists have a value from each round.
    """

    name: str
    unit: str
    other: list[float] = field(default_factory=list)
    this: list[float] = field(default_factory=list)

    @property
    def is_duration(self) -> bool:
        """Whether less is better."""
        return self.unit == "ms"

    @property
    def ratio(self) -> float:
        """How many times the other's median this state's is."""
        return median(self.this) / median(self.other)

    @property
    def is_worse(self) -> bool:
        """Whether this state is worse by more than the limit."""
        return self.ratio > 1 + LIMIT if self.is_duration else self.ratio < 1 - LIMIT

    def cells(self) -> list[str]:
        """Return what the table says of it."""
        verdict = "worse" if self.is_worse else ""
        ratio = f"{self.ratio:.3f}"
        return [self.name, self.unit, _spread(self.other), _spread(self.this), ratio, verdict]


def _spread(values: Sequence[float]) -> str:
    if len(values) == 1:
        return f"{values[0]:,.0f}"
    return f"{median(values):,.0f} ({min(values):,.0f}–{max(values):,.0f})"


def table(rows: Sequence[Row], other: str, this: str) -> str:
    """Return the rows as a table in Markdown: medians, with the lowest and the highest value."""
    head = ["", "unit", other, this, "ratio", ""]
    lines = [head, ["---", "---", "---:", "---:", "---:", "---"], *(row.cells() for row in rows)]
    return "\n".join(f"| {' | '.join(cells)} |".replace("|  |", "| |") for cells in lines)


def verdict(rows: Sequence[Row]) -> str:
    """Return a sentence about what is worse."""
    worse = [f"{row.name} ({row.ratio:.3f})" for row in rows if row.is_worse]
    if not worse:
        return f"No median is worse by more than {LIMIT:.0%}."
    return f"Worse by more than {LIMIT:.0%}: {'; '.join(worse)}."
