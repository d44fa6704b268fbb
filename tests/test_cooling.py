"""Cooling schedules."""

from dataclasses import FrozenInstanceError
from typing import Any

import pytest
from isoanneal.cooling import MAX_SETTINGS, MAX_STEPS, MIN_TEMPERATURE, SCHEDULES, Cooling
from isoanneal.refusal import RefusalError


def test_temperature_falls_in_a_straight_line() -> None:
    cooling = Cooling(100.0, 1.0, 500, 4)
    assert [cooling.temperature(step) for step in (0, 1, 250, 499)] == pytest.approx(
        [100.0, 99.8, 50.0, 0.2]
    )


@pytest.mark.parametrize(("k", "last_warm_step"), [(1, 499), (4, 124), (8, 62), (16, 31), (32, 15)])
def test_temperature_reaches_its_floor_after_a_kth_of_the_cycle(
    k: float, last_warm_step: int
) -> None:
    cooling = Cooling(100.0, k, 500, 1)
    warm = [step for step in range(500) if cooling.temperature(step) > MIN_TEMPERATURE]
    assert warm == list(range(last_warm_step + 1))
    assert min(cooling.temperature(step) for step in range(500)) >= MIN_TEMPERATURE == 0.01


def test_temperature_stays_with_k_zero() -> None:
    cooling = Cooling(3.0, 0.0, 100, 2)
    assert {cooling.temperature(step) for step in range(200)} == {3.0}


def test_an_infinite_temperature_stays_with_k_zero() -> None:
    cooling = Cooling(float("inf"), 0.0, 100, 2)
    assert {cooling.temperature(step) for step in range(200)} == {float("inf")}


def test_each_cycle_begins_hot_again() -> None:
    cooling = Cooling(100.0, 8.0, 500, 4)
    assert [cooling.temperature(500 * cycle) for cycle in range(4)] == [100.0] * 4
    assert [cooling.temperature(step + 500) for step in range(1500)] == [
        cooling.temperature(step) for step in range(1500)
    ]


def test_cycles_are_counted_from_zero() -> None:
    cooling = Cooling(100.0, 8.0, 500, 4)
    assert [cooling.cycle(step) for step in (0, 499, 500, 1999)] == [0, 0, 1, 3]


def test_total_steps_are_those_of_all_cycles() -> None:
    assert Cooling(100.0, 8.0, 500, 4).total_steps == 2_000


def test_schedules_are_named_by_their_k() -> None:
    assert all(k == float(name.removeprefix("f")) for name, k in SCHEDULES.items())
    assert {"f0", "f8", "f32"} <= set(SCHEDULES)


@pytest.mark.parametrize(
    ("kt0", "k", "steps", "cycles", "named"),
    [
        (0.0, 8.0, 1, 1, "kt0 must be above 0"),
        (-1.0, 8.0, 1, 1, "kt0 must be above 0"),
        (float("-inf"), 8.0, 1, 1, "kt0 must be above 0"),
        (float("nan"), 8.0, 1, 1, "kt0 must be above 0"),
        (1.0, -0.1, 1, 1, "k must be 0 or more"),
        (1.0, float("nan"), 1, 1, "k must be 0 or more"),
        (1.0, 8.0, 0, 1, "at least one step"),
        (1.0, 8.0, 1, 0, "at least one cycle"),
        (1.0, 8.0, -1, 1, "at least one step"),
        (1.0, 8.0, 1, -1, "at least one cycle"),
        (1.0, 8.0, -2, -2, "at least one cycle"),
    ],
)
def test_a_parameter_out_of_range_is_refused(
    kt0: float, k: float, steps: int, cycles: int, named: str
) -> None:
    with pytest.raises(ValueError, match=named):
        Cooling(kt0, k, steps, cycles)


