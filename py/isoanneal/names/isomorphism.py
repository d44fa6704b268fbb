"""Isomorphism: whether two skeletons are the same but for the numbering of their atoms."""

from collections.abc import Iterator, Sequence

from isoanneal.names.skeleton import Skeleton

Colours = list[int]
"""A number for each atom, equal for atoms that have the same surroundings.

They may be compared between skeletons, within one process only.
"""


def colours(skeleton: Skeleton) -> Colours:
    """Return the atoms' colours, refined until they tell no more atoms apart.

    B. Weisfeiler and A. Leman, Nauchno-Tekh. Inf., Ser. 2, 1968, 9, 12-16.
    """
    found = [hash(atom) for atom in zip(skeleton.elements, skeleton.hydrogens, strict=True)]
    different = 0
    while len(set(found)) > different:
        different = len(set(found))
        found = [
            hash((found[atom], *sorted([found[other] for other in near])))
            for atom, near in enumerate(skeleton.neighbours)
        ]
    return found


def are_isomorphic(
    first: Skeleton, second: Skeleton, of_first: Colours, of_second: Colours
) -> bool:
    """Tell whether the atoms of two skeletons can be mapped on each other with all bonds.

    The skeletons are connected; `of_first` and `of_second` are their colours.  Colours only save
    trials: atoms may share one by chance.
    """
    if sorted(of_first) != sorted(of_second):
        return False
    return _bonds(first) == _bonds(second) and _Mapping(first, second, of_first, of_second).exists()


def _bonds(skeleton: Skeleton) -> int:
    return sum(map(len, skeleton.neighbours)) // 2


class _Mapping:
    """A mapping in the making, atom by atom along bonds."""

    def __init__(
        self, first: Skeleton, second: Skeleton, of_first: Colours, of_second: Colours
    ) -> None:
        self.first, self.second = first, second
        self.of_first, self.of_second = of_first, of_second
        self.order = _along_bonds(first, _rarest(of_first))
        self.images: dict[int, int] = {}

    def exists(self) -> bool:
        """Tell whether the atoms that have no image yet can be given one."""
        if len(self.images) == len(self.order):
            return True
        atom = self.order[len(self.images)]
        for image in self._possible_images(atom):
            self.images[atom] = image
            if self.exists():
                return True
            del self.images[atom]
        return False

    def _possible_images(self, atom: int) -> Iterator[int]:
        """Yield the free atoms that are bonded to the images of all neighbours that have one."""
        taken = set(self.images.values())
        near = [self.images[other] for other in self.first.neighbours[atom] if other in self.images]
        places = self.second.neighbours[near[0]] if near else range(len(self.of_second))
        for place in places:
            if place in taken or self.of_second[place] != self.of_first[atom]:
                continue
            if all(other in self.second.neighbours[place] for other in near):
                yield place


def _rarest(of_atoms: Colours) -> int:
    """Return an atom whose colour fewest others have."""
    return min(range(len(of_atoms)), key=lambda atom: of_atoms.count(of_atoms[atom]))


def _along_bonds(skeleton: Skeleton, start: int) -> Sequence[int]:
    """Return all atoms, each but the first after one that it is bonded to."""
    order = [start]
    for atom in order:
        order += [other for other in skeleton.neighbours[atom] if other not in order]
    return order
