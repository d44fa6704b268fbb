"""The documents: their commands and snippets run, and their links lead somewhere."""

import argparse
import ast
import importlib.util
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
from isoanneal.address import read
from isoanneal.constraints import constraints
from isoanneal.declaration import table
from isoanneal.messages import Complete, Counters, Failure, Progress, Waiting
from isoanneal.pace import DECLARED
from isoanneal.parameters import DECLARATIONS
from isoanneal.scoring import components

from tests import aims
from tools.environment import PROJECT
from tools.mutants import MODULES

DOCUMENTS = sorted(
    path
    for folder in (PROJECT, PROJECT / "docs", PROJECT / "py", PROJECT / "py" / "rdkit-wheel")
    for path in folder.glob("*.md")
)
NAMES = [path.relative_to(PROJECT).as_posix() for path in DOCUMENTS]
LINK = re.compile(r"\]\(([^)\s]+)\)")
OTHER_PROGRAMS = {"pip", "uv", "npm", "PYTHONPATH=."}
"""What a block of commands may run besides ours; it is not run here."""
OF_THE_PAGE = {"embed": ["1"], "lang": ["en"]}
LONGEST_README = 130


def text_of(name: str) -> str:
    return (PROJECT / name).read_text(encoding="utf-8")


def blocks(name: str, language: str) -> list[str]:
    """Return the blocks of a document in a language."""
    found = re.findall(rf"^```{language}\n(.*?)^```$", text_of(name), re.DOTALL | re.MULTILINE)
    return [str(block) for block in found]


def having(language: str) -> list[str]:
    return [name for name in NAMES if blocks(name, language)]


def printed(*arguments: str) -> str:
    """Return what Python prints in a place where only the package can be imported."""
    completed = subprocess.run(
        [sys.executable, *arguments],
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        check=False,
    )
    assert completed.returncode == 0, completed.stdout + completed.stderr
    return completed.stdout


# Snippets of Python


@pytest.mark.slow
@pytest.mark.parametrize("name", having("python"))
def test_the_python_of_a_document_runs_as_it_stands(name: str) -> None:
    """The blocks of a document follow each other; a comment behind `print` is what it prints."""
    code = "\n".join(blocks(name, "python"))
    lines = printed("-c", code).splitlines()
    told = re.findall(r"^print\(.*\)  # (.+)$", code, re.MULTILINE)
    for line, words in zip(lines, told, strict=False):
        assert words.startswith(line)
    assert len(lines) >= len(told)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["README.md", "py/README.md"])
def test_it_runs_in_a_loop_that_runs_already(name: str) -> None:
    (code,) = blocks(name, "python")
    within = (
        f"import asyncio\nasync def notebook():\n    exec({code!r}, {{}})\nasyncio.run(notebook())"
    )
    assert printed("-c", within) == printed("-c", code) != ""


