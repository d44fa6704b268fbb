"""Target components, their registry and their weighted sums."""

import networkx as nx  # type: ignore[import-untyped]
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from isoanneal.displacement import propose
from isoanneal.formula import parse
from isoanneal.mulberry32 import Mulberry32
from isoanneal.registry import Registry
from isoanneal.scoring import Target, component, components, register
from isoanneal.scoring.logp import logp
from isoanneal.scoring.wiener_index import wiener_index
from isoanneal.structure import Structure, first_structure
from rdkit import Chem
from rdkit.Chem import Crippen

from tests import enumeration
from tests.ground_truth import GROUND_TRUTH
from tests.strategies import formulas, seeds


def wander(structure: Structure, seed: int, steps: int) -> Structure:
    """Change the structure at random, whatever its energy."""
    numbers = Mulberry32(seed)
    for _ in range(steps):
        displacement = propose(structure, numbers)
        if displacement is not None:
            x1, y1, x2, y2, shift = displacement
            structure.displace(x1, y1, x2, y2, shift)
            if not structure.joins(x1, x2):
                structure.displace(x1, y1, x2, y2, -shift)
    return structure


def of_networkx(structure: Structure) -> float:
    graph = nx.Graph()
    graph.add_nodes_from(range(len(structure.elements)))
    graph.add_edges_from((i, j) for i, j, _ in structure.bonds())
    return float(nx.wiener_index(graph))


def chain(atoms: int) -> Structure:
    units = [(i, i + 1) for i in range(atoms - 1)]
    bearers = [atom for atom in range(atoms) for _ in range(2)] + [0, atoms - 1]
    return Structure(("C",) * atoms, units, bearers)


def ring(atoms: int) -> Structure:
    units = [(i, (i + 1) % atoms) for i in range(atoms)]
    return Structure(("C",) * atoms, units, [atom for atom in range(atoms) for _ in range(2)])


@pytest.mark.parametrize("atoms", [1, 2, 3, 10, 60])
def test_wiener_index_of_a_chain(atoms: int) -> None:
    assert wiener_index(chain(atoms)) == (atoms**3 - atoms) / 6


@pytest.mark.parametrize("atoms", [3, 4, 5, 10, 11, 60])
def test_wiener_index_of_a_ring(atoms: int) -> None:
    assert wiener_index(ring(atoms)) == (atoms * (atoms**2 // 4)) / 2


def test_a_bond_of_any_order_counts_one() -> None:
    ethyne = Structure(("C", "C"), [(0, 1)] * 3, [0, 1])
    assert wiener_index(ethyne) == wiener_index(chain(2)) == 1


@given(formulas(max_heavy_atoms=20), seeds)
@settings(max_examples=150)
def test_wiener_index_is_that_of_networkx(formula: str, seed: int) -> None:
    structure = wander(first_structure(parse(formula)), seed, 100)
    assert wiener_index(structure) == of_networkx(structure)


@pytest.mark.slow
@pytest.mark.parametrize(
    "formula",
    ["C60H122", "C60H120", "C60H100", "C60H60", "C60H20", "C60", "C30H41N10O10S5Cl5", "S60"],
)
def test_wiener_index_of_large_structures_is_that_of_networkx(formula: str) -> None:
    structure = first_structure(parse(formula))
    for seed in range(25):
        wander(structure, seed, 40)
        assert wiener_index(structure) == of_networkx(structure)


@pytest.mark.parametrize("formula", ["C6H6", "C5H5N", "C2H5NO2", "C3H6OS", "C4H9Br", "C3H7NO"])
def test_logp_is_that_of_rdkit_for_the_smiles(formula: str) -> None:
    structure = first_structure(parse(formula))
    for seed in range(20):
        wander(structure, seed, 30)
        bonds = tuple(structure.bonds()), tuple(structure.hydrogen_counts())
        molecule = Chem.MolFromSmiles(enumeration.smiles(structure.elements, bonds))
        assert logp(structure) == pytest.approx(Crippen.MolLogP(molecule))  # type: ignore[attr-defined]


def test_both_components_are_registered_with_unit_and_meaning() -> None:
    known = {one.name: one for one in components()}
    assert known["wiener_index"].score is wiener_index
    assert known["wiener_index"].unit == "bonds"
    assert known["logp"].score is logp
    assert all(one.meaning and "\n" not in one.meaning for one in components())
    assert component("logp") is known["logp"]


def test_a_name_that_is_taken_is_refused() -> None:
    with pytest.raises(ValueError, match="a target component “logp” already"):
        register("logp", title="logP", unit="", meaning="Another one")(lambda _: 0.0)
    assert component("logp").score is logp


def test_a_registered_function_is_a_component(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("isoanneal.scoring.registry._registry", Registry("target component"))

    @register("atoms", title="Atoms", unit="atoms", meaning="Number of heavy atoms")
    def atoms(structure: Structure) -> float:
        return float(len(structure.elements))

    assert [one.name for one in components()] == ["atoms"]
    assert Target({"atoms": 2.0}).energy(chain(5)) == 10.0


def test_an_unknown_component_is_refused_with_those_that_exist() -> None:
    with pytest.raises(ValueError, match=r"no target component “size”.*wiener_index, logp"):
        component("size")
    with pytest.raises(ValueError, match="no target component “size”"):
        Target({"size": 1.0})
    with pytest.raises(ValueError, match="no target component “size”"):
        Target({"wiener_index": 1.0, "size": 0.0})


@pytest.mark.parametrize("weight", [-1.0, float("nan"), float("inf"), float("-inf")])
def test_a_weight_below_zero_or_without_end_is_refused(weight: float) -> None:
    with pytest.raises(ValueError, match="weight of wiener_index must be 0 or more"):
        Target({"wiener_index": weight})


@pytest.mark.parametrize("weights", [{}, {"wiener_index": 0.0}, {"wiener_index": 0, "logp": 0}])
def test_a_target_without_a_weight_above_zero_is_refused(weights: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="at least one target component a weight above 0"):
        Target(weights)


@given(st.floats(0, 1e6), st.floats(1e-6, 1e6))
def test_the_energy_is_the_weighted_sum(one: float, other: float) -> None:
    structure = first_structure(parse("C4H9Br"))
    energy = Target({"wiener_index": one, "logp": other}).energy(structure)
    assert energy == pytest.approx(one * wiener_index(structure) + other * logp(structure))


def test_scoring_does_not_change_the_structure() -> None:
    for formula in GROUND_TRUTH:
        structure = first_structure(parse(formula))
        before = structure.copy()
        Target({"wiener_index": 1.0, "logp": 1.0}).energy(structure)
        assert structure.bond_units == before.bond_units
        assert structure.hydrogen_bearers == before.hydrogen_bearers
        assert structure.neighbours == before.neighbours
