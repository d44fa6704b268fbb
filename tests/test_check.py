"""The quick check: what it looks at."""

import subprocess
import sys
from pathlib import Path

import pytest

from tools import check
from tools.check import CheckFailedError, concerning, plan
from tools.environment import PROJECT


@pytest.fixture(autouse=True)
def in_the_project(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(PROJECT)


def test_without_files_everything_is_looked_at_and_the_quick_tests_run() -> None:
    wanted = plan([])
    assert wanted.style() == ["."]
    assert wanted.types() == list(check.CHECKED)
    assert wanted.pytest()[-2:] == ["-m", "not outside and not slow"]


def test_options_are_handed_to_pytest() -> None:
    wanted = plan(["-k", "formula", "-x", "--maxfail=2"])
    assert not wanted.files
    assert wanted.pytest()[-4:] == ["-k", "formula", "-x", "--maxfail=2"]


def test_the_value_of_an_option_is_no_file_even_if_there_is_one() -> None:
    assert plan(["-k", "tests"]).options == ["-k", "tests"]


def test_a_test_file_is_linted_typed_and_run_slow_tests_too() -> None:
    wanted = plan(["tests/test_cooling.py", "-x"])
    assert wanted.style() == wanted.types() == ["tests/test_cooling.py"]
    assert wanted.pytest() == ["-m", "not outside", "-x", "tests/test_cooling.py"]


def test_one_test_of_a_file_can_be_named() -> None:
    wanted = plan(["tests/test_check.py::test_one_test_of_a_file_can_be_named"])
    assert wanted.style() == ["tests/test_check.py"]
    assert wanted.tests == ["tests/test_check.py::test_one_test_of_a_file_can_be_named"]


def test_a_module_concerns_the_tests_that_import_it() -> None:
    wanted = plan(["py/isoanneal/cooling.py"])
    assert "tests/test_cooling.py" in wanted.tests
    assert "tests/test_formula.py" not in wanted.tests
    assert wanted.pytest()[:2] == ["-m", "not outside and not slow"]


@pytest.mark.parametrize(
    ("path", "test"),
    [
        ("py/isoanneal/scoring/randic_index.py", "tests/test_components.py"),
        ("py/isoanneal/constraints/__init__.py", "tests/test_constraints.py"),
        ("py/rdkit-wheel/rdkit_wheel/ninja.py", "tests/test_rdkit_recipe.py"),
        ("tools/check.py", "tests/test_check.py"),
        ("tests/enumeration.py", "tests/test_formula.py"),
        ("README.md", "tests/test_documents.py"),
        (".github/workflows/site.yml", "tests/test_workflows.py"),
    ],
)
def test_what_else_concerns_which_tests(path: str, test: str) -> None:
    assert test in concerning(Path(path))


def test_a_file_of_the_page_concerns_the_tests_of_the_page() -> None:
    assert concerning(Path("site/page/main.py")) == ["tests/page"]
    with_tests = Path("site/page/panels/replicates/panel.py")
    assert concerning(with_tests) == ["tests/page/test_replicates.py"]


def test_a_folder_is_all_of_its_modules() -> None:
    wanted = plan(["tools"])
    assert "tools/check.py" in wanted.style()
    assert "tests/test_check.py" in wanted.tests


def test_what_has_no_python_is_not_linted_and_what_has_no_tests_runs_none() -> None:
    wanted = plan(["LICENSE"])
    assert (wanted.style(), wanted.types(), wanted.pytest()) == ([], [], [])


@pytest.mark.parametrize("name", ["tests/test_nothing.py", "nothing.py", "py/nothing"])
def test_a_file_that_is_not_there_is_refused(name: str) -> None:
    with pytest.raises(FileNotFoundError, match=f"There is no file {name} to check"):
        plan([name])


@pytest.mark.slow
def test_what_is_wrong_is_named_and_printed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "test_wrong.py").write_text("import os\n\ndef test_it( ) -> str:\n    return 1\n")
    monkeypatch.setattr(check, "PROJECT", tmp_path)
    wanted = check.Plan(["test_wrong.py"], [], [])
    monkeypatch.setattr(check, "CHECKED", ("test_wrong.py",))
    with pytest.raises(CheckFailedError, match=r"see above: style, layout, types\.$"):
        check.run(wanted, Path(sys.executable), {})
    said = capfd.readouterr().out
    assert "F401" in said
    assert "would be reformatted" in said
    assert "Incompatible return value" in said


@pytest.mark.slow
def test_what_is_right_passes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "test_right.py").write_text("def test_it() -> None:\n    assert True\n")
    monkeypatch.setattr(check, "PROJECT", tmp_path)
    monkeypatch.setattr(check, "CHECKED", ("test_right.py",))
    check.run(check.Plan(["test_right.py"], ["test_right.py"], ["-q"]), Path(sys.executable), {})


@pytest.mark.slow
def test_a_test_that_fails_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "test_wrong.py").write_text("def test_it() -> None:\n    assert False\n")
    monkeypatch.setattr(check, "PROJECT", tmp_path)
    with pytest.raises(CheckFailedError, match="tests"):
        check.run(check.Plan(["a.txt"], ["test_wrong.py"], ["-q"]), Path(sys.executable), {})


@pytest.mark.slow
def test_the_quick_tests_are_many_and_none_needs_a_browser() -> None:
    completed = subprocess.run(
        [sys.executable, "-m", "pytest", "--collect-only", "-q", *plan([]).pytest()[2:]],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert completed.returncode == 0, completed.stdout
    listed = [line for line in completed.stdout.splitlines() if "::" in line]
    assert len(listed) > 1_000
    assert not [line for line in listed if line.startswith("tests/browser/")]
