"""The address codec, in CPython and on the page's MicroPython."""

import json
import struct
from pathlib import Path
from typing import Any

import isoanneal
import pytest
from hypothesis import given
from hypothesis import strategies as st
from isoanneal import pace
from isoanneal.address import read, write
from isoanneal.constraints import constraints
from isoanneal.mulberry32 import SEED_LIMIT
from isoanneal.parameters import DECLARATIONS, Parameters, read_parameters
from isoanneal.scoring import components

from tests import nodejs
from tests.outcome import outcome
from tests.strategies import formulas
from tools.environment import NODE_MODULES

DECLARED: list[dict[str, Any]] = [one.facts() for one in DECLARATIONS.values()]
WITH_PACE = [*DECLARED, pace.DECLARED]
KNOWN = {
    "component": [one.name for one in components()],
    "constraint": [one.name for one in constraints()],
}
SCRIPT = Path(__file__).parent / "address_on_micropython.mjs"
MICROPYTHON = NODE_MODULES / "@micropython" / "micropython-webassembly-pyscript"

modes = st.sampled_from(["minimize", "maximize"])
limited = {"allow_nan": False, "allow_infinity": False}
positive = st.floats(0, 1e12, exclude_min=True, **limited)  # type: ignore[arg-type]
not_negative = st.floats(0, 1e12, **limited)  # type: ignore[arg-type]
any_number = st.floats(-1e12, 1e12, **limited)  # type: ignore[arg-type]
names = st.sampled_from(KNOWN["component"])
values = st.fixed_dictionaries(
    {"formula": formulas()},
    optional={
        "kt0": positive,
        "k": not_negative,
        "steps_per_cycle": st.integers(1, 100_000),
        "cycles": st.integers(1, 1_000),
        "mode": modes,
        "seed": st.integers(0, SEED_LIMIT - 1),
        "weights": st.dictionaries(names, not_negative),
        "directions": st.dictionaries(names, modes),
        "goals": st.dictionaries(names, any_number),
        "smarts": st.text(),
        "normalize": st.booleans(),
        "constraints": st.lists(st.sampled_from(KNOWN["constraint"]), unique=True),
        "required_smarts": st.text(),
        "forbidden_smarts": st.text(),
        "pace": st.sampled_from(list(pace.Pace)).map(str),
    },
)
DEFAULTS = {one["name"]: one["default"] for one in WITH_PACE}


def bits(value: object) -> object:
    """Return a value with its numbers as bytes, which are the same for the same bits only."""
    if isinstance(value, float):
        return struct.pack("<d", value)
    if isinstance(value, dict):
        return {name: bits(one) for name, one in value.items()}
    return value


@given(values)
def test_what_is_written_is_read_again_to_the_last_bit(given_values: dict[str, Any]) -> None:
    pairs = write(given_values, WITH_PACE)
    found, refused = read(pairs, WITH_PACE, KNOWN)
    assert refused == []
    assert bits(DEFAULTS | found) == bits(DEFAULTS | given_values)


@given(values)
def test_only_what_differs_from_the_default_is_written(given_values: dict[str, Any]) -> None:
    written = dict(write(given_values, WITH_PACE))
    differing = {n for n, value in given_values.items() if value != DEFAULTS[n]}
    assert set(written) == differing
    assert written["formula"] == given_values["formula"]


def test_all_parameters_of_a_run_make_the_round_trip() -> None:
    parameters = read_parameters(
        {
            "formula": "C5H8O2",
            "kt0": 0.1 + 0.2,
            "k": 1e-9,
            "steps_per_cycle": 7,
            "cycles": 3,
            "thermostat": [(2, 40.5), (5, 0)],
            "mode": "maximize",
            "seed": SEED_LIMIT - 1,
            "weights": {"wiener_index": 1 / 3, "logp": 2, "smarts_matches": 3},
            "directions": {"logp": "minimize"},
            "goals": {"wiener_index": -40.5},
            "smarts": "[OX2H]",
            "normalize": True,
            "constraints": ["no_triple_bonds", "no_three_membered_rings"],
            "required_smarts": "C=O",
            "forbidden_smarts": "O=CO",
        }
    )
    facts = {name: getattr(parameters, name) for name in DECLARATIONS}
    pairs = write(facts, DECLARED)
    assert [name for name, _ in pairs] == list(DECLARATIONS)
    found, refused = read(pairs, DECLARED, KNOWN)
    assert refused == []
    assert Parameters(**found) == parameters


