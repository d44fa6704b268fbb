"""Reads from RDKit's CMakeLists.txt which sources make which library and extension module.

RDKit's own CMake cannot configure a build for Pyodide without fetching test libraries, but
its lists of sources are the truth about them, and stay so with the next release.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

_COMMENT = re.compile(r"#[^\n]*")
_CALL = re.compile(r"(\w+)\s*\(")
_PARENTHESIS = re.compile(r"[()]")
_VARIABLE = re.compile(r"\$\{(\w+)\}")
_OF_A_DLL = re.compile(r"-DRDKIT_\w+_BUILD")
_KEYWORDS = ("LINK_LIBRARIES", "DEST", "SHARED")


@dataclass(frozen=True)
class Target:
    """What one `rdkit_library` or `rdkit_python_extension` says.

    `destination` is the folder within the Python package for an extension module, such as
    "Chem/Draw", and `None` for a library.  `sources` are paths of .cpp files, `definitions`
    are flags of the compiler for them.
    """

    name: str
    destination: str | None
    sources: tuple[Path, ...]
    links: tuple[str, ...]
    definitions: tuple[str, ...]


def targets(code: Path) -> dict[str, Target]:
    """Return all targets below RDKit's folder Code, by name."""
    found: dict[str, Target] = {}
    for path in sorted(code.rglob("CMakeLists.txt")):
        found |= {target.name: target for target in _targets_of(path)}
    return found


def closure(names: Iterable[str], known: dict[str, Target]) -> list[Target]:
    """Return the named targets and all that they link, each once.

    Names that are no target of RDKit, such as those of system libraries, are left out.
    Raises `KeyError` for a name asked for that RDKit does not have.
    """
    found = {name: known[name] for name in names}
    waiting = list(found.values())
    while waiting:
        for name in waiting.pop().links:
            if name in known and name not in found:
                found[name] = known[name]
                waiting.append(known[name])
    return [found[name] for name in sorted(found)]


def _targets_of(path: Path) -> Iterator[Target]:
    variables = {"CMAKE_CURRENT_SOURCE_DIR": str(path.parent)}
    definitions: tuple[str, ...] = ()
    for command, arguments in _calls_that_hold(path.read_text(encoding="utf-8")):
        words = _expanded(arguments, variables)
        if command == "set" and words:
            variables[words[0]] = " ".join(words[1:])
        elif command == "file" and words[0] == "GLOB":
            matches = sorted(path.parent.glob(Path(words[2]).name))
            variables[words[1]] = " ".join(match.name for match in matches)
        elif command == "add_definitions":
            definitions += tuple(word for word in words if not _OF_A_DLL.fullmatch(word))
        elif command in {"rdkit_library", "rdkit_python_extension"}:
            yield _target(command, words, path.parent, definitions)


def _calls_that_hold(text: str) -> Iterator[tuple[str, str]]:
    """Give all calls that stand under no condition, or under one that holds."""
    conditions: list[bool] = []
    for command, arguments in _calls(_COMMENT.sub("", text)):
        if command == "if":
            conditions.append(_holds(arguments))
        elif command in {"else", "elseif"}:
            conditions[-1] = command == "else" and not conditions[-1]
        elif command == "endif":
            conditions.pop()
        elif all(conditions):
            yield command, arguments


def _calls(text: str) -> Iterator[tuple[str, str]]:
    call = _CALL.search(text)
    while call is not None:
        end = _closing(text, call.end())
        yield call[1].lower(), text[call.end() : end]
        call = _CALL.search(text, end)


def _closing(text: str, start: int) -> int:
    """Return where the parenthesis is closed that was opened just before `start`."""
    depth = 1
    for parenthesis in _PARENTHESIS.finditer(text, start):
        depth += 1 if parenthesis[0] == "(" else -1
        if depth == 0:
            return parenthesis.start()
    raise ValueError(f"a parenthesis is not closed: {text[start - 40 : start + 40]!r}")


def _holds(condition: str) -> bool:
    """Evaluate a condition in which no option is on but the Python wrappers."""
    return (
        condition.split(maxsplit=1)[0] == "NOT" or condition.strip() == "RDK_BUILD_PYTHON_WRAPPERS"
    )


def _expanded(arguments: str, variables: dict[str, str]) -> list[str]:
    text = _VARIABLE.sub(lambda found: variables.get(found[1], ""), arguments)
    return [word.strip('"') for word in text.split()]


def _target(command: str, words: list[str], folder: Path, definitions: tuple[str, ...]) -> Target:
    parts: dict[str, list[str]] = {"": [], **{keyword: [] for keyword in _KEYWORDS}}
    current = ""
    for word in words[1:]:
        if word in _KEYWORDS:
            current = word
        else:
            parts[current].append(word)
    return Target(
        name=words[0],
        destination="/".join(parts["DEST"]) if command == "rdkit_python_extension" else None,
        sources=tuple(folder / name for name in parts[""] if name.endswith(".cpp")),
        links=tuple(parts["LINK_LIBRARIES"]),
        definitions=definitions,
    )
