"""The benchmark: what it is asked for, and what it says of two states."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import NoReturn

import pytest

from tests.bench import checkout, speed, tables
from tests.bench.__main__ import main
from tests.bench.checkout import UnknownCommitError
from tests.bench.comparison import Row, table, verdict
from tests.bench.searches import PARTS, asked, members, parameters
from tests.processes import HEEDING
from tools.environment import PROJECT


def rate(other: list[float], this: list[float]) -> Row:
    return Row("C6H6, kernel, worker", "steps/s", other, this)


def duration(other: list[float], this: list[float]) -> Row:
    return Row("page usable", "ms", other, this)


def test_a_row_tells_medians_ranges_and_the_ratio() -> None:
    row = rate([1_000_000.0, 2_000_000.0, 9_000_000.0], [1_500_000.0, 1_900_000.0, 2_100_000.0])
    assert row.cells() == [
        "C6H6, kernel, worker",
        "steps/s",
        "2,000,000 (1,000,000–9,000,000)",
        "1,900,000 (1,500,000–2,100,000)",
        "0.950",
        "",
    ]


def test_one_round_has_no_range() -> None:
    assert duration([181.4], [200.0]).cells()[2:4] == ["181", "200"]


@pytest.mark.parametrize(
    ("row", "is_worse"),
    [
        (rate([100.0], [94.9]), True),
        (rate([100.0], [95.0]), False),
        (rate([100.0], [300.0]), False),
        (rate([1.0, 100.0, 100.0], [94.0, 94.0, 999.0]), True),
        (duration([100.0], [105.1]), True),
        (duration([100.0], [105.0]), False),
        (duration([100.0], [20.0]), False),
    ],
)
def test_more_than_five_per_cent_worse_is_worse(row: Row, is_worse: bool) -> None:  # noqa: FBT001
    assert row.is_worse is is_worse
    assert row.cells()[-1] == ("worse" if is_worse else "")


def test_the_table_is_markdown_with_both_names() -> None:
    printed = table([duration([100.0], [50.0])], "main, 1234567", "this state").splitlines()
    assert printed[0] == "| | unit | main, 1234567 | this state | ratio | |"
    assert printed[1] == "| --- | --- | ---: | ---: | ---: | --- |"
    assert printed[2] == "| page usable | ms | 100 | 50 | 0.500 | |"


def test_the_verdict_names_what_is_worse() -> None:
    rows = [rate([100.0], [50.0]), duration([100.0], [100.0]), duration([100.0], [200.0])]
    assert (
        verdict(rows) == "Worse by more than 5%: C6H6, kernel, worker (0.500); page usable (2.000)."
    )
    assert verdict(rows[1:2]) == "No median is worse by more than 5%."


def test_parts_and_formulas_can_be_asked_for() -> None:
    assert asked("") == list(PARTS)
    assert asked("start, C10H16") == ["start", "C10H16"]


def test_what_is_neither_a_part_nor_a_formula_is_refused() -> None:
    with pytest.raises(ValueError, match="--only speed is neither a formula nor one of start, "):
        asked("start,speed")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--only", "C10H17"], "--only C10H17 is neither a formula nor one of"),
        (
            ["--only", "start", "--against", "no-such-branch"],
            "git knows no commit “no-such-branch”",
        ),
    ],
)
def test_what_cannot_be_measured_is_said_in_one_line(
    arguments: list[str], words: str, capfd: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 2
    said = capfd.readouterr().err
    assert words in said
    assert said.count("\n") == 1


def test_rounds_are_at_least_one(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--rounds", "0"])
    assert "must be 1 or more, not 0" in capsys.readouterr().err


def test_a_family_is_told_by_its_formulas() -> None:
    assert members("CnH2n+2")[:2] == ["C10H22", "C20H42"]
    assert members("CnH2n-4")[-1] == "C100H196"


def test_a_speed_is_measured_of_the_package_of_a_checkout(tmp_path: Path) -> None:
    """A checkout whose package is another one is measured, and not ours."""
    run = parameters("C6H14") | {"steps_per_cycle": 100, "cycles": 1}
    assert speed.of_checkout(PROJECT, run, python=True) > 0
    other = tmp_path / "py" / "isoanneal"
    other.mkdir(parents=True)
    (other / "__init__.py").write_text("raise ImportError('this is the other one')\n")
    with pytest.raises(subprocess.CalledProcessError):
        speed.of_checkout(tmp_path, run, python=True)


@pytest.fixture
def in_git() -> None:
    """Skip a test where the sources are no clone."""
    if not (PROJECT / ".git").exists():
        pytest.skip("the sources are not in a repository of git")


@pytest.mark.usefixtures("in_git")
def test_another_commit_is_checked_out_and_leaves_nothing() -> None:
    before = worktrees()
    with checkout.of_commit("HEAD") as other:
        assert (other.folder / "build.py").is_file()
        assert other.name == f"HEAD, {checkout.commit_number('HEAD')[:7]}"
        assert len(worktrees()) == len(before) + 1
    assert worktrees() == before
    assert not other.folder.exists()


@pytest.mark.usefixtures("in_git")
def test_this_state_is_copied_with_what_git_does_not_know_yet() -> None:
    with checkout.of_this_state() as this:
        for name in ("build.py", "tests/test_bench.py"):
            assert (this.folder / name).read_bytes() == (PROJECT / name).read_bytes()
        assert not (this.folder / "dist").exists()


@pytest.mark.usefixtures("in_git")
def test_an_unknown_commit_is_refused() -> None:
    with pytest.raises(UnknownCommitError, match="git knows no commit “0000000”"):
        checkout.commit_number("0000000")


def worktrees() -> list[str]:
    command = ["git", "worktree", "list", "--porcelain"]
    listed = subprocess.run(command, cwd=PROJECT, check=True, capture_output=True, text=True)
    return [line for line in listed.stdout.splitlines() if line.startswith("worktree ")]


@pytest.mark.outside
@pytest.mark.exhaustive
@pytest.mark.usefixtures("in_git")
def test_a_commit_is_measured_against_itself() -> None:
    """Of the start only, which takes a build of each state and a browser."""
    command = [sys.executable, "-m", "tests.bench", "--against=HEAD", "--only=start", "--rounds=1"]
    printed = subprocess.run(command, cwd=PROJECT, check=True, stdout=subprocess.PIPE, text=True)
    rows = [line.split(" | ") for line in printed.stdout.splitlines() if line.startswith("| ")]
    assert [row[0] for row in rows[2:]] == [
        "| page usable", "| engine ready", "| first structure drawn",
    ]  # fmt: skip
    assert all(float(row[2].replace(",", "")) > 0 for row in rows[2:])


def test_a_benchmark_that_is_stopped_says_nothing_itself(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(tables, "print_all", pressed)
    assert main(["--only", "C6H14"]) == 130
    assert capsys.readouterr() == ("", "")


def pressed(*_: object) -> NoReturn:
    raise KeyboardInterrupt


@pytest.mark.skipif(os.name == "nt", reason="signals are those of POSIX")
def test_what_measures_in_a_process_of_its_own_is_stopped_without_a_word() -> None:
    request = {"run": parameters("C30H62", "hosoya_z"), "python": True, "replicates": 0}
    program = (
        "import sys, tests.bench.speed as speed\n"
        "speed.of_run = lambda *_, **__: (print('begun', flush=True), sys.stdin.read(), 1 / 0)\n"
        "speed.json.load = lambda file: speed.json.loads(file.readline())\n"
        "speed.main()\n"
    )
    process = subprocess.Popen(
        [*HEEDING, sys.executable, "-c", program],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=PROJECT,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(json.dumps(request) + "\n")
    process.stdin.flush()
    assert process.stdout.readline() == "begun\n"
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate()
    assert (process.returncode, errors) == (-signal.SIGINT, "")
