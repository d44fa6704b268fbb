"""Aromatic rings, told from the bonds of one Kekulé structure."""

from collections.abc import Iterator, Sequence

from isoanneal.structure import Structure

_SIX, _FIVE = 6, 5
_LONE_PAIRED = {"N", "O", "S"}


def aromatic_rings(structure: Structure) -> set[int]:
    """Return the aromatic rings as masks of their atoms.

    Those are the rings of six atoms with three double bonds and those of five atoms with two double
    bonds and N, O or S between them, in one Kekulé structure of the molecule at least: benzene and
    pyridine, furan, pyrrole and thiophene, and what is fused of such rings.  Others, as of azulene
    or of pyridones, are not called so here, although they obey Hückel's rule too.  All Kekulé
    structures of a molecule have the same aromatic rings.
    """
    paired, near = _paired(structure)
    rings = {ring for ring in _rings(structure, paired, near) if _is_chordless(structure, ring)}
    return {ring for ring in rings if _can_be_paired(paired & ~ring, near)}


def _paired(structure: Structure) -> tuple[int, list[int]]:
    """Return the atoms with one double bond, and masks of such atoms that each is bonded to.

    Cumulated double bonds are left out.
    """
    doubles = [
        [other for other, order in enumerate(row) if order == 2]  # noqa: PLR2004
        for row in structure.bond_orders
    ]
    paired = 0
    for atom, others in enumerate(doubles):
        if len(others) == 1 and len(doubles[others[0]]) == 1:
            paired |= 1 << atom
    return paired, [mask & paired for mask in structure.neighbours]


def _rings(structure: Structure, paired: int, near: Sequence[int]) -> Iterator[int]:
    """Yield the rings that may be aromatic, as masks, each more than once."""
    for atom, element in enumerate(structure.elements):
        if paired >> atom & 1:
            higher = paired >> atom + 1 << atom + 1
            yield from _closed(near, [atom], _SIX, higher)
        elif element in _LONE_PAIRED and max(structure.bond_orders[atom]) == 1:
            yield from _closed(near, [atom], _FIVE, paired)


def _closed(near: Sequence[int], path: list[int], size: int, allowed: int) -> Iterator[int]:
    """Yield the rings of a size that begin with a path and go on over atoms that are allowed."""
    for atom in _atoms(near[path[-1]] & allowed):
        longer = [*path, atom]
        if len(longer) < size:
            yield from _closed(near, longer, size, allowed & ~(1 << atom))
        elif near[path[0]] >> atom & 1:
            yield sum(1 << one for one in longer)


def _is_chordless(structure: Structure, ring: int) -> bool:
    return all((structure.neighbours[atom] & ring).bit_count() == 2 for atom in _atoms(ring))  # noqa: PLR2004


def _can_be_paired(free: int, near: Sequence[int]) -> bool:
    """Tell whether each of the free atoms can have a double bond to another of them."""
    if not free:
        return True
    atom = min(_atoms(free), key=lambda one: (near[one] & free).bit_count())
    return any(
        _can_be_paired(free & ~(1 << atom | 1 << other), near)
        for other in _atoms(near[atom] & free)
    )


def _atoms(mask: int) -> Iterator[int]:
    while mask:
        lowest = mask & -mask
        yield lowest.bit_length() - 1
        mask ^= lowest
