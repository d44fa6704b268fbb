"""Cooling: the schedule of a search, and the thermostat by which it is taken in hand.

kT falls in a straight line within each annealing cycle.  Faulon 1996, section on annealing
schedules: kT = kT0 - k kT0 t / dt, where t counts the steps of the cycle and dt is their number.
With k = 0 (f0) the temperature stays, with k = 8 (f8, the paper's best) it reaches its floor
after an eighth of the cycle.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from isoanneal.arguments import check, shown
from isoanneal.refusal import RefusalError, declare

declare(
    {
        "cooling-kt0": "kt0 must be above 0, but it is {value}. Give a higher one.",
        "cooling-k": "k must be 0 or more, but it is {value}. Give a higher one.",
        "cooling-steps": "A run needs at least one cycle of at least one step. Give more.",
        "cooling-settings": (
            "The thermostat can be set {most} times in a run at most. Set it fewer times."
        ),
        "cooling-pair": (
            "The thermostat takes pairs of a whole number of steps and a temperature, not {value}."
        ),
        "cooling-setting": (
            "The thermostat cannot be set to {kt} after step {step}. Give steps in ascending "
            "order, each below the {total} of the run, and temperatures from 0 on; 0 gives it "
            "back to the schedule."
        ),
        "cooling-too-long": "A run has at most {most} steps, not {steps}. Give fewer.",
    }
)

MAX_STEPS = 10_000_000
"""Steps of the longest run."""

MIN_TEMPERATURE = 0.01
"""Floor of kT, in units of the energy."""

MAX_SETTINGS = 400
"""How many times the thermostat can be set in a run: so many have their room in an address."""

Setting = tuple[int, float]
"""After so many steps kT is set to this, or where it is 0 given back to the schedule."""

SCHEDULES = {"f0": 0.0, "f1": 1.0, "f4": 4.0, "f8": 8.0, "f16": 16.0, "f32": 32.0}
"""Cooling rate k of each schedule that the paper names."""


@dataclass(frozen=True, slots=True)
class Cooling:
    """One schedule: `kt0` > 0 in units of the energy, `k` >= 0, steps and cycles >= 1.

    Together they are at most `MAX_STEPS`.

    An infinite `kt0` accepts every move for as long as the schedule does not cool it.

    `thermostat` has the settings made by hand, in ascending order of their steps.  Each holds
    until the next one.
    """

    kt0: float
    k: float
    steps_per_cycle: int
    cycles: int
    thermostat: tuple[Setting, ...] = ()

    def __post_init__(self) -> None:
        """Raise `RefusalError`, naming the parameter, for one out of its range."""
        check("kt0", self.kt0, float)
        check("k", self.k, float)
        check("steps_per_cycle", self.steps_per_cycle, int)
        check("cycles", self.cycles, int)
        if not self.kt0 > 0:
            raise RefusalError("cooling-kt0", value=self.kt0)
        if not self.k >= 0:
            raise RefusalError("cooling-k", value=self.k)
        if self.steps_per_cycle < 1 or self.cycles < 1:
            raise RefusalError("cooling-steps")
        if self.total_steps > MAX_STEPS:
            raise RefusalError("cooling-too-long", most=MAX_STEPS, steps=self.total_steps)
        check_settings(self.thermostat, self.total_steps)

    @property
    def total_steps(self) -> int:
        """Number of steps in all cycles."""
        return self.steps_per_cycle * self.cycles

    def temperature(self, step: int) -> float:
        """Return kT of a step, counted from 0 over all cycles."""
        if self.thermostat and (kt := self._set_by_hand(step)):
            return max(MIN_TEMPERATURE, kt)
        return self.scheduled(step)

    def scheduled(self, step: int) -> float:
        """Return kT of a step, counted from 0, as it is where nobody sets the thermostat."""
        elapsed = step % self.steps_per_cycle
        kt = self.kt0 * (1 - self.k * elapsed / self.steps_per_cycle)
        return max(MIN_TEMPERATURE, kt)

    def _set_by_hand(self, step: int) -> float:
        """Return what kT is set to at a step, 0 where the schedule has it."""
        place = bisect_right(self.thermostat, step, key=_step_of)
        return self.thermostat[place - 1][1] if place else 0.0

    def set_by_hand(self, step: int, kt: float) -> "Cooling":
        """Return this with kT set from a step on, counted from 0; 0 gives it back to the schedule.

        What was set for that step and for later ones is dropped.  Raises `RefusalError` for a step
        that there is not, for a temperature below 0, and where `MAX_SETTINGS` are reached.
        """
        kept = tuple([setting for setting in self.thermostat if setting[0] < step])
        return replace(self, thermostat=(*kept, (step, kt)))

    def cycle(self, step: int) -> int:
        """Return the cycle of a step, both counted from 0."""
        return step // self.steps_per_cycle


def check_settings(settings: Sequence[Setting], total_steps: int) -> None:
    """Raise `RefusalError` for settings of the thermostat that a run cannot have."""
    check("thermostat", settings, (list, tuple))
    if len(settings) > MAX_SETTINGS:
        raise RefusalError("cooling-settings", most=MAX_SETTINGS)
    last = -1
    for setting in settings:
        step, kt = _pair(setting)
        if not (last < step < total_steps and kt >= 0):
            raise RefusalError("cooling-setting", step=step, kt=kt, total=total_steps)
        last = step


def _pair(setting: object) -> tuple[int, float]:
    """Return a setting, if it is a step and a temperature."""
    if not isinstance(setting, (list, tuple)) or len(setting) != 2:  # noqa: PLR2004  (a pair)
        raise RefusalError("cooling-pair", value=shown(setting))
    step, kt = setting
    check("thermostat", step, int)
    check("thermostat", kt, float)
    return step, kt


def _step_of(setting: Setting) -> int:
    return setting[0]
