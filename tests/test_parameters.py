"""The limits of the parameters."""

from typing import Any

import msgspec
import pytest
from isoanneal import run
from isoanneal.formula import FormulaError
from isoanneal.mulberry32 import SEED_LIMIT
from isoanneal.parameters import (
    MAX_CYCLES,
    MAX_STEPS_PER_CYCLE,
    MAX_TOTAL_STEPS,
    ParameterError,
    Parameters,
    read_parameters,
)

NUMBERS_WITHOUT_END = [float("nan"), float("inf"), float("-inf")]
OUT_OF_LIMITS: dict[str, list[object]] = {
    "kt0": [0, 0.0, -1, "100", None, True, [], *NUMBERS_WITHOUT_END],
    "k": [-0.001, "8", None, *NUMBERS_WITHOUT_END],
    "steps_per_cycle": [0, -1, 1.5, "500", None, MAX_STEPS_PER_CYCLE + 1],
    "cycles": [0, -4, 2.5, "4", None, MAX_CYCLES + 1],
    "seed": [-1, SEED_LIMIT, 2**70, -(2**70), 1.5, "42", None],
    "mode": ["", "minimise", "MINIMIZE", 1, None],
    "formula": [6, None, ["C6H14"]],
    "weights": [
        1, [], "wiener_index", {"wiener_index": "1"},
        *({"wiener_index": weight} for weight in (-1, None, *NUMBERS_WITHOUT_END)),
    ],
}  # fmt: skip


def test_defaults_are_those_of_the_best_schedule_of_the_paper() -> None:
    parameters = read_parameters({"formula": "C6H14"})
    assert parameters == Parameters(
        formula="C6H14",
        kt0=100.0,
        k=8.0,
        steps_per_cycle=500,
        cycles=4,
        mode="minimize",
        seed=42,
        weights={"wiener_index": 1.0},
    )
    assert parameters.total_steps == 2_000


@pytest.mark.parametrize(
    ("name", "value"), [(name, one) for name, values in OUT_OF_LIMITS.items() for one in values]
)
def test_a_value_out_of_its_limits_is_refused_by_name(name: str, value: object) -> None:
    with pytest.raises(ParameterError) as refusal:
        read_parameters({"formula": "C6H14"} | {name: value})
    assert refusal.value.field == name
    assert str(refusal.value).startswith(f"{name} must be ")
    # Numbers have a comma after each three digits, and no needless fraction.
    shown = repr(value)
    if isinstance(value, int | float) and not isinstance(value, bool) and value % 1 == 0:
        shown = f"{int(value):,}"
    assert str(refusal.value).endswith(f", not {shown}.")
    with pytest.raises(ParameterError) as by_hand:
        Parameters(**{"formula": "C6H14"} | {name: value})  # type: ignore[arg-type]
    assert str(by_hand.value) == str(refusal.value)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("kt0", 1e-9),
        ("kt0", 1),
        ("k", 0),
        ("k", 32.0),
        ("steps_per_cycle", 1),
        ("steps_per_cycle", MAX_STEPS_PER_CYCLE),
        ("cycles", 1),
        ("cycles", MAX_CYCLES),
        ("seed", 0),
        ("seed", SEED_LIMIT - 1),
        ("mode", "maximize"),
        ("formula", " C₆H₁₄ "),
        ("weights", {"logp": 1}),
        ("weights", {"wiener_index": 0, "logp": 0.5}),
    ],
)
def test_a_value_at_its_limit_is_kept(name: str, value: object) -> None:
    assert getattr(read_parameters({"formula": "C6H14"} | {name: value}), name) == value


@pytest.mark.parametrize("name", ["kt0", "k"])
def test_a_number_that_is_too_large_is_refused_with_its_limit(name: str) -> None:
    with pytest.raises(ParameterError, match=r"1,000,000,000,000|1e\+?12|10\*\*12"):
        read_parameters({"formula": "C6H14", name: 1e13})


def test_limits_are_named_in_the_message() -> None:
    with pytest.raises(ParameterError, match=r"steps_per_cycle .* from 1 to 100,000, not 0"):
        read_parameters({"formula": "C6H14", "steps_per_cycle": 0})
    with pytest.raises(ParameterError, match=r"cycles .* from 1 to 1,000, not 1,001"):
        read_parameters({"formula": "C6H14", "cycles": 1_001})


def test_the_total_of_steps_has_a_limit_of_its_own() -> None:
    most: dict[str, Any] = {"formula": "C6H14", "steps_per_cycle": 100_000, "cycles": 100}
    assert read_parameters(most).total_steps == MAX_TOTAL_STEPS == 10_000_000
    with pytest.raises(ParameterError, match=r"At most 10,000,000 .* fewer cycles") as refusal:
        read_parameters(most | {"cycles": 101})
    assert refusal.value.field == "cycles"


@pytest.mark.parametrize("name", ["temperature", "KT0", "", "formula "])
def test_an_unknown_parameter_is_refused(name: str) -> None:
    with pytest.raises(ParameterError, match="There is no parameter") as refusal:
        read_parameters({"formula": "C6H14", name: 1})
    assert refusal.value.field == name


