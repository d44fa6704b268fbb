"""Mulberry32, the pseudo-random number generator of every run.

T. Ettinger's public-domain generator of 2017: 32 bits of state, period 2**32, integer
operations only, so that one seed gives one trajectory on every platform.
"""

from isoanneal.arguments import check
from isoanneal.refusal import RefusalError, declare

declare({"seed-range": "seed must be from 0 to {most}, but it is {value}. Give another one."})

_MASK = 0xFFFFFFFF
_INCREMENT = 0x6D2B79F5

SEED_LIMIT = 2**32
"""Seeds are integers from 0 up to, not including, this number."""


class Mulberry32:
    """A stream of pseudo-random 32-bit integers; `state` is all there is to keep."""

    __slots__ = ("state",)

    def __init__(self, seed: int) -> None:
        """Start from `seed`, 0 to 2**32 - 1; raise `RefusalError` outside that range."""
        check("seed", seed, int)
        if not 0 <= seed < SEED_LIMIT:
            raise RefusalError("seed-range", most=SEED_LIMIT - 1, value=seed)
        self.state = seed

    def next_uint32(self) -> int:
        """Return the next integer, uniform over 0 to 2**32 - 1."""
        return self.below(2**32)

    def below(self, limit: int) -> int:
        """Return an integer from 0 to `limit` - 1.

        The 2**32 values are scaled, not rejected: each result's probability is off by a
        fraction of at most `limit` / 2**32 (below 0.0001 for all that is drawn here).
        """
        state = self.state = (self.state + _INCREMENT) & _MASK
        mixed = (state ^ state >> 15) * (state | 1) & _MASK
        mixed ^= mixed + (mixed ^ mixed >> 7) * (mixed | 61) & _MASK
        return (mixed ^ mixed >> 14) * limit >> 32

    @classmethod
    def latest(cls, state: int) -> int:
        """Return the integer of `next_uint32` that left a generator in this state."""
        return cls((state - _INCREMENT) & _MASK).next_uint32()
