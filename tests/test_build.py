"""What build.py says of its command line, and where something is too old or missing."""

import ast
import importlib.util
import os
import runpy
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from tools import environment
from tools.environment import MissingToolError

BUILD = environment.PROJECT / "build.py"


def build_py() -> ModuleType:
    """Return build.py as a module."""
    specification = importlib.util.spec_from_file_location("build_py", BUILD)
    assert specification is not None
    assert specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


def test_an_older_python_can_read_it() -> None:
    ast.parse(BUILD.read_text(encoding="utf-8"), feature_version=(3, 8))


def test_an_older_python_is_told_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 10, 4, "final", 0))
    monkeypatch.setattr(sys, "version", "3.10.4 (main, today)")
    with pytest.raises(SystemExit) as stopped:
        runpy.run_path(str(BUILD), run_name="__main__")
    assert str(stopped.value) == (
        "build.py needs Python 3.11 or later, and this is 3.10.4. Run it with a later one, for "
        "example “python3.11 build.py”."
    )


def test_the_oldest_python_is_that_of_the_package() -> None:
    text = (environment.PROJECT / "pyproject.toml").read_text(encoding="utf-8")
    assert 'requires-python = ">=3.11"' in text
    assert "sys.version_info < (3, 11)" in BUILD.read_text(encoding="utf-8")


def test_ctrl_c_ends_any_command_with_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def pressed(*_: object) -> None:
        raise KeyboardInterrupt

    module = build_py()
    for command in module._COMMANDS:  # noqa: SLF001  (each of them)
        monkeypatch.setitem(module._COMMANDS, command, pressed)  # noqa: SLF001
        monkeypatch.setattr(sys, "argv", ["build.py", command])
        assert module.main() == 130
        assert capsys.readouterr() == ("", "build.py: stopped\n")


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder whose programs are all that the PATH has."""
    if os.name == "nt":
        pytest.skip("a shell's script stands for Node.js here")
    monkeypatch.setenv("PATH", str(tmp_path))
    return tmp_path


def put_node(folder: Path, version: str) -> Path:
    node = folder / "node"
    node.write_text(f"#!/bin/sh\necho {version}\n")
    node.chmod(0o755)
    return node


@pytest.mark.parametrize("version", ["v20.0.0", "v24.11.1"])
def test_node_is_taken_if_it_is_new_enough(programs: Path, version: str) -> None:
    node = put_node(programs, version)
    assert environment.node() == str(node)


@pytest.mark.parametrize("version", ["v8.17.0", "v18.20.4"])
def test_an_older_node_is_told_in_one_line(programs: Path, version: str) -> None:
    put_node(programs, version)
    with pytest.raises(MissingToolError) as refused:
        environment.node()
    assert str(refused.value) == (
        f"The build needs Node.js 20 or later, and this is {version}. Install a later one."
    )


def test_without_node_it_says_what_to_install(programs: Path) -> None:
    assert list(programs.iterdir()) == []
    with pytest.raises(MissingToolError, match=r"Install version 20 or later, with npm\.$"):
        environment.node()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["zip", "--colour"], "unknown arguments: --colour"),
        (["bench", "--rounds", "few"], "argument --rounds: invalid int value: 'few'"),
        (["bake"], "invalid choice: 'bake'"),
    ],
)
def test_what_it_does_not_know_it_refuses(arguments: list[str], words: str) -> None:
    completed = subprocess.run(
        [sys.executable, BUILD, *arguments], capture_output=True, encoding="utf-8", check=False
    )
    assert completed.returncode == 2
    assert words in completed.stderr


def test_every_command_is_told_at_the_top() -> None:
    module = build_py()
    assert module.__doc__ is not None
    told = {line.split()[2] for line in module.__doc__.splitlines() if "build.py  " not in line
            and line.startswith("python3 build.py ")}  # fmt: skip
    assert told == set(module._COMMANDS) - {"build"}  # noqa: SLF001


def test_what_follows_check_and_test_is_pytest_s() -> None:
    parser = build_py()._parser()  # noqa: SLF001
    for command in ("check", "test"):
        options, rest = parser.parse_known_args([command, "-k", "formula", "--co", "-x"])
        assert (options.command, rest) == (command, ["-k", "formula", "--co", "-x"])
        assert not options.precompressed


def test_the_options_of_the_benchmark() -> None:
    parser = build_py()._parser()  # noqa: SLF001
    options, rest = parser.parse_known_args(
        ["bench", "--against", "main", "--only", "start,C10H16", "--rounds", "3"]
    )
    assert (options.against, options.only, options.rounds, rest) == ("main", "start,C10H16", 3, [])
    plain, _ = parser.parse_known_args(["bench"])
    assert (plain.against, plain.only, plain.rounds) == ("", "", 5)
