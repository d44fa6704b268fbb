"""Who may import whom."""

import ast
from collections.abc import Iterator
from pathlib import Path

import isoanneal
import networkx as nx  # type: ignore[import-untyped]
import pytest

from tools.environment import PROJECT

PACKAGE = Path(str(isoanneal.__file__)).parent
MODULES = {
    ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts).removesuffix(".__init__"): path
    for path in sorted(PACKAGE.rglob("*.py"))
}
FOR_THE_PAGE = {
    f"isoanneal.{name}"
    for name in ("address", "aims.reaching", "formula", "limits", "notation", "refusal")
}
"""What runs on the page's MicroPython too."""
PAGE = sorted((PROJECT / "site" / "page").rglob("*.py"))


def imports(path: Path) -> Iterator[str]:
    """Yield the full name of everything that a file imports, at its top or within."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path.name} has a relative import"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def importers(*packages: str) -> set[str]:
    return {
        name
        for name, path in MODULES.items()
        if any(imported.split(".")[0] in packages for imported in imports(path))
    }


def module_of(imported: str) -> str:
    """Return the module of the package that an imported name is or comes from."""
    return imported if imported in MODULES else imported.rpartition(".")[0]


def test_all_modules_are_found() -> None:
    assert {"isoanneal", "isoanneal.formula", "isoanneal.chem.toolkit"} <= set(MODULES)


def test_the_browser_is_known_to_one_adapter_at_most() -> None:
    assert importers("js", "pyodide", "pyscript") <= {"isoanneal.chem.minimal_lib"}


def test_what_the_page_runs_too_imports_nothing_else() -> None:
    for name in FOR_THE_PAGE:
        assert {module_of(one) for one in imports(MODULES[name])} <= FOR_THE_PAGE | {
            *("collections.abc", "typing"),  # for the type checker only
        }


def test_rdkit_is_known_to_one_adapter() -> None:
    assert importers("rdkit") == {"isoanneal.chem.python_package"}


def test_the_terminal_is_known_to_the_command_line_only() -> None:
    assert importers("tqdm", "argparse") == {"isoanneal.command_line"}


def test_wasmtime_is_known_to_one_module_only() -> None:
    assert importers("wasmtime") == {"isoanneal.kernel.wasmtime_machine"}


def test_no_search_uses_platform_mathematics_or_random_numbers() -> None:
    drawing = {name for name in MODULES if is_of_drawings(name)}
    assert importers("cmath", "random", "secrets", "numpy") <= drawing
    # What runs have come to when they are over.
    assert importers("statistics") - drawing == {"isoanneal.replicates"}
    # IEEE 754 rounds square roots correctly, so they are the same everywhere.
    # The pace for the eye says when steps are made, and never which.
    aside = drawing | {"isoanneal.pace"}
    searching = [path for name, path in MODULES.items() if name not in aside]
    of_math = {one for path in searching for one in imports(path) if one.startswith("math")}
    assert of_math == {"math.sqrt"}


def test_no_search_knows_how_structures_are_drawn() -> None:
    users = {
        name
        for name, path in MODULES.items()
        if not is_of_drawings(name) and any(is_of_drawings(imported) for imported in imports(path))
    }
    assert users == {"isoanneal.picture", "isoanneal.portrait"}


def is_of_drawings(name: str) -> bool:
    return name.startswith(("isoanneal.layout", "isoanneal.drawing"))


def test_modules_do_not_import_each_other_in_a_circle() -> None:
    graph = nx.DiGraph()
    for name, path in MODULES.items():
        for imported in imports(path):
            if imported.split(".")[0] == "isoanneal":
                graph.add_edge(name, module_of(imported))
    assert graph.number_of_edges() > 20
    assert list(nx.simple_cycles(graph)) == []


def test_the_engine_does_not_know_its_users() -> None:
    users = {
        f"isoanneal.{name}"
        for name in (
            "session", "session_manager", "command_line", "messages", "trace", "record", "pace",
        )
    }  # fmt: skip
    engine = (
        "annealer", "displacement", "structure", "cooling", "metropolis", "mulberry32", "snapshot",
    )  # fmt: skip
    for name in engine:
        known = {module_of(imported) for imported in imports(MODULES[f"isoanneal.{name}"])}
        assert known.isdisjoint(users)


def test_the_page_has_modules() -> None:
    assert PAGE


@pytest.mark.parametrize("path", PAGE, ids=lambda path: path.name)
def test_the_page_imports_only_what_runs_on_micropython_of_the_package(path: Path) -> None:
    of_package = [one for one in imports(path) if one.split(".")[0] == "isoanneal"]
    assert {module_of(one) for one in of_package} <= FOR_THE_PAGE


LACKED_BY_MICROPYTHON = {"removeprefix", "removesuffix", "casefold", "isascii", "zfill", "maxsplit"}


@pytest.mark.parametrize(
    "path",
    [
        *PAGE,
        *(MODULES[name] for name in sorted(FOR_THE_PAGE)),
    ],
    ids=lambda path: path.name,
)
def test_the_page_uses_nothing_that_micropython_lacks(path: Path) -> None:
    """Tools that modernise Python code put such things in, and CPython does not mind."""
    nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    used = {node.attr for node in nodes if isinstance(node, ast.Attribute)}
    used |= {node.arg for node in nodes if isinstance(node, ast.keyword) and node.arg}
    assert used.isdisjoint(LACKED_BY_MICROPYTHON)
    # It warns in the console of each exception that is raised “from” another.
    assert not [node.lineno for node in nodes if isinstance(node, ast.Raise) and node.cause]


def test_numbers_leave_the_page_by_one_way() -> None:
    ways = ("pyscript.ffi", "jsffi.to_js")
    users = {path.name for path in PAGE if any(one.startswith(ways) for one in imports(path))}
    assert users == {"border.py"}


MAKES_MARKUP = (
    "innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "createContextualFragment",
    "setHTML", "srcdoc", "DOMParser", "parseFromString", "XSLTProcessor",
)  # fmt: skip
OUR_OWN_TEXT = "site/page/words.py"
"""The one place where markup is made: of messages, which the build has checked."""


def test_markup_is_made_of_nothing_but_our_own_text() -> None:
    makers = {
        path.relative_to(PROJECT).as_posix()
        for path in (PROJECT / "site").rglob("*.*")
        if path.suffix in (".py", ".js", ".html", ".ftl")
        if any(name in path.read_text(encoding="utf-8") for name in MAKES_MARKUP)
    }
    assert makers == {OUR_OWN_TEXT}
    text = (PROJECT / OUR_OWN_TEXT).read_text(encoding="utf-8")
    # No value is put into a message that becomes markup.
    assert [line.strip() for line in text.splitlines() if "innerHTML" in line] == [
        "element.innerHTML = bundle.formatPattern(message.value)"
    ]
