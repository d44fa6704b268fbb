"""Ctrl+C, and the wish of the system, end every command at once, with one line and nothing left.

The signal is sent when a process is seen to be in a state: to import a module, or to work, which
is when its progress bar appears on the terminal.  All work would take hours.
"""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

import pytest

from tests.processes import COMMAND, HEEDING, leaves_nothing, started, variables

pytestmark = [
    pytest.mark.slow,
    pytest.mark.kernel,
    pytest.mark.skipif(os.name == "nt", reason="signals and terminals are those of POSIX"),
]

LONG = "--steps 100000 --cycles 100"
WORK = {
    "the kernel": f"run C100H2 {LONG} --replicates 1000",
    "one call of the kernel after another": "count C100 --limit 1000000000",
    "scores in Python": f"run C60H90 {LONG} --weight logp=1",
    "replicates with scores in Python": f"run C60H90 {LONG} --weight logp=1 --replicates 1000",
    "replicates with constraints": (
        f"run C30H40 {LONG} --constraint no_triple_bonds --replicates 1000"
    ),
    "normalised replicates": f"run C20H30 {LONG} --weight hosoya_z=1 --normalize --replicates 1000",
    "a walk": "walk C60H90 --steps 10000000",
    "a walk with a pattern": "walk C30H40 --steps 10000000 --forbid C#C",
}
FOR_HOURS = WORK["replicates with scores in Python"]
BAR = b"s]"  # the end of the bar, which tells seconds and speed
LONGEST_WAIT = 120  # seconds, against hours of work: a limit for what hangs, not for what is slow
MODULES = [
    "argparse", "msgspec", "isoanneal.refusal", "isoanneal.formula", "isoanneal.annealer",
    "isoanneal.parameters", "isoanneal.replicates", "tqdm", "wasmtime", "rdkit",
]  # fmt: skip


@contextmanager
def on_a_terminal(command: str) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """Start a command whose messages go to a terminal; yield it with the terminal's other end."""
    import pty  # noqa: PLC0415  (only POSIX has them)
    import termios  # noqa: PLC0415

    reader, writer = pty.openpty()
    termios.tcsetwinsize(writer, (24, 100))
    process = started([*COMMAND, *command.split()], stdout=subprocess.PIPE, stderr=writer)
    os.close(writer)
    try:
        yield process, reader
    finally:
        process.kill()
        process.wait()
        os.close(reader)


def shown_until(reader: int, words: bytes) -> bytes:
    shown = b""
    while words not in shown:
        shown += os.read(reader, 1000)
    return shown


def rest(reader: int) -> bytes:
    """Return what is still shown until the process has let go of the terminal."""
    shown = b""
    while True:
        try:
            more = os.read(reader, 1000)
        except OSError:  # Linux says so where others return nothing
            return shown
        if not more:
            return shown
        shown += more


def lines_left(shown: bytes) -> list[str]:
    """Return the lines that a terminal shows in the end: a carriage return begins one anew."""
    lines = []
    for line in shown.decode().replace("\r\n", "\n").split("\n"):
        cells: list[str] = []
        for part in line.split("\r"):
            cells[: len(part)] = part
        lines.append("".join(cells).rstrip())
    return [line for line in lines if line]


@pytest.mark.parametrize("work", WORK)
def test_one_press_ends_any_work_with_one_line(work: str) -> None:
    with on_a_terminal(WORK[work]) as (process, reader):
        shown = shown_until(reader, BAR)
        process.send_signal(signal.SIGINT)
        assert process.wait(LONGEST_WAIT) == 130
        shown += rest(reader)
        assert lines_left(shown) == ["isoanneal: stopped"]
        assert process.stdout is not None
        assert process.stdout.read() == b""
        assert leaves_nothing(process)


def test_many_presses_do_what_one_does() -> None:
    with on_a_terminal(FOR_HOURS) as (process, reader):
        shown = shown_until(reader, BAR)
        for _ in range(20):
            process.send_signal(signal.SIGINT)
        assert process.wait(LONGEST_WAIT) == 130
        assert lines_left(shown + rest(reader)) == ["isoanneal: stopped"]


