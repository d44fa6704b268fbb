"""The parameters of a run, each declared once, and the refusal of what is out of their limits.

Command line, form fields, the page's address and the documentation follow from the fields of
`Parameters`, by way of `declarations`.
"""

from collections.abc import Mapping
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from isoanneal import chem
from isoanneal.annealer import Annealer, Mode
from isoanneal.arguments import check, named
from isoanneal.constraints import Constraints, NoAllowedIsomerError, search_first_allowed
from isoanneal.cooling import MAX_SETTINGS, MAX_STEPS, SCHEDULES, Cooling, check_settings
from isoanneal.declaration import Declaration, declared_in
from isoanneal.formula import Formula, parse
from isoanneal.mulberry32 import SEED_LIMIT
from isoanneal.normalisation import sample_ranges
from isoanneal.refusal import RefusalError, declare
from isoanneal.scoring import Target
from isoanneal.structure import Structure
from isoanneal.work import Work, done

MAX_STEPS_PER_CYCLE = 100_000
MAX_CYCLES = 1_000
MAX_TOTAL_STEPS = MAX_STEPS

declare(
    {
        "parameter-unknown": "There is no parameter “{name}”. Leave it out.",
        "parameter-formula-missing": "The formula is missing. Give one, for example C6H14.",
        "parameter-total-steps": (
            "{steps_per_cycle} steps in each of {cycles} cycles are {total} steps. "
            "At most {most} are possible: give fewer cycles or fewer steps in each."
        ),
        "parameter-goal-and-direction": (
            "{component} has a goal and a direction. Leave one of them out."
        ),
    }
)


class ParameterError(RefusalError):
    """A parameter out of its limits; the message says which, why and what to do."""

    def __init__(self, field: str, code: str, *more: Any, **values: Any) -> None:  # noqa: ANN401
        """Keep the name of the parameter in `field`; the rest is that of `RefusalError`."""
        super().__init__(code, *more, **values)
        self.field = field

    @classmethod
    def of(cls, field: str, refusal: RefusalError) -> "ParameterError":
        """Return the error of a parameter for what was refused because of it."""
        (code, values), *more = refusal.refusals
        return cls(field, code, *more, **values)


def _declared(group: str, title: str, meaning: str, **more: Any) -> Meta:  # noqa: ANN401
    """Return what a field says of itself beside its type and its limits.

    `group` is the part of the form in which it stands.  `handle` is the name that it has there
    and in addresses where that is a shorter one, `option` its name on the command line,
    `suggestions` are values by name, and `of` is what a list of names has names of.
    """
    return Meta(title=title, description=meaning, extra={"group": group, **more})


