"""The pace for the eye: which step is due when."""

import pytest
from isoanneal.frames import SECONDS_PER_FRAME
from isoanneal.pace import (
    SECONDS_FOR_THE_EYE,
    seconds_to,
    seconds_until_due,
    steps_after,
    steps_due,
)

TOTALS = [1, 10, 60, 61, 100, 2_000, 1_000_000_000]


@pytest.mark.parametrize("total", TOTALS)
def test_a_run_of_any_length_takes_the_same_time(total: int) -> None:
    assert seconds_to(0, total) == 0
    assert seconds_to(total, total) == pytest.approx(SECONDS_FOR_THE_EYE)
    assert steps_after(SECONDS_FOR_THE_EYE, total) == pytest.approx(total)


@pytest.mark.parametrize("total", TOTALS)
def test_steps_and_seconds_tell_the_same(total: int) -> None:
    for step in {0, 1, 5, 11, 12, 13, 14, 59, 60, total // 2, total}:
        if step <= total:
            assert steps_after(seconds_to(step, total), total) == pytest.approx(step)


@pytest.mark.parametrize("total", [61, 100, 2_000, 1_000_000_000])
def test_the_first_steps_come_evenly_and_then_ever_faster(total: int) -> None:
    assert [seconds_until_due(step, total) for step in range(12)] == pytest.approx([0.2] * 12)
    waits = [seconds_until_due(step, total) for step in range(12, min(total, 500))]
    assert waits == sorted(waits, reverse=True)
    assert waits[-1] >= SECONDS_PER_FRAME


@pytest.mark.parametrize(("step", "total"), [(0, 2_000), (11, 2_000), (0, 60), (59, 60)])
def test_slow_steps_are_not_made_up_for(step: int, total: int) -> None:
    assert steps_due(step, total, 10.0) == 1


def test_later_ones_are() -> None:
    assert steps_due(12, 2_000, 0.0) == 1
    assert steps_due(1_000, 2_000, 0.0) == 1
    for seconds in (0.1, 1.0, 5.0):
        there = seconds_to(100, 2_000) + seconds
        assert 100 + steps_due(100, 2_000, seconds) == round(steps_after(there, 2_000))
