"""Texts of any length, wherever the package takes one: read, or refused, with little work.

Work is counted in lines of Python that are executed, which no machine's speed changes.
"""

import sys
from collections.abc import Callable, Iterable
from functools import partial
from types import FrameType
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from isoanneal import Parameters, address, chem, command_line, formula, snapshot
from isoanneal.annealer import Annealer
from isoanneal.constraints import Constraints, constraint
from isoanneal.formula import note, parse
from isoanneal.pace import read_pace
from isoanneal.parameters import DECLARATIONS, read_parameters
from isoanneal.refusal import RefusalError
from isoanneal.scoring import Target, component
from isoanneal.session_manager import SessionManager
from isoanneal.snapshot import read_snapshot, write_snapshot

from tests.hostile import LONGEST_SENTENCE, MEGABYTE

PIECES = [
    "C", "C1", "CH9999", "C(H9999)9999", "(", ")", "[", "(C", "(C)2", "Cl", "Si", "c1ccccc1", "=",
    "C=", "C#N", "@", "9", "0", "-", "+", ".", "e", "1e9", ",", ":", "=1,", "logp=1,", " ", "\n",
    "wiener_index:", "\0", "\x1b[2J", "₆", "é", "漢", "\U0001f9ea", "\ud800", "benzene ", "yl", "{",
    "[[", '{"a":', '"', "\\", "%", "--", "--k", "-h", "[#6]", "$(", "*~",
]  # fmt: skip
DECLARED = [one.facts() for one in DECLARATIONS.values()]
OPTIONS = [one.option for one in DECLARATIONS.values() if one.kind not in ("flag", "text")]


def commanded(*arguments: str) -> Callable[[str], object]:
    """Return the call of the command line with a text in the place of “…” among arguments."""
    return lambda text: command_line.main([one.replace("…", text) for one in arguments])


def read_parameter(name: str) -> Callable[[str], object]:
    return lambda text: read_parameters({"formula": "C6H14", name: text})


def read_pairs(pairs: Iterable[tuple[str, str]]) -> object:
    found, refused = address.read(pairs, DECLARED)
    if refused:
        raise refused[0]
    return found


def read_pair(name: str) -> Callable[[str], object]:
    return lambda text: read_pairs([(name, text)])


ENTRIES: dict[str, Callable[[str], object]] = {
    "formula": parse,
    "formula, note": note,
    "Parameters, formula": lambda text: Parameters(formula=text),
    **{f"read_parameters, {name}": read_parameter(name) for name in DECLARATIONS},
    "read_parameters, a name": lambda text: read_parameters({"formula": "C6H14", text: 1}),
    "Target, a name": lambda text: Target({text: 1.0}),
    "Target, smarts": lambda text: Target({"smarts_matches": 1.0}, smarts=text),
    "Constraints, a name": lambda text: Constraints([text]),
    "Constraints, required_smarts": lambda text: Constraints((), text),
    "component": component,
    "constraint": constraint,
    "pace": read_pace,
    "session": SessionManager().get,
    "snapshot": read_snapshot,
    **{f"address, {name}": read_pair(name) for name in DECLARATIONS},
    "address, a name": lambda text: read_pair(text)("1"),
    "address, many pairs": lambda text: read_pairs(("k", one) for one in text),
    "address, many names": lambda text: read_pairs((one, "1") for one in text),
    **{
        f"address, {one['name']} alone": partial(address.read_text, one)
        for one in DECLARED
        if one["kind"] != "text"
    },
    "command line": commanded("…"),
    "command line, a word after words": commanded("list", "…"),
    "command line, run": commanded("run", "…"),
    "command line, count": commanded("count", "…"),
    "command line, walk": commanded("walk", "…", "--steps", "10"),
    "command line, an option": commanded("run", "C6H14", "--…"),
    **{
        f"command line, --{option}": commanded("run", "C6H14", f"--{option}=…")
        for option in (*OPTIONS, "smarts", "require", "forbid", "replicates")
    },
    "command line, --limit": commanded("count", "C6H14", "--limit=…"),
    **{
        f"command line, walk, --{option}": commanded("walk", "C6H14", "--steps=9", f"--{option}=…")
        for option in ("steps", "kt", "seed", "constraint", "require")
    },
}  # fmt: skip


@pytest.fixture(autouse=True, scope="module")
def toolkit() -> None:
    """Import RDKit, which is no work for a text."""
    chem.toolkit()


