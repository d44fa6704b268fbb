"""The move: what a step draws, tries and decides, told as data and in words."""

import random
from collections import Counter
from copy import deepcopy
from typing import get_args

import pytest
from isoanneal.annealer import OUTCOMES, Annealer
from isoanneal.cooling import Cooling
from isoanneal.engine import Engine, engine_for
from isoanneal.explanation import MOST_MOVES, explain, in_words
from isoanneal.formula import parse
from isoanneal.metropolis import exponential
from isoanneal.move import Move, Reason, foretell
from isoanneal.move_telling import rounded, told, told_apart
from isoanneal.parameters import Parameters, read_parameters
from isoanneal.python_engine import PythonEngine
from isoanneal.refusal import RefusalError, english
from isoanneal.scoring import Target

from tests.random_runs import random_run

SEEDS = range(12)


def some_search(seed: int) -> Annealer:
    return read_parameters(random_run(random.Random(seed), sizes=(1, 12))).annealer()


def applied(move: Move, annealer: Annealer) -> object:
    """Return the bonds that the displacements of a move make of a search's structure."""
    structure = annealer.structure.copy()
    for displacement in move.path:
        structure.displace(*displacement)
    return structure.bond_orders, structure.hydrogen_bearers


def standing(annealer: Annealer) -> object:
    structure = annealer.structure.bond_units, annealer.structure.hydrogen_bearers
    return deepcopy((structure, annealer.random_state, annealer.get_state()))


def check(move: Move, before: Annealer, after: Annealer) -> None:
    """Assert that a move tells how one search has become the other by a step."""
    assert move.step == after.step_number == before.step_number + 1
    assert move.temperature == before.cooling.temperature(before.step_number)
    assert move.energy == before.current_energy
    counted = Counter({name: getattr(after, f"{name}_moves") for name in OUTCOMES})
    counted.subtract({name: getattr(before, f"{name}_moves") for name in OUTCOMES})
    assert +counted == Counter([move.outcome])
    here = after.structure.bond_orders, after.structure.hydrogen_bearers
    if move.outcome == "accepted":
        assert here == applied(move, before)
        assert after.current_energy == move.candidate_energy
    else:
        assert here == (before.structure.bond_orders, before.structure.hydrogen_bearers)
    check_decision(move, before.sign)
    check_orders(move)


def check_decision(move: Move, sign: float) -> None:
    thrown = move.random_number is not None and move.probability is not None
    assert thrown == (move.reason == "thrown")
    if move.candidate_energy is None:
        assert move.outcome in ("invalid", "disconnected")
        return
    change = sign * (move.candidate_energy - move.energy)
    if move.random_number is None or move.probability is None:
        assert change <= 0
        assert move.outcome == "accepted"
    else:
        assert change > 0
        assert move.probability == exponential(-change / move.temperature)
        assert (move.outcome == "accepted") == (move.random_number < move.probability)
        assert 0 <= move.random_number < 1


def check_orders(move: Move) -> None:
    if move.orders_before is None:
        assert not move.path
        return
    assert all(0 <= order <= 3 for order in move.orders_before)
    if move.orders_after is not None:
        assert move.allowed is not None
        a11, a12, a21, a22 = move.orders_before
        b11, b12, b21, b22 = move.orders_after
        assert move.allowed[0] <= b11 <= move.allowed[1]
        assert b11 != a11
        assert (b12, b21, b22) == (a11 + a12 - b11, a11 + a21 - b11, a22 - a11 + b11)
        assert all(0 <= order <= 3 for order in move.orders_after)


@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_foretold_happens(seed: int) -> None:
    annealer = some_search(seed)
    for _ in range(150):
        if annealer.is_complete:
            return
        before, stood = annealer.scout(), standing(annealer)
        move = foretell(annealer)
        assert standing(annealer) == stood
        annealer.step()
        check(move, before, annealer)


@pytest.mark.kernel
@pytest.mark.parametrize("seed", SEEDS)
def test_both_engines_make_the_same_moves(seed: int) -> None:
    first, second = some_search(seed), some_search(seed)
    engines: tuple[Engine, Engine] = PythonEngine(first), engine_for(second)
    for _ in range(150):
        if first.is_complete:
            return
        before = second.scout()
        moves = [engine.make_move() for engine in engines]
        assert moves[0] == moves[1]
        check(moves[1], before, second)
        assert standing(first) == standing(second)
        assert first.outcome == second.outcome == OUTCOMES.index(moves[0].outcome)


def all_moves() -> list[Move]:
    tasks: list[tuple[str, dict[str, object]]] = [
        ("C6H6", {"kt0": 20.0}),
        ("C6H14", {"mode": "maximize"}),
        ("C4H6", {"constraints": ["no_cumulated_double_bonds"]}),
        ("C4H6", {"required_smarts": "C=C"}),
        ("C4H6", {"forbidden_smarts": "C#C"}),
        ("CH4", {}),
        ("C4H2", {"kt0": 1e6}),
    ]
    return [move for formula, given in tasks for move in explain(formula, 2000, **given)]


