"""The address of a search: what is written is read as the same, in both Pythons."""

import json
from pathlib import Path
from typing import Any

import isoanneal
import pytest
from hypothesis import given
from hypothesis import strategies as st
from isoanneal import address
from isoanneal.constraints import constraints
from isoanneal.formula import parse
from isoanneal.parameters import DECLARATIONS, Parameters
from isoanneal.scoring import components

from tests import nodejs
from tests.strategies import formulas, seeds
from tools.environment import NODE_MODULES

FACTS = [one.facts() for one in DECLARATIONS.values()]
SCRIPT = Path(__file__).parent / "address_on_micropython.mjs"
MICROPYTHON = NODE_MODULES / "@micropython" / "micropython-webassembly-pyscript"
COMPONENTS = [one.name for one in components()]
CONSTRAINTS = [one.name for one in constraints()]
KNOWN = {"component": COMPONENTS, "constraint": CONSTRAINTS}
MODES = ["minimize", "maximize"]
numbers = st.floats(0, 1e12, allow_nan=False)
patterns = st.sampled_from(["", "[OX2H]", "c1ccccc1", "[C,N]", "[C:1]=[O:2]", "[#6]!@[#7]"])


@st.composite
def parameters(draw: st.DrawFn) -> dict[str, Any]:
    """Draw the parameters of a run, as the page has them."""
    names = draw(st.lists(st.sampled_from(COMPONENTS), min_size=1, max_size=4, unique=True))
    weights = {name: draw(st.floats(1e-9, 1e12)) for name in names}
    with_goal = draw(st.lists(st.sampled_from(names), unique=True))
    others = [name for name in names if name not in with_goal]
    return {
        "formula": str(parse(draw(formulas()))),
        "kt0": draw(st.floats(1e-9, 1e12)),
        "k": draw(numbers),
        "steps_per_cycle": draw(st.integers(1, 100_000)),
        "cycles": draw(st.integers(1, 100)),
        "mode": draw(st.sampled_from(MODES)),
        "seed": draw(seeds),
        "weights": weights,
        "directions": {name: draw(st.sampled_from(MODES)) for name in others},
        "goals": {name: draw(st.floats(-1e12, 1e12)) for name in with_goal},
        "smarts": "[OX2H]" if "smarts_matches" in names else "",
        "normalize": draw(st.booleans()),
        "constraints": draw(st.lists(st.sampled_from(CONSTRAINTS), unique=True)),
        "required_smarts": draw(patterns),
        "forbidden_smarts": draw(patterns),
    }


def without_defaults(given_: dict[str, Any]) -> dict[str, Any]:
    """Return parameters without those that are as they would be anyway."""
    defaults = {one["name"]: one["default"] for one in FACTS}
    return {name: value for name, value in given_.items() if value != defaults[name]}


@given(parameters())
def test_what_is_written_is_read_as_the_same(drawn: dict[str, Any]) -> None:
    read, refusals = address.read(address.write(drawn, FACTS), FACTS)
    assert refusals == []
    assert read == without_defaults(drawn)


@given(parameters())
def test_a_run_that_is_read_from_its_address_is_the_same(drawn: dict[str, Any]) -> None:
    read, _ = address.read(address.write(drawn, FACTS), FACTS)
    drawn["steps_per_cycle"] = read["steps_per_cycle"] = 500
    assert Parameters(**read) == Parameters(**drawn)


def test_only_what_differs_from_the_default_is_written() -> None:
    run = Parameters(formula="C6H14", seed=7, goals={"wiener_index": 27.5})
    written = address.write({name: getattr(run, name) for name in DECLARATIONS}, FACTS)
    assert written == [("formula", "C6H14"), ("seed", "7"), ("goals", "wiener_index:27.5")]


@pytest.mark.parametrize(
    ("name", "text", "parameter", "value"),
    [
        ("formula", "C6H14", "formula", "C6H14"),
        ("kt0", "0.5", "kt0", 0.5),
        ("k", "1e3", "k", 1000.0),
        ("steps", "5000", "steps_per_cycle", 5000),
        ("steps_per_cycle", "5000", "steps_per_cycle", 5000),
        ("cycles", "2", "cycles", 2),
        ("seed", "4294967295", "seed", 4_294_967_295),
        ("mode", "maximize", "mode", "maximize"),
        ("weights", "logp:0.5,tpsa:2", "weights", {"logp": 0.5, "tpsa": 2.0}),
        ("directions", "logp:maximize", "directions", {"logp": "maximize"}),
        ("constraints", "no_triple_bonds", "constraints", ["no_triple_bonds"]),
        ("normalize", "1", "normalize", True),
        ("smarts", "[OX2H],C", "smarts", "[OX2H],C"),
    ],
)
def test_names_and_handles_are_read(name: str, text: str, parameter: str, value: object) -> None:
    assert address.read([(name, text)], FACTS) == ({parameter: value}, [])


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("temperature", "3", "address-unknown"),
        ("kt0", "hot", "parameter-number-above"),
        ("kt0", "nan", "parameter-number-above"),
        ("kt0", "0", "parameter-number-above"),
        ("k", "1e999", "parameter-number"),
        ("steps", "1.5", "parameter-whole"),
        ("seed", "", "parameter-whole"),
        ("seed", "4294967296", "parameter-whole"),
        ("mode", "minimise", "parameter-choice"),
        ("weights", "logp", "address-pairs"),
        ("weights", "logp:much", "parameter-numbers"),
        ("weights", "size:1", "component-unknown"),
        ("directions", "logp:up", "parameter-choices"),
        ("normalize", "perhaps", "parameter-flag"),
        ("constraints", "no_fun", "constraint-unknown"),
    ],
)
def test_what_cannot_be_used_is_told_and_the_rest_is_read(name: str, text: str, code: str) -> None:
    read, refusals = address.read([(name, text), ("cycles", "3")], FACTS, KNOWN)
    assert read == {"cycles": 3}
    assert [one.code for one in refusals] == [code]


def on_micropython(some: list[dict[str, Any]]) -> list[Any]:
    """Return what MicroPython reads of the addresses that it writes itself, with those."""
    source = Path(str(isoanneal.__file__)).parent
    given_ = json.dumps({"declared": FACTS, "parameters": some})
    answer: list[Any] = json.loads(nodejs.run(SCRIPT, MICROPYTHON, source, given=given_))
    return answer


def test_both_pythons_write_and_read_the_same() -> None:
    draw: list[dict[str, Any]] = []

    @given(parameters())
    def collect(drawn: dict[str, Any]) -> None:
        draw.append(drawn)

    collect()
    for drawn, (written, read) in zip(draw, on_micropython(draw), strict=True):
        assert [tuple(pair) for pair in written] == address.write(drawn, FACTS)
        assert read == without_defaults(drawn)
