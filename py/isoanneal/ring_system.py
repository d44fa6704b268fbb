"""The ring system of a molecular graph: what is left when nothing hangs on rings."""

from collections.abc import Sequence


def ring_system(neighbours: Sequence[int]) -> list[int]:
    """Return masks of neighbours without pendant atoms, taken off one after the other.

    `neighbours` holds a bit mask for each atom of a connected graph.  Atoms that are in no
    ring and on no way between rings get the mask 0.
    """
    near = list(neighbours)
    pendant = [atom for atom, mask in enumerate(near) if mask & mask - 1 == 0]
    for atom in pendant:
        if near[atom]:
            holder = near[atom].bit_length() - 1
            near[atom] = 0
            mask = near[holder] = near[holder] ^ 1 << atom
            if mask & mask - 1 == 0:
                pendant.append(holder)
    return near
