"""The rules that a search can keep, one by one and together, and where it starts."""

import re
from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations
from math import prod

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from isoanneal import chem
from isoanneal.constraints import (
    Constraint,
    Constraints,
    NoAllowedIsomerError,
    constraint,
    constraints,
    first_allowed,
    lead_back,
    register,
    take_back,
)
from isoanneal.displacement import Displacement, propose
from isoanneal.formula import parse
from isoanneal.mulberry32 import Mulberry32
from isoanneal.structure import Structure, first_structure

from tests import rules
from tests.checks import assert_is_isomer
from tests.ground_truth import GROUND_TRUTH
from tests.scripted_numbers import Script
from tests.strategies import formulas, seeds
from tests.test_scoring import wander

NAMES = [
    "no_triple_bonds",
    "no_cumulated_double_bonds",
    "no_oxygen_oxygen_bonds",
    "no_nitrogen_nitrogen_bonds",
    "no_heteroatom_bonds",
    "no_three_membered_rings",
    "no_four_membered_rings",
    "no_bridgehead_double_bonds",
]

COUNTED = {
    "no_triple_bonds": [
        ("C=CC=C", 0), ("C=C=C", 0), ("C#C", 1), ("C#CCC#N", 2), ("C#CC#CC#C", 3), ("N#N", 1),
    ],
    "no_cumulated_double_bonds": [
        ("C=CC=C", 0), ("C#CC", 0), ("c1ccccc1", 0), ("C=C=C", 1), ("C=C=O", 1), ("O=C=O", 1),
        ("CN=C=O", 1), ("C=C=C=C", 2), ("C=C=CC=C=C", 2), ("C1CC=C=CC1", 1), ("S=C=S", 1),
    ],
    "no_oxygen_oxygen_bonds": [
        ("COC", 0), ("OCO", 0), ("CON", 0), ("OO", 1), ("COOC", 1), ("OOO", 2), ("O=O", 1),
        ("C1OO1", 1), ("O1OO1", 3), ("SO", 0), ("CC", 0),
    ],
    "no_nitrogen_nitrogen_bonds": [
        ("CNC", 0), ("NCN", 0), ("NO", 0), ("NN", 1), ("CN=NC", 1), ("NNN", 2), ("N#N", 1),
        ("c1cn[nH]c1", 1), ("c1cnc[nH]1", 0), ("C1NN1", 1),
    ],
    "no_heteroatom_bonds": [
        ("COC", 0), ("NCO", 0), ("ClCCl", 0), ("OO", 1), ("NN", 1), ("NO", 1), ("CSSC", 1),
        ("CON", 1), ("NOCl", 2), ("CP(Cl)Br", 2), ("CO", 0), ("FF", 1), ("CC", 0),
    ],
    "no_three_membered_rings": [
        ("CCC", 0), ("C1CCC1", 0), ("C1CC1", 1), ("C1CO1", 1), ("N1C=C1", 1), ("C1C2C1C2", 2),
        ("C12C3C1C23", 4), ("C1CC11CC1", 2), ("C1CC1C1CC1", 2), ("C12C3C4C1C5C2C3C45", 0),
    ],
    "no_four_membered_rings": [
        ("CCCC", 0), ("C1CC1", 0), ("C1CCCC1", 0), ("C1CCC1", 1), ("C1COC1", 1), ("C1C2C1C2", 0),
        ("C12C3C1C23", 0), ("C1CC2CCC12", 2), ("C1C2CC1C2", 3), ("C12C3C4C1C5C2C3C45", 6),
        ("c1ccc2c(c1)c1ccccc12", 1), ("C1CC11CCC1", 1),
    ],
    "no_bridgehead_double_bonds": [
        # a bridgehead on neither side, or none at all
        ("C1=CC2CCC1C2", 0), ("C1=CC2C=CC1C=C2", 0), ("C1CC2CCC1C2=C", 0), ("C1CCCCC1=C", 0),
        ("C1=C2C=C12", 0), ("C1CC=CC1", 0), ("C1=CC2(C1)CC=C2", 0), ("C1CC(=C2CCC2)C1", 0),
        # fused rings
        ("c1ccc2ccccc2c1", 0), ("c1ccc2cccc2cc1", 0), ("C1=Cc2cccc3cccc1c23", 0),
        ("c1cc2ccc3cccc4ccc(c1)c2c34", 0), ("c1ccc2c(c1)c1ccccc12", 0), ("C1=C2CCC2=C1", 0),
        ("C1CCC2=CCCCC2C1", 0), ("C1CCC2=C(C1)CCCC2", 0), ("C1c2cccc3cccc1c23", 0),
        ("c1ccc2c(c1)CC2", 0), ("C1=CC2=CC=CC=C2C=C1", 0),
        # bridged rings, the double bond in a ring of seven atoms at most
        ("C1C=C2CCC1C2", 1), ("C1C=C2CCC1CC2", 1), ("C1C2=CC1C2", 1), ("C1CC=C2CCC1C2", 1),
        ("C1CCC2=CCC1C2", 1), ("C1CCC2=CC1CC2", 1), ("C1CCCC2=CC1CC2", 1),
        ("C1C2=CC3CC1CC(C2)C3", 1), ("C1=C2CCC(=C1)C2", 2), ("C1CC2=C3CCC2CC13", 1),
        # bridged rings, the double bond in a ring of eight atoms or more
        ("C1CC2=CCCC(C1)C2", 0), ("C1CCC=C2CCC1C2", 0), ("C1CCCC2=CCC1C2", 0),
        ("C1CCc2ccc(CC1)cc2", 0), ("C1CCCc2cccc(CC1)c2", 0),
    ],
}  # fmt: skip


