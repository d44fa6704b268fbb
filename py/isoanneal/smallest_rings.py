"""Smallest rings: a smallest set of rings that all rings of a molecular graph are made up of."""

from collections.abc import Collection, Sequence

from isoanneal.ring_system import ring_system

Bond = tuple[int, int]


def ring_sizes(neighbours: Sequence[int]) -> list[int]:
    """Return the sizes of the smallest rings in atoms, in ascending order.

    They are the same in every smallest set: M. Plotkin, J. Chem. Doc. 1971, 11, 60-63.
    `neighbours` holds a bit mask for each atom of a connected graph.
    """
    _, rings = _smallest(neighbours, ())
    return [ring.bit_count() for ring in rings]


def smallest_rings(neighbours: Sequence[int], preferred: Collection[int] = ()) -> list[int]:
    """Return the smallest rings as masks of their atoms, in ascending order of their sizes.

    Sets of smallest rings may differ where rings have the same size.  As many as can be are taken
    of those that are `preferred`, which are masks of atoms of rings without chords.
    """
    bonds, rings = _smallest(neighbours, preferred)
    return [_atoms(ring, bonds) for ring in rings]


def _smallest(
    neighbours: Sequence[int], preferred: Collection[int]
) -> tuple[list[Bond], list[int]]:
    """Return the bonds between atoms of rings, and smallest rings as masks of these.

    Rings make up another one if that is their sum modulo 2.  Shortest paths from any of its atoms
    to both ends of each of its bonds make up a ring by none that are larger: J. D. Horton, SIAM
    J. Comput. 1987, 16, 358-366.
    """
    core = {atom: mask for atom, mask in enumerate(ring_system(neighbours)) if mask}
    bonds = [(i, j) for i, mask in core.items() for j in core if j < i and mask >> j & 1]
    starts = [atom for atom, mask in core.items() if mask.bit_count() > 2]  # noqa: PLR2004
    if not starts:
        return bonds, [(1 << len(bonds)) - 1] if bonds else []
    first = {_bonds_within(atoms, bonds) for atoms in preferred}
    candidates = [*first, *(_candidates(bonds, starts) - first)]
    candidates.sort(key=int.bit_count)  # which keeps the order among those of one size
    return bonds, _independent(candidates, len(bonds) - len(core) + 1)


def _independent(candidates: Sequence[int], missing: int) -> list[int]:
    """Return the first rings of which none is made up of others, as many as are missing."""
    found: list[int] = []
    independent: dict[int, int] = {}
    for ring in candidates:
        rest = ring
        while rest.bit_length() in independent:
            rest ^= independent[rest.bit_length()]
        if rest:
            independent[rest.bit_length()] = rest
            found.append(ring)
            if len(found) == missing:
                return found
    raise AssertionError("The candidates make up all rings.")


def _candidates(bonds: Sequence[Bond], starts: Sequence[int]) -> set[int]:
    """Return the sums of bonds and of shortest paths from a start to their ends.

    Every ring must pass a start.
    """
    near: dict[int, list[tuple[int, int]]] = {}
    for number, (i, j) in enumerate(bonds):
        near.setdefault(i, []).append((j, 1 << number))
        near.setdefault(j, []).append((i, 1 << number))
    found = set()
    for start in starts:
        paths = {start: 0}
        reached = [start]
        for atom in reached:
            for other, bond in near[atom]:
                if other not in paths:
                    paths[other] = paths[atom] | bond
                    reached.append(other)
        found.update([paths[i] ^ paths[j] ^ 1 << number for number, (i, j) in enumerate(bonds)])
    found.discard(0)
    return found


def _bonds_within(atoms: int, bonds: Sequence[Bond]) -> int:
    return sum(1 << number for number, (i, j) in enumerate(bonds) if atoms >> i & atoms >> j & 1)


def _atoms(ring: int, bonds: Sequence[Bond]) -> int:
    atoms = 0
    for number, (i, j) in enumerate(bonds):
        if ring >> number & 1:
            atoms |= 1 << i | 1 << j
    return atoms
