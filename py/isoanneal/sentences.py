"""All sentences that the package says to people, for those who write them anew."""

from isoanneal import (  # noqa: F401
    address,
    description,
    formula,
    move_telling,
    replicates,
    session_manager,
    walk,
)
from isoanneal.chem import smarts  # noqa: F401
from isoanneal.kernel import enumeration  # noqa: F401  (these modules import the others)
from isoanneal.refusal import SENTENCES


def sentences() -> dict[str, str]:
    """Return the English of each code, by code; `{name}` in it stands for a value."""
    return dict(sorted(SENTENCES.items()))
