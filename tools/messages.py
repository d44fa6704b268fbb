"""Messages of Project Fluent: reading, checking and completing those of a site.

Run by the interpreter of the site's environment, which has the package fluent.syntax:
`python -m tools.messages SITE FOLDER DECLARED.json WORDS.json`.
"""

import json
import re
import string
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from fluent.syntax import ast, parse, serialize
from fluent.syntax.visitor import Visitor

from tools.text import ATTRIBUTES, ENGLISH, Declared, UnfitTextError

TAGS = ("b", "i", "sub", "sup", "small", "cite", "code", "em", "strong")
"""What the value of a message may hold."""

OF_PACKAGE = ("component-", "constraint-", "parameter-", "aim-", "challenge-", "refusal-")
"""How the keys begin that the package has words for."""

_OF_LOADER = "loader-"
_TAG = re.compile(rf"<(/?)({'|'.join(TAGS)})>")
_MARKUP = re.compile(r"<(?=[A-Za-z/!?])|&(?=[A-Za-z#])")
_NAME = re.compile(r"[A-Za-z][\w-]*")
_BRACES = re.compile(r"([{}])")
_NUMBER_FORMATS = ("", ",")
"""Formats of values in a refusal: how numbers are written is decided by the page's language."""


class Messages:
    """The messages of one language, by key; all of it is checked."""

    def __init__(self, tag: str, resource: ast.Resource) -> None:
        """Take what was read; raise `UnfitTextError` for a message that cannot be shown."""
        self.tag = tag
        self.resource = resource
        self._by_key: dict[str, ast.Message] = {}
        for one in resource.body:
            if isinstance(one, ast.Message):
                if one.id.name in self._by_key:
                    raise self._refusal(one.id.name, "stands there twice. Leave one out.")
                self._by_key[one.id.name] = one
        for key, message in self._by_key.items():
            self._check(key, message)

    def __iter__(self) -> Iterator[str]:
        """Yield the keys, in the order of the file."""
        return iter(self._by_key)

    def __getitem__(self, key: str) -> ast.Message:
        """Return a message; raise `KeyError` where there is none."""
        return self._by_key[key]

    def __contains__(self, key: object) -> bool:
        """Tell whether there is a message."""
        return key in self._by_key

    def _refusal(self, key: str, what: str) -> UnfitTextError:
        return UnfitTextError(f"site/text/{self.tag}.ftl: “{key}” {what}")

    def _check(self, key: str, message: ast.Message) -> None:
        for pattern in patterns(message.value):
            if reason := _unfit(_text(pattern)):
                raise self._refusal(key, reason)
        for attribute in message.attributes:
            if attribute.id.name not in ATTRIBUTES and not key.startswith(OF_PACKAGE):
                known = ", ".join(f".{name}" for name in ATTRIBUTES)
                raise self._refusal(
                    key, f"has an attribute .{attribute.id.name}. Choose among: {known}."
                )
            if any(_TAG.search(_text(pattern)) for pattern in patterns(attribute.value)):
                raise self._refusal(key, f"has a tag in .{attribute.id.name}. Take it out.")

    def plain(self, pattern: ast.Pattern | None) -> str | None:
        """Return the text of a pattern, or nothing if it has none of its own or needs a value."""
        if pattern is None:
            return None
        parts = [self._part(element) for element in pattern.elements]
        known = [part for part in parts if part is not None]
        return "".join(known) if len(known) == len(parts) else None

    def _part(self, element: ast.TextElement | ast.Placeable) -> str | None:
        if isinstance(element, ast.TextElement):
            return element.value
        inner = element.expression
        if isinstance(inner, ast.StringLiteral):
            return str(inner.parse()["value"])
        if isinstance(inner, ast.MessageReference) and inner.id.name in self:
            message = self[inner.id.name]
            pattern = message.value
            if inner.attribute is not None:
                name = inner.attribute.name
                pattern = next((a.value for a in message.attributes if a.id.name == name), None)
            return self.plain(pattern)
        return None


def read(path: Path) -> ast.Resource:
    """Read a file of messages; raise `UnfitTextError` for what is no message."""
    text = path.read_text(encoding="utf-8")
    resource = parse(text)
    for one in resource.body:
        if isinstance(one, ast.Junk):
            begin = one.span.start if one.span else 0
            line = text.count("\n", 0, begin) + 1
            reason = "; ".join(str(note.message) for note in one.annotations or [])
            raise UnfitTextError(f"site/text/{path.name}:{line}: {reason}. Correct the message.")
    return resource


