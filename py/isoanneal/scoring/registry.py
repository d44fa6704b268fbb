"""The registry of target components: what a structure can be scored by."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from isoanneal.refusal import RefusalError, declare
from isoanneal.registry import Registry
from isoanneal.structure import Structure

declare(
    {
        "component-without-smarts": (
            "{component} needs a SMARTS pattern. Give one, for example [OX2H]."
        ),
    }
)

Score = Callable[[Structure], float]
"""A function from a structure to its value; it must not change the structure."""


@dataclass(frozen=True, slots=True)
class Component:
    """One thing that a structure can be scored by.

    `name` is what weights refer to, `title` what a reader sees; `unit` is empty for a pure
    number and `meaning` is one line.  The score of one that `needs_smarts` takes a SMARTS
    pattern too, as its keyword `smarts`.
    """

    name: str
    title: str
    unit: str
    meaning: str
    needs_smarts: bool
    score: Callable[..., float]

    def scorer(self, smarts: str) -> Score:
        """Return the function that scores structures, with the pattern if it needs one.

        Raises `RefusalError` where a pattern is needed and `smarts` is empty.
        """
        if not self.needs_smarts:
            return self.score
        if not smarts:
            raise RefusalError("component-without-smarts", component=self.name)
        return partial(self.score, smarts=smarts)


_registry: Registry[Component] = Registry("component")
_Scored = TypeVar("_Scored", bound=Callable[..., float])


def register(
    name: str, *, title: str, unit: str, meaning: str, needs_smarts: bool = False
) -> Callable[[_Scored], _Scored]:
    """Return a decorator that makes a function a target component.

    The arguments are the attributes of `Component`.  Raises `ValueError` where the name is
    taken.
    """

    def add(score: _Scored) -> _Scored:
        _registry.add(Component(name, title, unit, meaning, needs_smarts, score))
        return score

    return add


def components() -> list[Component]:
    """Return all registered components in the order of their registration."""
    return _registry.all()


def component(name: str) -> Component:
    """Return the component of that name; raise `ValueError` where there is none."""
    return _registry.get(name)
