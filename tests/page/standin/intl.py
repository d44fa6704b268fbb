"""Numbers and dates in words of a language: `Intl`, through Babel."""

import math
import re
from datetime import UTC, datetime
from decimal import localcontext
from typing import Any

from babel import Locale
from babel.core import UnknownLocaleError
from babel.dates import format_skeleton
from babel.lists import format_list
from babel.numbers import (
    format_decimal,
    format_scientific,
    get_decimal_symbol,
    get_group_symbol,
    get_minus_sign_symbol,
)

from tests.page.standin.values import Array, JsProxy, Object, ThrownError, undefined

_DIGITS = 3
"""Digits behind the point, unless another number is asked for."""
_HAS_SHORT_GROUPS = "#,##,##0"
_ZEROS = {"arab": "\u0660", "arabext": "\u06f0", "beng": "\u09e6", "deva": "\u0966", "latn": "0"}
"""The first of the ten digits of a numbering system; they follow each other."""

_MOST_DIGITS = 400
"""More than the largest number has that JavaScript knows."""


def locale_of(tag: Any) -> Locale:
    """Return the locale of a BCP 47 tag, or of the first of several."""
    if isinstance(tag, Array):
        tag = tag[0] if tag.length else None
    if tag is None or tag is undefined:
        tag = "en-GB"
    try:
        return Locale.parse(str(tag), sep="-")
    except (ValueError, UnknownLocaleError):
        language = str(tag).split("-", maxsplit=1)[0]
        if not language.isalpha():
            raise ThrownError("RangeError", f"Incorrect locale information: {tag}") from None
        return Locale.parse("en")


class _Format(JsProxy):
    def __init__(self, tag: object = None, options: Object | None = None) -> None:
        self.locale = locale_of(tag)
        self.options: dict[str, Any] = options.properties if options else {}


class NumberFormat(_Format):
    """Writes numbers."""

    def format(self, number: float) -> str:
        """Write a number."""
        return "".join(str(part.value) for part in self.formatToParts(number))

    def formatToParts(self, number: float) -> Array:
        """Write a number as its parts, each with its type."""
        symbols = self._symbols()
        parts: list[Object] = []
        for piece in re.findall(r"\d+|\D", self._english(float(number))):
            kind, value = symbols.get(piece, ("integer", self._in_digits(piece)))
            if parts and parts[-1].type == "decimal":
                kind = "fraction"
            parts.append(Object({"type": kind, "value": value}))
        return Array(parts)

    def _symbols(self) -> dict[str, tuple[str, str]]:
        system = {"numbering_system": "default"}
        return {
            ".": ("decimal", get_decimal_symbol(self.locale, **system)),
            ",": ("group", get_group_symbol(self.locale, **system)),
            "-": ("minusSign", get_minus_sign_symbol(self.locale, **system)),
        }

    def _in_digits(self, text: str) -> str:
        zero = ord(_ZEROS[self.locale.default_numbering_system])
        return text.translate({ord("0") + digit: zero + digit for digit in range(10)})

    def _english(self, number: float) -> str:
        """Write a number as English does, with groups as the locale has them.

        Babel loses the apostrophes of German in Switzerland, and knows no digits but ours.
        """
        if self.options.get("style") == "percent":
            number *= 100
            return self._plain(number, 0) + " %"
        if self.options.get("notation") == "scientific":
            return str(format_scientific(number, locale="en"))
        significant = self.options.get("maximumSignificantDigits")
        if significant is not None:
            mantissa = f"{number:.{int(significant) - 1}e}"
            behind = int(significant) - 1 - int(mantissa.partition("e")[2])
            return self._plain(float(mantissa), max(0, behind))
        return self._plain(number, _DIGITS)

    def _plain(self, number: float, most: int) -> str:
        least = int(self.options.get("minimumFractionDigits", 0))
        most = int(self.options.get("maximumFractionDigits", max(least, most)))
        groups = "#,##,##0" if _HAS_SHORT_GROUPS in self._pattern() else "#,##0"
        pattern = f"{groups}." + "0" * least + "#" * (most - least)
        grouping = self.options.get("useGrouping", True) is not False
        with localcontext() as context:
            context.prec = _MOST_DIGITS
            return str(
                format_decimal(number, format=pattern, locale="en", group_separator=grouping)
            )

    def _pattern(self) -> str:
        return str(self.locale.decimal_formats[None].pattern)


class DateTimeFormat(_Format):
    """Writes moments."""

    def format(self, moment: Any = None) -> str:
        """Write a moment, in the parts that were asked for."""
        skeleton = ""
        for name, letters in (
            ("year", "y"),
            ("month", {"short": "MMM", "long": "MMMM"}.get(self.options.get("month", ""), "M")),
            ("day", "d"),
            ("hour", "H"),
            ("minute", "mm"),
        ):
            skeleton += letters if name in self.options else ""
        if "dateStyle" in self.options or "timeStyle" in self.options:
            skeleton = "yMMMd" if "dateStyle" in self.options else ""
            skeleton += "Hmm" if "timeStyle" in self.options else ""
        known = self.locale.datetime_skeletons
        parts = [skeleton] if skeleton in known else [skeleton.partition("H")[0], "Hm"]
        return ", ".join(
            format_skeleton(part, moment.moment, locale=self.locale) for part in parts if part
        )


class PluralRules(_Format):
    """Says which form of a word goes with a number."""

    def select(self, number: float) -> str:
        """Return “one”, “few”, “other” and so on."""
        return str(self.locale.plural_form(number))


class ListFormat(_Format):
    """Writes several things as one."""

    def format(self, items: Any) -> str:
        """Write them, the last with “and”."""
        texts = [str(item) for item in items]
        if self.options.get("type") == "disjunction":
            return str(format_list(texts, style="or", locale=self.locale))
        return str(format_list(texts, locale=self.locale))


class Date(JsProxy):
    """A moment."""

    def __init__(self, moment: datetime | None) -> None:
        """Take a moment, or none for a date that is none."""
        self._moment = moment

    @property
    def moment(self) -> datetime:
        """The moment; a date that is none is written by nobody."""
        if self._moment is None:
            raise ThrownError("RangeError", "Invalid time value")
        return self._moment

    @classmethod
    def milliseconds(cls, text: str) -> float:
        """Return the milliseconds since 1970 of what a text says, if it is a date."""
        date = cls.read(text)
        return math.nan if date._moment is None else date.getTime()  # noqa: SLF001

    @classmethod
    def read(cls, given: Any) -> "Date":
        """Return the date that a text or a number stands for."""
        if isinstance(given, Date):
            return cls(given.moment)
        if isinstance(given, str):
            try:
                return cls(datetime.fromisoformat(given))
            except ValueError:
                return cls(None)
        return cls(datetime.fromtimestamp(float(given) / 1000, UTC))

    def toISOString(self) -> str:
        """Return it as ISO 8601 writes it, in UTC."""
        written = self.moment.astimezone(UTC).isoformat(timespec="milliseconds")
        return written.replace("+00:00", "Z")

    def getTime(self) -> float:
        """Return milliseconds since 1970."""
        return self.moment.timestamp() * 1000
