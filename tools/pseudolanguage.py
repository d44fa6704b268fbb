"""The pseudo-language en-XA, by which tests see words that are not in the site's text.

Every word is in brackets, and all texts are longer by 40 % at least, as translations may be.
It needs the package fluent.syntax, which the environments of the site and of the tests have.
"""

import math
import re
from pathlib import Path

from fluent.syntax import ast, serialize
from fluent.syntax.visitor import Transformer

from tools import text
from tools.messages import languages

TAG = "en-XA"
OPENING, CLOSING = "⟦⟧"
_LONGER = 1.4
_TAG_OR_WORD = re.compile(r"</?\w+>|[^\s<]+")


class _Stretcher(Transformer):
    """Changes the texts of messages, and nothing else in them."""

    def visit_TextElement(self, node: ast.TextElement) -> ast.TextElement:  # noqa: N802
        return ast.TextElement(stretched(node.value))


def stretched(words: str) -> str:
    """Return a text with every word in brackets and at least 40 % longer, all else as it is."""
    return _TAG_OR_WORD.sub(lambda found: _stretched(found.group()), words)


def _stretched(word: str) -> str:
    letters = [place for place, letter in enumerate(word) if letter.isalpha()]
    if not letters or word.startswith("<"):
        return word
    more = max(0, math.ceil(_LONGER * len(word)) - len(word) - len(OPENING + CLOSING))
    last = letters[-1]
    return f"{OPENING}{word[:last]}{word[last] * more}{word[last:]}{CLOSING}"


def made(english: ast.Resource) -> ast.Resource:
    """Return the pseudo-language's messages for those of complete English."""
    changed = _Stretcher().visit(english.clone())
    assert isinstance(changed, ast.Resource)  # noqa: S101  (the package declares a node of any kind)
    return changed


def write(site: Path) -> Path:
    """Write the pseudo-language into a copy of the site, as one more language; return its file."""
    english = languages(site, text.declared())[text.ENGLISH]
    target = site / "text" / f"{TAG}.ftl"
    target.write_text(serialize(made(english.resource)), encoding="utf-8")
    return target