MOVES = all_moves()


def test_every_reason_occurs() -> None:
    assert {move.reason for move in MOVES} == set(get_args(Reason))


@pytest.mark.parametrize("reason", get_args(Reason))
def test_a_move_is_told_in_whole_sentences(reason: str) -> None:
    for move in [one for one in MOVES if one.reason == reason][:50]:
        text = " ".join(english(*sentence) for sentence in told(move))
        assert text[0].isupper()
        assert text.endswith(".")
        assert "{" not in text
        assert move.outcome in in_words(move)
        assert f"Step {move.step:,}, kT" in in_words(move)


def test_the_words_say_what_the_numbers_say() -> None:
    for move in MOVES:
        text = " ".join(english(*sentence) for sentence in told(move))
        if move.reason == "thrown":
            assert f": {move.outcome}." in text
            assert ("would fall" if move.maximizes else "would rise") in text
        assert ("two pieces" in text) == (move.outcome == "disconnected")
        if move.outcome == "invalid":
            assert "accepted" not in text


def test_a_constraint_is_named_with_the_changes_that_did_not_mend_it() -> None:
    broken = [move for move in MOVES if move.reason == "constraint"]
    assert {len(move.path) > 1 for move in broken} == {False, True}
    for move in broken:
        text = " ".join(english(*sentence) for sentence in told(move))
        assert (f"Even {len(move.path)} such changes" in text) == (len(move.path) > 1)
        assert "alone" not in text
        assert text.endswith("the molecule stays as it was.")


def test_pieces_have_all_atoms_of_the_formula() -> None:
    falling = [move for move in MOVES if move.outcome == "disconnected"]
    assert falling
    for move in falling:
        (first, one), (second, other) = move.pieces
        assert not set(first) & set(second)
        counts = Counter(parse_loosely(one)) + Counter(parse_loosely(other))
        assert counts["C"] + counts["N"] == len(first) + len(second)


def parse_loosely(formula: str) -> dict[str, int]:
    """Return the counts in a formula that need not have an isomer."""
    counts: dict[str, int] = {}
    symbol, digits = "", ""
    for character in [*formula, "A"]:
        if character.isupper():
            if symbol:
                counts[symbol] = int(digits or 1)
            symbol, digits = character, ""
        else:
            digits += character
    return counts


def test_probability_and_random_number_are_told_apart() -> None:
    assert told_apart(0.93, 0.41) == (0.93, 0.41)
    assert told_apart(0.93123, 0.93099) == (0.9312, 0.931)
    assert told_apart(0.5, 0.5 + 1e-12) == (0.5, 0.5)
    assert told_apart(0.0001, 0.997) == (0.0, 0.997)
    assert told_apart(0.9986, 0.0012) == (0.999, 0.001)


def test_energies_are_rounded_but_large_ones_stay_whole() -> None:
    assert rounded(2 / 3) == 0.6667
    assert rounded(123_456.7) == 123_457
    assert rounded(-0.001234567) == -0.001235


def test_there_are_as_many_as_are_wished_but_no_more_than_steps() -> None:
    assert [move.step for move in explain("C6H14")] == list(range(1, 21))
    assert len(explain(Parameters(formula="C6H14", cycles=1), 600)) == 500
    assert len(explain("C6H14", 30, steps_per_cycle=3, cycles=2)) == 6


@pytest.mark.parametrize("steps", [0, -1, MOST_MOVES + 1, True, 2.0])
def test_other_numbers_of_steps_are_refused(steps: object) -> None:
    with pytest.raises((RefusalError, TypeError), match="steps"):
        explain("C6H14", steps)  # type: ignore[arg-type]


def test_the_parameters_of_moves_are_those_of_a_run() -> None:
    given = {"formula": "C8H10", "seed": 5, "thermostat": [(3, 1e6), (9, 0)]}
    annealer = read_parameters(given).annealer()
    moves = explain(Parameters(**given), 12)  # type: ignore[arg-type]
    for move in moves:
        annealer.step()
        assert annealer.outcome == OUTCOMES.index(move.outcome)
    assert [move.temperature for move in moves[3:9]] == [1e6] * 6
    assert moves[9].temperature == Cooling(100, 8, 500, 4).temperature(9)


def test_all_steps_done_there_is_no_further_move() -> None:
    annealer = Annealer(parse("C6H6"), Target({"wiener_index": 1.0}), Cooling(100, 8, 3, 1))
    annealer.advance(3)
    with pytest.raises(RuntimeError, match="complete"):
        foretell(annealer)
