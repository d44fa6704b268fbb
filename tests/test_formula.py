"""Reading molecular formulas, and refusing what has no isomers."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from isoanneal import formula as formula_module
from isoanneal.formula import MAX_HEAVY_ATOMS, VALENCES, Formula, FormulaError, note, parse
from isoanneal.notation import FORMULAS, atoms_of_smiles
from rdkit import Chem

from tests import enumeration
from tests.ground_truth import GROUND_TRUTH

SMILES = sorted({one for truth in GROUND_TRUTH.values() for one in truth.lowest.smiles})

ACCEPTED = {
    "CH4": "CH4",
    "C0N0O3H2": "H2O3",
    "C3H0": "C3",
    "C(H2)0O2": "CO2",
    "CCO": "C2O",
    "NP": "NP",
    "[CH3]C[CH3]": "C3H6",
    "C1CCCCC1": "C6",
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
    "H2CL2": ("“L” is not an element", "If Cl was meant"),
    "H2CCL2": ("“L” is not an element", "If Cl was meant"),
    "CHo": ("“Ho” is not an element", "capital: HO"),
    "BR2": ("“B” is not an element", "If Br was meant, write its second letter small."),
    "CBR4": ("“B” is not an element", "If Br was meant"),
    "H2Xx": ("“Xx” is not an element", "It knows Br, C, Cl, F, H, I, N, O, P, S."),
    "CHF4": ("too many hydrogens: its other atoms can bear 0 at most", "Try CF4."),
    "c6h14": ("“c” is a lower case letter", "capital letter: C6H14"),
    "C6h14": ("“h” is a lower case letter", "capital letter: C6H14"),
    "ch3br": ("“c” is a lower case letter", "capital letter: CH3Br"),
    "(ch3)2": ("“c” is a lower case letter", "capital letter: (CH3)2"),
    "c*6": ("“c” is a lower case letter", "symbols start with a capital letter."),
    "cl2": ("“c” is a lower case letter", "capital letter: Cl2"),
    "C0": ("All counts in the formula are zero", "Give at least one atom"),
    "(CH3)0": ("All counts in the formula are zero", "Give at least one atom"),
    "C₀H₄": ("H4 has hydrogen only", "Add at least one other atom"),
    "(CH3)0CO": ("CO leaves no way to connect", "Try CH2O or CH4O"),
    "C(H9999)9999": ("CH99980001 has too many hydrogens: its other atoms can bear 4", "Try CH4."),
    "CH9999": ("CH9999 has too many hydrogens: its other atoms can bear 4 at most", "Try CH4."),
    "CH9999999999999": ("more than 999,999,999 atoms of H", "Give a smaller formula"),
    "C" * 401: ("The formula has 401 characters", "Give a shorter one"),
    "Si2H6": ("“Si” is not an element", "It knows Br, C, Cl, F, H, I, N, O, P, S."),
    "benzene": ("“benzene” looks like the name of a compound", "which is C6H6."),
    "Ethanol": ("“Ethanol” looks like the name of a compound", "which is C2H6O."),
    " acetic acid ": ("“acetic acid” looks like the name of a compound", "which is C2H4O2."),
    "2-methylheptane": ("looks like the name of a compound", "Give its molecular formula"),
    "c1ccccc1": ("“c1ccccc1” looks like a SMILES", "which is C6H6."),
    "c1cc[nH]c1": ("looks like a SMILES", "which is C4H5N."),
    "CC(=O)O": ("looks like a SMILES", "which is C2H4O2."),
    "C-C": ("looks like a SMILES", "which is C2H6."),
    "C#N": ("looks like a SMILES", "which is CHN."),
    "C[C@H](N)C(=O)O": ("looks like a SMILES", "which is C3H7NO2."),
    "C1CC1=[N+]": ("looks like a SMILES", "Give its molecular formula"),
    "CC": ("looks like a SMILES", "which is C2H6."),
    "CH3": ("odd number of valences", "Try CH4"),
    "C6H13": ("odd number of valences", "Try C6H12 or C6H14"),
    "C1NO1": ("odd number of valences", "Try CHNO or CH3NO"),
    "C6H7": ("odd number of valences", "Try C6H6 or C6H8"),
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
    "(C[CH3": ("“[” is never closed", "Add the matching “]”"),
    "CH3)": ("“)” closes nothing", "take it out"),
    "(CH3]2CO": ("“]” closes nothing", "take it out"),
    "C()H4": ("nothing inside the brackets", "Fill them or take them out"),
    "6C": ("A number stands before any element", "Put it after the element"),
    "(2CH3)": ("A number stands before any element", "Put it after the element"),
    "C6 H14": ("a space inside the formula", "Write it in one piece: C6H14"),
    "C6H14+": ("Charged formulas cannot be searched", "a neutral molecule"),
    "NH4⁺": ("Charged formulas cannot be searched", "a neutral molecule"),
    "CO3\u2212": ("Charged formulas cannot be searched", "a neutral molecule"),
    "C6.H14": ("“.” does not belong", "element symbols, numbers and brackets only"),
    "C²": ("“²” does not belong", "element symbols, numbers and brackets only"),
    "C\uff16": ("“\uff16” does not belong", "element symbols, numbers and brackets only"),
}


@pytest.mark.parametrize(("text", "hill"), ACCEPTED.items())
def test_a_formula_is_read_and_written_in_hill_order(text: str, hill: str) -> None:
    assert str(parse(text)) == hill


@pytest.mark.parametrize(
    ("text", "formula", "meant"),
    [
        ("CCO", "C2O", "C2H6O"),
        ("C1CCCCC1", "C6", "C6H12"),
        ("CC(C)O", "C3O", "C3H8O"),
        ("NN", "N2", "H4N2"),
        ("OSO", "O2S", "H2O2S"),
    ],
)
def test_a_formula_that_looks_like_a_smiles_is_read_with_a_note(
    text: str, formula: str, meant: str
) -> None:
    assert str(parse(text)) == formula
    assert note(text) == (
        "formula-smiles-too", {"smiles": text, "formula": formula, "meant": meant}
    )  # fmt: skip


@pytest.mark.parametrize("text", [text for text in ACCEPTED if text not in ("CCO", "C1CCCCC1")])
def test_nothing_is_noted_of_other_formulas(text: str) -> None:
    assert note(text) is None


def test_a_smiles_of_aromatic_atoms_begins_with_one() -> None:
    assert _problem_of("n1co1")[0] == "formula-smiles-meant"


def _problem_of(text: str) -> tuple[str, dict[str, object]]:
    with pytest.raises(FormulaError) as caught:
        parse(text)
    return caught.value.code, dict(caught.value.values)


@pytest.mark.parametrize(("name", "written"), FORMULAS.items())
def test_the_formula_of_a_name_can_be_searched(name: str, written: str) -> None:
    assert parse(written).counts
    with pytest.raises(FormulaError, match=f"which is {written}"):
        parse(name)


@pytest.mark.parametrize("smiles", SMILES)
def test_the_atoms_of_a_smiles_are_those_of_the_toolkit(smiles: str) -> None:
    found = atoms_of_smiles(smiles, VALENCES)
    molecule = Chem.AddHs(Chem.MolFromSmiles(smiles))
    assert found == Counter(atom.GetSymbol() for atom in molecule.GetAtoms())


@pytest.mark.parametrize(
    ("smiles", "atoms"),
    [
        ("C%10CCCCC%10", {"C": 6, "H": 12}), ("C%05CC5", {"C": 3, "H": 6}),
        ("C%12CC%12C1CC1", {"C": 6, "H": 10}), ("C%1CC%1", None), ("CC%", None),
        ("C%a1CC%a1", None), ("C%10CC%11", None), ("%10CC%10", None),
    ],
)  # fmt: skip
def test_rings_of_a_smiles_may_have_two_digits(smiles: str, atoms: dict[str, int] | None) -> None:
    assert atoms_of_smiles(smiles, VALENCES) == atoms


@given(st.lists(st.sampled_from([*"CHONclho0123 ()+=[", "Si", "Cl"]), max_size=8).map("".join))
@settings(max_examples=1_000, derandomize=True)
def test_what_is_advised_is_not_refused_in_turn(text: str) -> None:
    try:
        parse(text)
    except FormulaError as error:
        for code, values in error.refusals:
            for name in {"joined", "meant", "first", "second"} & values.keys():
                if code not in ("formula-capitals-meant", "formula-small-letter-meant"):
                    assert parse(str(values[name]))


def test_no_more_hydrogen_counts_are_tried_than_a_molecule_can_have(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tried: list[dict[str, int]] = []
    has_isomer = formula_module._has_isomer  # noqa: SLF001  (counted, not replaced)

    def counted(counts: dict[str, int]) -> bool:
        tried.append(counts)
        return has_isomer(counts)

    monkeypatch.setattr(formula_module, "_has_isomer", counted)
    for text in ("C(H9999)9999", "CH9999", "F100H999999999", "C100H9999", "C100H201", "CF5H9999"):
        tried.clear()
        with pytest.raises(FormulaError):
            parse(text)
        assert len(tried) < 20


@pytest.mark.parametrize("piece", ["C", "(", "(C", "x", "Xx", "9", " ", " C", "C(H9999)9999", "é"])
def test_what_is_too_long_is_refused_by_its_length(piece: str) -> None:
    text = piece * (1_000_000 // len(piece))
    with pytest.raises(FormulaError, match="characters, and at most 400 are read") as refusal:
        parse(text)
    assert len(str(refusal.value)) < 200
    with pytest.raises(FormulaError) as refusal:
        parse(text[:400])
    assert len(str(refusal.value)) < 400


@pytest.mark.parametrize("value", [None, 5, b"C6H14", ["C6H14"]])
def test_what_is_no_text_is_refused(value: object) -> None:
    with pytest.raises(FormulaError, match="must be text"):
        parse(value)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "counts", [{"C": -1}, {"C": 0, "H": 2}, {"X": 1}, {"C": 1.5}, {"C": True}, {"C": "1"}, {1: 1}]
)
def test_counts_that_cannot_be_are_refused(counts: dict[str, int]) -> None:
    with pytest.raises(FormulaError, match="cannot be counted"):
        Formula(counts)


@pytest.mark.parametrize(
    ("count", "told"), [(-1, "-1"), (1.5, "1.5"), ("two", "two"), ([], "list")]
)
def test_a_count_that_cannot_be_is_told_or_its_kind(count: int, told: str) -> None:
    with pytest.raises(FormulaError, match=f"C cannot be counted {told} times"):
        Formula({"C": count, "H": 4})


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
    found = parse(text).degree_of_unsaturation
    assert found == degree
    assert isinstance(found, int)


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


@pytest.mark.parametrize("number", [*range(1, 11), 23, 45, 67, 89])
def test_every_subscript_counts_as_its_digit(number: int) -> None:
    subscripts = "".join(chr(ord("₀") + int(digit)) for digit in str(number))
    assert parse(f"C{subscripts}H₄").counts == {"C": number, "H": 4}


def test_what_comes_after_the_subscripts_is_none() -> None:
    with pytest.raises(FormulaError):
        parse("C₊H₄")


def test_the_longest_text_that_is_read_has_400_characters() -> None:
    assert str(parse("C6H14".ljust(400))) == "C6H14"
    with pytest.raises(FormulaError, match=r"has 401 characters, and at most 400"):
        parse("C6H14".ljust(401))
    smiles = "CCO".ljust(400)
    assert note(smiles) is not None
    assert note(smiles + " ") is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("CH999999999", "CH999999999 has too many hydrogens"),
        ("CH999999998H", "CH999999999 has too many hydrogens"),
        ("CH0000999999999", "CH999999999 has too many hydrogens"),
        ("CH1000000000", "more than 999,999,999 atoms of H"),
        ("CH999999999H", "more than 999,999,999 atoms of H"),
        ("C(H500000000)2", "more than 999,999,999 atoms of H"),
    ],
)
def test_the_largest_count_of_an_element_has_nine_digits(text: str, words: str) -> None:
    with pytest.raises(FormulaError, match=words):
        parse(text)


@pytest.mark.parametrize("blank", [" ", "\t", "\n", "\u00a0", "\u2009", "\u202f", "\u3000"])
def test_blanks_around_a_formula_are_ignored_and_one_inside_is_refused(blank: str) -> None:
    for text in (f"{blank}C6H14", f"C6H14{blank}", f"{blank}{blank}C6H14{blank}{blank}"):
        assert str(parse(text)) == "C6H14"
    with pytest.raises(FormulaError, match="Write it in one piece: C6H14"):
        parse(f"C6{blank}H14")
    for text in (blank, blank * 2):
        with pytest.raises(FormulaError, match="No formula yet"):
            parse(text)


def test_a_formula_keeps_its_own_counts() -> None:
    counts = {"C": 2, "H": 6}
    formula = Formula(counts)
    counts["H"] = 4
    assert formula.counts == {"C": 2, "H": 6}
