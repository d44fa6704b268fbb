"""The registry of target components: what a structure can be scored by."""

from collections.abc import Callable
from dataclasses import dataclass

from isoanneal.structure import Structure

Score = Callable[[Structure], float]
"""A function from a structure to its value; it must not change the structure."""


@dataclass(frozen=True, slots=True)
class Component:
    """One thing that a structure can be scored by."""

    name: str
    unit: str
    meaning: str
    score: Score


_components: dict[str, Component] = {}


def register(name: str, *, unit: str, meaning: str) -> Callable[[Score], Score]:
    """Return a decorator that makes a function a target component.

    `name` is what weights refer to, `unit` may be empty for a pure number, and `meaning`
    is one line for the reader.  Raises `ValueError` where the name is taken.
    """

    def add(score: Score) -> Score:
        if name in _components:
            raise ValueError(f"A target component named {name} exists already.")
        _components[name] = Component(name, unit, meaning, score)
        return score

    return add


def components() -> list[Component]:
    """Return all registered components in the order of their registration."""
    return list(_components.values())


def component(name: str) -> Component:
    """Return the component of that name; raise `ValueError` where there is none."""
    if name not in _components:
        known = ", ".join(_components)
        raise ValueError(f"There is no target component “{name}”. Choose among: {known}.")
    return _components[name]
