"""How numbers are written on the page: plain, and no longer than they need to be."""

_SUBSCRIPTS = "₀₁₂₃₄₅₆₇₈₉"


def energy(value: float) -> str:
    """Write an energy: whole if it is whole, else with four decimals at most."""
    if value == int(value):
        return str(int(value))
    return f"{value:.4f}".rstrip("0").rstrip(".")


def temperature(value: float) -> str:
    """Write a temperature with three significant digits."""
    if value >= 1000:  # noqa: PLR2004
        return str(round(value))
    return f"{value:.3g}"


def ratio(part: int, whole: int) -> str:
    """Write a share as a decimal fraction, or a dash where there is nothing to share."""
    return f"{part / whole:.3f}" if whole else "–"


def count(value: int) -> str:
    """Write a number of things, with commas from five digits on."""
    return f"{value:,}" if value >= 10_000 else str(value)  # noqa: PLR2004


def rate(value: float) -> str:
    """Write a number of steps per second with two or three significant digits."""
    if value >= 1e6:  # noqa: PLR2004
        return f"{value / 1e6:.1f} million steps/s"
    digits = max(0, len(str(int(value))) - 2)
    return f"{int(value) // 10**digits * 10**digits:,} steps/s"


def subscripted(formula: str) -> str:
    """Write a formula as it is printed, C₆H₁₄."""
    return "".join([_SUBSCRIPTS[int(c)] if c in "0123456789" else c for c in formula])
