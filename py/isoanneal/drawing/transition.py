"""Transitions: what displacements change in a structure."""

from collections.abc import Sequence

import msgspec

from isoanneal.displacement import Displacement
from isoanneal.layout.planarity import Bond, bond
from isoanneal.structure import MAX_BOND_ORDER, Structure


class Transition(msgspec.Struct, frozen=True):
    """Two structures of the same atoms, and what is different in them.

    `after` may be in several pieces.  `changes` says by how much the order of a pair is greater
    afterwards, which is never 0; `hydrogens` are the numbers of those that take part.
    """

    before: Structure
    after: Structure
    changes: dict[Bond, int]
    hydrogens: tuple[int, ...]

    def bonds_of(self, structure: Structure) -> list[tuple[int, int, int]]:
        """Return the bonds of one of the two, those to `hydrogens` too, as (i, j, order)."""
        heavy = len(structure.elements)
        bearers = structure.hydrogen_bearers
        return structure.bonds() + [(bearers[one - heavy], one, 1) for one in self.hydrogens]


def transition(
    before: Structure, path: Sequence[Displacement], atoms: Sequence[int] = ()
) -> Transition:
    """Return what a path of displacements, one after the other, changes in a connected structure.

    `atoms` take part in any case.  Raises `ValueError` for a displacement that leads to an order
    beyond 0 to 3.
    """
    after = before.copy()
    for step in path:
        _check(after, step)
        after.displace(*step)
    n = len(before.elements)
    changes = {
        (i, j): after.bond_orders[i][j] - before.bond_orders[i][j]
        for i, j in sorted({*before.bond_units, *after.bond_units})
    }
    bearers = list(zip(before.hydrogen_bearers, after.hydrogen_bearers, strict=True))
    moved = {n + number for number, (old, new) in enumerate(bearers) if old != new}
    for one in moved:
        old, new = bearers[one - n]
        changes |= {bond(old, one): -1, bond(new, one): 1}
    changes = {pair: change for pair, change in changes.items() if change}
    hydrogens = tuple(sorted(moved | {atom for atom in atoms if atom >= n}))
    return Transition(before, after, changes, hydrogens)


def _check(structure: Structure, step: Displacement) -> None:
    """Raise `ValueError` for what `Structure.displace` cannot do."""
    x1, y1, x2, y2, shift = step
    n, orders = len(structure.elements), structure.bond_orders
    new = [orders[x1][y1] - shift, orders[x2][y1] + shift]
    if y2 < n:
        new += [orders[x1][y2] + shift, orders[x2][y2] - shift]
        is_borne = True
    else:
        is_borne = structure.hydrogen_bearers[y2 - n] == (x2 if shift > 0 else x1)
    if not is_borne or not all(0 <= order <= MAX_BOND_ORDER for order in new):
        raise ValueError(f"{step} is no displacement of this structure.")
