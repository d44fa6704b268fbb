"""What toolkits read in a SMILES."""

from collections import Counter
from typing import NamedTuple

from isoanneal.formula import MAX_LENGTH, VALENCES

_BETWEEN_MOLECULES = "."


class Reading(NamedTuple):
    """The atoms and bonds of one molecule, with alternating bonds where a SMILES has aromatic ones.

    `elements`, `hydrogens` (beside those that are atoms) and `charges` are those of each atom;
    a bond is two atoms, the smaller number first, and its order.  The symbol of an element that
    formulas cannot have may be missing.
    """

    elements: tuple[str, ...]
    hydrogens: tuple[int, ...]
    charges: tuple[int, ...]
    bonds: list[tuple[int, int, int]]

    @property
    def is_of_known_elements(self) -> bool:
        """Whether formulas can have all of its elements."""
        return set(self.elements) <= VALENCES.keys()

    @property
    def counts(self) -> dict[str, int]:
        """How many atoms there are of each element, hydrogens included."""
        counts = Counter(self.elements)
        counts["H"] += sum(self.hydrogens)
        return {symbol: count for symbol, count in counts.items() if count}


def can_be_read(text: str) -> bool:
    """Tell whether a text can be the SMILES of one molecule, before a toolkit is given it.

    Toolkits take other notations too, which have spaces, lines or braces, and RDKit reads past a
    character at the end that is in no SMILES.
    """
    is_plain = text.isascii() and text.isprintable() and "{" not in text
    is_one = is_plain and _BETWEEN_MOLECULES not in text
    return is_one and " " not in text and 0 < len(text) <= MAX_LENGTH
