"""The keys of the site's words: which are used where, and which are missing.

Run by the interpreter of the site's environment: `python -m tools.keys SITE DECLARED.json`.
"""

import ast
import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from tools import environment
from tools.messages import OF_PACKAGE, Messages, has_tags, languages, references, variables
from tools.text import ENGLISH, KEY, Declared, UnfitTextError

_IN_MARKUP = re.compile(rf'{KEY}="([^"{{}}]*)"')
_IN_LOADER = re.compile(r'"(loader-[\w-]+)"')
_IN_MANIFEST = re.compile(r'"l10n:([^"]*)"')
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_OF_LOADER = "loader-"
_WORDS = "words"
_FUNCTIONS = (_WORDS, "detail", "has_words")
"""Of `page.words`; each takes a key first."""
_IN_NOTICES = re.compile(r'"(about-[\w-]+)"')
_NOTICES = environment.PROJECT / "tools" / "notices.py"
"""It writes elements of the document."""


class UnfitCallError(Exception):
    """A call whose key cannot be told; the message says what to do."""


@dataclass(frozen=True)
class Use:
    """One place that uses a message, or with `is_prefix` all whose keys begin so.

    `function` is the Python function that was called, if any; `names` are the values that it
    hands over, or nothing where that cannot be told; `attribute` is what `detail` asks for.
    """

    place: str
    key: str
    is_prefix: bool = False
    function: str = ""
    names: frozenset[str] | None = None
    attribute: str = ""

    def __str__(self) -> str:
        """Return where it is, and the key as it is written there."""
        return f"{self.place}: “{self.key}{'…' if self.is_prefix else ''}”"

    def keys(self, messages: Iterable[str]) -> list[str]:
        """Return those keys that it uses."""
        if self.is_prefix:
            return [key for key in messages if key.startswith(self.key)]
        return [key for key in messages if key == self.key]


@dataclass(frozen=True)
class Report:
    """What there is to say about the keys: what is wrong, and what is only to be known."""

    faults: list[str]
    notes: list[str]


def report(site: Path, declared: Declared) -> Report:
    """Return what is wrong with the keys of a site, and what its languages lack.

    Raises `UnfitTextError` for messages that cannot be read at all.
    """
    found = languages(site, declared)
    english = found.pop(ENGLISH)
    faults: list[str] = []
    uses = list(uses_of(site, faults))
    for use in uses:
        faults += _faults_of(use, english)
    used = {key for use in uses for key in use.keys(english)}
    used |= {other for key in english for other in references(english[key])}
    faults += [
        f"site/text/en.ftl: “{key}” is used nowhere. Take it out."
        for key in english
        if key not in used and not key.startswith(OF_PACKAGE)
    ]
    notes = [f"{ENGLISH}: {len(list(english))} messages"]
    faults += _broken_references(english)
    for messages in found.values():
        notes += _compared(messages, english)
        faults += _mismatches(messages, english) + _broken_references(messages)
    return Report(sorted(set(faults)), notes)


def uses_of(site: Path, faults: list[str]) -> Iterator[Use]:
    """Yield all uses of messages in a site; what cannot be told is added to `faults`."""
    for path in sorted(site.rglob("*.html")):
        yield from _matches(path, site, _IN_MARKUP)
    yield from _matches(_NOTICES, site, _IN_NOTICES)
    yield from _matches(site / "shell" / "loader.js", site, _IN_LOADER)
    yield from _matches(site / "shell" / "manifest.json", site, _IN_MANIFEST)
    for path in sorted((site / "page").rglob("*.py")):
        place = _place(path, site)
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call) and (function := _function(call)):
                try:
                    yield from _uses(f"{place}:{call.lineno}", function, call)
                except UnfitCallError as error:
                    faults.append(f"{place}:{call.lineno}: {error}")


def _place(path: Path, site: Path) -> str:
    root = site.parent if path.is_relative_to(site) else environment.PROJECT
    return path.relative_to(root).as_posix()


def _matches(path: Path, site: Path, pattern: re.Pattern[str]) -> Iterator[Use]:
    source = path.read_text(encoding="utf-8")
    without_comments = _COMMENT.sub(lambda found: "\n" * found.group().count("\n"), source)
    for number, line in enumerate(without_comments.splitlines(), 1):
        for found in pattern.finditer(line):
            yield Use(f"{_place(path, site)}:{number}", found[1])


def _function(call: ast.Call) -> str:
    """Return which of the functions about words a call is for, if any."""
    called = call.func
    if isinstance(called, ast.Attribute) and isinstance(called.value, ast.Name):
        return called.attr if called.value.id == _WORDS and called.attr in _FUNCTIONS else ""
    return called.id if isinstance(called, ast.Name) and called.id in _FUNCTIONS else ""


def _uses(place: str, function: str, call: ast.Call) -> Iterator[Use]:
    if not call.args:
        raise UnfitCallError(f"{function}() is called without a key. Write it as a text.")
    known = [word.arg for word in call.keywords if word.arg is not None]
    names = frozenset(known) if len(known) == len(call.keywords) else None
    attribute = ""
    if function == "detail" and len(call.args) > 1 and isinstance(call.args[1], ast.Constant):
        attribute = str(call.args[1].value)
    for key, is_prefix in _keys(function, call.args[0]):
        yield Use(place, key, is_prefix, function, names, attribute)