@pytest.mark.parametrize(
    ("weights", "words"),
    [
        ({}, "at least one target component"),
        ({"wiener_index": 0}, "at least one target component"),
        ({"size": 1}, "no target component “size”"),
    ],
)
def test_weights_that_make_no_target_are_refused(weights: dict[str, float], words: str) -> None:
    with pytest.raises(ParameterError, match=words) as refusal:
        read_parameters({"formula": "C6H14", "weights": weights})
    assert refusal.value.field == "weights"


def test_a_formula_without_isomers_is_refused_in_its_own_words() -> None:
    with pytest.raises(FormulaError, match="odd number of valences"):
        read_parameters({"formula": "C6H13"})


def test_a_missing_formula_is_refused_by_name() -> None:
    with pytest.raises(ParameterError, match="formula") as refusal:
        read_parameters({})
    assert refusal.value.field == "formula"


def test_the_engine_gets_all_parameters() -> None:
    annealer = read_parameters(
        {
            "formula": "C4H9Br",
            "kt0": 3,
            "k": 1,
            "steps_per_cycle": 10,
            "cycles": 2,
            "mode": "maximize",
            "seed": 7,
            "weights": {"logp": 2},
        }
    ).annealer()
    assert str(annealer.formula) == "C4H9Br"
    cooling = annealer.cooling
    assert (cooling.kt0, cooling.k, cooling.steps_per_cycle, cooling.cycles) == (3, 1, 10, 2)
    assert annealer.seed == 7
    assert annealer.better(1.0, 2.0) == 2.0
    assert annealer.initial_energy == annealer.target.energy(annealer.structure)


BY_HAND: list[tuple[dict[str, Any], str, str]] = [
    ({"mode": "minimise"}, "mode", "“minimize” or “maximize”"),
    ({"kt0": -1}, "kt0", "above 0"),
    ({"kt0": float("nan")}, "kt0", "above 0"),
    ({"k": float("inf")}, "k", "at most|from 0"),
    ({"kt0": True}, "kt0", "not True"),
    ({"seed": True}, "seed", "not True"),
    ({"normalize": 1}, "normalize", "true or false"),
    ({"steps_per_cycle": 10**12}, "steps_per_cycle", "not 1,000,000,000,000"),
    ({"steps_per_cycle": 100_000, "cycles": 101}, "cycles", "At most 10,000,000"),
    ({"goals": {"logp": 1}}, "goals", "goals names logp, which has no weight. Give it one"),
    ({"goals": {"wiener": 1}}, "goals", "wiener"),
    ({"directions": {"logp": "maximize"}}, "directions", "has no weight"),
    ({"directions": {"wiener_index": "up"}}, "directions", "not {'wiener_index': 'up'}"),
    (
        {"goals": {"wiener_index": 1}, "directions": {"wiener_index": "maximize"}},
        "goals",
        "wiener_index has a goal and a direction",
    ),
    ({"weights": {}}, "weights", "at least one"),
    ({"weights": {"size": 1}}, "weights", "no target component “size”"),
    ({"weights": [("wiener_index", 1)]}, "weights", "must be numbers"),
    ({"weights": {"smarts_matches": 1}}, "weights", "needs a SMARTS pattern"),
    ({"constraints": "no_triple_bonds"}, "constraints", "a list of names"),
    ({"constraints": ["no_rings"]}, "constraints", "no constraint “no_rings”"),
    ({"constraints": [1]}, "constraints", "a list of names"),
    ({"required_smarts": "(("}, "required_smarts", "cannot be read"),
    ({"forbidden_smarts": "C" * 201}, "forbidden_smarts", "201 characters"),
    ({"smarts": None}, "smarts", "must be text"),
    ({"formula": 6}, "formula", "must be text"),
]


@pytest.mark.parametrize(("change", "field", "words"), BY_HAND)
def test_parameters_made_by_hand_are_checked_as_those_that_are_read(
    change: dict[str, Any], field: str, words: str
) -> None:
    refusals = []
    base = Parameters(formula="C6H14")
    for make in (
        lambda: Parameters(**{"formula": "C6H14"} | change),
        lambda: read_parameters({"formula": "C6H14"} | change),
        lambda: msgspec.structs.replace(base, **change),
        lambda: (
            run("C6H14", **{name: one for name, one in change.items() if name != "formula"})
            if "formula" not in change
            else run(base, **change)
        ),
    ):
        with pytest.raises(ParameterError, match=words) as caught:
            make()
        refusals.append((caught.value.field, str(caught.value), caught.value.refusals))
    assert refusals[0][0] == field
    assert all(one == refusals[0] for one in refusals)


def test_a_formula_without_isomers_is_refused_by_hand_too() -> None:
    with pytest.raises(FormulaError, match="odd number of valences"):
        Parameters(formula="C6H13")


def test_what_is_given_is_kept_as_its_own_type_and_apart() -> None:
    weights = {"wiener_index": 1}
    parameters = Parameters(
        formula="C6H14",
        kt0=3,
        weights=weights,  # type: ignore[arg-type]
        constraints=("no_triple_bonds",),  # type: ignore[arg-type]
    )
    weights["wiener_index"] = -1
    assert type(parameters.kt0) is float
    assert parameters.weights == {"wiener_index": 1.0}
    assert type(parameters.weights["wiener_index"]) is float
    assert parameters.constraints == ["no_triple_bonds"]
