"""The pseudo-random numbers are those of the JavaScript implementations."""

from collections import Counter
from math import sqrt
from pathlib import Path

import pytest
from isoanneal.mulberry32 import SEED_LIMIT, Mulberry32

from tests import nodejs

SEEDS = [0, 1, 42, 2**31 - 1, 2**31, 0xDEADBEEF, SEED_LIMIT - 1]
NUMBERS = 1_000


@pytest.mark.outside
def test_the_numbers_are_those_of_the_javascript_reference() -> None:
    script = Path(__file__).parent / "mulberry32.mjs"
    printed = nodejs.run(script, str(NUMBERS), *map(str, SEEDS)).splitlines()
    for seed, line in zip(SEEDS, printed, strict=True):
        random = Mulberry32(seed)
        assert [random.next_uint32() for _ in range(NUMBERS)] == [int(n) for n in line.split()]


def test_the_state_is_all_there_is_to_keep() -> None:
    one = Mulberry32(42)
    for _ in range(10):
        one.next_uint32()
    other = Mulberry32(one.state)
    assert [one.next_uint32() for _ in range(10)] == [other.next_uint32() for _ in range(10)]


@pytest.mark.parametrize("seed", [-1, SEED_LIMIT, 2**64])
def test_a_seed_out_of_range_is_refused_by_name(seed: int) -> None:
    with pytest.raises(ValueError, match="seed must be from 0 to 4,294,967,295"):
        Mulberry32(seed)


@pytest.mark.parametrize("limit", [1, 2, 3, 10, 1_000, 2**31, 2**32])
def test_below_scales_one_number_to_its_limit(limit: int) -> None:
    random, numbers = Mulberry32(7), Mulberry32(7)
    for _ in range(1_000):
        drawn = random.below(limit)
        assert 0 <= drawn < limit
        assert drawn == numbers.next_uint32() * limit // 2**32
    assert random.state == numbers.state


def test_below_draws_all_integers_equally_often() -> None:
    random = Mulberry32(1)
    counts = Counter(random.below(7) for _ in range(70_000))
    assert sorted(counts) == list(range(7))
    assert all(abs(count - 10_000) < 4 * sqrt(10_000) for count in counts.values())
