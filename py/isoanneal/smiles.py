"""Structures from SMILES."""

import re

from isoanneal import chem
from isoanneal.chem.reading import Reading
from isoanneal.formula import MAX_LENGTH, VALENCES, parse
from isoanneal.notation import looks_like_name
from isoanneal.refusal import RefusalError, declare
from isoanneal.structure import Structure

declare(
    {
        "smiles-too-long": "A SMILES has at most {most} characters, not {length}.",
        "smiles-several": "“{smiles}” is of several molecules. Give one at a time.",
        "smiles-name": (
            "“{smiles}” looks like a name. Give a SMILES instead, such as CCO for ethanol."
        ),
        "smiles-formula": (
            "“{smiles}” is a molecular formula, which many structures may have. "
            "Give a SMILES instead, such as CCO for ethanol."
        ),
        "smiles-unreadable": "“{smiles}” is no SMILES that RDKit can read.",
        "smiles-bond": "“{smiles}” has a bond that is neither single, double nor triple.",
        "smiles-hydrogen": (
            "“{smiles}” is nothing but hydrogen. Give a molecule with another element."
        ),
        "smiles-element": (
            "“{smiles}” has an element without a standard valence here. There are {symbols}."
        ),
        "smiles-charged": "“{smiles}” has charges. Only molecules without any are read.",
        "smiles-valence": (
            "In “{smiles}” an atom of {element} has {valence} bonds, where {standard} are standard."
        ),
    }
)

_ORDERS = (1, 2, 3)
_BEYOND_CONSTITUTION = re.compile(r"[@/\\]|\[\d|:\d")


def has_more_than_constitution(smiles: str) -> bool:
    """Tell whether a SMILES writes stereochemistry, isotopes or numbers of atoms too."""
    return _BEYOND_CONSTITUTION.search(smiles) is not None


def structure_of(smiles: str) -> Structure:
    """Return the isomer that a SMILES writes, its atoms in the order of the SMILES.

    What a structure cannot have is left out: isotopes and stereochemistry.  Raises `RefusalError`
    for what is no SMILES, for several molecules, charges, and elements or valences that formulas
    do not have; `ToolkitExpectedError` while RDKit is awaited, and `UnavailableError` where it is
    not installed.
    """
    if len(smiles) > MAX_LENGTH:
        raise RefusalError("smiles-too-long", length=len(smiles), most=MAX_LENGTH)
    if "." in smiles:
        raise RefusalError("smiles-several", smiles=smiles)
    found = chem.toolkit().read(smiles)
    if found is None:
        raise RefusalError(_what_it_is(smiles), smiles=smiles)
    _check(smiles, found)
    heavy = [atom for atom, element in enumerate(found.elements) if element != "H"]
    number = {atom: place for place, atom in enumerate(heavy)}
    bearers = [number[atom] for atom in heavy for _ in range(_hydrogens(found, atom))]
    units = [
        (number[i], number[j])
        for i, j, order in found.bonds
        if i in number and j in number
        for _ in range(order)
    ]
    return Structure(tuple(found.elements[atom] for atom in heavy), units, bearers)


def _what_it_is(text: str) -> str:
    """Return the code of the refusal for a text that is no SMILES."""
    if looks_like_name(text):
        return "smiles-name"
    try:
        parse(text)
    except ValueError:
        return "smiles-unreadable"
    return "smiles-formula"


def _check(smiles: str, found: Reading) -> None:
    if not found.is_of_known_elements:
        raise RefusalError("smiles-element", smiles=smiles, symbols=list(VALENCES))
    if set(found.elements) <= {"H"}:
        raise RefusalError("smiles-hydrogen", smiles=smiles)
    if any(found.charges):
        raise RefusalError("smiles-charged", smiles=smiles)
    if any(order not in _ORDERS for _, _, order in found.bonds):
        raise RefusalError("smiles-bond", smiles=smiles)
    for atom, element in enumerate(found.elements):
        orders = sum(order for i, j, order in found.bonds if atom in (i, j))
        valence = orders + found.hydrogens[atom]
        if valence != VALENCES[element]:
            raise RefusalError(
                "smiles-valence",
                smiles=smiles,
                element=element,
                valence=valence,
                standard=VALENCES[element],
            )


def _hydrogens(found: Reading, atom: int) -> int:
    """Return how many hydrogens an atom bears, atoms of their own included."""
    own = sum(
        1
        for i, j, _ in found.bonds
        if atom in (i, j) and found.elements[j if i == atom else i] == "H"
    )
    return own + found.hydrogens[atom]
