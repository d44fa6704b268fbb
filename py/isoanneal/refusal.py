"""Refusals: what cannot be done, in sentences that have a code and values beside their English.

So whoever shows them can say them in any language.  A sentence is declared once, as a whole, in
the module that refuses; `{name}` in it stands for a value, `{name:,}` for a number.  A value
called `parameter`, `component` or `constraint` is the name of one.

This module runs on CPython, Pyodide and MicroPython alike, and imports nothing.
"""

TYPE_CHECKING = False  # MicroPython has no module typing to take it from
if TYPE_CHECKING:
    from collections.abc import Mapping

    Value = str | int | float
    Sentence = tuple[str, Mapping[str, Value]]

SENTENCES: dict[str, str] = {}
"""The English of all sentences of the modules imported so far, by their code."""


def declare(sentences: dict[str, str]) -> None:
    """Declare sentences by their codes, each of which begins with the module's subject."""
    for code, sentence in sentences.items():
        if SENTENCES.get(code, sentence) != sentence:
            raise ValueError(f"There is a sentence “{code}” already.")
        SENTENCES[code] = sentence


def english(code: str, values: "Mapping[str, Value]") -> str:
    """Return a declared sentence in English."""
    return SENTENCES[code].format(**values)


class RefusalError(ValueError):
    """Something that is refused; `str` of it is the English.

    `refusals` has the sentences in their order, each as its code and its values; `code` and
    `values` are those of the first.
    """

    def __init__(self, code: str, *more: "Sentence", **values: "Value") -> None:
        """Refuse with the sentence of a code, and with `more` that follow it."""
        self.code = code
        self.values = values
        self.refusals: list[Sentence] = [(code, values)] + list(more)  # noqa: RUF005  (MicroPython)
        super().__init__(" ".join([english(one, of_one) for one, of_one in self.refusals]))
