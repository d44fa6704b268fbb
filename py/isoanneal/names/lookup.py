"""The look-up of a structure's name."""

from functools import cache
from importlib.resources import files
from typing import NamedTuple

from isoanneal.formula import VALENCES, written
from isoanneal.names.isomorphism import Colours, are_isomorphic, colours
from isoanneal.names.skeleton import Skeleton, skeleton, skeleton_of
from isoanneal.notation import skeleton_of_smiles
from isoanneal.structure import Structure

_FILE = "names.tsv"


class Entry(NamedTuple):
    """A line of the table."""

    name: str
    smiles: str
    formula: str
    other_names: tuple[str, ...]


def name_of(structure: Structure) -> str:
    """Return the name of an isomer, in small letters where it has them; nothing if none is known.

    It is the same for all numberings of the atoms and all Kekulé structures, and needs no RDKit.
    """
    looked_for = skeleton_of(structure)
    named = _named(written(looked_for.counts))
    if not named:
        return ""
    of_atoms = colours(looked_for)
    for name, one, of_one in named:
        if are_isomorphic(one, looked_for, of_one, of_atoms):
            return name
    return ""


@cache
def _named(formula: str) -> list[tuple[str, Skeleton, Colours]]:
    """Return names, skeletons and colours of the isomers of a formula that have a name."""
    found = []
    for entry in table().get(formula, []):
        read = skeleton_of_smiles(entry.smiles, VALENCES)
        if read is not None:
            one = skeleton(*read)
            found.append((entry.name, one, colours(one)))
    return found


@cache
def table() -> dict[str, list[Entry]]:
    """Return the lines of the table by their formulas, which are in Hill order."""
    text = files("isoanneal.names").joinpath(_FILE).read_text(encoding="utf-8")
    found: dict[str, list[Entry]] = {}
    for line in text.splitlines():
        name, smiles, formula, *others = line.split("\t")
        names = tuple(others[0].split(";")) if others else ()
        found.setdefault(formula, []).append(Entry(name, smiles, formula, names))
    return found