def test_the_wish_of_the_system_ends_a_command_decently() -> None:
    with on_a_terminal(FOR_HOURS) as (process, reader):
        shown = shown_until(reader, BAR)
        process.send_signal(signal.SIGTERM)
        assert process.wait(LONGEST_WAIT) == 128 + signal.SIGTERM
        assert lines_left(shown + rest(reader)) == ["isoanneal: stopped"]
        assert leaves_nothing(process)


def lines_until(errors: IO[bytes], words: bytes) -> list[bytes]:
    lines: list[bytes] = []
    while not (lines and words in lines[-1]):
        lines.append(next(errors))
    return lines


@pytest.mark.parametrize("module", MODULES)
def test_a_press_while_modules_are_imported_is_one_line_too(module: str) -> None:
    traced = [sys.executable, "-X", "importtime", *COMMAND[1:], *FOR_HOURS.split()]
    process = started(traced, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stderr is not None
    try:
        lines_until(process.stderr, f" {module}\n".encode())
        process.send_signal(signal.SIGINT)
        output, errors = process.communicate(timeout=LONGEST_WAIT)
    finally:
        process.kill()
        process.wait()
    told = [line for line in errors.decode().splitlines() if not line.startswith("import time:")]
    assert (process.returncode, output, told) == (130, b"", ["isoanneal: stopped"])


def test_what_is_ignored_from_the_beginning_stays_ignored() -> None:
    shell = ["sh", "-c", 'trap "" INT; exec "$@"', "sh"]
    traced = [*shell, sys.executable, "-X", "importtime", *COMMAND[1:], *FOR_HOURS.split()]
    process = started(traced, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stderr is not None
    try:
        lines_until(process.stderr, b" isoanneal.replicates\n")
        process.send_signal(signal.SIGINT)
        lines_until(process.stderr, b" rdkit\n")
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=LONGEST_WAIT)
    finally:
        process.kill()
        process.wait()
    assert process.returncode == 128 + signal.SIGTERM


def test_no_signal_is_lost_while_rdkit_searches_for_a_pattern() -> None:
    # It has a handler of its own then, which interrupts the search and forgets the signal.
    program = (
        "import isoanneal.signals as signals\n"
        "signals.end_at_once()\n"
        "from rdkit import Chem\n"
        "chain = Chem.MolFromSmiles('C' * 1500)\n"
        "pattern = Chem.MolFromSmarts('*~*~*~*~*~*~*~*~*~*~*~*')\n"
        "print('searches', flush=True)\n"
        "while True: chain.GetSubstructMatches(pattern, maxMatches=100000)\n"
    )
    for _ in range(5):
        process = started(
            [sys.executable, "-c", program], stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        assert process.stdout is not None
        lines_until(process.stdout, b"searches")
        process.send_signal(signal.SIGINT)
        try:
            _, errors = process.communicate(timeout=LONGEST_WAIT)
        finally:
            process.kill()
        assert (process.returncode, errors) == (130, b"isoanneal: stopped\n")


WAYS = {
    "blocked": "signals.end_at_once()",
    # The way of Windows, where signals cannot be blocked.
    "handled": "threading.Thread(target=signals._wait, args=(signals.handled([2]),)).start()",
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("closed", ["2>&-", ">&- 2>&-", "<&- >&- 2>&-"])
def test_a_press_ends_a_command_without_streams(way: str, closed: str) -> None:
    program = (
        "import os, sys, threading, isoanneal.signals as signals\n"
        f"{WAYS[way]}\n"
        "os.kill(os.getpid(), 2)\n"
        "sys.setswitchinterval(1e-4)\n"
        "while True: pass\n"
    )
    shell = [*HEEDING, "sh", "-c", f'exec "$@" {closed}', "sh", sys.executable, "-c", program]
    completed = subprocess.run(shell, env=variables(), check=False, timeout=LONGEST_WAIT)
    assert completed.returncode == 130


def test_no_file_takes_the_place_of_a_stream() -> None:
    # It would be taken for one by whatever writes there.
    program = (
        "import os, isoanneal.signals as signals\n"
        "signals.handled([2])\n"
        "assert all(os.fstat(place) for place in range(3))\n"
        "assert not any(os.path.samestat(os.fstat(place), os.fstat(4)) for place in range(3))\n"
    )
    shell = ["sh", "-c", 'exec "$@" <&- >&- 2>&-', "sh", sys.executable, "-c", program]
    completed = subprocess.run(shell, env=variables(), check=False, timeout=LONGEST_WAIT)
    assert completed.returncode == 0
