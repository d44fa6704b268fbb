"""The molecular graph and the first structure of a formula."""

import pytest
from hypothesis import given, settings
from isoanneal import chem
from isoanneal.displacement import all_displacements
from isoanneal.formula import parse
from isoanneal.structure import Structure, first_structure

from tests import enumeration
from tests.checks import assert_is_isomer
from tests.ground_truth import GROUND_TRUTH
from tests.strategies import formulas

FORMULAS = [
    *GROUND_TRUTH, "C2H4Cl2", "CHCl3", "C6H6", "C60", "C4H4S", "C2H5NO2", "CO2", "N2", "O2",
    "F2", "HF", "H2O", "S8", "P4", "C3", "C2N2", "CF4", "C2F6", "C100H202", "C50H102S50",
    "C20H20", "N100H102", "O100H2", "P100", "C32F66",
]  # fmt: skip


def propene() -> Structure:
    return Structure(("C", "C", "C"), [(0, 1), (0, 1), (1, 2)], [0, 0, 1, 2, 2, 2])


@pytest.mark.parametrize("formula", FORMULAS)
def test_a_formula_has_a_first_structure(formula: str) -> None:
    assert_is_isomer(first_structure(parse(formula)), formula)


def test_every_small_formula_has_a_first_structure() -> None:
    for atoms in enumeration.SMALL_FORMULAS:
        formula = enumeration.written(*atoms)
        assert_is_isomer(first_structure(parse(formula)), formula)


@pytest.mark.slow
@given(formulas(max_heavy_atoms=40))
@settings(max_examples=200)
def test_any_formula_has_a_first_structure(formula: str) -> None:
    assert_is_isomer(first_structure(parse(formula)), formula)


def test_the_first_structure_does_not_depend_on_how_the_formula_is_written() -> None:
    one = first_structure(parse("C2H5NO2"))
    other = first_structure(parse("O2NC(H)2C(H)2H"))
    assert (one.elements, one.bonds(), one.hydrogen_bearers) == (
        other.elements,
        other.bonds(),
        other.hydrogen_bearers,
    )


@pytest.mark.parametrize(
    ("formula", "smiles"),
    [
        # Atoms of valence 3 and 4 are a chain.
        ("C6H14", "CCCCCC"),
        ("C3H9N", "CCCN"),
        ("CH5P", "CP"),
        # Those of valence 2, and then of 1, go where most valences are free.
        ("C3H8O", "CCCO"),
        ("CH5OP", "OCP"),
        ("H2S8", "SSSSSSSS"),
        ("C3H6Br2", "BrCCCBr"),
        ("CHCl3", "ClC(Cl)Cl"),
        # What is left free makes rings and multiple bonds.
        ("C4H8", "C=CCC"),
        ("C6H6", "C#CC=CC=C"),
        ("CO2", "O=C=O"),
        ("C3H6S2", "C1CSSC1"),
        ("C3H4O", "C1=COC1"),
        ("C5H4", "C1=C=CCC=1"),
        ("C4H4S", "C1=CC2SC12"),
        ("S8", "S1SSSSSSS1"),
        ("N2", "N#N"),
        ("C3HN", "C#CC#N"),
    ],
)
def test_the_first_structure_is_always_the_same(formula: str, smiles: str) -> None:
    assert chem.toolkit().canonical_smiles(first_structure(parse(formula))) == smiles


def test_the_atoms_of_a_first_structure_are_numbered_by_valence_and_by_letter() -> None:
    # Which atom a random number means depends on this, and so does a search from a seed.
    first = first_structure(parse("CH4NOPFCl"))
    assert first.elements == ("C", "N", "P", "O", "Cl", "F")
    assert first.bond_units == [(0, 1), (1, 2), (0, 3), (0, 4), (2, 5)]
    assert first.hydrogen_bearers == [0, 1, 2, 3]


def test_bonds_are_listed_once_with_their_orders() -> None:
    assert propene().bonds() == [(0, 1, 2), (1, 2, 1)]


def test_hydrogens_are_counted_for_each_atom() -> None:
    assert propene().hydrogen_counts() == [2, 1, 3]


