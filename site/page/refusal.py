"""What the package and its worker refuse, in the language of the page."""

from isoanneal.refusal import FAULT
from page.border import to_js
from page.numerals import listed
from page.words import filled, has_words, sentences, words
from pyscript import window

TYPE_CHECKING = False  # MicroPython has no module typing to take it from
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from isoanneal.refusal import RefusalError
    from jsffi import JsProxy


class StoppedError(Exception):
    """What a worker was asked for was given up, because the person wished it or wished else."""


class RefusedError(Exception):
    """What a worker refused or failed to do."""

    def __init__(self, answer: JsProxy) -> None:
        """Take an answer, or an event, with an `error`."""
        super().__init__(str(answer.error))
        self.kind = str(answer.kind)
        self.field = str(getattr(answer, "field", ""))
        self.is_fault = str(getattr(answer, "code", "")) == FAULT
        """Whether it is the program's, so that the same may be done another time."""
        self.words = _said(str(answer.error), getattr(answer, "refusals", None))

    @property
    def is_for_want_of_rdkit(self) -> bool:
        """Whether the same can be asked again, successfully, when RDKit has come."""
        return self.kind == "ToolkitExpectedError"


def words_of(refusal: RefusalError) -> str:
    """Return what a module of the package that runs here refuses."""
    told = [{"code": code, "values": values} for code, values in refusal.refusals]
    return _said(str(refusal), to_js(told))


def sentence_of(code: str, values: Mapping[str, Any]) -> str:
    """Return a sentence of the package by its code and values."""
    return _said(code, to_js([{"code": code, "values": values}]))


def said(told: JsProxy | None) -> str:
    """Return what the worker told in sentences of the package, or nothing."""
    return _said("", told)


def reason_of(code: str) -> str:
    """Return a sentence of the package that needs no values, by its code."""
    return sentence_of(code, {})


def _said(english: str, refusals: JsProxy | None) -> str:
    """Return sentences by their codes and values; English where there are none, or no words."""
    told = [] if refusals is None else [refusals[i] for i in range(refusals.length)]
    if not told or not all(has_words(f"refusal-{one.code}") for one in told):
        return english
    return sentences([filled(f"refusal-{one.code}", _titled(one.values)) for one in told])


def _titled(values: JsProxy) -> JsProxy:
    """Put titles in the place of names, and write lists; numbers stay as they are, of any size."""
    titled: JsProxy = window.Object.assign(window.Object.new(), values)
    names = window.Object.keys(values)
    for name in [str(names[i]) for i in range(names.length)]:
        value = getattr(values, name)
        if window.Array.isArray(value):
            setattr(titled, name, listed([str(value[i]) for i in range(value.length)]))
    component = getattr(values, "component", None)
    if component:
        titled.component = words(f"component-{component}")
    constraint = getattr(values, "constraint", None)
    if constraint:
        titled.constraint = words(f"constraint-{constraint}")
    parameter = getattr(values, "parameter", None)
    if parameter:
        titled.parameter = words(f"parameter-{parameter}")
    return titled