class Work:
    """What a call came to: lines executed, and the sentence if it was refused."""

    def __init__(self, call: Callable[[str], object], text: str) -> None:
        self.lines = 0
        self.sentence = ""
        before = sys.gettrace()
        sys.settrace(self._trace)
        try:
            call(text)
        except RefusalError as error:
            self.sentence = str(error)
        finally:
            sys.settrace(before)

    def _trace(self, _: FrameType, event: str, __: Any) -> Any:  # noqa: ANN401  (as Python has it)
        self.lines += event == "line"
        return self._trace


def filled(piece: str, length: int) -> str:
    return (piece * (length // len(piece) + 1))[:length]


OF_THE_COMMAND_LINE = [entry for entry in ENTRIES if entry.startswith("command line")]
OF_THE_PACKAGE = [entry for entry in ENTRIES if entry not in OF_THE_COMMAND_LINE]
TAKES_ANYTHING = {"formula, note"}
FEW_LINES = 2_000
WHOLE_ADDRESS = 100_000
"""For what is cut into pairs as it comes: all that an address may hold is read first."""
LONGEST_READ = {"formula": formula.MAX_LENGTH, "address": address.MAX_LENGTH - 100}


def long_texts() -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(PIECES) | st.text(max_size=3), min_size=1).map("".join)


def check_megabyte(entry: str, piece: str) -> None:
    work = Work(ENTRIES[entry], filled(piece or " ", MEGABYTE))
    assert work.lines < (WHOLE_ADDRESS if entry.startswith("address, many ") else FEW_LINES)
    assert bool(work.sentence) != (entry in TAKES_ANYTHING)
    assert len(work.sentence) < LONGEST_SENTENCE


@pytest.mark.slow
@pytest.mark.parametrize("entry", OF_THE_PACKAGE)
def test_a_megabyte_is_refused_with_little_work(entry: str) -> None:
    for piece in PIECES:
        check_megabyte(entry, piece)


@pytest.mark.slow
@pytest.mark.parametrize("entry", OF_THE_PACKAGE)
@given(piece=long_texts())
@settings(max_examples=10)
def test_any_megabyte_is_refused_with_little_work(entry: str, piece: str) -> None:
    check_megabyte(entry, piece)


@pytest.mark.slow
@pytest.mark.parametrize("entry", OF_THE_COMMAND_LINE)
def test_a_megabyte_on_the_command_line_is_refused_in_one_short_line(
    entry: str, capsys: pytest.CaptureFixture[str]
) -> None:
    for piece in PIECES:
        statuses: list[object] = []
        work = Work(lambda text: statuses.append(ENTRIES[entry](text)), filled(piece, MEGABYTE))  # noqa: B023
        assert work.lines < FEW_LINES
        output, errors = capsys.readouterr()
        assert (statuses, output) == ([2], "")
        assert errors.startswith("isoanneal: The arguments have 1,0")
        assert len(errors.splitlines()) == 1
        assert len(errors) < LONGEST_SENTENCE


@pytest.mark.slow
@pytest.mark.parametrize("entry", OF_THE_COMMAND_LINE)
@given(text=long_texts())
@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_the_command_line_says_of_any_text_is_one_short_line(
    entry: str, text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    for length in (len(text), 1_900, 7_600, 19_000):
        status = ENTRIES[entry](filled(text or "-", length))
        output, errors = capsys.readouterr()
        assert status in (0, 2)
        assert status == 0 or output == ""
        assert len(errors) < LONGEST_SENTENCE
        assert errors.count("\n") == (1 if status else errors.count("isoanneal: "))
        assert not any(ord(one) < ord(" ") for one in errors.replace("\n", ""))


@pytest.mark.slow
@pytest.mark.parametrize(
    "entry", [entry for entry in OF_THE_PACKAGE if entry.partition(",")[0] in LONGEST_READ]
)
def test_work_grows_no_faster_than_the_text(entry: str) -> None:
    longest = LONGEST_READ[entry.partition(",")[0]]
    for piece in PIECES:
        whole, half = (
            Work(ENTRIES[entry], filled(piece, n)).lines for n in (longest, longest // 2)
        )
        assert whole < 2.2 * half + FEW_LINES
        assert whole < 200 * longest


@pytest.mark.parametrize(
    "text", ["C100", "C100H202", "C99H200", "C50H1N25O25", "P100H102", "C96H2"]
)
def test_no_snapshot_is_too_long_to_be_read(text: str) -> None:
    annealer: Annealer = Parameters(formula=text, steps_per_cycle=100_000, cycles=100).annealer()
    annealer.advance(50)
    kept = annealer.snapshot()
    written = write_snapshot(kept)
    assert read_snapshot(written) == kept
    assert len(written) < snapshot.MAX_LENGTH / 2
    # What is longer is not looked at, whatever it holds.
    with pytest.raises(snapshot.SnapshotError, match="cannot be read"):
        read_snapshot(written + " " * snapshot.MAX_LENGTH)