@pytest.mark.parametrize("bearers", [[0, 0, 1, 2, 2], [0, 0, 1, 1, 2, 2], [0, 0, 0, 1, 2, 2, 2]])
def test_a_wrong_valence_is_refused(bearers: list[int]) -> None:
    with pytest.raises(ValueError, match="has valence"):
        Structure(("C", "C", "C"), [(0, 1), (0, 1), (1, 2)], bearers)


def test_a_quadruple_bond_is_refused() -> None:
    with pytest.raises(ValueError, match="bond order exceeds 3"):
        Structure(("C", "C"), [(0, 1)] * 4, [])


def test_two_molecules_are_refused() -> None:
    with pytest.raises(ValueError, match="not connected"):
        Structure(("C", "C"), [], [0] * 4 + [1] * 4)


def test_displace_moves_bond_order_among_four_heavy_atoms() -> None:
    butadiene = Structure(("C",) * 4, [(0, 1), (0, 1), (1, 2), (2, 3), (2, 3)], [0, 0, 1, 2, 3, 3])
    butadiene.displace(0, 1, 3, 2, 1)
    assert butadiene.bonds() == [(0, 1, 1), (0, 2, 1), (1, 2, 1), (1, 3, 1), (2, 3, 1)]
    assert_is_isomer(butadiene, "C4H6")


def test_displace_moves_a_hydrogen() -> None:
    structure = propene()
    hydrogen_of_methyl = 3 + 5
    structure.displace(0, 1, 2, hydrogen_of_methyl, 1)
    assert structure.bonds() == [(0, 1, 1), (1, 2, 2)]
    assert structure.hydrogen_counts() == [3, 1, 2]


@pytest.mark.parametrize("formula", ["C4H6", "C3H5N", "C2H4OS", "C3HN", "C3H6Cl2", "C2N2", "C5H4"])
def test_the_opposite_shift_takes_a_displacement_back(formula: str) -> None:
    before = first_structure(parse(formula))
    displacements = all_displacements(before)
    assert displacements
    for x1, y1, x2, y2, shift in displacements:
        structure = before.copy()
        structure.displace(x1, y1, x2, y2, shift)
        changed = (structure.bonds(), structure.hydrogen_bearers)
        assert changed != (before.bonds(), before.hydrogen_bearers)
        structure.displace(x1, y1, x2, y2, -shift)
        assert_is_isomer(structure, formula)
        assert structure.bonds() == before.bonds()
        assert structure.hydrogen_bearers == before.hydrogen_bearers


def test_a_copy_is_independent() -> None:
    original = propene()
    copy = original.copy()
    copy.displace(0, 1, 2, 3 + 5, 1)
    assert original.bonds() == propene().bonds()
    assert original.bond_units == propene().bond_units
    assert original.bond_orders == propene().bond_orders
    assert original.neighbours == propene().neighbours
    assert original.hydrogen_bearers == propene().hydrogen_bearers


def test_all_atoms_of_a_molecule_are_joined() -> None:
    chain = Structure(("C",) * 4, [(0, 1), (1, 2), (2, 3)], [0, 0, 0, 1, 1, 2, 2, 3, 3, 3])
    assert chain.is_connected()
    assert all(chain.joins(i, j) for i in range(4) for j in range(4))


def test_joins_sees_that_a_displacement_cuts_a_molecule_in_two() -> None:
    chain = Structure(("C",) * 4, [(0, 1), (1, 2), (2, 3)], [0, 0, 0, 1, 1, 2, 2, 3, 3, 3])
    chain.displace(1, 2, 3, 4 + 9, 1)
    assert chain.bonds() == [(0, 1, 1), (2, 3, 2)]
    assert not chain.is_connected()
    assert not chain.joins(1, 3)
    assert chain.joins(0, 1)


def test_a_displacement_keeps_a_molecule_whole_exactly_if_it_joins_its_first_two_x() -> None:
    for formula in ["C5H10", "C4H4S", "C3H5N", "C4H8O"]:
        structure = first_structure(parse(formula))
        for x1, y1, x2, y2, shift in all_displacements(structure):
            structure.displace(x1, y1, x2, y2, shift)
            whole = enumeration.is_connected(len(structure.elements), tuple(structure.bonds()))
            assert structure.joins(x1, x2) == structure.is_connected() == whole
            structure.displace(x1, y1, x2, y2, -shift)
