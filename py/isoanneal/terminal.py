"""The terminal: what is printed, in the characters that it has, and what if that cannot be."""

import codecs
import errno
import io
import os
import sys
import unicodedata
from contextlib import suppress
from typing import TextIO

from isoanneal.refusal import RefusalError, declare, english

declare(
    {
        "input-too-long": "The input has more than {most} lines. Give fewer at a time.",
        "output-lost": "The output cannot be written: {reason}. Send it to another place.",
        "output-closed": "The output cannot be written: there is nothing that it could go to.",
    }
)

_LONGEST_LINE = 20_000
_ERRORS = "isoanneal.plain"
_PLAIN = {
    "“": '"', "”": '"', "’": "'", "–": "-", "−": "-", "²": "^2", "³": "^3", "\ufffd": "?",
}  # fmt: skip


class OutputError(Exception):
    """Output that could not be written; the message says why and what to do."""

    status = 1
    """The exit status for it."""


class ReaderGoneError(OutputError):
    """Output that nobody reads any more, which is nothing to complain about."""

    status = 141
    """What shells show of a program whose reader went away: 128 + SIGPIPE."""


def prepare() -> None:
    """Let both streams write what their encoding lacks in plain characters."""
    codecs.register_error(_ERRORS, _in_plain_characters)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors=_ERRORS)


def _in_plain_characters(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return "".join(map(_plain, error.object[error.start : error.end])), error.end


def _plain(character: str) -> str:
    """Return ASCII for a character: as it is meant, without its accents, or its number."""
    if character in _PLAIN:
        return _PLAIN[character]
    plain = unicodedata.normalize("NFKD", character).encode("ascii", "ignore")
    return (plain or character.encode("ascii", "backslashreplace")).decode("ascii")


def lines(most: int) -> list[str]:
    """Return the lines of standard input; raise `RefusalError` where they are more than `most`.

    A line that is longer than anything that is read is returned in pieces.
    """
    if sys.stdin is None:
        return []
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(errors="replace")
    found: list[str] = []
    while line := sys.stdin.readline(_LONGEST_LINE):
        if len(found) == most:
            raise RefusalError("input-too-long", most=most)
        found.append(line)
    return found


def write(text: str) -> None:
    """Print lines; raise `OutputError` where they do not arrive."""
    if sys.stdout is None:
        raise OutputError(english("output-closed", {}))
    _write(text, sys.stdout)


def tell(sentence: str) -> None:
    """Say something beside the output, in one line, unless the stream for it was closed.

    Raises `OutputError` as `write` does.
    """
    if sys.stderr is not None:
        _write(f"isoanneal: {sentence}", sys.stderr)


def _write(text: str, stream: TextIO) -> None:
    try:
        print(text, file=stream, flush=True)
    except OSError as error:
        kind = ReaderGoneError if _is_of_a_reader(error) else OutputError
        raise kind(english("output-lost", {"reason": str(error.strerror)})) from error


def _is_of_a_reader(error: OSError) -> bool:
    # Windows has no other word for it.
    return error.errno == errno.EPIPE or (os.name == "nt" and error.errno == errno.EINVAL)


def give_up(error: OutputError) -> int:
    """Say what became of the output, where there is a place to say it; return the exit status."""
    if not isinstance(error, ReaderGoneError):
        with suppress(OutputError):  # the status says it too
            tell(str(error))
    _forget_what_waits()
    return error.status


def _forget_what_waits() -> None:
    """Let what could not be written go nowhere, or Python would complain of it at its end."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            os.dup2(nowhere, stream.fileno())
    os.close(nowhere)
