"""The parameters of a run, and the refusal of what is out of their limits."""

from collections.abc import Mapping
from typing import Annotated, Any

import msgspec

from isoanneal.annealer import Annealer, Mode
from isoanneal.cooling import Cooling
from isoanneal.formula import parse
from isoanneal.mulberry32 import SEED_LIMIT
from isoanneal.scoring import Target

MAX_STEPS_PER_CYCLE = 100_000
MAX_CYCLES = 1_000
MAX_TOTAL_STEPS = 10_000_000

_PositiveNumber = Annotated[float, msgspec.Meta(gt=0, le=1e12)]
_Rate = Annotated[float, msgspec.Meta(ge=0, le=1e12)]
_Weight = Annotated[float, msgspec.Meta(ge=0, le=1e12)]
_Steps = Annotated[int, msgspec.Meta(ge=1, le=MAX_STEPS_PER_CYCLE)]
_Cycles = Annotated[int, msgspec.Meta(ge=1, le=MAX_CYCLES)]
_Seed = Annotated[int, msgspec.Meta(ge=0, lt=SEED_LIMIT)]

LIMITS = {
    "kt0": "must be a number above 0 and at most 1e12",
    "k": "must be a number from 0 to 1e12",
    "steps_per_cycle": f"must be a whole number from 1 to {MAX_STEPS_PER_CYCLE:,}",
    "cycles": f"must be a whole number from 1 to {MAX_CYCLES:,}",
    "seed": f"must be a whole number from 0 to {SEED_LIMIT - 1:,}",
    "mode": "must be “minimize” or “maximize”",
    "weights": "must be numbers from 0 to 1e12, one for each target component",
    "formula": "must be text",
}
"""What is asked of each parameter, in words that follow its name."""


class ParameterError(ValueError):
    """A parameter out of its limits; the message says which, why and what to do."""

    def __init__(self, field: str, message: str) -> None:
        """Keep the name of the parameter in `field`."""
        super().__init__(message)
        self.field = field


class Parameters(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a run is made of; defaults are those of Faulon's best schedule, f8."""

    formula: str
    kt0: _PositiveNumber = 100.0
    k: _Rate = 8.0
    steps_per_cycle: _Steps = 500
    cycles: _Cycles = 4
    mode: Mode = "minimize"
    seed: _Seed = 42
    weights: dict[str, _Weight] = msgspec.field(default_factory=lambda: {"wiener_index": 1.0})

    @property
    def total_steps(self) -> int:
        """Number of steps in all cycles, at most `MAX_TOTAL_STEPS`."""
        return self.steps_per_cycle * self.cycles

    def annealer(self) -> Annealer:
        """Return the engine of the run, ready for its first step.

        Raises `FormulaError` for a formula without isomers and `ParameterError` for weights
        that make no target.
        """
        try:
            target = Target(self.weights)
        except ValueError as error:
            raise ParameterError("weights", str(error)) from error
        cooling = Cooling(self.kt0, self.k, self.steps_per_cycle, self.cycles)
        return Annealer(parse(self.formula), target, cooling, seed=self.seed, mode=self.mode)


def read_parameters(raw: Mapping[str, Any]) -> Parameters:
    """Check what a command brought and return it typed.

    Raises `ParameterError` for the first parameter that is out of its limits, and
    `FormulaError` for a formula without isomers.
    """
    for name, value in raw.items():
        if name not in LIMITS:
            raise ParameterError(name, f"There is no parameter “{name}”. Leave it out.")
        try:
            msgspec.convert({"formula": "C", name: value}, Parameters)
        except msgspec.ValidationError as error:
            raise ParameterError(name, f"{name} {LIMITS[name]}, not {value!r}.") from error
    if "formula" not in raw:
        raise ParameterError("formula", "The formula is missing. Give one, for example C6H14.")
    parameters = msgspec.convert(dict(raw), Parameters)
    if parameters.total_steps > MAX_TOTAL_STEPS:
        raise ParameterError(
            "cycles",
            f"{parameters.steps_per_cycle:,} steps in each of {parameters.cycles:,} cycles are "
            f"{parameters.total_steps:,} steps. At most {MAX_TOTAL_STEPS:,} are possible: "
            "give fewer cycles or fewer steps in each.",
        )
    parameters.annealer()
    return parameters
