"""The thermostat: kT taken in hand, the same in both engines and from a text again."""

import random
from typing import Any

import pytest
from isoanneal import run
from isoanneal.address import read, write
from isoanneal.annealer import Annealer
from isoanneal.chem.smarts import MAX_LENGTH
from isoanneal.cooling import MAX_SETTINGS, MAX_STEPS, Cooling
from isoanneal.engine import engine_for
from isoanneal.formula import parse
from isoanneal.parameters import DECLARATIONS, ParameterError, Parameters
from isoanneal.python_engine import PythonEngine
from isoanneal.replicates import run_replicates
from isoanneal.scoring import Target

SCHEDULE = Cooling(100.0, 8.0, 500, 4)


def annealer(cooling: Cooling = SCHEDULE) -> Annealer:
    return Annealer(parse("C8H10"), Target({"wiener_index": 1.0}), cooling)


def some_settings(seed: int) -> list[tuple[int, float]]:
    draw = random.Random(seed)
    steps = sorted(draw.sample(range(2000), draw.choice([1, 3, 20, 300])))
    return [(step, draw.choice([0.0, 1e-5, 3.5, 80.0, 1e9])) for step in steps]


@pytest.mark.kernel
@pytest.mark.parametrize("seed", range(8))
def test_both_engines_take_the_same_settings(seed: int) -> None:
    cooling = Cooling(100.0, 8.0, 500, 4, thermostat=tuple(some_settings(seed)))
    one, other = annealer(cooling), annealer(cooling)
    engines = PythonEngine(one), engine_for(other)
    assert engines[1].name == "WebAssembly"
    for steps in (1, 7, 500, 3, 2000):
        for engine in engines:
            engine.advance(steps)
        assert engines[0].take() == engines[1].take()
        assert one.get_state() == other.get_state()


@pytest.mark.kernel
@pytest.mark.parametrize("seed", range(4))
def test_what_is_set_while_it_runs_is_what_is_set_from_the_beginning(seed: int) -> None:
    settings = some_settings(seed)
    live = annealer()
    engine = engine_for(live)
    for step, kt in settings:
        engine.advance(step - live.step_number)
        engine.set_by_hand(kt)
    engine.advance(2000)
    again = annealer(Cooling(100.0, 8.0, 500, 4, thermostat=tuple(settings)))
    again.advance(2000)
    assert live.cooling == again.cooling
    assert live.get_state() == again.get_state()
    assert live.structure.bond_units == again.structure.bond_units


@pytest.mark.kernel
def test_a_search_restored_within_goes_on_with_what_is_set() -> None:
    cooling = Cooling(100.0, 8.0, 500, 4, thermostat=((100, 50.0), (900, 0.0)))
    unbroken, first, second = annealer(cooling), annealer(cooling), annealer(cooling)
    unbroken.advance(2000)
    engine_for(first).advance(500)
    second.restore(first.snapshot())
    engine_for(second).advance(1500)
    assert second.get_state() == unbroken.get_state()


@pytest.mark.kernel
def test_replicates_are_set_alike() -> None:
    parameters = Parameters(formula="C8H10", thermostat=[(100, 50.0), (900, 0.0)], seed=3)
    annealers = run_replicates(parameters, 3)
    for number, one in enumerate(annealers):
        alone = run(parameters, seed=3 + number)
        assert one.get_state().accepted_moves == alone.accepted_moves
    assert annealers[0].get_state().accepted_moves != run("C8H10", seed=3).accepted_moves


BAD: dict[str, Any] = {
    "descending": [(20, 1.0), (10, 1.0)],
    "twice": [(10, 1.0), (10, 2.0)],
    "after the end": [(2000, 1.0)],
    "before the beginning": [(-1, 1.0)],
    "below zero": [(10, -1.0)],
    "not a number": [(10, float("nan"))],
    "too many": [(step, 1.0) for step in range(MAX_SETTINGS + 1)],
    "no pair": [(1, 2, 3)],
    "no list": 7,
    "no whole step": [(1.5, 2.0)],
}


@pytest.mark.parametrize("name", BAD)
def test_what_cannot_be_set_is_refused(name: str) -> None:
    with pytest.raises(ParameterError) as refused:
        Parameters(formula="C8H10", thermostat=BAD[name])
    assert refused.value.field == "thermostat"
    assert "thermostat" in str(refused.value).lower()


def test_as_many_settings_as_there_can_be_have_their_room_in_an_address() -> None:
    steps = range(MAX_STEPS - MAX_SETTINGS, MAX_STEPS)
    settings = [(step, 0.0123) for step in steps]  # as a slider sets them, to three digits
    declared = [one.facts() for one in DECLARATIONS.values()]
    given = {"formula": "C10H20O", "thermostat": settings, "smarts": "C" * MAX_LENGTH}
    assert read(write(given, declared), declared) == (given, [])
