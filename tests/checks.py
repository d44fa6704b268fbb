"""What every state of a search must be, checked without the package's own checks."""

from collections import Counter

from isoanneal.formula import parse
from isoanneal.structure import Structure

from tests import enumeration


def assert_is_isomer(structure: Structure, formula: str) -> None:
    """Assert that it is one molecule of that formula, and that its attributes agree."""
    atoms = len(structure.elements)
    bonds = tuple(structure.bonds())
    hydrogens = structure.hydrogen_counts()
    counts = Counter([*structure.elements, *["H"] * len(structure.hydrogen_bearers)])
    assert dict(counts) == parse(formula).counts
    assert enumeration.is_connected(atoms, bonds)
    for atom, element in enumerate(structure.elements):
        orders = [order for i, j, order in bonds if atom in (i, j)]
        assert sum(orders) + hydrogens[atom] == enumeration.VALENCES[element]
    assert all(i < j and 1 <= order <= 3 for i, j, order in bonds)
    assert sorted(structure.bond_units) == sorted(
        (i, j) for i, j, order in bonds for _ in range(order)
    )
    assert structure.bond_orders == _matrix(atoms, bonds)
    assert structure.neighbours == [
        sum(1 << other for other, order in enumerate(row) if order) for row in structure.bond_orders
    ]


def _matrix(atoms: int, bonds: tuple[tuple[int, int, int], ...]) -> list[list[int]]:
    matrix = [[0] * atoms for _ in range(atoms)]
    for i, j, order in bonds:
        matrix[i][j] = matrix[j][i] = order
    return matrix
