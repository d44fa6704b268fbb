"""SMARTS patterns: what every toolkit asks of their text, and how it counts matches."""

from collections.abc import Collection, Iterable

MAX_LENGTH = 200
"""Length of the longest pattern in characters: deep nesting exhausts WebAssembly's stack."""

MAX_MATCHES = 100_000
"""Matches that are counted at most, those of the same atoms in another order included."""


def check_text(smarts: str) -> None:
    """Raise `ValueError` for a pattern that no toolkit should be asked to read."""
    if not smarts:
        raise ValueError("The SMARTS pattern is empty. Give one, for example [OX2H].")
    if len(smarts) > MAX_LENGTH:
        raise ValueError(
            f"The SMARTS pattern has {len(smarts)} characters, and {MAX_LENGTH} are the most "
            "that is read. Give a shorter one."
        )
    if not (smarts.isascii() and smarts.isprintable()) or " " in smarts:
        raise ValueError(
            f"The SMARTS pattern “{smarts}” contains a blank or a character that SMARTS does "
            "not know. Remove it."
        )


def unreadable(smarts: str) -> ValueError:
    """Return the error for a pattern that a toolkit cannot read."""
    return ValueError(
        f"The SMARTS pattern “{smarts}” cannot be read. Check its brackets, symbols and ring "
        "numbers."
    )


def count_unique(smarts: str, matches: Collection[Iterable[int]]) -> int:
    """Return the number of different sets of atoms among matches of a pattern.

    Raises `ValueError` for `MAX_MATCHES` of them, where the toolkit may have left some out.
    """
    if len(matches) >= MAX_MATCHES:
        raise ValueError(
            f"The SMARTS pattern “{smarts}” fits a structure in more than {MAX_MATCHES:,} ways, "
            "too many to count. Give a more specific one."
        )
    return len({frozenset(match) for match in matches})