def structure_of(smiles: str) -> Structure:
    molecule = rules.read(smiles)
    units = [
        (min(ends), max(ends))
        for bond in molecule.GetBonds()
        for ends in [(bond.GetBeginAtomIdx(), bond.GetEndAtomIdx())]
        for _ in range(int(bond.GetBondType()))
    ]
    atoms = molecule.GetAtoms()
    bearers = [atom.GetIdx() for atom in atoms for _ in range(atom.GetTotalNumHs())]
    return Structure(tuple(atom.GetSymbol() for atom in atoms), units, bearers)


def renumbered(structure: Structure, order: list[int]) -> Structure:
    """Return a copy in which atom i is atom order[i]."""
    elements = [""] * len(order)
    for atom, number in enumerate(order):
        elements[number] = structure.elements[atom]
    units = [(order[i], order[j]) for i, j in structure.bond_units]
    return Structure(
        tuple(elements),
        [(min(unit), max(unit)) for unit in units],
        [order[atom] for atom in structure.hydrogen_bearers],
    )


@st.composite
def structures(draw: st.DrawFn) -> Structure:
    """Draw an isomer by some hot displacements."""
    structure = first_structure(parse(draw(formulas())))
    return wander(structure, draw(seeds), 60)


class TestRegistry:
    def test_all_rules_are_listed_in_order(self) -> None:
        assert [one.name for one in constraints()] == NAMES

    @pytest.mark.parametrize("name", NAMES)
    def test_a_rule_is_found_by_its_name(self, name: str) -> None:
        assert constraint(name).name == name

    @pytest.mark.parametrize("rule", constraints(), ids=lambda rule: rule.name)
    def test_words_fit_a_checkbox(self, rule: Constraint) -> None:
        assert re.fullmatch(r"[A-Z][a-z -]+", rule.title)
        assert 0 < len(rule.meaning) <= 90
        assert rule.meaning[0].isupper()
        assert not rule.meaning.endswith(".")

    def test_titles_are_different(self) -> None:
        assert len({one.title for one in constraints()}) == len(NAMES)

    def test_an_unknown_name_is_refused_with_the_known_ones(self) -> None:
        with pytest.raises(ValueError, match=r"“no_fun”.*no_triple_bonds, .*no_bridgehead"):
            constraint("no_fun")

    def test_a_name_is_taken_once_only(self) -> None:
        with pytest.raises(ValueError, match="already"):
            register("no_triple_bonds", title="", meaning="")(lambda _: 0)
        assert constraint("no_triple_bonds").title == "No triple bonds"