def test_the_longest_run_has_ten_million_steps() -> None:
    assert MAX_STEPS == 10_000_000
    assert Cooling(1.0, 8.0, 2_500_000, 4).total_steps == MAX_STEPS
    with pytest.raises(ValueError, match="at most 10,000,000 steps, not 10,000,001"):
        Cooling(1.0, 8.0, 10_000_001, 1)


def test_the_least_that_a_schedule_can_be_is_one_step_hardly_warm() -> None:
    cooling = Cooling(0.5, 0.0, 1, 1)
    assert cooling.total_steps == 1
    assert cooling.temperature(0) == 0.5


def test_a_schedule_does_not_change() -> None:
    cooling = Cooling(100.0, 8.0, 500, 4)
    with pytest.raises(FrozenInstanceError):
        cooling.kt0 = 1.0  # type: ignore[misc]
    assert {cooling, Cooling(100.0, 8.0, 500, 4)} == {cooling}


def test_the_schedules_are_those_of_the_paper() -> None:
    assert SCHEDULES == {"f0": 0, "f1": 1, "f4": 4, "f8": 8, "f16": 16, "f32": 32}


def set_by_hand(*settings: tuple[int, float]) -> Cooling:
    return Cooling(100.0, 8.0, 500, 4, thermostat=settings)


def test_a_setting_holds_until_the_next_one() -> None:
    schedule = Cooling(100.0, 8.0, 500, 4)
    cooling = set_by_hand((10, 3.5), (20, 1e-9), (30, 0.0), (40, 0.5), (41, 2.0))
    expected = [schedule.temperature(step) for step in range(60)]
    expected[10:30] = [3.5] * 10 + [MIN_TEMPERATURE] * 10
    expected[40:] = [0.5] + [2.0] * 19
    assert [cooling.temperature(step) for step in range(60)] == expected
    assert all(cooling.scheduled(step) == schedule.temperature(step) for step in range(60))


def test_to_set_drops_what_was_set_for_that_step_and_later() -> None:
    cooling = set_by_hand((10, 3.0), (20, 4.0), (30, 5.0))
    assert cooling.set_by_hand(20, 7.0).thermostat == ((10, 3.0), (20, 7.0))
    assert cooling.set_by_hand(21, 7.0).thermostat == ((10, 3.0), (20, 4.0), (21, 7.0))
    assert cooling.set_by_hand(5, 0.0).thermostat == ((5, 0.0),)
    assert cooling.set_by_hand(1999, 1.0).thermostat[-1] == (1999, 1.0)


def test_it_can_be_set_from_the_first_step_to_the_last() -> None:
    assert set_by_hand((0, 0.0), (1, 0.5), (1999, 3)).temperature(1999) == 3


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        (((20, 1.0), (10, 1.0)), "step 10"),
        (((10, 1.0), (10, 2.0)), "step 10"),
        (((2000, 1.0),), "step 2,000"),
        (((2001, 1.0),), "step 2,001"),
        (((-1, 1.0),), "step -1"),
        (((10, -1.0),), "-1"),
        (((10, -0.5),), "-0.5"),
        (((10, float("nan")),), "nan"),
        (((1, 2, 3),), "thermostat"),
        (((1,),), "thermostat"),
        ((5,), "thermostat"),
        (("12",), "thermostat"),
        (((1.5, 2.0),), "thermostat"),
        (((1, "2"),), "thermostat"),
    ],
)
def test_what_cannot_be_set_is_refused(settings: Any, said: str) -> None:  # noqa: ANN401
    with pytest.raises(RefusalError, match=f"(?i){said}"):
        set_by_hand(*settings)


def test_it_can_be_set_so_often_and_no_more() -> None:
    assert MAX_SETTINGS == 400
    full = set_by_hand(*[(step, 1.0) for step in range(MAX_SETTINGS)])
    with pytest.raises(RefusalError, match="400 times"):
        full.set_by_hand(1500, 1.0)
    assert full.set_by_hand(MAX_SETTINGS - 1, 2.0).temperature(1500) == 2.0
