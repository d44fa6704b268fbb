"""The registry of constraints: the rules that a search can be told to keep."""

from collections.abc import Callable
from dataclasses import dataclass

from isoanneal.registry import Registry
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


_registry: Registry[Constraint] = Registry("constraint")


def register(name: str, *, title: str, meaning: str) -> Callable[[Count], Count]:
    """Return a decorator that makes a function the count of violations of a rule.

    The arguments are the attributes of `Constraint`.  Raises `ValueError` where the name is
    taken.
    """

    def add(violations: Count) -> Count:
        _registry.add(Constraint(name, title, meaning, violations))
        return violations

    return add


def constraints() -> list[Constraint]:
    """Return all registered constraints in the order of their registration."""
    return _registry.all()


def constraint(name: str) -> Constraint:
    """Return the constraint of that name; raise `ValueError` where there is none."""
    return _registry.get(name)
