"""Reading molecular formulas, and refusing what has no isomers."""

import pytest
from isoanneal.formula import MAX_HEAVY_ATOMS, VALENCES, FormulaError, parse

from tests import enumeration

ACCEPTED = {
    "CH4": "CH4",
    "C6H14": "C6H14",
    "H14C6": "C6H14",
    "C1H4": "CH4",
    "C06H014": "C6H14",
    "  C6H14\t\n": "C6H14",
    "C₆H₁₄": "C6H14",
    "C₆H14": "C6H14",
    "CH3CH2OH": "C2H6O",
    "CH3CH3": "C2H6",
    "HOH": "H2O",
    "(CH3)2CO": "C3H6O",
    "(CH₃)₂CO": "C3H6O",
    "[CH3]2CO": "C3H6O",
    "CH3(CH2)4CH3": "C6H14",
    "(CH3)(CH3)": "C2H6",
    "((CH3)2CH)2O": "C6H14O",
    "[(CH3)3C]2O": "C8H18O",
    "CHCl3": "CHCl3",
    "COCl2": "CCl2O",
    "CClBrFI": "CBrClFI",
    "CO2": "CO2",
    "C60": "C60",
    "C2H5NO2": "C2H5NO2",
    "PCl3": "Cl3P",
    "HCl": "ClH",
    "NH3": "H3N",
    "H2SO": "H2OS",
    "O2": "O2",
    "N2": "N2",
    "F2": "F2",
    "S8": "S8",
    "P4": "P4",
    "C100H202": "C100H202",
    "C50H102S50": "C50H102S50",
}

REFUSED = {
    "": ("No formula yet", "Type a molecular formula"),
    " \t\n": ("No formula yet", "Type a molecular formula"),
    "Xx": ("“Xx” is not an element", "It knows Br, C, Cl, F, H, I, N, O, P, S"),
    "Si": ("“Si” is not an element", "capital: SI"),
    "D2O": ("“D” is not an element", "It knows"),
    "CL4": ("“L” is not an element", "If Cl was meant"),
    "CHo": ("“Ho” is not an element", "capital: HO"),
    "c6h14": ("“c” is a lower case letter", "capital letter: C6H14"),
    "C6h14": ("“h” is a lower case letter", "capital letter: C6H14"),
    "cl2": ("“c” is a lower case letter", "capital letter: Cl2"),
    "C0H4": ("count of C is zero", "leave C out"),
    "C3H0": ("count of H is zero", "leave H out"),
    "C₀H₄": ("count of C is zero", "at least 1"),
    "(CH3)0CO": ("count of the group is zero", "leave the group out"),
    "CH3": ("odd number of valences", "Try CH4"),
    "C6H13": ("odd number of valences", "Try C6H12 or C6H14"),
    "NO": ("odd number of valences", "Try HNO or H3NO"),
    "C6H16": ("too many hydrogens: its other atoms can bear 14 at most", "Try C6H12 or C6H14"),
    "C6H15": ("too many hydrogens: its other atoms can bear 14 at most", "Try C6H12 or C6H14"),
    "NH5": ("too many hydrogens: its other atoms can bear 3 at most", "Try H3N"),
    "CF5": ("too many atoms of valence 1", "Take some of them out"),
    "SF6": ("too many atoms of valence 1", "Take some of them out"),
    "F3": ("too many atoms of valence 1", "Take some of them out"),
    "CO": ("no way to connect", "Try CH2O or CH4O"),
    "C2": ("no way to connect", "Try C2H2 or C2H4"),
    "C": ("no way to connect", "Try CH4"),
    "HN": ("no way to connect", "Try H3N"),
    "CCl2": ("no way to connect", "Try CH2Cl2"),
    "H2": ("hydrogen only", "Add at least one other atom"),
    "H": ("hydrogen only", "Add at least one other atom"),
    "C101H204": ("more than 100 atoms other than hydrogen", "Give a smaller formula"),
    "(C3H8)34": ("more than 100 atoms other than hydrogen", "Give a smaller formula"),
    "C99999H4": ("more than 100 atoms other than hydrogen", "Give a smaller formula"),
    "(CH3": ("“(” is never closed", "Add the matching “)”"),
    "[CH3": ("“[” is never closed", "Add the matching “]”"),
    "CH3)": ("“)” closes nothing", "take it out"),
    "(CH3]2CO": ("“]” closes nothing", "take it out"),
    "C()H4": ("nothing inside the brackets", "Fill them or take them out"),
    "6C": ("A number stands before any element", "Put it after the element"),
    "(2CH3)": ("A number stands before any element", "Put it after the element"),
    "C6 H14": ("a blank inside the formula", "Write it in one piece: C6H14"),
    "C6H14+": ("Charges are not known here", "a neutral molecule"),
    "NH4⁺": ("Charges are not known here", "a neutral molecule"),
    "CO3\u2212": ("Charges are not known here", "a neutral molecule"),
    "C6.H14": ("“.” does not belong", "element symbols, numbers and brackets only"),
    "C²": ("“²” does not belong", "element symbols, numbers and brackets only"),
    "C\uff16": ("“\uff16” does not belong", "element symbols, numbers and brackets only"),
}


