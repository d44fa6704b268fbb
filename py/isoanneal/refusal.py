"""Refusals: what cannot be done, in sentences that have a code and values beside their English.

So whoever shows them can say them in any language.  A sentence is declared once, as a whole, in
the module that refuses; `{name}` in it stands for a value.  Values are texts, numbers and lists
of texts, which are written as lists are in a language; a value called `parameter`, `component` or
`constraint` is the name of one.

This module runs on CPython, Pyodide and MicroPython alike, and imports nothing.
"""

TYPE_CHECKING = False  # MicroPython has no module typing to take it from
if TYPE_CHECKING:
    from collections.abc import Mapping

    Value = str | int | float | list[str]
    Sentence = tuple[str, Mapping[str, Value]]

MOST_SHOWN = 100
"""Characters of a text that a sentence repeats at most; of a longer one, its two ends."""

_ENDS = 60, 30
_MOST_DIGITS = 40
_LARGEST_SHOWN = 10**_MOST_DIGITS
_DIGITS_PER_HEX_DIGIT = 1.2041

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


def shortened(text: str, ends: "tuple[int, int]" = _ENDS) -> str:
    """Return a text as it can be repeated: of at most `MOST_SHOWN` characters, in one line.

    Of a longer one its two `ends` are kept, so many characters of each.
    """
    first, last = ends
    if len(text) > max(MOST_SHOWN, first + last):
        text = text[:first] + "…" + text[-last:]
    return "".join([character if _is_shown(character) else "\ufffd" for character in text])


def _is_shown(character: str) -> bool:
    number = ord(character)
    return 0x20 <= number < 0x7F or 0xA0 <= number < 0xD800 or number > 0xDFFF  # noqa: PLR2004


def _shown(values: "Mapping[str, Value]") -> "dict[str, Value]":
    return {name: short(values[name]) for name in values}


def short(value: "Value") -> "Value":
    """Return a text shortened, and a whole number of very many digits as a text."""
    if isinstance(value, str):
        return shortened(value)
    if isinstance(value, int) and not -_LARGEST_SHOWN < value < _LARGEST_SHOWN:
        digits = int((len(hex(abs(value))) - 2) * _DIGITS_PER_HEX_DIGIT)
        return f"{'-' if value < 0 else ''}1e+{digits}"
    return value


def _written(value: "Value") -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return ", ".join(value)
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
        return [("error-unforeseen", {"error": shortened(str(error) or type(error).__name__)})]
    return told


FAULT = "error-of-program"
"""The code of the sentence for an error that nothing is meant to raise."""

declare(
    {
        "error-unforeseen": "This error was not foreseen: {error}.",
        "error-of-program": (
            "This is a fault of the program, and not yours: {kind}, “{error}”. Try again, or with "
            "something else; reload the page if that does not help."
        ),
    }
)


class RefusalError(ValueError):
    """Something that is refused; `str` of it is the English.

    Texts that it repeats are shortened, so that it is short whatever was given.
    `refusals` has the sentences in their order, each as its code and its values; `code` and
    `values` are those of the first.
    """

    def __init__(self, code: str, *more: "Sentence", **values: "Value") -> None:
        """Refuse with the sentence of a code, and with `more` that follow it."""
        self.code = code
        self.values = _shown(values)
        follow: list[Sentence] = [(one, _shown(of_one)) for one, of_one in more]
        self.refusals: list[Sentence] = [(code, self.values)] + follow  # noqa: RUF005  (MicroPython)
        super().__init__(" ".join([english(one, of_one) for one, of_one in self.refusals]))

    def __reduce__(self) -> "tuple[object, ...]":
        """Pickle the message and what belongs to it, as pools of processes do."""
        return _remade, (type(self), str(self)), self.__dict__


class UnavailableError(RuntimeError):
    """Something that cannot be done here or now; it says so as a `RefusalError` does."""

    def __init__(self, code: str, **values: "Value") -> None:
        """Say the sentence of a code."""
        self.code = code
        self.values = _shown(values)
        self.refusals: list[Sentence] = [(code, self.values)]
        super().__init__(english(code, self.values))

    def __reduce__(self) -> "tuple[object, ...]":
        """Pickle the message and what belongs to it, as pools of processes do."""
        return _remade, (type(self), str(self)), self.__dict__


def _remade(kind: "type[Exception]", message: str) -> Exception:
    return kind.__new__(kind, message)
