"""The decimals of descriptors that are sums of tabulated numbers.

Such a sum, rounded to the decimals of its table, is exact.  So it does not depend on the
order of the atoms, equal isomers have equal values, and all toolkits agree to the last bit.
"""

_DECIMALS = {"logp": 5, "molar_refractivity": 4, "tpsa": 2}


def rounded(name: str, value: float) -> float:
    """Return the value of a descriptor without the rounding errors of its summation."""
    return round(value, _DECIMALS[name]) if name in _DECIMALS else value