class TestRules:
    def test_examples_cover_all_rules(self) -> None:
        assert sorted(COUNTED) == sorted(NAMES) == sorted(rules.VIOLATIONS)

    @pytest.mark.parametrize(
        ("name", "smiles", "count"),
        [(name, smiles, count) for name, cases in COUNTED.items() for smiles, count in cases],
    )
    def test_violations_are_counted(self, name: str, smiles: str, count: int) -> None:
        assert constraint(name).violations(structure_of(smiles)) == count
        assert rules.VIOLATIONS[name](rules.read(smiles)) == count

    @pytest.mark.slow
    @given(structures())
    @settings(max_examples=300)
    def test_violations_are_as_many_as_another_way_of_counting_finds(
        self, structure: Structure
    ) -> None:
        molecule = rules.drawn(structure.elements, structure.bonds())
        for rule in constraints():
            assert rule.violations(structure) == rules.VIOLATIONS[rule.name](molecule), rule.name

    @pytest.mark.slow
    @given(structures(), st.data())
    def test_violations_do_not_depend_on_the_numbers_of_the_atoms(
        self, structure: Structure, data: st.DataObject
    ) -> None:
        order = data.draw(st.permutations(range(len(structure.elements))))
        other = renumbered(structure, order)
        for rule in constraints():
            assert rule.violations(structure) == rule.violations(other), rule.name

    @given(structures())
    @settings(max_examples=20)
    def test_counting_does_not_change_a_structure(self, structure: Structure) -> None:
        before = structure.copy()
        for rule in constraints():
            rule.violations(structure)
        assert structure.bond_units == before.bond_units
        assert structure.bond_orders == before.bond_orders
        assert structure.neighbours == before.neighbours

    def test_large_molecules_have_no_limit_to_their_bridgeheads(self) -> None:
        fullerene = first_structure(parse("C60"))
        assert constraint("no_bridgehead_double_bonds").violations(fullerene) >= 0


class TestConstraints:
    def test_none_allow_everything(self) -> None:
        assert not Constraints()
        assert Constraints().allow(structure_of("C#CC=C=C"))
        assert Constraints().violations(structure_of("C#CC=C=C")) == 0

    @pytest.mark.parametrize(
        "some",
        [
            Constraints(["no_triple_bonds"]),
            Constraints(required_smarts="C"),
            Constraints(forbidden_smarts="C"),
        ],
    )
    def test_any_one_counts_as_some(self, some: Constraints) -> None:
        assert some

    def test_each_is_asked(self) -> None:
        structure = structure_of("C#CC=C=C")
        assert Constraints(["no_three_membered_rings"]).allow(structure)
        assert not Constraints(["no_three_membered_rings", "no_triple_bonds"]).allow(structure)
        assert Constraints(NAMES).violations(structure) == 2

    def test_names_are_kept_once_each_in_their_order(self) -> None:
        mixed = Constraints([NAMES[4], NAMES[0], NAMES[4]])
        assert mixed.names == (NAMES[0], NAMES[4])
        assert mixed.violations(structure_of("C#CNN")) == 2

    def test_a_required_pattern_must_be_there(self) -> None:
        alcohols = Constraints(required_smarts="[OX2H]")
        assert alcohols.allow(structure_of("OCCO"))
        assert not alcohols.allow(structure_of("COC"))
        assert [alcohols.violations(structure_of(one)) for one in ("OCCO", "COC")] == [0, 1]

    def test_a_forbidden_pattern_must_not_be_there(self) -> None:
        no_alcohols = Constraints(forbidden_smarts="[OX2H]")
        assert no_alcohols.allow(structure_of("COC"))
        assert not no_alcohols.allow(structure_of("OCCO"))
        assert [no_alcohols.violations(structure_of(one)) for one in ("OCCO", "COC")] == [2, 0]

    def test_patterns_see_aromatic_rings(self) -> None:
        assert Constraints(required_smarts="c1ccccc1").allow(structure_of("Cc1ccccc1"))
        assert not Constraints(required_smarts="c1ccccc1").allow(structure_of("C1CCCCC1"))

    def test_patterns_and_rules_add_up(self) -> None:
        both = Constraints(["no_triple_bonds"], "[OX2H]", "[CH3]")
        assert both.violations(structure_of("C#CC(C)C")) == 1 + 1 + 2
        assert (both.names, both.required_smarts, both.forbidden_smarts) == (
            ("no_triple_bonds",),
            "[OX2H]",
            "[CH3]",
        )

    def test_patterns_are_looked_for_last(self, monkeypatch: pytest.MonkeyPatch) -> None:
        both = Constraints(["no_triple_bonds"], required_smarts="C")
        monkeypatch.setattr(chem.toolkit(), "count_matches", None)
        assert not both.allow(structure_of("C#C"))

    @given(structures())
    @settings(max_examples=50)
    def test_what_has_no_violations_is_allowed(self, structure: Structure) -> None:
        for some in (Constraints(NAMES), Constraints(NAMES[:3], "C", "[CH3]"), Constraints()):
            assert some.allow(structure) == (some.violations(structure) == 0)

    def test_an_unknown_name_is_refused(self) -> None:
        with pytest.raises(ValueError, match="no constraint “no_fun”"):
            Constraints(["no_triple_bonds", "no_fun"])

    @pytest.mark.parametrize("field", ["required_smarts", "forbidden_smarts"])
    def test_a_pattern_that_cannot_be_read_is_refused(self, field: str) -> None:
        with pytest.raises(ValueError, match="SMARTS"):
            Constraints(**{field: "C("})


