"""Refusals: what cannot be done, in sentences that have a code and values beside their English.

So whoever shows them can say them in any language.  A sentence is declared once, as a whole, in
the module that refuses; `{name}` in it stands for a value.  Values are texts and numbers; a
value called `parameter`, `component` or `constraint` is the name of one.

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
    """Return a declared sentence in English, its numbers with a comma after each three digits."""
    return SENTENCES[code].format(**{name: _written(values[name]) for name in values})


def _written(value: "Value") -> str:
    if isinstance(value, str):
        return value
    text = str(value)
    if text.endswith(".0"):  # noqa: FURB188  (MicroPython)
        text = text[:-2]
    whole, point, fraction = text.partition(".")
    digits = whole.lstrip("-")
    if "e" in fraction or not digits.isdigit():
        return text
    sign = whole[: len(whole) - len(digits)]
    return f"{sign}{int(digits):,}{point}{fraction}"


def sentences_of(error: BaseException) -> "list[Sentence]":
    """Return what an error says, each sentence as its code and values; of any error."""
    told: list[Sentence] | None = getattr(error, "refusals", None)
    if told is None:
        return [("error-unforeseen", {"error": str(error) or type(error).__name__})]
    return told


declare({"error-unforeseen": "This error was not foreseen: {error}."})


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

    def __reduce__(self) -> "tuple[object, ...]":
        """Pickle the message and what belongs to it, as pools of processes do."""
        return _remade, (type(self), str(self)), self.__dict__


class UnavailableError(RuntimeError):
    """Something that cannot be done here or now; it says so as a `RefusalError` does."""

    def __init__(self, code: str, **values: "Value") -> None:
        """Say the sentence of a code."""
        self.code = code
        self.values = values
        self.refusals: list[Sentence] = [(code, values)]
        super().__init__(english(code, values))

    def __reduce__(self) -> "tuple[object, ...]":
        """Pickle the message and what belongs to it, as pools of processes do."""
        return _remade, (type(self), str(self)), self.__dict__


def _remade(kind: "type[Exception]", message: str) -> Exception:
    return kind.__new__(kind, message)
