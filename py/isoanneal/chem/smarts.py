"""SMARTS patterns: what every toolkit asks of their text, and how it counts matches."""

from collections.abc import Collection, Iterable

from isoanneal.refusal import RefusalError, declare

MAX_LENGTH = 200
"""Length of the longest pattern in characters: deep nesting exhausts WebAssembly's stack."""

MAX_MATCHES = 100_000
"""Matches that are counted at most, those of the same atoms in another order included."""


declare(
    {
        "smarts-empty": "The SMARTS pattern is empty. Give one, for example [OX2H].",
        "smarts-too-long": (
            "The SMARTS pattern has {length} characters, and at most {most} are possible. "
            "Give a shorter one."
        ),
        "smarts-character": (
            "The SMARTS pattern “{smarts}” contains a space or a character that SMARTS does not "
            "know. Remove it."
        ),
        "smarts-unreadable": (
            "The SMARTS pattern “{smarts}” cannot be read. Check its brackets, symbols and ring "
            "numbers."
        ),
        "smarts-too-many-matches": (
            "The SMARTS pattern “{smarts}” fits a structure in more than {most} ways, too many "
            "to count. Give a more specific one."
        ),
    }
)


class SmartsError(RefusalError):
    """A SMARTS pattern that cannot be used; the message says why and what to do."""


def check_text(smarts: str) -> None:
    """Raise `SmartsError` for a pattern that no toolkit should be asked to read."""
    if not smarts:
        raise SmartsError("smarts-empty")
    if len(smarts) > MAX_LENGTH:
        raise SmartsError("smarts-too-long", length=len(smarts), most=MAX_LENGTH)
    if not (smarts.isascii() and smarts.isprintable()) or " " in smarts:
        raise SmartsError("smarts-character", smarts=smarts)


def unreadable(smarts: str) -> SmartsError:
    """Return the error for a pattern that a toolkit cannot read."""
    return SmartsError("smarts-unreadable", smarts=smarts)


def count_unique(smarts: str, matches: Collection[Iterable[int]]) -> int:
    """Return the number of different sets of atoms among matches of a pattern.

    Raises `SmartsError` for `MAX_MATCHES` of them, where the toolkit may have left some out.
    """
    if len(matches) >= MAX_MATCHES:
        raise SmartsError("smarts-too-many-matches", smarts=smarts, most=MAX_MATCHES)
    return len({frozenset(match) for match in matches})