COMBINATIONS = [
    *combinations(NAMES, 1), *combinations(NAMES, 2), *combinations(NAMES, 6), tuple(NAMES),
]  # fmt: skip


class TestFirstAllowed:
    def test_it_is_the_first_structure_where_that_is_allowed(self) -> None:
        for formula in GROUND_TRUTH:
            plain = first_structure(parse(formula))
            assert first_allowed(parse(formula), Constraints()).bonds() == plain.bonds()
        first = first_allowed(parse("C6H14"), Constraints(NAMES))
        assert first.bonds() == first_structure(parse("C6H14")).bonds()

    @pytest.mark.parametrize("formula", GROUND_TRUTH)
    def test_every_formula_has_one_for_few_and_many_rules(self, formula: str) -> None:
        for names in COMBINATIONS:
            some = Constraints(names)
            first = first_allowed(parse(formula), some)
            assert_is_isomer(first, formula)
            assert some.allow(first), names

    @pytest.mark.parametrize("formula", ["C20H24N2O2", "C40H56", "C100H202"])
    def test_large_formulas_have_one_for_all_rules(self, formula: str) -> None:
        first = first_allowed(parse(formula), Constraints(NAMES))
        assert_is_isomer(first, formula)
        assert Constraints(NAMES).violations(first) == 0

    @pytest.mark.slow
    @pytest.mark.parametrize(
        ("formula", "required", "forbidden"),
        [
            ("C6H6", "c1ccccc1", ""), ("C8H10", "c1ccccc1", ""), ("C5H5N", "n", ""),
            ("C20H42", "", "[CH2]"), ("C8H10", "", "C=C"), ("C9H8O4", "c1ccccc1", "C#C"),
            ("C2H5NO2", "[NX3H2]CC(=O)[OX2H]", ""), ("C10H22", "", "[CX4H1]"),
        ],
    )  # fmt: skip
    def test_there_is_one_for_patterns(self, formula: str, required: str, forbidden: str) -> None:
        for names in ([], NAMES):
            some = Constraints(names, required, forbidden)
            assert some.allow(first_allowed(parse(formula), some))

    def test_it_is_always_the_same(self) -> None:
        some = Constraints(NAMES, "c1ccccc1")
        one, other = (first_allowed(parse("C8H10"), some) for _ in range(2))
        assert one.bond_units == other.bond_units
        assert one.hydrogen_bearers == other.hydrogen_bearers

    @pytest.mark.parametrize(
        ("formula", "some"),
        [
            ("C2H2", Constraints(["no_triple_bonds"])),
            ("C3H6", Constraints(required_smarts="[OX2H]")),
            ("CH4", Constraints(forbidden_smarts="[CH4]")),
        ],
    )
    def test_where_none_is_found_the_message_says_what_to_do(
        self, formula: str, some: Constraints
    ) -> None:
        with pytest.raises(NoAllowedIsomerError) as caught:
            first_allowed(parse(formula), some)
        assert str(caught.value) == (
            f"No isomer of {formula} that keeps these constraints was found in 20,000 steps. "
            "Remove a constraint."
        )
        assert isinstance(caught.value, ValueError)