def languages(site: Path, declared: Declared) -> dict[str, Messages]:
    """Return the messages of each language of a site, English first and complete."""
    paths = {path.stem: path for path in sorted((site / "text").glob("*.ftl"))}
    if ENGLISH not in paths:
        raise UnfitTextError(f"There is no site/text/{ENGLISH}.ftl. Write it first.")
    english = complete(read(paths.pop(ENGLISH)), declared)
    others = {tag: Messages(tag, read(path)) for tag, path in paths.items()}
    return {ENGLISH: Messages(ENGLISH, english), **others}


def complete(english: ast.Resource, declared: Declared) -> ast.Resource:
    """Return the English messages with those that the package has words for."""
    for one in english.body:
        if isinstance(one, ast.Message) and one.id.name.startswith(OF_PACKAGE):
            raise UnfitTextError(
                f"site/text/{ENGLISH}.ftl: “{one.id.name}” has its English in the package. "
                "Take it out here."
            )
    return ast.Resource([*english.body, *of_package(declared)])


def of_package(declared: Declared) -> list[ast.Message]:
    """Return messages of what the package declares.

    `components`, `constraints`, `parameters`, `aims` and `challenges` are lists of facts with
    `name`, `title`, `meaning`, of the last two `question`, and perhaps `unit`; `refusals` has
    templates for `str.format` by code.
    """
    made = []
    for kind in ("component", "constraint", "parameter", "aim", "challenge"):
        for one in declared.get(f"{kind}s", ()):
            said = {name: one.get(name) for name in ("meaning", "question", "unit")}
            made.append(_made(f"{kind}-{one['name']}", one["title"], said))
    for code, template in declared.get("refusals", {}).items():
        key = f"refusal-{code}"
        made.append(ast.Message(ast.Identifier(_name(key)), _filled_in(key, template)))
    return made


def _made(key: str, title: str, said: Mapping[str, str | None]) -> ast.Message:
    attributes = [
        ast.Attribute(ast.Identifier(name), _pattern(key, text))
        for name, text in said.items()
        if text
    ]
    return ast.Message(ast.Identifier(_name(key)), _pattern(key, title), attributes=attributes)


def _pattern(key: str, text: str) -> ast.Pattern:
    return ast.Pattern(_escaped(key, _trimmed(key, text)))


def _trimmed(key: str, text: str) -> str:
    if not text or text != text.strip():
        raise UnfitTextError(f"“{key}” is empty, or has a blank at an end. Take the blank out.")
    return text


def _filled_in(key: str, template: str) -> ast.Pattern:
    """Return the pattern of a template for `str.format`."""
    elements: list[ast.TextElement | ast.Placeable] = []
    for text, field, form, conversion in string.Formatter().parse(_trimmed(key, template)):
        elements += _escaped(key, text)
        if field is None:
            continue
        if form not in _NUMBER_FORMATS or conversion:
            raise UnfitTextError(
                f"“{key}” writes {field} with a format of Python's. Hand over the number, or text."
            )
        elements.append(ast.Placeable(ast.VariableReference(ast.Identifier(_name(field)))))
    return ast.Pattern(elements)


def _name(text: str) -> str:
    if not _NAME.fullmatch(text):
        raise UnfitTextError(
            f"“{text}” cannot be a name in Project Fluent. Use letters, digits, - and _."
        )
    return text


def _escaped(key: str, text: str) -> list[ast.TextElement | ast.Placeable]:
    """Return a text as elements that are read as just that text."""
    if "\n" in text:
        raise UnfitTextError(f"“{key}” has several lines. Write it in one.")
    return [
        ast.Placeable(ast.StringLiteral(part)) if part in "{}" else ast.TextElement(part)
        for part in _BRACES.split(text)
        if part
    ]


def patterns(pattern: ast.Pattern | None) -> list[ast.Pattern]:
    """Return a pattern and those of all variants within."""
    found: list[ast.Pattern] = []

    class Collector(Visitor):
        def visit_Pattern(self, node: ast.Pattern) -> None:  # noqa: N802  (as the package names it)
            found.append(node)
            self.generic_visit(node)

    if pattern is not None:
        Collector().visit(pattern)
    return found


