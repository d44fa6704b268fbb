"""The quick check: style, types, and the unit tests that need no browser, no npm and no compiler.

All three run side by side.  With files named, each looks only at what concerns them.
"""

import ast
import os
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tools.environment import PROJECT

CHECKED = ("py", "site", "tests", "tools", "build.py")
"""What types are checked in."""

_NEEDS_NOTHING = "not outside"
_IS_QUICK = f"{_NEEDS_NOTHING} and not slow"
"""Which tests, by their markers; see pyproject.toml."""
_SIDE_BY_SIDE = ("--numprocesses=2", "--dist=worksteal")
_NOT_EVEN_COLLECTED = "--ignore=tests/browser"
_WITH_VALUE = frozenset({"-k", "-m", "-p", "-n", "-o", "-c", "-W", "-r"})
_ROOTS = ("py/rdkit-wheel", "py")
_BY_KIND = {".md": "tests/test_documents.py", ".yml": "tests/test_workflows.py"}


class CheckFailedError(Exception):
    """A check that found something; the message says which, and what that is was printed."""


@dataclass(frozen=True)
class Plan:
    """What is to be looked at: everything where `files` is empty.

    `tests` are the test files or folders that concern the files, which slow ones are left out
    of unless `names_tests`: some of the files are tests.  `options` are those of pytest.  All
    paths are relative to the project.
    """

    files: Sequence[str]
    tests: Sequence[str]
    options: Sequence[str]
    names_tests: bool = True

    def style(self) -> list[str]:
        """Return what the linter is given."""
        return [name for name in self.files if _is_python(name)] if self.files else ["."]

    def types(self) -> list[str]:
        """Return what the types are checked in."""
        if not self.files:
            return list(CHECKED)
        return [name for name in self.style() if name.startswith(CHECKED)]

    def pytest(self) -> list[str]:
        """Return the arguments of pytest, none where no test concerns the files."""
        if not self.files:
            return [*_SIDE_BY_SIDE, _NOT_EVEN_COLLECTED, "-m", _IS_QUICK, *self.options]
        if not self.tests:
            return []
        which = _NEEDS_NOTHING if self.names_tests else _IS_QUICK
        return ["-m", which, *self.options, *self.tests]


def plan(arguments: Sequence[str]) -> Plan:
    """Return what the arguments of the command ask for.

    What is no file is an option of pytest.  Raises `FileNotFoundError` for a name that looks
    like a file's but is none.
    """
    files: list[str] = []
    tests: list[str] = []
    options: list[str] = []
    before = ""
    for argument in arguments:
        name, separator, node = argument.partition("::")
        if argument.startswith("-") or before in _WITH_VALUE:
            options.append(argument)
        elif Path(name).exists():
            path = Path(name).resolve().relative_to(PROJECT)
            files += _files(path)
            tests += [f"{path.as_posix()}{separator}{node}"] if node else concerning(path)
        elif "/" in name or name.endswith((".py", ".md")):
            raise FileNotFoundError(f"There is no file {name} to check. Look at its spelling.")
        else:
            options.append(argument)
        before = argument
    names_tests = any(Path(name).name.startswith("test_") for name in files)
    return Plan(files, list(dict.fromkeys(tests)), options, names_tests)


def _files(path: Path) -> list[str]:
    if not (PROJECT / path).is_dir():
        return [path.as_posix()]
    inside = sorted((PROJECT / path).rglob("*.py"))
    return [one.relative_to(PROJECT).as_posix() for one in inside]


def _is_python(name: str) -> bool:
    return name.endswith((".py", ".pyi"))


def concerning(path: Path) -> list[str]:
    """Return the test files, or folders of them, that a file or a folder concerns.

    A module concerns those that import it or the package in which it is; a file of the page
    concerns the tests of the page, one of a panel those that have the panel's name.
    """
    first, *_ = path.parts
    if first == "tests" and ((PROJECT / path).is_dir() or path.name.startswith("test_")):
        return [path.as_posix()]
    if first == "site":
        panel = path.parts[3] if path.parts[1:3] == ("page", "panels") else ""
        of_panel = f"tests/page/test_{panel}.py"
        return [of_panel if (PROJECT / of_panel).is_file() else "tests/page"]
    if path.suffix in _BY_KIND:
        return [_BY_KIND[path.suffix]]
    modules = {_module(Path(name)) for name in _files(path) if _is_python(name)}
    wanted = modules | {module.rpartition(".")[0] for module in modules if module.count(".") > 1}
    tests = sorted((PROJECT / "tests").glob("test_*.py"))
    return [f"tests/{test.name}" for test in tests if wanted & _imported(test)]


def _module(path: Path) -> str:
    name = path.with_suffix("").as_posix().removesuffix("/__init__")
    for root in _ROOTS:
        name = name.removeprefix(f"{root}/")
    return name.replace("/", ".")


@cache
def _imported(path: Path) -> frozenset[str]:
    return frozenset(_imports(path))


def _imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def run(wanted: Plan, interpreter: Path, variables: Mapping[str, str]) -> None:
    """Run what is wanted, with an interpreter and more environment variables.

    Raises `CheckFailedError` if anything is wrong.
    """
    parts = {
        "style": (["ruff", "check"], wanted.style()),
        "layout": (["ruff", "format", "--check"], wanted.style()),
        "types": (["mypy"], wanted.types()),
        "tests": (["pytest"], wanted.pytest()),
    }
    # Without anything to look at they would look at everything, or complain.
    commands = {
        name: [str(interpreter), "-m", *command, *given]
        for name, (command, given) in parts.items()
        if given
    }
    failed = _failed(commands, {**os.environ, **variables})
    if failed:
        raise CheckFailedError(f"The check found faults, see above: {', '.join(failed)}.")
    if "tests" not in commands:
        print("No quick test imports what was named; “python3 build.py test” runs all tests.")


def _failed(commands: Mapping[str, list[str]], environment: Mapping[str, str]) -> list[str]:
    """Run commands side by side; print what each says when it has ended, the longest at last."""
    started = {
        name: subprocess.Popen(  # noqa: S603  (the commands are ours)
            command,
            cwd=PROJECT,
            env=environment,
            stdout=subprocess.PIPE if name != "tests" else None,
            stderr=subprocess.STDOUT,
        )
        for name, command in commands.items()
    }
    failed = []
    for name, process in started.items():
        said, _ = process.communicate()
        if said:
            print(said.decode(errors="replace"), end="", flush=True)
        if process.returncode:
            failed.append(name)
    return failed