@pytest.mark.slow
def test_a_search_can_be_followed_in_a_notebook_as_the_document_says() -> None:
    (code,) = blocks("docs/protocol.md", "python")
    assert "write `await main()` there instead of the last line" in text_of("docs/protocol.md")
    *lines, last = code.rstrip().splitlines()
    assert last == "asyncio.run(main())"
    cell = "\n".join([*lines, "await main()"])
    compile(cell, "cell", "exec", flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
    within = (
        "import ast, asyncio, types\n"
        f"made = compile({cell!r}, 'cell', 'exec', flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)\n"
        "async def notebook():\n"
        "    await types.FunctionType(made, {'__name__': '__main__'})()\n"
        "asyncio.run(notebook())\n"
    )
    assert printed("-c", within).splitlines()[-1].startswith("complete 2000 89.0 ")


# Commands


def sessions(name: str) -> Iterator[tuple[str, list[str]]]:
    """Yield the commands of a document's terminals, each with the lines below it."""
    for block in blocks(name, "console"):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, *lines = part.splitlines()
            yield command, lines


@pytest.mark.kernel
@pytest.mark.slow
@pytest.mark.parametrize(
    ("command", "lines"), [pair for name in having("console") for pair in sessions(name)]
)
def test_a_command_prints_what_the_document_says(command: str, lines: list[str]) -> None:
    program, *arguments = shlex.split(command)
    assert program == "isoanneal"
    said = printed("-m", "isoanneal", *arguments)
    # A line of three dots stands for any number of lines.
    pattern = "".join("(.*\n)*" if line == "..." else re.escape(line) + "\n" for line in lines)
    assert re.fullmatch(pattern, said), said


def parser() -> argparse.ArgumentParser:
    """Return the parser of build.py."""
    specification = importlib.util.spec_from_file_location("build_py", PROJECT / "build.py")
    assert specification is not None
    assert specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    built: argparse.ArgumentParser = module._parser()  # noqa: SLF001
    return built


def build_commands(name: str) -> Iterator[list[str]]:
    """Yield the arguments of every `python3 build.py …` in a document."""
    for found in re.finditer(r"python3 build\.py([^`\n#]*)", text_of(name)):
        yield shlex.split(found[1].replace("…", "x"))


@pytest.mark.parametrize("name", [name for name in NAMES if "python3 build.py" in text_of(name)])
def test_build_py_knows_the_commands_and_options_that_a_document_names(name: str) -> None:
    for arguments in build_commands(name):
        options, rest = parser().parse_known_args(arguments)
        if options.command == "check":
            files = [one for one in rest if one.endswith((".py", ".md"))]
            assert all((PROJECT / one).is_file() for one in files), arguments
        elif options.command == "mutants":
            assert set(rest) <= set(MODULES), arguments
        elif options.command != "test":
            assert rest == [], arguments


@pytest.mark.parametrize("name", having("sh"))
def test_a_block_of_commands_has_ours_and_known_ones_only(name: str) -> None:
    for block in blocks(name, "sh"):
        for line in block.replace("\\\n", "").splitlines():
            words = shlex.split(line, comments=True)
            assert words[:2] == ["python3", "build.py"] or words[0] in OTHER_PROGRAMS, line


@pytest.mark.slow
def test_the_command_that_lists_keys_runs() -> None:
    assert "python3 build.py text" in text_of("CONTRIBUTING.md")
    completed = subprocess.run(
        [sys.executable, PROJECT / "build.py", "text"], capture_output=True, check=False
    )
    assert completed.returncode == 0, completed.stdout + completed.stderr


# Links


def slug(heading: str) -> str:
    """Return the anchor that the repository's host gives a heading."""
    return re.sub(r"[^\w\- ]", "", heading.replace("`", "")).strip().lower().replace(" ", "-")


def anchors(path: Path) -> set[str]:
    text = re.sub(
        r"^```.*?^```$", "", path.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE
    )
    return {slug(heading) for heading in re.findall(r"^#+ (.+)$", text, re.MULTILINE)}


@pytest.mark.parametrize("name", NAMES)
def test_every_link_inside_the_repository_leads_somewhere(name: str) -> None:
    for link in LINK.findall(text_of(name)):
        if link.startswith(("https://", "http://")):
            continue
        target, _, anchor = link.partition("#")
        path = (PROJECT / name).parent / target if target else PROJECT / name
        assert path.exists(), f"{name} links to {link}"
        if anchor:
            assert anchor in anchors(path), f"{name} links to {link}"


def test_links_that_lead_nowhere_would_be_found() -> None:
    assert slug("What `build.py` does: more") == "what-buildpy-does-more"
    assert "closed" in anchors(PROJECT / "docs" / "hosting.md")
    assert "nothing" not in anchors(PROJECT / "docs" / "hosting.md")


def test_every_page_of_the_manual_is_linked_from_another_document() -> None:
    linked = {
        ((PROJECT / name).parent / link.partition("#")[0]).resolve()
        for name in NAMES
        for link in LINK.findall(text_of(name))
        if not link.startswith("http")
    }
    assert {path for path in DOCUMENTS if path.parent.name == "docs"} <= linked


# Addresses of the page, and its parameters


def addresses() -> list[tuple[str, str]]:
    """Return the links to a served page that the manual shows: the words and the query."""
    found = re.findall(r"\[`(\S*)`\]\(http://127\.0\.0\.1:8000/(\S+)\)", text_of("docs/hosting.md"))
    return [(str(words), str(link)) for words, link in found]


@pytest.mark.parametrize(("words", "link"), addresses())
def test_an_address_asks_for_what_it_says(words: str, link: str) -> None:
    query = parse_qsl(urlsplit(link).query, strict_parsing=True)
    assert query == parse_qsl(urlsplit(words).query, strict_parsing=True)
    known = {
        "component": [one.name for one in components()],
        "constraint": [one.name for one in constraints()],
    }
    declared = [*(one.facts() for one in DECLARATIONS.values()), DECLARED]
    found, refused = read([pair for pair in query if pair[0] not in OF_THE_PAGE], declared, known)
    assert refused == []
    assert found or query
    for name, text in query:
        assert text in OF_THE_PAGE.get(name, [text])


def test_the_manual_shows_every_parameter_of_an_address() -> None:
    asked = {name for _, link in addresses() for name, _ in parse_qsl(urlsplit(link).query)}
    handles = {one.handle for one in DECLARATIONS.values()} | {str(DECLARED["name"])}
    assert asked == handles | set(OF_THE_PAGE)


def test_the_table_of_parameters_is_that_of_the_declarations() -> None:
    assert f"\n{table(DECLARATIONS)}\n" in text_of("docs/parameters.md")


# The README


def test_the_readme_is_short_and_has_a_place_for_the_address() -> None:
    text = text_of("README.md")
    assert len(text.splitlines()) <= LONGEST_README
    assert "\n**Open it:** " in text


@pytest.mark.parametrize("event", [Progress, Complete, Waiting, Failure])
def test_the_protocol_names_the_fields_of_each_event(
    event: type[Progress | Complete | Waiting | Failure],
) -> None:
    (row,) = re.findall(
        rf"^\| `{event.event}`.*\| ([^|]+) \|$", text_of("docs/protocol.md"), re.MULTILINE
    )
    row = re.sub(r" \(.*?\)", "", row).replace("the four counters", ", ".join(counters()))
    assert set(row.split(", ")) == set(event.__struct_fields__)


def counters() -> tuple[str, ...]:
    return Counters.__struct_fields__


def test_the_protocol_names_the_functions_of_the_worker() -> None:
    entry = ast.parse(text_of("site/worker/entry.py"))
    (exported,) = [
        ast.literal_eval(one.value)
        for one in entry.body
        if isinstance(one, ast.Assign) and ast.unparse(one.targets[0]) == "__export__"
    ]
    rows = text_of("docs/protocol.md").partition("| functions |")[2].partition("\n\n")[0]
    told = re.findall(r"`(\w+)`", "\n".join(row.split("|")[1] for row in rows.splitlines()[2:]))
    assert sorted(told) == sorted(exported)


def test_every_threat_names_a_test_that_there_is() -> None:
    rows = re.findall(r"^\| (?!what could|---)(.+) \|$", text_of("docs/threats.md"), re.MULTILINE)
    assert len(rows) > 20
    for row in rows:
        *_, tests = row.split(" | ")
        named = re.findall(r"`(tests/[\w/]+\.py)::(test_\w+)`", tests)
        assert len(named) == tests.count("`") / 2 > 0, row
        for path, name in named:
            tree = ast.parse(text_of(path))
            assert name in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}, (
                f"{path} has no {name}"
            )


def test_who_reports_a_weakness_is_led_to_the_threats() -> None:
    assert "(docs/threats.md)" in text_of("SECURITY.md")


# Aims


def test_the_aims_are_reached_as_often_as_the_manual_says() -> None:
    assert f"\n{aims.table()}\n" in text_of("docs/aims.md")
