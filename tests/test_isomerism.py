"""Whether a formula has anything to search."""

import pytest
from isoanneal.formula import parse
from isoanneal.isomerism import has_one_isomer
from isoanneal.structure import Structure, first_structure

from tests import enumeration
from tests.ground_truth import GROUND_TRUTH


def alone(formula: str) -> bool:
    return has_one_isomer(first_structure(parse(formula)))


@pytest.mark.parametrize("formula", GROUND_TRUTH)
def test_the_formulas_with_one_isomer_are_those_of_the_ground_truth(formula: str) -> None:
    assert alone(formula) == (GROUND_TRUTH[formula].isomers == 1)


def test_the_small_formulas_with_one_isomer_are_those_of_the_enumeration() -> None:
    for elements, hydrogens in enumeration.SMALL_FORMULAS:
        isomers = enumeration.numberings(elements, hydrogens)
        assert alone(enumeration.written(elements, hydrogens)) == (len(isomers) == 1)


@pytest.mark.parametrize(
    "formula", ["CHCl3", "C2H4", "C2H2", "H2O", "CO2", "N2", "F2", "HCl", "C3H8", "CClBrFI", "NH3"]
)
def test_a_formula_with_one_isomer(formula: str) -> None:
    assert alone(formula)


@pytest.mark.parametrize("formula", ["C2H4Cl2", "C3H6", "C4H10", "C3H4", "CHNO", "C60", "H2O2S"])
def test_a_formula_with_several_isomers(formula: str) -> None:
    assert not alone(formula)


def test_the_structure_is_left_as_it_was() -> None:
    structure = first_structure(parse("C3H7NO"))
    before = structure.copy()
    has_one_isomer(structure)
    assert structure.bonds() == before.bonds()
    assert structure.hydrogen_bearers == before.hydrogen_bearers


def test_every_isomer_tells_that_it_is_not_alone() -> None:
    isobutane = Structure(("C",) * 4, [(0, 1), (0, 2), (0, 3)], [0] + [1] * 3 + [2] * 3 + [3] * 3)
    butane = Structure(("C",) * 4, [(0, 1), (1, 2), (2, 3)], [0] * 3 + [1] * 2 + [2] * 2 + [3] * 3)
    assert not has_one_isomer(isobutane)
    assert not has_one_isomer(butane)
