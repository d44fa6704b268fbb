"""The constraints of one search: rules by name, and SMARTS patterns."""

from collections.abc import Collection

from isoanneal import chem
from isoanneal.arguments import NAMES, check
from isoanneal.constraints.registry import constraint, constraints
from isoanneal.refusal import RefusalError, declare
from isoanneal.structure import Structure

declare(
    {
        "constraint-too-many": (
            "There are {count} names of constraints, and at most {most} are read. Give each once."
        ),
    }
)

MAX_NAMES = 100
"""More names than there are rules, so that some are given twice."""


class Constraints:
    """The rules and patterns that a search keeps; none of them, unless told otherwise.

    Attributes, to be read only:

    - `names`: the names of the rules, in the order of their registration
    - `required_smarts`: the SMARTS pattern that must be found, or nothing
    - `forbidden_smarts`: the SMARTS pattern that must not be found, or nothing
    """

    __slots__ = ("_counts", "forbidden_smarts", "names", "required_smarts")

    def __init__(
        self,
        names: Collection[str] = (),
        required_smarts: str = "",
        forbidden_smarts: str = "",
    ) -> None:
        """Take names of registered constraints, and up to two SMARTS patterns.

        Raises `RefusalError` for an unknown name, more than `MAX_NAMES` of them, or a pattern
        that cannot be read.
        """
        check("names", names, NAMES)
        check("required_smarts", required_smarts, str)
        check("forbidden_smarts", forbidden_smarts, str)
        if len(names) > MAX_NAMES:
            raise RefusalError("constraint-too-many", most=MAX_NAMES, count=len(names))
        for name in names:
            constraint(name)
        for smarts in filter(None, (required_smarts, forbidden_smarts)):
            chem.toolkit().check_smarts(smarts)
        rules = [rule for rule in constraints() if rule.name in names]
        self.names = tuple([rule.name for rule in rules])
        self.required_smarts = required_smarts
        self.forbidden_smarts = forbidden_smarts
        self._counts = [rule.violations for rule in rules]

    def __bool__(self) -> bool:
        """Tell whether anything is asked for at all."""
        return bool(self._counts) or self.has_patterns

    @property
    def has_patterns(self) -> bool:
        """Whether there is a SMARTS pattern."""
        return bool(self.required_smarts or self.forbidden_smarts)

    def allow(self, structure: Structure) -> bool:
        """Tell whether a structure keeps them all; quick rules are asked first."""
        for count in self._counts:
            if count(structure):
                return False
        return not (self.has_patterns and self.pattern_violations(structure))

    def broken(self, structure: Structure) -> list[str]:
        """Return which are broken: names of rules, and of the parameters that have patterns."""
        counts = zip(self.names, self._counts, strict=True)
        found = [name for name, count in counts if count(structure)]
        matches = chem.toolkit().count_matches if self.has_patterns else None
        if matches and self.required_smarts and not matches(structure, self.required_smarts):
            found.append("required_smarts")
        if matches and self.forbidden_smarts and matches(structure, self.forbidden_smarts):
            found.append("forbidden_smarts")
        return found

    def violations(self, structure: Structure) -> int:
        """Return how often rules and patterns are broken, 0 or more."""
        return self.rule_violations(structure) + self.pattern_violations(structure)

    def rule_violations(self, structure: Structure) -> int:
        """Return how often the rules are broken, patterns aside."""
        return sum([count(structure) for count in self._counts])

    def pattern_violations(self, structure: Structure) -> int:
        """Return the number of matches that must not be, and 1 more for a missing one."""
        if not self.has_patterns:
            return 0
        count = chem.toolkit().count_matches
        missing = bool(self.required_smarts) and not count(structure, self.required_smarts)
        found = count(structure, self.forbidden_smarts) if self.forbidden_smarts else 0
        return missing + found
