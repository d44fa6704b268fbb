"""Faulon's displacement: the move from one constitutional isomer to a neighbouring one.

Faulon 1996, equations 1-11.  Among four distinct atoms x1, y1, x2, y2, with a11, a12, a21
and a22 the orders of the bonds x1-y1, x1-y2, x2-y1 and x2-y2, the new order b11 fixes the
others, because each atom keeps its valence:

    b12 = a11 + a12 - b11,  b21 = a11 + a21 - b11,  b22 = a22 - a11 + b11

Hydrogens take part as y2, which lets them wander from atom to atom.
"""

from isoanneal.mulberry32 import Mulberry32
from isoanneal.structure import MAX_BOND_ORDER, Structure

Displacement = tuple[int, int, int, int, int]
"""x1, y1, x2, y2 and the shift a11 - b11, as `Structure.displace` takes them."""


def bounds(
    a11: int, a12: int, a21: int, a22: int, maximum: int = MAX_BOND_ORDER
) -> tuple[int, int]:
    """Return the smallest and the largest b11 that keep all four orders in 0 to `maximum`.

    The orders are integers in 0 to `maximum`, so b11 = a11 is always within the bounds.
    Both follow from 0 <= b <= maximum for each of the four new orders.
    """
    lowest = max(0, a11 - a22, a11 + a12 - maximum, a11 + a21 - maximum)
    highest = min(maximum, a11 + a12, a11 + a21, a11 - a22 + maximum)
    return lowest, highest


def _shifts(a11: int, a12: int, a21: int, a22: int) -> tuple[int, ...]:
    lowest, highest = bounds(a11, a12, a21, a22)
    return tuple(a11 - b11 for b11 in range(lowest, highest + 1) if b11 != a11)


_ORDERS = range(MAX_BOND_ORDER + 1)
_SHIFTS = [
    [[[_shifts(a11, a12, a21, a22) for a22 in _ORDERS] for a21 in _ORDERS] for a12 in _ORDERS]
    for a11 in _ORDERS
]


def propose(structure: Structure, random: Mulberry32) -> Displacement | None:
    """Draw a displacement that changes the structure, or none if the draw allows none.

    Four random atoms of a sparse graph have hardly ever a bond to shift.  So two bonds are
    drawn instead, x1-y1 among the heavy-atom bonds, in either direction, and x2-y2 among
    all bonds, those to hydrogen included; a bond of order m has m chances.  The number of
    such draws is the same for all isomers of a formula.  The same four atoms may come from
    several of them, `ways` in number, and only one in that many is kept.  Then b11 is drawn
    uniformly within its `bounds`, a11 excepted.

    So a displacement is as probable as the one that takes it back: the proposal is
    symmetric over structures whose atoms are told apart.  At infinite temperature the walk
    is uniform over these, and at constant temperature it samples Boltzmann's distribution.

    No displacement comes of bonds that share an atom or of orders that leave no choice.
    What is drawn may disconnect the molecule; `Structure.joins` tells.
    """
    if not structure.bond_units:
        return None
    x1, y1, x2, y2 = draw(structure, random)
    shifts = possible_shifts(structure, x1, y1, x2, y2)
    if not shifts:
        return None
    ways = _ways(structure, x1, y1, x2, y2)
    if ways > 1 and random.below(ways) > 0:
        return None
    shift = shifts[random.below(len(shifts))] if len(shifts) > 1 else shifts[0]
    return x1, y1, x2, y2, shift


def draw(structure: Structure, random: Mulberry32) -> tuple[int, int, int, int]:
    """Draw the atoms x1, y1, x2, y2 of two bonds, of a structure that has a heavy-atom bond."""
    units = structure.bond_units
    partners = len(units) + len(structure.hydrogen_bearers)
    first, second = divmod(random.below(2 * len(units) * partners), partners)
    x2, y2 = _bond(structure, second)
    if first < len(units):
        x1, y1 = units[first]
    else:
        y1, x1 = units[first - len(units)]
    return x1, y1, x2, y2


def all_displacements(structure: Structure) -> set[Displacement]:
    """Return every displacement that `propose` may draw, connected or not."""
    units = structure.bond_units
    partners = range(len(units) + len(structure.hydrogen_bearers))
    return {
        (x1, y1, x2, y2, shift)
        for i, j in units
        for x1, y1 in ((i, j), (j, i))
        for x2, y2 in [_bond(structure, second) for second in partners]
        for shift in possible_shifts(structure, x1, y1, x2, y2)
    }


def _bond(structure: Structure, number: int) -> tuple[int, int]:
    """Return a bond by number: the bond units first, then the bonds to hydrogen."""
    units = structure.bond_units
    if number < len(units):
        return units[number]
    hydrogen = number - len(units)
    return structure.hydrogen_bearers[hydrogen], len(structure.elements) + hydrogen


def possible_shifts(structure: Structure, x1: int, y1: int, x2: int, y2: int) -> tuple[int, ...]:
    """Return every shift a11 - b11 that the orders allow, 0 excepted; none for a shared atom."""
    if x1 in (x2, y2) or y1 in (x2, y2):
        return ()
    orders = structure.bond_orders
    if y2 >= len(structure.elements):
        return (1,) if orders[x2][y1] < MAX_BOND_ORDER else ()
    return _SHIFTS[orders[x1][y1]][orders[x1][y2]][orders[x2][y1]][orders[x2][y2]]


def orders_of(
    structure: Structure, x1: int, y1: int, x2: int, y2: int
) -> tuple[int, int, int, int]:
    """Return a11, a12, a21 and a22 among four distinct atoms; y2 may be a hydrogen."""
    rows = structure.bond_orders
    if y2 < len(structure.elements):
        return rows[x1][y1], rows[x1][y2], rows[x2][y1], rows[x2][y2]
    bearer = structure.hydrogen_bearers[y2 - len(structure.elements)]
    return rows[x1][y1], int(bearer == x1), rows[x2][y1], int(bearer == x2)


def _ways(structure: Structure, x1: int, y1: int, x2: int, y2: int) -> int:
    """Return in how many ways two bonds can be drawn that give these four atoms."""
    orders = structure.bond_orders
    if y2 >= len(structure.elements):
        return orders[x1][y1]
    return orders[x1][y1] * orders[x2][y2] + orders[x1][y2] * orders[x2][y1]
