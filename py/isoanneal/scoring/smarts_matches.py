"""Matches of a SMARTS pattern, for whatever no other component counts.

SMARTS is the language of patterns in molecules of Daylight Chemical Information Systems;
RDKit reads it.
"""

from isoanneal import chem
from isoanneal.scoring.registry import register
from isoanneal.structure import Structure


@register(
    "smarts_matches",
    title="SMARTS matches",
    unit="",
    meaning="How often a pattern of your own, such as [OX2H] for OH, occurs",
    needs_smarts=True,
)
def smarts_matches(structure: Structure, *, smarts: str) -> float:
    """Return in how many places the pattern matches, a whole number, at least 0.

    Matches of the same heavy atoms count once.  Raises `ValueError`, in words, for a pattern
    that cannot be read, has more than 200 characters or matches in 100,000 ways or more.
    """
    return float(chem.toolkit().count_matches(structure, smarts))
