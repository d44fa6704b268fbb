"""The Metropolis criterion, the same to the last bit on every platform.

N. Metropolis et al., J. Chem. Phys. 1953, 21, 1087-1092, equation for the acceptance of a
move; Faulon 1996 uses it unchanged.
"""

from isoanneal.mulberry32 import Mulberry32

_LOG2_E = 1.4426950408889634
_LN2_HIGH = 0.6931471803691238  # 33 bits, so that a small multiple of it is exact
_LN2_LOW = 1.9082149292705877e-10
_LOWEST = -50.0
_TAYLOR = (
    1 / 6227020800, 1 / 479001600, 1 / 39916800, 1 / 3628800, 1 / 362880, 1 / 40320, 1 / 5040,
    1 / 720, 1 / 120, 1 / 24, 1 / 6, 1 / 2, 1.0, 1.0,
)  # fmt: skip
_POWERS_OF_TWO = tuple(2.0**-exponent for exponent in range(74))
_UINT32_RANGE = 4294967296.0


def exponential(x: float) -> float:
    """Return e**x for x <= 0 to within 3e-16 of its value, and 0 below x = -50.

    `math.exp` differs in the last bit from one C library to the next.  Here only IEEE
    additions and multiplications are made, none of them fused: x = r - k ln 2 with
    |r| <= 0.35, a Taylor polynomial of degree 13 for e**r, and an exact power of two.
    """
    if x < _LOWEST:
        return 0.0
    halvings = int(0.5 - x * _LOG2_E)
    remainder = (x + halvings * _LN2_HIGH) + halvings * _LN2_LOW
    value = 0.0
    for coefficient in _TAYLOR:
        value = value * remainder + coefficient
    return value * _POWERS_OF_TWO[halvings]


def accepts(energy_change: float, temperature: float, random: Mulberry32) -> bool:
    """Tell whether a move is accepted: always downhill, with e**(-change/kT) uphill.

    `energy_change` and `temperature` (kT, above 0) have the unit of the energy.  A random
    number is drawn for an uphill move only.
    """
    if energy_change <= 0:
        return True
    return random.next_uint32() < probability(energy_change, temperature) * _UINT32_RANGE


def probability(energy_change: float, temperature: float) -> float:
    """Return e**(-change/kT), with which a move is accepted that changes the energy by above 0."""
    return exponential(-energy_change / temperature)