def variables(pattern: ast.Pattern | None) -> set[str]:
    """Return the names of the values that a pattern puts in."""
    found: set[str] = set()

    class Collector(Visitor):
        def visit_VariableReference(self, node: ast.VariableReference) -> None:  # noqa: N802
            found.add(node.id.name)

    if pattern is not None:
        Collector().visit(pattern)
    return found


def references(message: ast.Message) -> set[str]:
    """Return the keys of other messages that a message puts in."""
    found: set[str] = set()

    class Collector(Visitor):
        def visit_MessageReference(self, node: ast.MessageReference) -> None:  # noqa: N802
            found.add(node.id.name)

    Collector().visit(message)
    return found


def _text(pattern: ast.Pattern) -> str:
    """Return the text of a pattern, with a mark for each value."""
    return "".join(
        element.value if isinstance(element, ast.TextElement) else "\0"
        for element in pattern.elements
    )


def has_tags(pattern: ast.Pattern | None) -> bool:
    """Tell whether a pattern is more than text."""
    return any(_TAG.search(_text(one)) for one in patterns(pattern))


def _unfit(text: str) -> str:
    """Return why a text cannot be the content of an element, or nothing if it can."""
    found = _MARKUP.search(_TAG.sub("", text))
    if found:
        return (
            "holds markup that is not allowed. "
            f"Use only the tags {', '.join(TAGS)}, without attributes, and no “&…;”."
        )
    open_tags: list[str] = []
    for closing, name in _TAG.findall(text):
        if not closing:
            open_tags.append(name)
        elif not open_tags or open_tags.pop() != name:
            return f"closes a tag {name} that was not opened last. Put its tags in order."
    return f"never closes its tag {open_tags[-1]}. Close it." if open_tags else ""


def static(messages: Messages) -> dict[str, tuple[str | None, dict[str, str]]]:
    """Return value and attributes of each message that needs no value."""
    found = {}
    for key in messages:
        value = messages.plain(messages[key].value)
        attributes = {one.id.name: messages.plain(one.value) for one in messages[key].attributes}
        known = {name: text for name, text in attributes.items() if text is not None}
        is_complete = value is not None or messages[key].value is None
        if is_complete and len(known) == len(attributes):
            found[key] = (value, known)
    return found


def of_loader(messages: Messages) -> dict[str, str]:
    """Return the loader's sentences; raise `UnfitTextError` for one that it cannot put together."""
    return {
        key: _for_loader(messages, key, messages[key].value)
        for key in messages
        if key.startswith(_OF_LOADER)
    }


def _for_loader(messages: Messages, key: str, pattern: ast.Pattern | None) -> str:
    text = ""
    for element in pattern.elements if pattern else ():
        if isinstance(element, ast.Placeable):
            inner = element.expression
            if not isinstance(inner, ast.VariableReference) or inner.id.name != "name":
                raise UnfitTextError(
                    f"site/text/{messages.tag}.ftl: “{key}” is said by the loader, which can only "
                    "put a { $name } in. Write it without anything else in braces."
                )
            text += "{ $name }"
        else:
            text += element.value
    return text


def written(messages: Messages) -> str:
    """Return messages as a file, without comments."""
    kept = [one for one in messages.resource.body if isinstance(one, ast.Message | ast.Term)]
    for one in kept:
        one.comment = None
    return serialize(ast.Resource(list(kept)))


def main(site: Path, folder: Path, declared: Declared, words: Path) -> None:
    """Write a file for each language into a folder, and what the build needs of them."""
    found = languages(site, declared)
    folder.mkdir(parents=True)
    for tag, messages in found.items():
        (folder / f"{tag}.ftl").write_text(written(messages), encoding="utf-8")
    english = found[ENGLISH]
    complete_ones = static(english)
    content = {
        "languages": sorted(found),
        "static": complete_ones,
        "dynamic": [key for key in english if key not in complete_ones],
        "of_loader": {tag: of_loader(messages) for tag, messages in found.items()},
    }
    words.write_text(json.dumps(content), encoding="utf-8")


if __name__ == "__main__":
    try:
        main(
            Path(sys.argv[1]),
            Path(sys.argv[2]),
            json.loads(Path(sys.argv[3]).read_text(encoding="utf-8")),
            Path(sys.argv[4]),
        )
    except UnfitTextError as error:
        sys.exit(f"{error}")
