"""Scoring: target components, their registry, and weighted sums of them.

A new component is a function from `Structure` to `float` with the `register` decorator;
importing its module here makes it known everywhere.
"""

# They register themselves, and users see them in this order.
# isort: off
from isoanneal.scoring import (  # noqa: F401
    wiener_index,
    logp,
    balaban_j,
    randic_index,
    hosoya_z,
    graph_diameter,
    degree_of_branching,
    rings,
    descriptors,
    smarts_matches,
)

# isort: on
from isoanneal.scoring.registry import Component, component, components, register
from isoanneal.scoring.target import Target

__all__ = ["Component", "Target", "component", "components", "register"]
