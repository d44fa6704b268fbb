"""Constraints: rules that every structure of a search keeps, and their registry.

A new rule is a function from `Structure` to the number of its violations with the
`register` decorator; importing its module here makes it known everywhere.
"""

# In this order rules are listed and asked, so quick ones come first.
from isoanneal.constraints import multiple_bonds  # noqa: F401, I001
from isoanneal.constraints import heteroatoms, small_rings  # noqa: F401
from isoanneal.constraints import bridgeheads  # noqa: F401
from isoanneal.constraints.constrained_move import lead_back, take_back
from isoanneal.constraints.constraint_set import Constraints
from isoanneal.constraints.registry import Constraint, constraint, constraints, register
from isoanneal.constraints.start import (
    NoAllowedIsomerError,
    first_allowed,
    search_first_allowed,
)

__all__ = [
    "Constraint",
    "Constraints",
    "NoAllowedIsomerError",
    "constraint",
    "constraints",
    "first_allowed",
    "lead_back",
    "register",
    "search_first_allowed",
    "take_back",
]
