"""Targets of several components: directions, goals, patterns and one scale for all."""

import pytest
from isoanneal.constraints import Constraints
from isoanneal.formula import parse
from isoanneal.normalisation import SAMPLES, sampled_ranges
from isoanneal.parameters import ParameterError, Parameters, read_parameters
from isoanneal.scoring import Target, component
from isoanneal.structure import Structure, first_structure

BUTANONE = {"formula": "C4H8O"}


def structures(formula: str) -> list[Structure]:
    annealer = Parameters(formula=formula, kt0=1e9, k=0).annealer()
    found = []
    for _ in range(20):
        annealer.advance(50)
        found.append(annealer.structure.copy())
    return found


def value(structure: Structure, name: str) -> float:
    return component(name).score(structure)


def best(parameters: dict[str, object]) -> Structure:
    annealer = read_parameters(parameters).annealer()
    annealer.advance(annealer.cooling.total_steps)
    return annealer.best


def test_an_opposed_component_is_subtracted() -> None:
    target = Target({"wiener_index": 2.0, "logp": 3.0}, opposed={"logp"})
    for structure in structures("C4H8O"):
        expected = 2 * value(structure, "wiener_index") - 3 * value(structure, "logp")
        assert target.energy(structure) == pytest.approx(expected)


def test_a_goal_counts_by_the_distance_to_it() -> None:
    target = Target({"wiener_index": 2.0}, goals={"wiener_index": 9.5})
    for structure in structures("C4H8O"):
        assert target.energy(structure) == 2 * abs(value(structure, "wiener_index") - 9.5)


def test_values_are_told_in_their_own_units() -> None:
    target = Target(
        {"wiener_index": 2.0, "hosoya_z": 0.0, "logp": 3.0},
        goals={"logp": 1.0},
        ranges={"wiener_index": (1, 9), "logp": (0, 3), "hosoya_z": (0, 1)},
    )
    assert target.components == ("wiener_index", "logp")
    for structure in structures("C4H8O"):
        assert target.values(structure) == (
            value(structure, "wiener_index"),
            value(structure, "logp"),
        )


def test_normalised_values_are_percent_of_the_range() -> None:
    target = Target({"wiener_index": 1.0}, ranges={"wiener_index": (10.0, 20.0)})
    assert [target.weigh((value,)) for value in (10.0, 15.0, 20.0, 25.0)] == [0, 50, 100, 150]
    against = Target(
        {"wiener_index": 2.0}, opposed={"wiener_index"}, ranges={"wiener_index": (10, 20)}
    )
    assert [against.weigh((value,)) for value in (10.0, 15.0, 20.0)] == [0, -100, -200]


def test_normalised_distances_are_percent_of_the_range() -> None:
    target = Target(
        {"wiener_index": 1.0}, goals={"wiener_index": 12}, ranges={"wiener_index": (10.0, 20.0)}
    )
    assert [target.weigh((value,)) for value in (10.0, 12.0, 20.0)] == [20, 0, 80]


def test_what_does_not_vary_keeps_its_unit() -> None:
    target = Target({"number_of_rings": 3.0}, ranges={"number_of_rings": (2.0, 2.0)})
    assert [target.weigh((value,)) for value in (2.0, 3.0)] == [0, 3]


def test_the_ranges_are_those_of_a_sample_of_isomers() -> None:
    formula = parse("C6H12O")
    target = Target({"wiener_index": 1.0, "number_of_rings": 1.0, "logp": 1.0})
    ranges = sampled_ranges(formula, target, Constraints())
    assert ranges == sampled_ranges(formula, target, Constraints())
    assert ranges["number_of_rings"] == (0.0, 1.0)
    low, high = ranges["wiener_index"]
    assert value(first_structure(formula), "wiener_index") <= high
    assert 30 <= low < high <= 56
    assert SAMPLES == 200


def test_the_ranges_are_those_of_isomers_that_keep_the_constraints() -> None:
    target = Target({"number_of_rings": 1.0})
    acyclic = Constraints(forbidden_smarts="[R]")
    assert sampled_ranges(parse("C6H12O"), target, acyclic)["number_of_rings"] == (0.0, 0.0)


