"""Descriptions: what a drawing shows of a structure, told in sentences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import reduce
from operator import or_

from isoanneal.aromatic_rings import aromatic_rings
from isoanneal.formula import written
from isoanneal.names import name_of
from isoanneal.refusal import declare
from isoanneal.smallest_rings import smallest_rings
from isoanneal.structure import Structure

TYPE_CHECKING = False  # it stands there for the type checker only
if TYPE_CHECKING:
    from isoanneal.refusal import Sentence

declare(
    {
        "description-named": "This is {name}, {formula}.",
        "description-unnamed": "This is an isomer of {formula}.",
        "description-unbranched": "An unbranched chain of {count} atoms.",
        "description-branched-once": "A chain with one branching atom.",
        "description-branched": "A chain with {count} branching atoms.",
        "description-ring": "One ring of {size} atoms.",
        "description-rings": "{count} rings of {size} atoms.",
        "description-aromatic-ring": "One aromatic ring of {size} atoms.",
        "description-aromatic-rings": "{count} aromatic rings of {size} atoms.",
        "description-group": "One group on a ring atom.",
        "description-groups": "{count} groups on ring atoms.",
        "description-branching": "One branching atom outside rings.",
        "description-branchings": "{count} branching atoms outside rings.",
        "description-double-bond": "One double bond.",
        "description-double-bonds": "{count} double bonds.",
        "description-double-bond-besides": "One double bond besides those of aromatic rings.",
        "description-double-bonds-besides": (
            "{count} double bonds besides those of aromatic rings."
        ),
        "description-triple-bond": "One triple bond.",
        "description-triple-bonds": "{count} triple bonds.",
        "description-heteroatoms": "Heteroatoms, with their hydrogens: {atoms}.",
    }
)

_DOUBLE, _TRIPLE = 2, 3
_LEAST_OF_BRANCHING = 3
_LEAST_OF_CHAIN = 3


def description_of(structure: Structure) -> list[Sentence]:
    """Return what there is to say of a structure, each sentence as its code and its values.

    That is the name, if it has one, and the formula; the chain, or smallest rings by their sizes
    in atoms, with the groups that hang on them; multiple bonds, and heteroatoms.  Chains and rings
    are of heavy atoms, and a branching atom is one that is bonded to three or four of them.  All
    Kekulé structures of a molecule have the same description.  RDKit is not needed.
    """
    aromatic = aromatic_rings(structure)
    rings = smallest_rings(structure.neighbours, aromatic)
    in_aromatic = reduce(or_, aromatic.intersection(rings), 0)
    sentences = [_title(structure)]
    sentences += _of_rings(structure, rings, aromatic) if rings else _of_chain(structure)
    sentences += _of_multiple_bonds(structure, in_aromatic)
    sentences += _of_heteroatoms(structure)
    return sentences


def _title(structure: Structure) -> Sentence:
    counts = Counter(structure.elements)
    counts["H"] = len(structure.hydrogen_bearers)
    formula = written({element: count for element, count in counts.items() if count})
    if name := name_of(structure):
        return "description-named", {"name": name, "formula": formula}
    return "description-unnamed", {"formula": formula}


def _of_chain(structure: Structure) -> Iterator[Sentence]:
    branching = _branching(structure, 0)
    if branching:
        yield _counted(branching, "description-branched-once", "description-branched")
    elif len(structure.elements) >= _LEAST_OF_CHAIN:
        yield "description-unbranched", {"count": len(structure.elements)}


def _of_rings(structure: Structure, rings: list[int], aromatic: set[int]) -> Iterator[Sentence]:
    sizes = Counter((ring.bit_count(), ring not in aromatic) for ring in rings)
    for (size, is_other), count in sorted(sizes.items()):
        kind = "ring" if is_other else "aromatic-ring"
        yield _counted(count, f"description-{kind}", f"description-{kind}s", size=size)
    in_rings = reduce(or_, rings)
    groups = sum(
        (structure.neighbours[atom] & ~in_rings).bit_count()
        for atom in range(len(structure.elements))
        if in_rings >> atom & 1
    )
    if groups:
        yield _counted(groups, "description-group", "description-groups")
    if branching := _branching(structure, in_rings):
        yield _counted(branching, "description-branching", "description-branchings")


def _branching(structure: Structure, in_rings: int) -> int:
    return sum(
        near.bit_count() >= _LEAST_OF_BRANCHING and not in_rings >> atom & 1
        for atom, near in enumerate(structure.neighbours)
    )


def _of_multiple_bonds(structure: Structure, in_aromatic: int) -> Iterator[Sentence]:
    bonds = structure.bonds()
    ends = [atom for i, j, order in bonds if order == _DOUBLE for atom in (i, j)]
    # Where double bonds alternate, which of them are in an aromatic ring depends on the Kekulé
    # structure, but which atoms have one does not.
    outside = sum(not in_aromatic >> atom & 1 for atom in ends)
    if outside:
        code = "-besides" if in_aromatic else ""
        count = (outside + 1) // 2
        yield _counted(count, f"description-double-bond{code}", f"description-double-bonds{code}")
    if triple := sum(order == _TRIPLE for _, _, order in bonds):
        yield _counted(triple, "description-triple-bond", "description-triple-bonds")


def _of_heteroatoms(structure: Structure) -> Iterator[Sentence]:
    hydrogens = Counter(structure.hydrogen_bearers)
    found = Counter(
        (element, hydrogens[atom])
        for atom, element in enumerate(structure.elements)
        if element != "C"
    )
    if not found or len(structure.elements) == 1:
        return
    atoms = []
    for (element, borne), count in sorted(found.items()):
        text = element + {0: "", 1: "H"}.get(borne, f"H{borne}")
        atoms.append(text if count == 1 else f"{count} {text}")
    yield "description-heteroatoms", {"atoms": atoms}


def _counted(count: int, of_one: str, of_more: str, **values: int) -> Sentence:
    """Return the sentence of one, or the other one with the count."""
    return (of_one, values) if count == 1 else (of_more, {"count": count, **values})
