"""The parameters of a run, and the refusal of what is out of their limits."""

from collections.abc import Mapping
from typing import Annotated, Any

import msgspec

from isoanneal import chem
from isoanneal.annealer import Annealer, Mode
from isoanneal.constraints import Constraints, NoAllowedIsomerError
from isoanneal.cooling import Cooling
from isoanneal.formula import Formula, parse
from isoanneal.mulberry32 import SEED_LIMIT
from isoanneal.normalisation import sampled_ranges
from isoanneal.scoring import Target

MAX_STEPS_PER_CYCLE = 100_000
MAX_CYCLES = 1_000
MAX_TOTAL_STEPS = 10_000_000

_PositiveNumber = Annotated[float, msgspec.Meta(gt=0, le=1e12)]
_Rate = Annotated[float, msgspec.Meta(ge=0, le=1e12)]
_Weight = Annotated[float, msgspec.Meta(ge=0, le=1e12)]
_Goal = Annotated[float, msgspec.Meta(ge=-1e12, le=1e12)]
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
    "directions": "must be “minimize” or “maximize”, one for each target component it names",
    "goals": "must be numbers from -1e12 to 1e12, one for each target component it names",
    "smarts": "must be text",
    "normalize": "must be true or false",
    "constraints": "must be a list of names",
    "required_smarts": "must be text",
    "forbidden_smarts": "must be text",
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
    """What a run is made of; defaults are those of Faulon's best schedule, f8.

    The energy is the sum of the `weights` times their components, and `mode` says whether
    it is made small or large.  A component with another direction in `directions` counts
    negatively; one with a goal in `goals` counts by its distance to that value, which is
    always made small.  `smarts` is the pattern of the component smarts_matches.  With
    `normalize` all components are put on one scale, see `normalisation`.

    Isomers are left out that break one of the `constraints`, do not match `required_smarts`
    or match `forbidden_smarts`.
    """

    formula: str
    kt0: _PositiveNumber = 100.0
    k: _Rate = 8.0
    steps_per_cycle: _Steps = 500
    cycles: _Cycles = 4
    mode: Mode = "minimize"
    seed: _Seed = 42
    weights: dict[str, _Weight] = msgspec.field(default_factory=lambda: {"wiener_index": 1.0})
    directions: dict[str, Mode] = {}
    goals: dict[str, _Goal] = {}
    smarts: str = ""
    normalize: bool = False
    constraints: list[str] = []
    required_smarts: str = ""
    forbidden_smarts: str = ""

    @property
    def total_steps(self) -> int:
        """Number of steps in all cycles, at most `MAX_TOTAL_STEPS`."""
        return self.steps_per_cycle * self.cycles

    def annealer(self) -> Annealer:
        """Return the engine of the run, ready for its first step.

        Raises `FormulaError` for a formula without isomers and `ParameterError` for a target
        or constraints that cannot be.
        """
        formula = parse(self.formula)
        constraints = self._constraints()
        try:
            return Annealer(
                formula,
                self._target(formula, constraints),
                Cooling(self.kt0, self.k, self.steps_per_cycle, self.cycles),
                seed=self.seed,
                mode=self.mode,
                constraints=constraints,
            )
        except NoAllowedIsomerError as error:
            raise ParameterError("constraints", str(error)) from error

    def check(self) -> None:
        """Raise what `annealer` would, as far as that can be told without a search."""
        parse(self.formula)
        self._constraints()
        self._plain_target()
        for field in ("directions", "goals"):
            for name in getattr(self, field):
                if name not in self.weights:
                    raise ParameterError(field, f"{field} names {name}, which has no weight.")
        for name in self.goals:
            if name in self.directions:
                raise ParameterError(
                    "goals", f"{name} has a goal and a direction. Leave one of them out."
                )

    def _constraints(self) -> Constraints:
        for field in ("required_smarts", "forbidden_smarts"):
            _check_smarts(field, getattr(self, field))
        try:
            return Constraints(self.constraints, self.required_smarts, self.forbidden_smarts)
        except ValueError as error:
            raise ParameterError("constraints", str(error)) from error

    def _target(self, formula: Formula, constraints: Constraints) -> Target:
        target = self._plain_target()
        if not self.normalize:
            return target
        ranges = sampled_ranges(formula, target, constraints)
        return Target(
            self.weights,
            opposed=self._opposed,
            goals=self.goals,
            smarts=self.smarts,
            ranges=dict.fromkeys(self.weights, (0.0, 0.0)) | dict(ranges),
        )

    def _plain_target(self) -> Target:
        _check_smarts("smarts", self.smarts)
        try:
            return Target(self.weights, opposed=self._opposed, goals=self.goals, smarts=self.smarts)
        except ValueError as error:
            raise ParameterError("weights", str(error)) from error

    @property
    def _opposed(self) -> set[str]:
        against = {name for name, direction in self.directions.items() if direction != self.mode}
        return against | (set(self.goals) if self.mode == "maximize" else set())


def _check_smarts(field: str, smarts: str) -> None:
    if not smarts:
        return
    try:
        chem.toolkit().check_smarts(smarts)
    except ValueError as error:
        raise ParameterError(field, str(error)) from error


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
    parameters.check()
    return parameters
