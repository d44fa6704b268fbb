"""The formula of a SMILES, for a page whose own reader does not know all of the notation."""

from isoanneal import chem
from isoanneal.formula import written
from worker.answers import Answer


async def formula_of_smiles(smiles: str) -> Answer:
    """Answer the formula in Hill order, a charge behind it; nothing where there is none."""
    found = chem.toolkit().read(smiles)
    if found is None or not found.is_of_known_elements:
        return {"formula": ""}
    return {"formula": written(found.counts) + _charge(sum(found.charges))}


def _charge(charge: int) -> str:
    """Write a charge as in C2H3O2- and C4H2O4-2."""
    if not charge:
        return ""
    return f"{charge:+d}" if abs(charge) > 1 else f"{charge:+d}"[0]
