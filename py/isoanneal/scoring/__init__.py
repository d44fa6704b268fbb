"""Scoring: target components, their registry, and weighted sums of them.

A new component is a function from `Structure` to `float` with the `register` decorator;
importing its module here makes it known everywhere.
"""

from isoanneal.scoring import logp, wiener_index  # noqa: F401  (they register themselves)
from isoanneal.scoring.registry import Component, component, components, register
from isoanneal.scoring.target import Target

__all__ = ["Component", "Target", "component", "components", "register"]
