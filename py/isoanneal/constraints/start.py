"""The structure that a search with constraints starts from."""

from isoanneal.constraints.constraint_set import Constraints
from isoanneal.displacement import propose
from isoanneal.formula import Formula
from isoanneal.metropolis import accepts
from isoanneal.mulberry32 import Mulberry32
from isoanneal.refusal import RefusalError, declare
from isoanneal.structure import Structure, first_structure
from isoanneal.work import Work, done

MAX_STEPS = 20_000
"""Steps after which the search for an allowed structure is given up."""

_SEED = 1
_TEMPERATURE = 0.3  # violations; of 0.2, 0.35, 0.5 and 1 the two lowest were soonest there


declare(
    {
        "constraint-no-isomer": (
            "No isomer of {formula} that keeps these constraints was found in {steps} steps. "
            "Remove a constraint."
        ),
    }
)


class NoAllowedIsomerError(RefusalError):
    """No isomer that keeps the constraints was found; the message says what to do."""


def first_allowed(formula: Formula, constraints: Constraints) -> Structure:
    """Return what `search_first_allowed` finds."""
    return done(search_first_allowed(formula, constraints))


def search_first_allowed(formula: Formula, constraints: Constraints) -> Work[Structure]:
    """Find a structure of the formula that keeps the constraints, always the same one.

    That is the formula's first structure, if it keeps them.  If not, a Metropolis walk goes
    from there to fewer violations, in a slice a step.  Raises `NoAllowedIsomerError` after
    `MAX_STEPS` steps: then there is no such isomer, or they are very few among very many.
    """
    walk = _Walk(first_structure(formula), constraints)
    for _ in range(MAX_STEPS):
        if walk.is_allowed:
            return walk.structure
        yield
        walk.step()
    raise NoAllowedIsomerError("constraint-no-isomer", formula=str(formula), steps=MAX_STEPS)


class _Walk:
    """A Metropolis walk with the number of violations as its energy."""

    def __init__(self, structure: Structure, constraints: Constraints) -> None:
        self.structure = structure
        self._constraints = constraints
        self._random = Mulberry32(_SEED)
        self._of_rules = constraints.rule_violations(structure)
        self._of_patterns = constraints.pattern_violations(structure)

    @property
    def is_allowed(self) -> bool:
        return self._of_rules == self._of_patterns == 0

    def step(self) -> None:
        displacement = propose(self.structure, self._random)
        if displacement is None:
            return
        x1, y1, x2, y2, shift = displacement
        self.structure.displace(x1, y1, x2, y2, shift)
        if not (self.structure.joins(x1, x2) and self._is_accepted()):
            self.structure.displace(x1, y1, x2, y2, -shift)

    def _is_accepted(self) -> bool:
        # Patterns are slow, so they are looked for only where the rules would let it pass.
        of_rules = self._constraints.rule_violations(self.structure)
        if not accepts(of_rules - self._of_rules, _TEMPERATURE, self._random):
            return False
        of_patterns = self._constraints.pattern_violations(self.structure)
        if not accepts(of_patterns - self._of_patterns, _TEMPERATURE, self._random):
            return False
        self._of_rules, self._of_patterns = of_rules, of_patterns
        return True