def test_addresses_of_before_are_read() -> None:
    query = "formula=C6H6 kt0=3 k=0 steps=100000 cycles=2 seed=4294967295 pace=30"
    found, refused = read([tuple(one.split("=")) for one in query.split()], WITH_PACE)  # type: ignore[misc]
    assert refused == []
    assert found == {
        "formula": "C6H6", "kt0": 3.0, "k": 0.0, "steps_per_cycle": 100_000, "cycles": 2,
        "seed": 4_294_967_295, "pace": "30",
    }  # fmt: skip


def test_lists_may_come_in_several_pairs_and_with_equals_signs() -> None:
    query = [("weights", "logp=2"), ("weights", " wiener_index:1 ,"), ("normalize", "true")]
    assert read(query, DECLARED) == (
        {"weights": {"logp": 2.0, "wiener_index": 1.0}, "normalize": True},
        [],
    )


@pytest.mark.parametrize(
    ("name", "text", "code", "words"),
    [
        ("temperature", "3", "address-unknown", "no parameter “temperature”"),
        ("kt0", "hot", "parameter-number-above", "kt0 must be a number above 0 and at most 1,000,"),
        ("kt0", "0", "parameter-number-above", "not “0”"),
        ("kt0", "nan", "parameter-number-above", "not “nan”"),
        ("kt0", "1_0", "parameter-number-above", "not “1_0”"),
        ("kt0", "1e", "parameter-number-above", "not “1e”"),
        ("k", "1e400", "parameter-number", "from 0 to 1,000,000,000,000, not “1e400”"),
        ("k", "", "parameter-number", "not “”"),
        ("steps", "1.5", "parameter-whole", "steps_per_cycle must be a whole number from 1 to 100"),
        ("steps", "0", "parameter-whole", "not “0”"),
        ("seed", "4294967296", "parameter-whole", "from 0 to 4,294,967,295"),
        ("mode", "up", "parameter-either", "mode must be “minimize” or “maximize”, not “up”"),
        ("normalize", "yes", "parameter-flag", "true or false"),
        ("weights", "logp", "address-pairs", "must look like wiener_index=1, not “logp”"),
        ("weights", ":1", "address-pairs", "not “:1”"),
        ("weights", "logp:-1", "parameter-numbers", "weights must be numbers from 0 to"),
        ("weights", "size:1", "component-unknown", "no target component “size”"),
        ("directions", "logp", "address-pairs", "must look like logp=maximize"),
        ("directions", "logp:up", "parameter-either-each", "not “up”"),
        ("goals", "logp:1e13", "parameter-numbers", "goals must be numbers from -1,000"),
        ("constraints", "no_rings", "constraint-unknown", "no constraint “no_rings”"),
        ("pace", "3", "parameter-choice", "pace must be one of these: 1, 2, 5"),
    ],
)  # fmt: skip
def test_what_cannot_be_had_is_told_and_the_rest_is_read(
    name: str, text: str, code: str, words: str
) -> None:
    pairs = [("cycles", "3"), (name, text), ("formula", "C6H6")]
    found, (refusal,) = read(pairs, WITH_PACE, KNOWN)
    assert found == {"cycles": 3, "formula": "C6H6"}
    assert refusal.code == code
    assert words in str(refusal)
    by_handle = {one["handle"]: one["name"] for one in WITH_PACE}
    assert refusal.field == by_handle.get(name, name)


