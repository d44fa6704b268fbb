"""What the command line prints, wherever that goes and whatever characters there are."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.processes import COMMAND, started, variables

FULL = Path("/dev/full")

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not FULL.exists(), reason="this system has no disk that is always full"),
]

PRINTING = [
    "--help", "--version", "run --help", "count --help", "walk --help", "list --help", "list",
    "run C6H14", "run C6H14 --json", "run C6H14 --replicates 2", "run C6H14 --replicates 2 --json",
    "count C6H6", "walk C6H14 --steps 20", "walk C6H14 --steps 20 --json",
]  # fmt: skip
WITH_NOTES = ["run CHCl3", "run CCO --replicates 2", "count CCO", "walk CCO --steps 20"]
REFUSED = [
    "", "fly", "run", "run --fast", "run C6H13", "run C₆H₁₃", "run Xx", "run benzene",
    "run C6H14 --weight size=1", "count C6H6 --limit many", "walk C6H14 --steps 0",
]  # fmt: skip
ENCODINGS = ["utf-8", "ascii", "cp437", "cp932", "cp1252", "latin-1"]
PLAIN = {
    "³": "^3", "²": "^2", "Å": "A", "’": "'", "“": '"', "”": '"', "₀": "0", "₁": "1", "₃": "3",
    "₆": "6",
}  # fmt: skip
"""How what an encoding lacks is to be written; a character that is not here needs a thought."""
GONE, FAILED, USAGE = 141, 1, 2


def run(command: str, encoding: str = "utf-8") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [*COMMAND, *command.split()],
        capture_output=True,
        env=variables(PYTHONIOENCODING=encoding),
        check=False,
    )


@cache
def known(command: str) -> tuple[int, str, str]:
    """Return the status of a command, and what it prints where every character is known."""
    completed = run(command)
    return completed.returncode, completed.stdout.decode(), completed.stderr.decode()


def outcome(command: str, **streams: int) -> tuple[int, str, str]:
    """Return the status of a command, and what arrives of its output where that is asked for."""
    given = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **streams}
    process = started([*COMMAND, *command.split()], **given)
    output, errors = process.communicate()
    return process.returncode, (output or b"").decode(), (errors or b"").decode()


@contextmanager
def pipe_without_reader() -> Iterator[int]:
    reader, writer = os.pipe()
    os.close(reader)
    yield writer
    os.close(writer)


@contextmanager
def full_disk() -> Iterator[int]:
    place = os.open(FULL, os.O_WRONLY)
    yield place
    os.close(place)


def said_in(encoding: str, text: str) -> str:
    return "".join([one if is_known(encoding, one) else PLAIN[one] for one in text])


def is_known(encoding: str, character: str) -> bool:
    try:
        character.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def test_the_table_has_all_commands() -> None:
    _, usage, _ = known("--help")
    for command in ("run", "count", "walk", "list"):
        assert f"    {command} " in usage
        assert any(one.startswith(command) for one in PRINTING)


@pytest.mark.parametrize("command", PRINTING + WITH_NOTES)
def test_output_that_nobody_reads_ends_a_command_quietly(command: str) -> None:
    status, _, notes = known(command)
    assert status == 0
    with pipe_without_reader() as writer:
        assert outcome(command, stdout=writer) == (GONE, "", notes)


@pytest.mark.parametrize("command", PRINTING + WITH_NOTES)
def test_output_without_buffer_that_nobody_reads_ends_a_command_quietly(command: str) -> None:
    with pipe_without_reader() as writer:
        process = started(
            [*COMMAND, *command.split()],
            stdout=writer,
            stderr=subprocess.PIPE,
            env=variables(PYTHONUNBUFFERED="1"),
        )
        _, errors = process.communicate()
    assert (process.returncode, errors.decode()) == (GONE, known(command)[2])


@pytest.mark.parametrize("command", PRINTING + WITH_NOTES)
def test_a_full_disk_is_told_in_one_line(command: str) -> None:
    with full_disk() as place:
        status, _, errors = outcome(command, stdout=place)
    assert status == FAILED
    assert errors == known(command)[2] + (
        "isoanneal: The output cannot be written: No space left on device. "
        "Send it to another place.\n"
    )


@pytest.mark.parametrize("command", PRINTING + WITH_NOTES)
def test_output_that_was_closed_before_is_told_in_one_line(command: str) -> None:
    shell = ["sh", "-c", 'exec "$@" >&-', "sh", *COMMAND, *command.split()]
    completed = subprocess.run(shell, capture_output=True, env=variables(), check=False)
    assert completed.returncode == FAILED
    assert completed.stderr.decode() == known(command)[2] + (
        "isoanneal: The output cannot be written: there is nothing that it could go to.\n"
    )


@pytest.mark.parametrize("command", REFUSED)
def test_a_refusal_that_cannot_be_told_has_a_status_all_the_same(command: str) -> None:
    with pipe_without_reader() as writer:
        assert outcome(command, stderr=writer) == (GONE, "", "")
    with full_disk() as place:
        assert outcome(command, stderr=place) == (FAILED, "", "")
    shell = ["sh", "-c", 'exec "$@" 2>&-', "sh", *COMMAND, *command.split()]
    completed = subprocess.run(shell, stdout=subprocess.PIPE, env=variables(), check=False)
    assert (completed.returncode, completed.stdout) == (USAGE, b"")


def test_a_command_works_where_nothing_can_be_told_beside_its_output() -> None:
    shell = ["sh", "-c", 'exec "$@" 2>&-', "sh", *COMMAND, "run", "CHCl3"]
    completed = subprocess.run(shell, stdout=subprocess.PIPE, env=variables(), check=False)
    assert (completed.returncode, completed.stdout.decode()) == known("run CHCl3")[:2]


def each_in_an_encoding(commands: list[str]) -> list[Any]:
    """Return each command with an encoding, and those with the others as exhaustive ones."""
    return [
        pytest.param(
            *(command, encoding),
            marks=[] if (number + at) % len(ENCODINGS) < 2 else [pytest.mark.exhaustive],
        )
        for number, command in enumerate(commands)
        for at, encoding in enumerate(ENCODINGS)
    ]


@pytest.mark.parametrize(
    ("command", "encoding"), each_in_an_encoding(PRINTING + WITH_NOTES + REFUSED)
)
def test_what_an_encoding_lacks_is_written_plainly(command: str, encoding: str) -> None:
    status, output, errors = known(command)
    completed = run(command, encoding)
    assert completed.returncode == status == (USAGE if command in REFUSED else 0)
    assert completed.stdout.decode(encoding) == said_in(encoding, output)
    assert completed.stderr.decode(encoding) == said_in(encoding, errors)


def test_any_other_character_is_written_by_its_number() -> None:
    completed = run("run 漢\udcff", "ascii")  # the second one is a byte that is no text
    assert completed.returncode == USAGE
    assert completed.stderr.startswith(b'isoanneal: "\\u6f22" does not belong')
    completed = run("run --weight 漢\udcff=1 C6H14", "ascii")
    assert b'There is no target component "\\u6f22?". ' in completed.stderr
