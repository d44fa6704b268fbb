"""What a SMILES consists of, as the toolkits tell it."""

from collections import Counter
from collections.abc import Iterable

from isoanneal.formula import MAX_LENGTH, VALENCES

Composition = tuple[dict[str, int], int]
"""How many atoms there are of each element, by its symbol, and the charge of all together."""

_BETWEEN_MOLECULES = "."


def can_be_read(text: str) -> bool:
    """Tell whether a text can be the SMILES of one molecule, before a toolkit is given it.

    Toolkits take other notations too, which have spaces, lines or braces.
    """
    is_one = _BETWEEN_MOLECULES not in text and "{" not in text and text.isprintable()
    return is_one and " " not in text and 0 < len(text) <= MAX_LENGTH


def composed(atoms: Iterable[tuple[str, int, int]]) -> Composition | None:
    """Add atoms up, each given by symbol, hydrogens beside those that are atoms, and charge.

    Returns None where an element is not one that formulas can have.
    """
    counts: Counter[str] = Counter()
    total = 0
    for symbol, hydrogens, charge in atoms:
        counts[symbol] += 1
        counts["H"] += hydrogens
        total += charge
    found = {symbol: count for symbol, count in counts.items() if count}
    return (found, total) if found.keys() <= VALENCES.keys() else None
