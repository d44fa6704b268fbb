"""The site's words: a file of messages a language, and the document and the manifest in English.

A language is a file `site/text/<tag>.ftl` of Project Fluent; English is the one that all others
fall back to.  Reading messages needs a package, so `tools.messages` does it in the environment
of the site; what it finds is put into the document and the manifest here.
"""

import json
import re
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from html.parser import HTMLParser
from itertools import accumulate
from pathlib import Path
from typing import Any

from tools import catalogue, environment

ENGLISH = "en"
KEY = "data-l10n-id"
"""The attribute of an element that names its message."""
FREE = "data-l10n-free"
"""The attribute of an element whose text is the same in all languages, such as a formula."""
ATTRIBUTES = ("alt", "aria-label", "content", "placeholder", "title")
"""What a message may say of an element beside its content."""

_IN_MANIFEST = re.compile(r'"l10n:([\w-]+)"')
_VOID = {"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}
_KINDS = ("components", "constraints", "parameters", "aims", "challenges", "refusals")

Declared = Mapping[str, Any]
"""What the package says in English: see `tools.messages.of_package`."""


class UnfitTextError(Exception):
    """Words that cannot be put where they are wanted; the message says which and why."""


@dataclass(frozen=True)
class Static:
    """A message without values to put in: the content of an element, and its attributes."""

    value: str | None
    attributes: Mapping[str, str]


@dataclass(frozen=True)
class Words:
    """The words of a site as the build needs them.

    `static` has the English messages that stand in the document as they are, `dynamic` the keys
    of those that only Python can complete; `of_loader` has the loader's sentences by language
    and key.
    """

    languages: Sequence[str]
    static: Mapping[str, Static]
    dynamic: frozenset[str]
    of_loader: Mapping[str, Mapping[str, str]]


def declared() -> dict[str, Any]:
    """Return what the package says itself: of components, parameters, aims and so on."""
    known: Mapping[str, Any] = catalogue.catalogue()
    return {kind: known[kind] for kind in _KINDS if kind in known}


def write(site: Path, target: Path) -> Words:
    """Write `<tag>.ftl`, complete, for each language of a site into the folder `target`.

    Returns the words for the document.  Raises `CalledProcessError`, after the reason was
    printed, for messages that cannot be read or shown.
    """
    with tempfile.TemporaryDirectory() as folder:
        found = Path(folder) / "words.json"
        _run("tools.messages", site, target, _given(Path(folder)), found)
        content = json.loads(found.read_text(encoding="utf-8"))
    return Words(
        languages=content["languages"],
        static={key: Static(*one) for key, one in content["static"].items()},
        dynamic=frozenset(content["dynamic"]),
        of_loader=content["of_loader"],
    )


def check(site: Path) -> None:
    """Print which keys of a site are missing, superfluous or used wrongly.

    Raises `CalledProcessError` if anything is wrong beside translations that are still to come.
    """
    with tempfile.TemporaryDirectory() as folder:
        _run("tools.keys", site, _given(Path(folder)))


def _given(folder: Path) -> Path:
    path = folder / "declared.json"
    path.write_text(json.dumps(declared()), encoding="utf-8")
    return path


def _run(module: str, *arguments: Path) -> None:
    environment.run([environment.python("site"), "-m", module, *arguments])


def fill_document(page: str, words: Words) -> str:
    """Return a document with the English words in all elements that name a message.

    Nothing else of it changes.  Raises `UnfitTextError` for a message that is missing or does
    not fit its element.
    """
    reader = _Reader(page)
    for place, insertion in sorted(_insertions(reader, page, words), reverse=True):
        page = page[:place] + insertion + page[place:]
    return page


def fill_manifest(manifest: str, words: Words) -> str:
    """Return a manifest with the English words for all texts such as `"l10n:manifest-name"`."""

    def filled(found: re.Match[str]) -> str:
        message = _message(found[1], words, "manifest.json")
        return json.dumps(message.value, ensure_ascii=False)

    return _IN_MANIFEST.sub(filled, manifest)


@dataclass(frozen=True)
class _Element:
    """A start tag that names a message: where it begins, what it is, and what it says."""

    begin: int
    text: str
    name: str
    attributes: Mapping[str, str | None]

    @property
    def end(self) -> int:
        return self.begin + len(self.text)

    @property
    def key(self) -> str:
        return self.attributes[KEY] or ""


class _Reader(HTMLParser):
    """Finds the elements of a document that name a message."""

    def __init__(self, page: str) -> None:
        super().__init__()
        lengths = [len(line) for line in page.splitlines(keepends=True)]
        self._lines = [0, *accumulate(lengths)]
        self.found: list[_Element] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        if KEY in attributes:
            line, column = self.getpos()
            begin = self._lines[line - 1] + column
            self.found.append(_Element(begin, self.get_starttag_text() or "", tag, attributes))


def _insertions(reader: _Reader, page: str, words: Words) -> list[tuple[int, str]]:
    """Return what is to be put in, and where."""
    found = []
    for element in reader.found:
        message = _message(element.key, words, element.text)
        said = {name: text for name, text in message.attributes.items() if name in ATTRIBUTES}
        _check_fit(element, message, said, page)
        close = len(element.text.rstrip(">").rstrip("/ "))
        attributes = "".join(f' {name}="{escape(text)}"' for name, text in said.items())
        found.append((element.begin + close, attributes))
        if message.value:
            found.append((element.end, message.value))
    return found


def _message(key: str, words: Words, place: str) -> Static:
    if key in words.dynamic:
        raise UnfitTextError(
            f"site/text/en.ftl: “{key}” has a value to put in, which nobody gives it in {place}. "
            "Leave the value out, or let Python say it."
        )
    if key not in words.static:
        raise UnfitTextError(
            f"site/text/en.ftl has no message “{key}”, which stands in {place}. "
            "Write it there, or correct the key."
        )
    return words.static[key]


def _check_fit(element: _Element, message: Static, said: Mapping[str, str], page: str) -> None:
    for name in said:
        if name in element.attributes:
            raise UnfitTextError(
                f"{element.text} has the attribute {name} twice: itself, and from the message "
                f"“{element.key}” of site/text/en.ftl. Leave one of them out."
            )
    is_empty = page.startswith(f"</{element.name}>", element.end) and element.name not in _VOID
    if message.value and not is_empty:
        raise UnfitTextError(
            f"{element.text} must be empty, because the message “{element.key}” of "
            "site/text/en.ftl is put into it. Take its content out, or the value of the message."
        )
