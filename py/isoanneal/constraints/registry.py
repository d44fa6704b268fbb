"""The registry of constraints: the rules that a search can be told to keep."""

from collections.abc import Callable
from dataclasses import dataclass

from isoanneal.structure import Structure

Count = Callable[[Structure], int]
"""A function that counts something in a structure; it must not change the structure."""


@dataclass(frozen=True, slots=True)
class Constraint:
    """One rule about molecular graphs, as they are drawn: single, double and triple bonds.

    `name` is what a search is told, `title` what a reader sees and `meaning` one line.
    `violations` counts how often a structure breaks the rule: 0 if it keeps it.
    """

    name: str
    title: str
    meaning: str
    violations: Count


_constraints: dict[str, Constraint] = {}


def register(name: str, *, title: str, meaning: str) -> Callable[[Count], Count]:
    """Return a decorator that makes a function the count of violations of a rule.

    The arguments are the attributes of `Constraint`.  Raises `ValueError` where the name is
    taken.
    """

    def add(violations: Count) -> Count:
        if name in _constraints:
            raise ValueError(f"A constraint named {name} exists already.")
        _constraints[name] = Constraint(name, title, meaning, violations)
        return violations

    return add


def constraints() -> list[Constraint]:
    """Return all registered constraints in the order of their registration."""
    return list(_constraints.values())


def constraint(name: str) -> Constraint:
    """Return the constraint of that name; raise `ValueError` where there is none."""
    if name not in _constraints:
        known = ", ".join(_constraints)
        raise ValueError(f"There is no constraint “{name}”. Choose among: {known}.")
    return _constraints[name]
