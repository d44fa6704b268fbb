"""A field for a number: text, so that it can be typed as each language writes it.

What is typed stays as it is, also where it is refused.
"""

from isoanneal.address import AddressError, write_text
from isoanneal.limits import is_within, refusal
from isoanneal.refusal import shortened
from page import numerals
from page.form.typed_text import typed_text
from page.refusal import words_of
from page.typed_number import MAX_LENGTH, AmbiguousNumberError, read, written
from page.words import words

TYPE_CHECKING = False  # MicroPython has no module typing to take it from
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any

    from jsffi import JsProxy

_STEPS = {"ArrowUp": 1, "ArrowDown": -1}
_NUMBER = {"kind": "number"}


class NumberField:
    """Reads a number within the limits of a declaration, or says what is wrong with it."""

    def __init__(
        self,
        place: JsProxy,
        declared: Mapping[str, Any],
        title: str,
        refused: Callable[[str], str] | None = None,
    ) -> None:
        """Take an element of the page, what its number may be, and what it is called.

        `refused` makes the sentence that refuses a text, where it is not the package's.
        """
        self.place = place
        self.declared = declared
        self._title = title
        self._refused = refused or self._refused_by_package
        self._is_whole = declared["kind"] == "whole"
        self._on_step: Callable[[], object] | None = None

    def read(self) -> tuple[float | None, str]:
        """Return the number, or None with the sentence that refuses it; mark the field."""
        number, refused = self._read()
        self.place.setAttribute("aria-invalid", "true" if number is None else "false")
        return number, refused

    def _read(self) -> tuple[float | None, str]:
        typed, length = typed_text(self.place)
        if length > MAX_LENGTH:
            return None, self._too_long(length)
        try:
            plain = read(typed, numerals.marks(), is_whole=self._is_whole)
        except AmbiguousNumberError as error:
            return None, self._doubted(typed, error)
        # A float, because integers cross to JavaScript with 31 bits.
        number = None if plain is None else float(plain)
        if number is None or not is_within(self.declared, number) or self._is_cut(number):
            return None, self._refused(typed)
        return number, ""

    def _is_cut(self, number: float) -> bool:
        return self._is_whole and number != int(number)

    def _refused_by_package(self, typed: str) -> str:
        sentence = refusal(self.declared, f"“{typed}”")
        return words_of(AddressError(self.declared["name"], sentence))

    def _too_long(self, length: int) -> str:
        most = float(MAX_LENGTH)
        return words("number-too-long", field=self._title, length=float(length), most=most)

    def _doubted(self, typed: str, error: AmbiguousNumberError) -> str:
        values = {
            "field": self._title,
            "typed": shortened(typed),
            "thousands": shortened(written(error.thousands, numerals.marks())),
            "fraction": shortened(written(error.fraction, numerals.marks())),
        }
        if self._is_whole:
            return words("number-ambiguous-whole", **values)
        return words("number-ambiguous", **values)

    def write(self, number: float) -> None:
        """Show a number: `read` returns the same again."""
        self.place.value = written(write_text(_NUMBER, number), numerals.marks())

    def step_by_keys(self, on_step: Callable[[], object]) -> None:
        """Let the keys up and down change a whole number by one, and tell of it."""
        self._on_step = on_step
        self.place.addEventListener("keydown", self._key_pressed)

    def _key_pressed(self, event: JsProxy) -> None:
        # Browsers that fill in a form by themselves send events without a key.
        step = _STEPS.get(str(getattr(event, "key", "")))
        if step is None or self._on_step is None:
            return
        if event.shiftKey or event.altKey or event.ctrlKey or event.metaKey:
            return
        event.preventDefault()
        number, _ = self._read()
        if number is not None and is_within(self.declared, number + step):
            self.write(number + step)
            self._on_step()