def test_what_is_given_twice_is_told_and_the_first_one_counts() -> None:
    found, (refusal,) = read([("steps", "3"), ("steps_per_cycle", "4")], DECLARED)
    assert found == {"steps_per_cycle": 3}
    assert (refusal.field, refusal.code) == ("steps_per_cycle", "address-repeated")


@given(st.lists(st.tuples(st.sampled_from([*DEFAULTS, "steps", "x"]), st.text())))
def test_any_text_is_read_or_told(pairs: list[tuple[str, str]]) -> None:
    found, refused = read(pairs, WITH_PACE, KNOWN)
    told = {error.field for error in refused}
    for name, _ in pairs:
        assert {"steps": "steps_per_cycle"}.get(name, name) in told | set(found)


QUERIES: list[list[tuple[str, str]]] = [
    [("formula", "C6H6"), ("kt0", text), ("goals", f"logp:-{text}"), ("cycles", "3")]
    for text in (
        "0.1", "0.30000000000000004", "1e-09", "5e-324", "1e12", "999999999999.9999", "1e400", "0",
        "2.2250738585072014e-308", "123456789.12345679", "1e", "nan", "inf", "1_0", "", " 7 ",
        "0.000000000000000000000000000000000000000000001", "9007199254740993", "+.5", "\uff11",
        *(repr(numerator / 7) for numerator in range(1, 3_000, 13)),
        *(repr(1.1**power) for power in range(-900, 280, 7)),
    )
]  # fmt: skip
QUERIES += [
    [("seed", "4294967295"), ("steps", "100000"), ("pace", "every step"), ("normalize", "1")],
    [("seed", "4294967296"), ("steps", "1e5"), ("pace", "3"), ("normalize", "2"), ("embed", "1")],
    [("seed", "2147483648"), ("steps", "1.5"), ("steps_per_cycle", "3"), ("mode", "maximize")],
    [
        ("weights", "wiener_index:1,logp=0.5"),
        ("weights", "tpsa:2"),
        ("directions", "logp:maximize"),
    ],
    [("weights", "logp"), ("directions", "logp"), ("goals", "size:1"), ("mode", "up")],
    [("constraints", "no_triple_bonds,no_heteroatom_bonds"), ("required_smarts", "C=O, &é")],
    [("constraints", "no_rings"), ("smarts", "[OX2H]"), ("forbidden_smarts", "")],
]


@pytest.mark.outside
def test_queries_are_read_and_written_alike_on_micropython() -> None:
    if not (MICROPYTHON / "micropython.mjs").is_file():
        pytest.fail(f"MicroPython is not in {NODE_MODULES}. Run “npm ci” or “build.py test”.")
    package = Path(str(isoanneal.__file__)).parent
    given_there = json.dumps({"declarations": WITH_PACE, "known": KNOWN, "queries": QUERIES})
    there = json.loads(nodejs.run(SCRIPT, MICROPYTHON, package, given=given_there))
    here = json.loads(json.dumps([outcome(pairs, WITH_PACE, KNOWN) for pairs in QUERIES]))
    assert len(there) == len(QUERIES)
    for pairs, (written, *read_there), (_, *read_here) in zip(QUERIES, there, here, strict=True):
        assert read_there == read_here, pairs
        # The shortest text of a number may be another one there, but it is that number's.
        differing = {name: read_here[0][name] for name, _ in written}
        assert outcome(written, WITH_PACE, KNOWN)[1:] == [differing, []], pairs


@pytest.mark.parametrize(
    "pair", [("a", ""), ("weights", "logp:1"), ("seed", "1"), ("x", "y" * 999)]
)
def test_more_than_can_be_read_at_once_is_refused_by_its_length(pair: tuple[str, str]) -> None:
    drawn = iter([pair] * 100_000)
    found, refused = read(drawn, [one.facts() for one in DECLARATIONS.values()])
    assert not found
    assert [one.code for one in refused] == ["address-too-long"]
    assert next(drawn) == pair  # the rest was not even looked at
