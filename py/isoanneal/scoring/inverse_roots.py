"""The sum over bonds that Randić's index and Balaban's share."""

from collections.abc import Sequence
from math import sqrt

from isoanneal.structure import Structure


def inverse_root_sum(structure: Structure, numbers: Sequence[int]) -> float:
    """Return the sum of 1 / sqrt(numbers[i] * numbers[j]) over the bonds i-j.

    `numbers` has a positive integer for each heavy atom.  The terms are added in the order
    of their size, so that the result does not depend on how the atoms are numbered, and one
    by one, because the built-in `sum` rounds otherwise from Python 3.12 on.  The square root
    of the standard IEEE 754 is correctly rounded, so every platform gives the same bits.
    """
    products = sorted([numbers[i] * numbers[j] for i, j in set(structure.bond_units)])
    total = 0.0
    for product in products:
        total += 1 / sqrt(product)
    return total