State = tuple[tuple[tuple[int, int, int], ...], tuple[int, ...]]
"""Bonds and the bearer of each hydrogen: a structure whose atoms are told apart."""


def state(structure: Structure) -> State:
    return tuple(structure.bonds()), tuple(structure.hydrogen_bearers)


def structure_in(elements: tuple[str, ...], wanted: State) -> Structure:
    bonds, bearers = wanted
    units = [(i, j) for i, j, order in bonds for _ in range(order)]
    return Structure(elements, units, list(bearers))


def made_move(
    structure: Structure, random: Mulberry32, some: Constraints, longest: int
) -> list[Displacement]:
    """Make a move as the annealer does; return its path, empty where it is refused."""
    displacement = propose(structure, random)
    if displacement is None:
        return []
    x1, y1, x2, y2, shift = displacement
    structure.displace(x1, y1, x2, y2, shift)
    path = [displacement]
    if structure.joins(x1, x2) and lead_back(structure, path, random, some, longest):
        return path
    take_back(structure, path)
    return []


def moves(elements: tuple[str, ...], here: State, some: Constraints) -> dict[State, Fraction]:
    """Return the probability of each state that a move of up to two displacements makes."""
    found: dict[State, Fraction] = {}
    for there, probability in _outcomes(elements, here, some):
        found[there] = found.get(there, Fraction(0)) + probability
    return found


def _outcomes(
    elements: tuple[str, ...], here: State, some: Constraints
) -> Iterator[tuple[State, Fraction]]:
    draws: list[int] = []
    while True:
        script = Script(draws)
        structure = structure_in(elements, here)
        made_move(structure, script, some, longest=2)
        yield state(structure), Fraction(1, prod(script.limits))
        while draws and draws[-1] == script.limits[len(draws) - 1] - 1:
            draws.pop()
        if not draws:
            return
        draws[-1] += 1


class TestMove:
    @pytest.mark.parametrize(
        ("smiles", "some"),
        [
            ("C#CC", Constraints(["no_cumulated_double_bonds"])),
            ("C1=CC1", Constraints(["no_cumulated_double_bonds"])),
            ("C=CO", Constraints(required_smarts="[OX2H]")),
            ("C=CO", Constraints(["no_three_membered_rings"], forbidden_smarts="C=O")),
        ],
    )
    def test_a_move_is_as_probable_as_the_one_that_takes_it_back(
        self, smiles: str, some: Constraints
    ) -> None:
        structure = structure_of(smiles)
        elements = structure.elements
        here = state(structure)
        there = moves(elements, here, some)
        assert sum(there.values()) == 1
        isomers = {}
        for one in there:
            assert some.allow(structure_in(elements, one))
            isomers[chem.toolkit().canonical_smiles(structure_in(elements, one))] = one
        for one in isomers.values():
            assert moves(elements, one, some)[here] == there[one]

    def test_a_displacement_that_is_allowed_is_not_followed_by_another(self) -> None:
        structure = first_structure(parse("C6H14"))
        random = Mulberry32(1)
        lengths = {len(made_move(structure, random, Constraints(NAMES), 4)) for _ in range(1_000)}
        assert lengths == {0, 1}

    @given(seeds, st.integers(1, 6))
    @settings(max_examples=30)
    def test_a_move_ends_where_the_constraints_are_kept(self, seed: int, longest: int) -> None:
        some = Constraints(NAMES[:2] + NAMES[5:])
        structure = first_allowed(parse("C6H6"), some)
        random = Mulberry32(seed)
        for _ in range(100):
            before = structure.copy()
            path = made_move(structure, random, some, longest)
            assert len(path) <= longest
            assert some.allow(structure)
            take_back(structure, path)
            assert structure.bonds() == before.bonds()
            assert structure.hydrogen_bearers == before.hydrogen_bearers
        assert_is_isomer(structure, "C6H6")
