"""The molecular graph of one constitutional isomer, hydrogens included.

Vertices are atoms: first the heavy ones, 0 to n - 1, then the hydrogens, n to n + h - 1.
Every atom has its standard valence, so a hydrogen is fully told by the atom that bears it.
"""

from __future__ import annotations

from functools import cache

from isoanneal.formula import VALENCES, Formula

MAX_BOND_ORDER = 3


class Structure:
    """A molecular graph that changes in place.

    Attributes, all to be read only from outside:

    - `elements`: symbol of each heavy atom, n of them
    - `bond_orders`: n rows of n integers 0 to 3, symmetric, zero diagonal
    - `neighbours`: for each heavy atom a bit mask of the heavy atoms bonded to it
    - `bond_units`: the heavy-atom bonds as pairs (i, j), i < j; a bond of order 2 is listed
      twice, of order 3 three times, so that the length never changes
    - `hydrogen_bearers`: for each hydrogen the heavy atom that bears it
    """

    __slots__ = (
        "_pairs",
        "bond_orders",
        "bond_units",
        "elements",
        "hydrogen_bearers",
        "neighbours",
    )

    def __init__(
        self,
        elements: tuple[str, ...],
        bond_units: list[tuple[int, int]],
        hydrogen_bearers: list[int],
    ) -> None:
        """Build the graph from its bonds; see the attributes for their form.

        Raises `ValueError` where an atom does not have its standard valence, a bond order
        exceeds 3 or the graph is not connected.
        """
        n = len(elements)
        self.elements = elements
        self.bond_units = bond_units
        self.hydrogen_bearers = hydrogen_bearers
        self._pairs = _pairs(n)
        self.bond_orders = [[0] * n for _ in range(n)]
        self.neighbours = [0] * n
        for i, j in bond_units:
            self._change_bond(i, j, 1)
        self._check()

    def _check(self) -> None:
        for atom, element in enumerate(self.elements):
            valence = sum(self.bond_orders[atom]) + self.hydrogen_bearers.count(atom)
            if valence != VALENCES[element]:
                raise ValueError(f"Atom {atom} ({element}) has valence {valence}.")
        if max(map(max, self.bond_orders)) > MAX_BOND_ORDER:
            raise ValueError(f"A bond order exceeds {MAX_BOND_ORDER}.")
        if not self.is_connected():
            raise ValueError("The graph is not connected.")

    def copy(self) -> Structure:
        """Return an independent copy."""
        return Structure(self.elements, self.bond_units.copy(), self.hydrogen_bearers.copy())

    def bonds(self) -> list[tuple[int, int, int]]:
        """Return the heavy-atom bonds as (i, j, order), i < j, in ascending order."""
        return [(i, j, self.bond_orders[i][j]) for i, j in sorted(set(self.bond_units))]

    def hydrogen_counts(self) -> list[int]:
        """Return the number of hydrogens on each heavy atom."""
        return [self.hydrogen_bearers.count(atom) for atom in range(len(self.elements))]

    def is_connected(self) -> bool:
        """Tell whether the atoms form one molecule."""
        everything = (1 << len(self.elements)) - 1
        return self._reachable_from(0, everything) == everything

    def joins(self, i: int, j: int) -> bool:
        """Tell whether a path of heavy atoms leads from `i` to `j`."""
        return self._reachable_from(i, 1 << j) >> j & 1 == 1

    def _reachable_from(self, atom: int, wanted: int) -> int:
        """Return the mask of what is reachable, or of a part of it that holds `wanted`."""
        neighbours = self.neighbours
        reached = frontier = 1 << atom
        while frontier and reached & wanted != wanted:
            lowest = frontier & -frontier
            found = neighbours[lowest.bit_length() - 1] & ~reached
            reached |= found
            frontier = frontier ^ lowest | found
        return reached

    def displace(self, x1: int, y1: int, x2: int, y2: int, shift: int) -> None:
        """Move `shift` units of bond order from x1-y1 and x2-y2 to x1-y2 and x2-y1.

        The atoms are distinct; y2 may be a hydrogen, borne by x2, with `shift` 1 (or by x1,
        with -1).  A negative shift moves the other way, so that `shift` and then `-shift`
        give the same graph.  Valences stay; bond orders must stay within 0 to 3.
        """
        if shift < 0:
            x1, x2, shift = x2, x1, -shift
        self._change_bond(x1, y1, -shift)
        self._change_bond(x2, y1, shift)
        units = self.bond_units
        pairs = self._pairs
        for _ in range(shift):
            units[units.index(pairs[x1][y1])] = pairs[x2][y1]
        if y2 >= len(self.elements):
            self.hydrogen_bearers[y2 - len(self.elements)] = x1
            return
        self._change_bond(x2, y2, -shift)
        self._change_bond(x1, y2, shift)
        for _ in range(shift):
            units[units.index(pairs[x2][y2])] = pairs[x1][y2]

    def _change_bond(self, i: int, j: int, change: int) -> None:
        row = self.bond_orders[i]
        order = row[j] + change
        row[j] = self.bond_orders[j][i] = order
        if order in (0, change):
            self.neighbours[i] ^= 1 << j
            self.neighbours[j] ^= 1 << i


@cache
def _pairs(n: int) -> list[list[tuple[int, int]]]:
    return [[(min(i, j), max(i, j)) for j in range(n)] for i in range(n)]


def first_structure(formula: Formula) -> Structure:
    """Return a structure of any formula, always the same one.

    Atoms of valence 3 and 4 form a chain, divalent and then monovalent atoms go where most
    valences are free, and what is left free is paired into rings and multiple bonds.
    """
    return _Assembly(formula).structure()


class _Assembly:
    """A structure in the making: atoms, bonds, and the valences still free."""

    def __init__(self, formula: Formula) -> None:
        symbols = sorted(formula.counts, key=lambda symbol: (-VALENCES[symbol], symbol))
        self.elements = tuple(s for s in symbols if s != "H" for _ in range(formula.counts[s]))
        self.hydrogens = formula.hydrogens
        self.free = [VALENCES[element] for element in self.elements]
        self.units: list[tuple[int, int]] = []

    def structure(self) -> Structure:
        for atom in range(1, len(self.elements)):
            branched = VALENCES[self.elements[atom]] > 2  # noqa: PLR2004
            self._bond(atom - 1 if branched else self._freest(range(atom)), atom)
        bearers = [self._take(self._freest(range(len(self.free)))) for _ in range(self.hydrogens)]
        while any(self.free):
            self._pair_freest()
        return Structure(self.elements, self.units, bearers)

    def _pair_freest(self) -> None:
        first = self._freest(range(len(self.free)))
        others = [
            atom
            for atom in range(len(self.free))
            if atom != first and self.units.count(self._pair(first, atom)) < MAX_BOND_ORDER
        ]
        self._bond(first, self._freest(others))

    def _freest(self, atoms: range | list[int]) -> int:
        return max(atoms, key=lambda atom: self.free[atom])

    def _bond(self, i: int, j: int) -> None:
        self.units.append(self._pair(self._take(i), self._take(j)))

    def _take(self, atom: int) -> int:
        if self.free[atom] == 0:
            raise ValueError("No free valence is left for a bond.")
        self.free[atom] -= 1
        return atom

    @staticmethod
    def _pair(i: int, j: int) -> tuple[int, int]:
        return (min(i, j), max(i, j))