def _keys(function: str, given: ast.expr) -> Iterator[tuple[str, bool]]:
    """Yield the keys that an expression stands for, and whether more follows each of them."""
    match given:
        case ast.Constant(value=str(key)):
            yield key, False
        case ast.IfExp(body=one, orelse=other):
            yield from _keys(function, one)
            yield from _keys(function, other)
        case ast.JoinedStr(values=[ast.Constant(value=str(begin)), ast.FormattedValue()]):
            if not begin.endswith("-"):
                raise UnfitCallError(
                    f"“{begin}…” ends in the middle of a word. Put a hyphen before the value."
                )
            yield begin, True
        case _:
            raise UnfitCallError(
                f"{function}() is called with a key that cannot be told from the source. Write "
                'it as a text, or as f"beginning-{value}".'
            )


def _faults_of(use: Use, english: Messages) -> list[str]:
    """Return what is wrong with a use."""
    keys = use.keys(english)
    if not keys and use.function != "has_words":
        return [f"{use} is not in site/text/en.ftl. Write it there, or correct the key."]
    checks: Mapping[str, Callable[[Use, list[str], Messages], list[str]]] = {
        _WORDS: _faults_of_words,
        "detail": _faults_of_detail,
        "": _faults_of_static,
    }
    check = checks.get(use.function)
    return check(use, keys, english) if check else []


def _faults_of_words(use: Use, keys: list[str], english: Messages) -> list[str]:
    faults = []
    wanted = {key: variables(english[key].value) for key in keys}
    for key in keys:
        if english[key].value is None:
            faults.append(f"{use}: “{key}” has attributes only. Give it a value.")
        if has_tags(english[key].value):
            faults.append(f"{use}: “{key}” has tags, which Python shows as text. Take them out.")
        lacking = wanted[key] - use.names if use.names is not None else ()
        if lacking:
            faults.append(f"{use}: “{key}” also needs {_listed(lacking)}. Hand it over.")
    unknown = (use.names or frozenset()).difference(*wanted.values())
    if unknown:
        faults.append(f"{use} does not use {_listed(unknown)}. Leave it out, or correct its name.")
    return faults


def _faults_of_detail(use: Use, keys: list[str], english: Messages) -> list[str]:
    said = {attribute.id.name for key in keys for attribute in english[key].attributes}
    if use.attribute in said:
        return []
    return [f"{use} has no attribute “.{use.attribute}”. Write it into site/text/en.ftl."]


def _faults_of_static(use: Use, keys: list[str], english: Messages) -> list[str]:
    if use.key.startswith(_OF_LOADER):
        return []
    return [
        f"{use} needs {_listed(variables(english[key].value))}, which only Python can hand over."
        for key in keys
        if variables(english[key].value)
    ]


def _compared(messages: Messages, english: Messages) -> list[str]:
    missing = [key for key in english if key not in messages]
    superfluous = [key for key in messages if key not in english]
    notes = [f"{messages.tag}: {len(list(messages))} messages"]
    for what, keys in (("missing", missing), ("superfluous", superfluous)):
        if keys:
            notes.append(f"{messages.tag}: {len(keys)} {what}: {', '.join(keys)}")
    return notes


def _mismatches(messages: Messages, english: Messages) -> list[str]:
    """Return the messages of a language that do not put in what the English ones put in."""
    faults = []
    for key in messages:
        if key not in english:
            continue
        for part, ours, theirs in _parts(messages, english, key):
            if ours != theirs:
                faults.append(
                    f"site/text/{messages.tag}.ftl: “{key}{part}” puts in {_listed(ours)}, "
                    f"English {_listed(theirs)}. Put in the same."
                )
    return faults


def _broken_references(messages: Messages) -> list[str]:
    return [
        f"site/text/{messages.tag}.ftl: “{key}” puts in a message “{other}”, which is not there. "
        "Write it, or correct the key."
        for key in messages
        for other in sorted(references(messages[key]))
        if other not in messages
    ]


def _parts(
    messages: Messages, english: Messages, key: str
) -> Iterator[tuple[str, set[str], set[str]]]:
    """Yield what each part of a message puts in, in a language and in English."""
    yield "", variables(messages[key].value), variables(english[key].value)
    theirs = {one.id.name: variables(one.value) for one in english[key].attributes}
    for one in messages[key].attributes:
        name = one.id.name
        yield f".{name}", variables(one.value), theirs.get(name, set())


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f"{{ ${name} }}" for name in sorted(names)) or "nothing"


def main(site: Path, declared: Declared) -> int:
    """Print the report; return 1 if anything is wrong, else 0."""
    try:
        told = report(site, declared)
    except UnfitTextError as error:
        told = Report([str(error)], [])
    for line in told.notes:
        print(line)
    for line in told.faults:
        print(line, file=sys.stderr)
    count = len(told.faults)
    print(f"Faults: {count}" if count else "Every key is used, and is there.")
    return 1 if told.faults else 0


if __name__ == "__main__":
    given = json.loads(Path(sys.argv[2]).read_text(encoding="utf-8"))
    sys.exit(main(Path(sys.argv[1]), given))
