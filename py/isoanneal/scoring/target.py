"""The target of a search: a weighted sum of components."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from isoanneal import chem
from isoanneal.arguments import NAMES, check, is_number, named, shown
from isoanneal.refusal import RefusalError, declare
from isoanneal.scoring.registry import Score, component, components
from isoanneal.structure import Structure

declare(
    {
        "target-weight": "The weight of {component} must be 0 or more, but it is {weight}.",
        "target-goal": "The goal of {component} must be a number, not {goal}.",
        "target-range": (
            "The range of {component} must be its lowest and its highest value, not {range}."
        ),
        "parameter-without-weight": (
            "{parameter} names {name}, which has no weight. Give it one, or leave it out."
        ),
        "target-no-weight": "Give at least one target component a weight above 0.",
    }
)

Ranges = Mapping[str, tuple[float, float]]
"""The lowest and the highest value of each component in a sample of structures."""

PERCENT = 100.0

_INFINITE = float("inf")


@dataclass(frozen=True, slots=True)
class Term:
    """What one component adds: `factor` times its value, or its distance, from `origin`."""

    factor: float
    origin: float
    is_distance: bool


class Target:
    """A weighted sum of target components, the energy of a structure.

    A component adds its weight times its value; one that is `opposed` subtracts that
    instead, and one with a goal adds its weight times its distance to the goal.
    """

    def __init__(
        self,
        weights: Mapping[str, float],
        *,
        opposed: Collection[str] = (),
        goals: Mapping[str, float] | None = None,
        smarts: str = "",
        ranges: Ranges | None = None,
    ) -> None:
        """Take a weight, 0 or more, for each component by name.

        `smarts` is the pattern of components that need one.  With `ranges`, values are
        normalised: 0 is the lowest of the range and 100 the highest, and distances are in
        percent of the range too, so that components of any size compare.  What does not
        vary in its range keeps its own unit.

        Raises `RefusalError` where a name is unknown or has no weight, where none is above 0, a
        number out of its limits, or a pattern missing.
        """
        goals = {} if goals is None else goals
        _check(weights, opposed, goals, smarts)
        # In the order of the registry, so that sums come out the same to the last bit.
        used = [one for one in components() if weights.get(one.name, 0) > 0]
        if not used:
            raise RefusalError("target-no-weight")
        self.components = tuple([one.name for one in used])
        self._scores: list[Score] = [one.scorer(smarts) for one in used]
        self.terms = tuple(
            [
                _term(
                    -weights[name] if name in opposed else weights[name],
                    goals.get(name),
                    None if ranges is None else _range(ranges, name),
                )
                for name in self.components
            ]
        )

    def values(self, structure: Structure) -> tuple[float, ...]:
        """Return the value of each of `components`, in its own unit."""
        return tuple([score(structure) for score in self._scores])

    def weigh(self, values: tuple[float, ...]) -> float:
        """Return the energy that these values of `components` amount to."""
        total = 0.0
        for value, term in zip(values, self.terms, strict=True):
            difference = value - term.origin
            total += term.factor * (abs(difference) if term.is_distance else difference)
        return total

    def energy(self, structure: Structure) -> float:
        """Return the weighted sum, in the mixed units of the components."""
        return self.weigh(self.values(structure))


def _check(
    weights: Mapping[str, float], opposed: Collection[str], goals: Mapping[str, float], smarts: str
) -> None:
    for argument, value, kind in (
        ("weights", weights, Mapping),
        ("opposed", opposed, NAMES),
        ("goals", goals, Mapping),
        ("smarts", smarts, str),
    ):
        check(argument, value, kind)
    if smarts:
        chem.toolkit().check_smarts(smarts)
    for name, weight in weights.items():
        component(name)
        if not (is_number(weight) and 0 <= weight < _INFINITE):
            raise RefusalError("target-weight", component=name, weight=shown(weight))
    for argument, names in (("opposed", opposed), ("goals", goals)):
        for name in names:
            if not (isinstance(name, str) and name in weights):
                raise RefusalError("parameter-without-weight", parameter=argument, name=named(name))
    for name, goal in goals.items():
        if not (is_number(goal) and -_INFINITE < goal < _INFINITE):
            raise RefusalError("target-goal", component=name, goal=shown(goal))


def _range(ranges: Ranges, name: str) -> tuple[float, float]:
    check("ranges", ranges, Mapping)
    match ranges.get(name):
        case (lowest, highest) if is_number(lowest) and is_number(highest):
            if 0 <= highest - lowest < _INFINITE:
                return lowest, highest
    raise RefusalError("target-range", component=name, range=shown(ranges.get(name)))


def _term(weight: float, goal: float | None, bounds: tuple[float, float] | None) -> Term:
    lowest, highest = bounds or (0.0, PERCENT)
    width = highest - lowest
    factor = float(weight) * PERCENT / width if width not in (0, PERCENT) else float(weight)
    return Term(factor, lowest if goal is None else float(goal), goal is not None)