def test_components_of_different_size_weigh_alike_when_normalised() -> None:
    parameters = {
        "formula": "C8H16O",
        "weights": {"wiener_index": 1.0, "logp": 1.0},
        "normalize": True,
    }
    annealer = read_parameters(parameters).annealer()
    ranges = sampled_ranges(annealer.formula, annealer.target, Constraints())
    for structure in structures("C8H16O"):
        shares = [
            100 * (value(structure, name) - low) / (high - low)
            for name, (low, high) in ranges.items()
        ]
        assert annealer.target.energy(structure) == pytest.approx(sum(shares))


def test_a_mixed_target_is_minimised_and_maximised_at_once() -> None:
    found = best(
        BUTANONE
        | {
            "weights": {"number_of_rings": 10.0, "wiener_index": 1.0},
            "directions": {"number_of_rings": "maximize"},
        }
    )
    assert value(found, "number_of_rings") == 1
    # A square of four carbon atoms with a hydroxyl group, or a triangle in a triangle.
    assert value(found, "wiener_index") == min(
        value(one, "wiener_index") for one in structures("C4H8O") if value(one, "number_of_rings")
    )


@pytest.mark.parametrize("mode", ["minimize", "maximize"])
@pytest.mark.parametrize("goal", [15.0, 18.0, 20.0])
def test_a_goal_is_reached_whatever_the_mode(mode: str, goal: float) -> None:
    found = best(BUTANONE | {"goals": {"wiener_index": goal}, "mode": mode})
    assert value(found, "wiener_index") == goal


@pytest.mark.parametrize(("mode", "matches"), [("minimize", 0), ("maximize", 1)])
def test_a_pattern_is_wanted_or_unwanted(mode: str, matches: int) -> None:
    found = best(
        BUTANONE | {"weights": {"smarts_matches": 100.0}, "smarts": "[CX3]=[OX1]", "mode": mode}
    )
    assert component("smarts_matches").scorer("[CX3]=[OX1]")(found) == matches


def test_maximising_the_opposite_is_minimising() -> None:
    forward = read_parameters(BUTANONE | {"weights": {"logp": 1.0}}).annealer()
    backward = read_parameters(
        BUTANONE
        | {"weights": {"logp": 1.0}, "mode": "maximize", "directions": {"logp": "minimize"}}
    ).annealer()
    forward.advance(500)
    backward.advance(500)
    assert backward.best_energy == -forward.best_energy
    assert backward.structure.bonds() == forward.structure.bonds()


@pytest.mark.parametrize(
    ("change", "field", "words"),
    [
        ({"weights": {"smarts_matches": 1.0}}, "weights", "needs a SMARTS pattern"),
        ({"weights": {"smarts_matches": 1.0}, "smarts": "[C"}, "smarts", "SMARTS"),
        ({"directions": {"logp": "minimize"}}, "directions", "names logp, which has no weight"),
        ({"directions": {"wiener_index": "down"}}, "directions", "must be “minimize”"),
        ({"goals": {"logp": 1.0}}, "goals", "names logp, which has no weight"),
        ({"goals": {"wiener_index": float("nan")}}, "goals", "must be numbers"),
        (
            {"goals": {"wiener_index": 1.0}, "directions": {"wiener_index": "minimize"}},
            "goals",
            "has a goal and a direction",
        ),
        ({"normalize": 1}, "normalize", "must be true or false"),
        ({"constraints": "no_triple_bonds"}, "constraints", "must be a list"),
        ({"constraints": ["no_rings"]}, "constraints", "no_rings"),
        ({"required_smarts": "(("}, "required_smarts", "SMARTS"),
        ({"forbidden_smarts": "C" * 201}, "forbidden_smarts", "200"),
    ],
)
def test_what_makes_no_target_is_refused_with_the_field(
    change: dict[str, object], field: str, words: str
) -> None:
    with pytest.raises(ParameterError, match=words) as refusal:
        read_parameters(BUTANONE | change)
    assert refusal.value.field == field


def test_constraints_that_no_isomer_keeps_are_refused_with_the_field() -> None:
    parameters = read_parameters({"formula": "C2H2", "constraints": ["no_triple_bonds"]})
    with pytest.raises(ParameterError, match="No isomer of C2H2") as refusal:
        parameters.annealer()
    assert refusal.value.field == "constraints"
