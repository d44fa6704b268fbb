"""What the package and its worker refuse, in the language of the page."""

from page.words import has_words, words

TYPE_CHECKING = False  # MicroPython has no module typing to take it from
if TYPE_CHECKING:
    from typing import Any

    from jsffi import JsProxy


class RefusedError(Exception):
    """What a worker refused or failed to do."""

    def __init__(self, answer: JsProxy) -> None:
        """Take an answer, or an event, with an `error`."""
        super().__init__(str(answer.error))
        self.kind = str(answer.kind)
        self.field = str(getattr(answer, "field", ""))
        self.words = _words_of(answer)


def _words_of(answer: JsProxy) -> str:
    """Return the sentences of an answer by their codes; English where one has no code."""
    refusals = getattr(answer, "refusals", None)
    if not refusals:
        return str(answer.error)
    found = []
    for i in range(refusals.length):
        values = refusals[i].values
        names = values.object_keys()
        found.append((str(refusals[i].code), {n: getattr(values, n) for n in names}))
    return sentences(found, str(answer.error))


def sentences(refusals: list[tuple[str, dict[str, Any]]], english: str) -> str:
    """Return what refusals say by their codes and values; `english` where a code has no words."""
    if not all(has_words(f"refusal-{code}") for code, _ in refusals):
        return english
    return " ".join([_sentence(code, values) for code, values in refusals])


def _sentence(code: str, values: dict[str, Any]) -> str:
    return words(f"refusal-{code}", **{name: _shown(name, values[name]) for name in values})


def _shown(name: str, value: Any) -> Any:  # noqa: ANN401  (a number or a text)
    """Return the title of what a value names, or the value itself."""
    if name == "component":
        return words(f"component-{value}")
    if name == "constraint":
        return words(f"constraint-{value}")
    if name == "parameter":
        return words(f"parameter-{value}")
    return value
