"""All isomers of small formulas, listed one by one and without any code of the package."""

from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import combinations, combinations_with_replacement, product
from math import factorial, prod

from rdkit import Chem

VALENCES = {
    "H": 1, "C": 4, "N": 3, "O": 2, "S": 2, "P": 3, "F": 1, "Cl": 1, "Br": 1, "I": 1,
}  # fmt: skip

Skeleton = tuple[tuple[tuple[int, int, int], ...], tuple[int, ...]]
"""Bonds (i, j, order) between the heavy atoms, and the hydrogens on each of them."""


@cache
def skeletons(elements: tuple[str, ...]) -> dict[int, list[Skeleton]]:
    """Return all connected molecules with these heavy atoms, by number of hydrogens.

    The atoms are told apart: each isomer comes in all numberings of its atoms.
    """
    pairs = list(combinations(range(len(elements)), 2))
    found: dict[int, list[Skeleton]] = {}
    for orders in product(range(4), repeat=len(pairs)):
        bonds = tuple((i, j, m) for (i, j), m in zip(pairs, orders, strict=True) if m)
        free = [VALENCES[element] for element in elements]
        for i, j, order in bonds:
            free[i] -= order
            free[j] -= order
        if min(free) >= 0 and is_connected(len(elements), bonds):
            found.setdefault(sum(free), []).append((bonds, tuple(free)))
    return found


def is_connected(atoms: int, bonds: tuple[tuple[int, int, int], ...]) -> bool:
    """Tell whether bonds (i, j, order) join all atoms."""
    groups = [{atom} for atom in range(atoms)]
    for i, j, _ in bonds:
        if groups[i] is not groups[j]:
            groups[i] |= groups[j]
            for atom in groups[j]:
                groups[atom] = groups[i]
    return len(groups[0]) == atoms


def smiles(elements: tuple[str, ...], skeleton: Skeleton) -> str:
    """Return RDKit's canonical SMILES."""
    molecule = Chem.RWMol()
    for element in elements:
        molecule.AddAtom(Chem.Atom(element))
    for i, j, order in skeleton[0]:
        molecule.AddBond(i, j, Chem.BondType.values[order])
    Chem.SanitizeMol(molecule)
    return str(Chem.MolToSmiles(molecule))


def numberings(elements: tuple[str, ...], hydrogens: int) -> Counter[str]:
    """Return in how many ways the atoms of each isomer can be numbered, by SMILES.

    Hydrogens are numbered too, heavy atoms only within `elements` as they stand.
    """
    counts: Counter[str] = Counter()
    for skeleton in skeletons(elements).get(hydrogens, []):
        ways = factorial(hydrogens) // prod(factorial(borne) for borne in skeleton[1])
        counts[smiles(elements, skeleton)] += ways
    return counts


def small_formulas() -> Iterator[tuple[tuple[str, ...], int]]:
    """Yield heavy atoms and number of hydrogens: 1 to 4 of C, N, O, F and 0 to 10 of H."""
    for size in range(1, 5):
        for elements in combinations_with_replacement("CNOF", size):
            for hydrogens in range(11):
                yield elements, hydrogens


def has_isomer(elements: tuple[str, ...], hydrogens: int) -> bool:
    """Tell whether any molecule has these atoms."""
    return hydrogens in skeletons(elements)


def written(elements: tuple[str, ...], hydrogens: int) -> str:
    """Return a formula of these atoms, each heavy atom on its own."""
    return "".join(elements) + (f"H{hydrogens}" if hydrogens else "")


SMALL_FORMULAS = [
    (elements, hydrogens)
    for elements, hydrogens in small_formulas()
    if has_isomer(elements, hydrogens)
]
"""Those of `small_formulas` that have an isomer."""
