"""Cooling schedules: kT falls in a straight line within each annealing cycle.

Faulon 1996, section on annealing schedules: kT = kT0 - k kT0 t / dt, where t counts the
steps of the cycle and dt is their number.  With k = 0 (f0) the temperature stays, with
k = 8 (f8, the paper's best) it reaches its floor after an eighth of the cycle.
"""

from dataclasses import dataclass

from isoanneal.arguments import check
from isoanneal.refusal import RefusalError, declare

declare(
    {
        "cooling-kt0": "kt0 must be above 0, but it is {value}. Give a higher one.",
        "cooling-k": "k must be 0 or more, but it is {value}. Give a higher one.",
        "cooling-steps": "A run needs at least one cycle of at least one step. Give more.",
        "cooling-too-long": "A run has at most {most} steps, not {steps}. Give fewer.",
    }
)

MAX_STEPS = 10_000_000
"""Steps of the longest run."""

MIN_TEMPERATURE = 0.01
"""Floor of kT, in units of the energy."""

SCHEDULES = {"f0": 0.0, "f1": 1.0, "f4": 4.0, "f8": 8.0, "f16": 16.0, "f32": 32.0}
"""Cooling rate k of each schedule that the paper names."""


@dataclass(frozen=True, slots=True)
class Cooling:
    """One schedule: `kt0` > 0 in units of the energy, `k` >= 0, steps and cycles >= 1.

    Together they are at most `MAX_STEPS`.

    An infinite `kt0` accepts every move for as long as the schedule does not cool it.
    """

    kt0: float
    k: float
    steps_per_cycle: int
    cycles: int

    def __post_init__(self) -> None:
        """Raise `RefusalError`, naming the parameter, for one out of its range."""
        for name, kind in self.__annotations__.items():
            check(name, getattr(self, name), kind)
        if not self.kt0 > 0:
            raise RefusalError("cooling-kt0", value=self.kt0)
        if not self.k >= 0:
            raise RefusalError("cooling-k", value=self.k)
        if self.steps_per_cycle < 1 or self.cycles < 1:
            raise RefusalError("cooling-steps")
        if self.total_steps > MAX_STEPS:
            raise RefusalError("cooling-too-long", most=MAX_STEPS, steps=self.total_steps)

    @property
    def total_steps(self) -> int:
        """Number of steps in all cycles."""
        return self.steps_per_cycle * self.cycles

    def temperature(self, step: int) -> float:
        """Return kT of a step, counted from 0 over all cycles."""
        elapsed = step % self.steps_per_cycle
        kt = self.kt0 * (1 - self.k * elapsed / self.steps_per_cycle)
        return max(MIN_TEMPERATURE, kt)

    def cycle(self, step: int) -> int:
        """Return the cycle of a step, both counted from 0."""
        return step // self.steps_per_cycle
