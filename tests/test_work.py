"""Work that is done in slices: the same result at once and in turns, and it can be given up."""

import asyncio

import pytest
from isoanneal.parameters import ParameterError, Parameters
from isoanneal.work import Work, done, done_in_turns

NORMALIZED = Parameters(
    formula="C8H14O",
    weights={"wiener_index": 1, "number_of_rings": 2},
    normalize=True,
    constraints=["no_triple_bonds", "no_three_membered_rings"],
)


def test_both_ways_come_to_the_same() -> None:
    at_once = done(NORMALIZED.preparation())
    in_turns = asyncio.run(done_in_turns(NORMALIZED.preparation()))
    assert at_once.snapshot() == in_turns.snapshot() == NORMALIZED.annealer().snapshot()
    assert at_once.current_energy == in_turns.current_energy
    at_once.advance(300)
    in_turns.advance(300)
    assert at_once.get_state() == in_turns.get_state()


def test_an_error_comes_through() -> None:
    impossible = Parameters(formula="C2H2", constraints=["no_triple_bonds"])
    with pytest.raises(ParameterError, match="No isomer of C2H2"):
        done(impossible.preparation())
    with pytest.raises(ParameterError, match="No isomer of C2H2"):
        asyncio.run(done_in_turns(impossible.preparation()))


def long(made: list[int]) -> Work[None]:
    for _ in range(100_000_000):
        made[0] += 1
        yield


def test_others_have_their_turn_and_can_end_it() -> None:
    made = [0]

    async def give_up() -> None:
        task = asyncio.create_task(done_in_turns(long(made)))
        for _ in range(3):
            await asyncio.sleep(0)
        assert made[0] > 0
        assert not task.done()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(give_up())
    assert 0 < made[0] < 100_000_000
