"""The number of isomers of a formula."""

from isoanneal.formula import parse
from isoanneal.kernel import machine
from isoanneal.kernel.enumeration import Enumeration
from worker.answers import Answer
from worker.pool import pool

MAX_ISOMERS = 5_000
"""More isomers are not counted: that would take longer than most searches."""


async def count_isomers(formula: str) -> Answer:
    """Answer the number of isomers of a formula, 0 if there are more than 5,000."""
    enumeration = Enumeration(parse(formula), machine.start(), MAX_ISOMERS)
    found = await pool.enumerate(enumeration.image(), MAX_ISOMERS)
    return {"isomers": found.isomers if found.isomers <= MAX_ISOMERS else 0}
