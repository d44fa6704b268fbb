"""Mutants: what is planted, what the tests of a module find of it, and what is told of the rest."""

import os
import re
import sys
from pathlib import Path

import pytest

from tools import mutants
from tools.environment import PROJECT
from tools.mutants import MODULES, Outcome, SurvivingMutantsError, Survivor, explain, judge, report

HALF = Survivor(3, "return 1 / 2", "return 1 / 3")
DOUBLE = Survivor(3, "return 1 / 2", "return 2 / 2")
OTHER = Survivor(9, "x = 4", "x = 5")


@pytest.mark.outside  # an environment of its own, with Cosmic Ray
@pytest.mark.skipif(not hasattr(os, "fork"), reason="mutants need what POSIX has")
def test_a_fault_that_no_test_finds_survives_and_one_that_a_test_finds_is_killed(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    module = tmp_path / "planted.py"
    module.write_text(
        "def seen(a: int | None) -> bool:\n"
        "    return a < 4\n\n\n"
        "def unseen(b: int) -> int:\n"
        "    return b - 7\n\n\n"
        "def endless(c: int) -> None:\n"
        "    while c > 0:\n"
        "        c -= 1\n"
    )
    before = module.read_bytes()
    tests = tmp_path / "test_planted.py"
    tests.write_text(
        "from planted import endless, seen, unseen\n\n"
        "def test_seen():\n"
        "    assert [a for a in range(-9, 9) if seen(a)] == list(range(-9, 4))\n\n"
        "def test_unseen():\n"
        "    unseen(1)\n\n"
        "def test_endless():\n"
        "    endless(9)\n"
    )
    outcome = judge(
        "planted", module, [str(tests)], Path(sys.executable), {"PYTHONPATH": str(tmp_path)}
    )
    survivors = {(one.line, one.reads) for one in outcome.survivors}
    assert {(6, "return b + 7"), (6, "return b - 8"), (6, "return b - 6")} <= survivors
    # Nothing runs an annotation, so that a fault in it is none; those of line 2 are all seen.
    assert {line for line, _ in survivors} & {1, 2} == set()
    assert outcome.killed == outcome.mutants - len(survivors) > 5
    assert "c -= 0" not in {reads for _, reads in survivors}  # it would never end
    assert re.fullmatch(r"\w+ 3[.\d]+, cosmic-ray [.\d]+, pytest [.\d]+, .+", outcome.versions)
    assert "planted.py:6: return b + 7" in capfd.readouterr().out
    assert module.read_bytes() == before


@pytest.mark.outside
@pytest.mark.skipif(not hasattr(os, "fork"), reason="mutants need what POSIX has")
def test_tests_that_fail_without_any_fault_judge_nothing(tmp_path: Path) -> None:
    module = tmp_path / "planted.py"
    module.write_text("X = 1\n")
    tests = tmp_path / "test_planted.py"
    tests.write_text("from planted import X\n\ndef test_x():\n    assert X == 2\n")
    with pytest.raises(mutants.FailingTestsError, match=r"tests first: .*test_planted\.py"):
        judge("planted", module, [str(tests)], Path(sys.executable), {"PYTHONPATH": str(tmp_path)})


def test_a_reason_belongs_to_a_line_or_to_what_it_is_made() -> None:
    explained, idle = explain(
        [HALF, DOUBLE, OTHER],
        [
            {"was": "return 1 / 2", "reads": ["return 1 / 3"], "reason": "Too small\nto matter."},
            {"was": "x = 4", "reason": "Speed only."},
            {"was": "x = 6", "reason": "Gone."},
        ],
    )
    assert [one.reason for one in explained] == ["Too small to matter.", "", "Speed only."]
    assert idle == ["x = 6"]


def test_what_survives_without_a_reason_or_too_often_is_a_fault() -> None:
    few = Outcome("cooling", 8, [HALF], 1.0, "CPython", ["x = 6"])
    assert list(few.faults()) == [
        "cooling: 87.5% are killed, not 90%",
        "cooling.py:3: nothing kills “return 1 / 3”",
        "cooling: “x = 6” has a reason, but none of its mutants survives",
    ]
    (known,), _ = explain([OTHER], [{"was": "x = 4", "reason": "Speed only."}])
    assert list(Outcome("cooling", 10, [known], 1.0, "CPython").faults()) == []


def test_the_report_has_figures_of_each_module_and_every_survivor() -> None:
    (known,), _ = explain([OTHER], [{"was": "x = 4", "reason": "Speed only."}])
    text = report(
        [
            Outcome("cooling", 200, [known], 1.25, "CPython 3.11.7"),
            Outcome("formula", 7, [], 2.0, "CPython 3.11.7"),
        ]
    )
    assert "| `cooling` | 200 | 199 | 1 | 99.5% | 1.2 s |" in text
    assert "| `formula` | 7 | 7 | 0 | 100.0% | 2.0 s |" in text
    assert "- line 9, `x = 4`: Speed only.\n  - `x = 5`\n" in text
    assert "## What survives in `formula`\n\nNothing.\n" in text
    assert "Measured\nwith CPython 3.11.7." in text


def test_a_module_of_which_no_mutants_are_made_is_refused() -> None:
    with pytest.raises(SurvivingMutantsError, match=r"made of walk\. Choose among: displacement"):
        mutants.run(["walk"], Path(sys.executable), {})


def test_every_module_and_every_test_is_there() -> None:
    for name, tests in MODULES.items():
        assert (PROJECT / "py" / "isoanneal" / f"{name}.py").is_file()
        assert all((PROJECT / test).is_file() for test in tests)
        assert f"tests/test_{name}.py" in tests


def test_the_report_that_is_kept_names_every_module_and_no_survivor_without_a_reason() -> None:
    text = mutants.REPORT.read_text(encoding="utf-8")
    assert "no reason is known" not in text
    shares = dict(re.findall(r"^\| `(\w+)` \|.*\| ([\d.]+)% \|", text, re.MULTILINE))
    assert set(shares) == set(MODULES)
    assert all(float(share) >= 90 for share in shares.values())
