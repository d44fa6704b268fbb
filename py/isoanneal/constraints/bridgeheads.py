"""Bredt's rule: no double bond at the bridgehead of a small bicyclic system.

J. Bredt, Liebigs Ann. Chem. 1924, 437, 1-13.  How small is taken from J. R. Wiseman, J. Am.
Chem. Soc. 1967, 89, 5966-5968: the strain is that of the trans-cycloalkene in the larger of
the two rings that share the double bond, and from trans-cyclooctene on they can be made.
"""

from collections.abc import Iterator

from isoanneal.constraints.registry import register
from isoanneal.ring_system import ring_system
from isoanneal.structure import Structure

_HEAD = 3
"""Ring bonds of a bridgehead."""

_INSIDE = 5
"""Most atoms of a strained ring besides the two bridgeheads."""

_LONGEST = _INSIDE - 1
"""Most atoms of a bridge, because the ring's other bridge has one at least."""


@register(
    "no_bridgehead_double_bonds",
    title="No bridgehead double bonds",
    meaning="Bredt's rule: no double bond at a bridgehead, unless in a ring of eight atoms",
)
def bridgehead_double_bonds(structure: Structure) -> int:
    """Return the number of double bonds that strain a bicyclic system.

    The bicyclic system is two bridgeheads and three bridges between them that share no
    atom, with one atom at least in each.  The double bond leads from a bridgehead into a
    bridge.  It strains the system if both rings that it belongs to have fewer than eight
    atoms.
    """
    near = ring_system(structure.neighbours)
    bonds = list(_bonds_of_bridgeheads(structure, near))
    balls = _balls(near) if bonds else []
    strained = {frozenset(bond[:2]) for bond in bonds if _is_strained(near, balls, *bond)}
    return len(strained)


def _bonds_of_bridgeheads(structure: Structure, near: list[int]) -> Iterator[tuple[int, int, int]]:
    """Yield the atoms of each double bond at a bridgehead, and the mask of possible others."""
    heads = sum([1 << atom for atom, mask in enumerate(near) if mask.bit_count() >= _HEAD])
    for head in _members(heads):
        row = structure.bond_orders[head]
        others = heads & ~near[head] & ~(1 << head)
        if others and 2 in row:  # noqa: PLR2004  (a double bond)
            yield head, row.index(2), others


def _balls(near: list[int]) -> list[list[int]]:
    """Return for 0, 1, 2 ... bonds what is no further than that from each atom."""
    balls = [[1 << atom for atom in range(len(near))]]
    members = [list(_members(mask)) for mask in near]
    for _ in range(_LONGEST):
        last = balls[-1]
        grown = last.copy()
        for atom, around in enumerate(members):
            for neighbour in around:
                grown[atom] |= last[neighbour]
        balls.append(grown)
    return balls


def _is_strained(
    near: list[int], balls: list[list[int]], head: int, first: int, others: int
) -> bool:
    """Tell whether the bond from `head` to `first` strains a system with one of `others`."""
    second, third = _members(near[head] ^ 1 << first)
    farthest = balls[_LONGEST]
    for other in _members(others & farthest[first] & farthest[second] & farthest[third]):
        here = [ball[other] for ball in balls]
        free = ~(1 << head | 1 << other)
        for bridge in _bridges(near, here, first, free, _LONGEST):
            most = _INSIDE - bridge.bit_count()
            if _are_bridged(near, here, (second, third), free & ~bridge, most):
                return True
    return False


def _are_bridged(
    near: list[int], balls: list[int], atoms: tuple[int, int], free: int, most: int
) -> bool:
    """Tell whether two bridges without a common atom lead from `atoms` to the bridgehead."""
    one, other = atoms
    return any(
        next(_bridges(near, balls, other, free & ~bridge, most), 0)
        for bridge in _bridges(near, balls, one, free, most)
    )


def _bridges(near: list[int], balls: list[int], atom: int, free: int, most: int) -> Iterator[int]:
    """Yield bridges of 1 to `most` of the `free` atoms, from `atom` to a bridgehead.

    `balls` holds what is no further from that bridgehead than 0, 1, 2 ... bonds; all sets
    of atoms are bit masks.  A bridge ends with its first atom next to the bridgehead,
    because a longer one only takes more atoms and makes larger rings.
    """
    here = free & balls[most] & 1 << atom
    if here & balls[1]:
        yield here
    elif here:
        for following in _members(near[atom] & free):
            for rest in _bridges(near, balls, following, free ^ here, most - 1):
                yield here | rest


def _members(mask: int) -> Iterator[int]:
    while mask:
        lowest = mask & -mask
        mask ^= lowest
        yield lowest.bit_length() - 1