@pytest.mark.parametrize(("text", "hill"), ACCEPTED.items())
def test_a_formula_is_read_and_written_in_hill_order(text: str, hill: str) -> None:
    assert str(parse(text)) == hill


@pytest.mark.parametrize(("text", "words"), REFUSED.items())
def test_a_refusal_says_what_is_wrong_and_what_to_do(text: str, words: tuple[str, str]) -> None:
    with pytest.raises(FormulaError) as refusal:
        parse(text)
    wrong, to_do = words
    assert wrong in str(refusal.value)
    assert to_do in str(refusal.value)


def test_a_refusal_is_a_value_error() -> None:
    assert issubclass(FormulaError, ValueError)


def test_a_large_number_of_hydrogens_is_not_called_heavy_atoms() -> None:
    with pytest.raises(FormulaError, match="too many hydrogens"):
        parse("CH12345")


@pytest.mark.parametrize("text", ["NaCl", "HHe"])
def test_a_hint_suggests_no_element_that_is_unknown(text: str) -> None:
    with pytest.raises(FormulaError) as refusal:
        parse(text)
    assert "If several elements were meant" not in str(refusal.value)


def test_repeated_elements_and_groups_add_up() -> None:
    assert parse("((HOCH2)3CCH2)2O").counts == {"C": 10, "H": 22, "O": 7}


def test_the_order_of_elements_does_not_matter() -> None:
    assert parse("OC2H6").counts == parse("C2H6O").counts


def test_a_suggested_formula_is_accepted() -> None:
    for text, (_, to_do) in REFUSED.items():
        if to_do.startswith("Try "):
            with pytest.raises(FormulaError) as refusal:
                parse(text)
            for suggested in str(refusal.value).split("Try ")[1].rstrip(".").split(" or "):
                assert str(parse(suggested)) == suggested


@pytest.mark.parametrize(
    ("text", "degree"),
    [
        ("CH4", 0),
        ("C6H14", 0),
        ("C6H6", 4),
        ("C10H16", 3),
        ("C5H5N", 4),
        ("C4H4S", 3),
        ("CHCl3", 0),
        ("C2H5NO2", 1),
        ("C60", 61),
        ("P4", 3),
        ("CO2", 2),
        ("H2O", 0),
    ],
)
def test_degree_of_unsaturation(text: str, degree: int) -> None:
    assert parse(text).degree_of_unsaturation == degree


def test_hydrogens_are_counted_apart_from_heavy_atoms() -> None:
    formula = parse("C2H4Cl2")
    assert (formula.hydrogens, formula.heavy_atoms) == (4, 4)
    assert parse("CO2").hydrogens == 0


def test_one_hundred_heavy_atoms_are_the_limit() -> None:
    assert MAX_HEAVY_ATOMS == 100
    assert parse("C99H200O").heavy_atoms == 100
    with pytest.raises(FormulaError, match="more than 100"):
        parse("C100H202O")


def test_standard_valences() -> None:
    assert VALENCES == enumeration.VALENCES


def test_parse_accepts_exactly_what_can_be_connected() -> None:
    for elements, hydrogens in enumeration.small_formulas():
        text = enumeration.written(elements, hydrogens)
        if enumeration.has_isomer(elements, hydrogens):
            assert parse(text).hydrogens == hydrogens
        else:
            with pytest.raises(FormulaError):
                parse(text)