_Positive = Annotated[float, Meta(gt=0, le=1e12)]
_Rate = Annotated[float, Meta(ge=0, le=1e12)]
_Weight = Annotated[float, Meta(ge=0, le=1e12)]
_Goal = Annotated[float, Meta(ge=-1e12, le=1e12)]
_Steps = Annotated[int, Meta(ge=1, le=MAX_STEPS_PER_CYCLE)]
_Cycles = Annotated[int, Meta(ge=1, le=MAX_CYCLES)]
_Setting = tuple[
    Annotated[int, Meta(ge=0, le=MAX_STEPS - 1)], Annotated[float, Meta(ge=0, le=1e12)]
]
_Seed = Annotated[int, Meta(ge=0, le=SEED_LIMIT - 1)]


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

    formula: Annotated[
        str, _declared("formula", "Molecular formula", "The formula whose isomers are searched")
    ]
    kt0: Annotated[
        _Positive,
        _declared(
            "annealing",
            "Initial kT₀",
            "Temperature at the beginning of each cycle, in units of the energy",
        ),
    ] = 100.0
    k: Annotated[
        _Rate,
        _declared(
            "annealing",
            "Cooling rate k",
            "How steeply each cycle cools: 0 not at all, 8 as in Faulon’s best schedule",
            suggestions=SCHEDULES,
        ),
    ] = 8.0
    steps_per_cycle: Annotated[
        _Steps,
        _declared(
            "annealing", "Steps per cycle", "Moves tried in each annealing cycle", handle="steps"
        ),
    ] = 500
    cycles: Annotated[
        _Cycles,
        _declared("annealing", "Cycles", "How many times the search is heated and cooled again"),
    ] = 4
    thermostat: Annotated[
        list[_Setting],
        Meta(max_length=MAX_SETTINGS),
        _declared(
            "thermostat",
            "Thermostat",
            "After so many steps set kT by hand, or give it back to the schedule with 0",
        ),
    ] = []
    mode: Annotated[
        Mode, _declared("target", "Mode", "Whether the energy is made small or large")
    ] = "minimize"
    seed: Annotated[
        _Seed,
        _declared(
            "annealing",
            "Seed",
            "Where the random numbers begin: the same seed gives the same search",
        ),
    ] = 42
    weights: Annotated[
        dict[str, _Weight],
        _declared("target", "Weights", "How much each target component counts", option="weight"),
    ] = msgspec.field(default_factory=lambda: {"wiener_index": 1.0})
    directions: Annotated[
        dict[str, Mode],
        _declared(
            "target",
            "Directions",
            "Minimize or maximize this component, against the others",
            option="direction",
        ),
    ] = {}
    goals: Annotated[
        dict[str, _Goal],
        _declared("target", "Goals", "Come close to this value of a component", option="goal"),
    ] = {}
    smarts: Annotated[
        str, _declared("target", "SMARTS pattern", "The pattern that smarts_matches counts")
    ] = ""
    normalize: Annotated[
        bool, _declared("target", "Normalize", "Count components in percent of their range")
    ] = False
    constraints: Annotated[
        list[str],
        _declared(
            "constraints",
            "Constraints",
            "Leave out isomers that break this rule",
            option="constraint",
            of="constraint",
        ),
    ] = []
    required_smarts: Annotated[
        str,
        _declared(
            "constraints",
            "Must match this SMARTS pattern",
            "Leave out isomers that do not match this pattern",
            option="require",
        ),
    ] = ""
    forbidden_smarts: Annotated[
        str,
        _declared(
            "constraints",
            "Must not match this SMARTS pattern",
            "Leave out isomers that match this pattern",
            option="forbid",
        ),
    ] = ""

    def __post_init__(self) -> None:
        """Raise `ParameterError` or `FormulaError` for what `read_parameters` refuses."""
        for name, declaration in DECLARATIONS.items():
            msgspec.structs.force_setattr(self, name, _read(declaration, getattr(self, name)))
        self._check_total()
        self.check()

    @property
    def total_steps(self) -> int:
        """Number of steps in all cycles, at most `MAX_TOTAL_STEPS`."""
        return self.steps_per_cycle * self.cycles

    def annealer(self) -> Annealer:
        """Return the annealer of the run, ready for its first step; see `preparation`."""
        return done(self.preparation())

    def preparation(self) -> Work[Annealer]:
        """Make the annealer of the run, ready for its first step.

        Raises `FormulaError` for a formula without isomers and `ParameterError` for a target
        or constraints that cannot be, also where dictionaries or lists were changed since.
        """
        msgspec.structs.replace(self)  # checks what there is now
        formula = parse(self.formula)
        constraints = self._constraints()
        try:
            first = yield from search_first_allowed(formula, constraints)
        except NoAllowedIsomerError as error:
            raise ParameterError.of("constraints", error) from error
        target = yield from self._target(formula, constraints, first)
        return Annealer(
            formula,
            target,
            self.cooling(),
            seed=self.seed,
            mode=self.mode,
            constraints=constraints,
            first=first,
        )

    def cooling(self) -> Cooling:
        """Return the schedule of the run, with what is set by hand."""
        schedule = (self.kt0, self.k, self.steps_per_cycle, self.cycles)
        return Cooling(*schedule, thermostat=tuple(self.thermostat))

    def check(self) -> None:
        """Raise what `annealer` would, as far as that can be told without a search."""
        parse(self.formula)
        self._check_thermostat()
        self._constraints()
        for field in ("directions", "goals"):
            for name in getattr(self, field):
                if name not in self.weights:
                    raise ParameterError(
                        field, "parameter-without-weight", parameter=field, name=name
                    )
        self._plain_target()
        for name in self.goals:
            if name in self.directions:
                raise ParameterError("goals", "parameter-goal-and-direction", component=name)

    def _check_total(self) -> None:
        if self.total_steps > MAX_TOTAL_STEPS:
            raise ParameterError(
                "cycles",
                "parameter-total-steps",
                steps_per_cycle=self.steps_per_cycle,
                cycles=self.cycles,
                total=self.total_steps,
                most=MAX_TOTAL_STEPS,
            )

    def _check_thermostat(self) -> None:
        try:
            check_settings(self.thermostat, self.total_steps)
        except RefusalError as error:
            raise ParameterError.of("thermostat", error) from error

    def _constraints(self) -> Constraints:
        for field in ("required_smarts", "forbidden_smarts"):
            _check_smarts(field, getattr(self, field))
        try:
            return Constraints(self.constraints, self.required_smarts, self.forbidden_smarts)
        except RefusalError as error:
            raise ParameterError.of("constraints", error) from error

    def _target(self, formula: Formula, constraints: Constraints, first: Structure) -> Work[Target]:
        target = self._plain_target()
        if not self.normalize:
            return target
        ranges = yield from sample_ranges(formula, target, constraints, first)
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
        except RefusalError as error:
            raise ParameterError.of("weights", error) from error

    @property
    def _opposed(self) -> set[str]:
        against = {name for name, direction in self.directions.items() if direction != self.mode}
        return against | (set(self.goals) if self.mode == "maximize" else set())


def _check_smarts(field: str, smarts: str) -> None:
    if not smarts:
        return
    try:
        chem.toolkit().check_smarts(smarts)
    except RefusalError as error:
        raise ParameterError.of(field, error) from error


DECLARATIONS = declared_in(Parameters)
"""What each parameter is, by its name."""


def _read(declaration: Declaration, value: object) -> Any:  # noqa: ANN401  (of its type)
    """Return a value typed; raise `ParameterError` for one out of the limits."""
    try:
        return declaration.read(value)
    except (msgspec.ValidationError, UnicodeError, AttributeError) as error:
        # The latter two where msgspec relies on whole characters and on the keys of mappings.
        code, values = declaration.refusal(value)
        raise ParameterError(declaration.name, code, **values) from error


def read_parameters(raw: Mapping[str, Any]) -> Parameters:
    """Check what a command brought and return it typed.

    Raises `ParameterError` for the first parameter that is out of its limits, and
    `FormulaError` for a formula without isomers.
    """
    check("parameters", raw, Mapping)
    for name in raw:
        if name not in DECLARATIONS:
            raise ParameterError(named(name), "parameter-unknown", name=named(name))
    if "formula" not in raw:
        raise ParameterError("formula", "parameter-formula-missing")
    return Parameters(**raw)
