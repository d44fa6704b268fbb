"""How numbers and dates are written on the page: by its locale, and no longer than need be."""

from isoanneal.address import write_text
from page.border import to_js
from page.typed_number import Marks, written
from page.words import locale, words
from pyscript import window

TYPE_CHECKING = False  # MicroPython has no module typing to take it from
if TYPE_CHECKING:
    from jsffi import JsProxy

_DECIMALS = 4
"""Of an energy."""
_SUBSCRIPTS = "₀₁₂₃₄₅₆₇₈₉"
_FORMATS = {
    "count": {"maximumFractionDigits": 0},
    "energy": {"maximumFractionDigits": _DECIMALS},
    "temperature": {"maximumSignificantDigits": 3},
    "end": {"maximumSignificantDigits": 4},
    "ratio": {"minimumFractionDigits": 3, "maximumFractionDigits": 3},
    "tenths": {"minimumFractionDigits": 1, "maximumFractionDigits": 1},
    "decimal": {"minimumFractionDigits": 2, "maximumFractionDigits": 2},
}
_WHOLE_FROM = 1000
"""Numbers from here on are written to the unit where those below have few digits."""
_MOMENT = {"day": "numeric", "month": "short", "hour": "2-digit", "minute": "2-digit"}
_NOTHING = "–"
_WITH_ALL_MARKS = -1234567.8
_ALL_DIGITS = 9876543210.0
_marks: list[Marks] = []
_made: dict[str, JsProxy] = {}


def _written(value: float, kind: str) -> str:
    if kind not in _made:
        _made[kind] = window.Intl.NumberFormat.new(locale(), to_js(_FORMATS[kind]))
    # A float, because integers cross to JavaScript with 31 bits; and never “-0”.
    return str(_made[kind].format(float(value) or 0.0))


def count(value: float) -> str:
    """Write a number of things."""
    return _written(value, "count")


def energy(value: float) -> str:
    """Write an energy, with four decimals at most."""
    return _written(value, "energy")


def exact(value: float) -> str:
    """Write a number as it is, to the last digit: as an energy where that says all of it."""
    if round(value, _DECIMALS) == value:
        return energy(value)
    return written(write_text({"kind": "number"}, value), marks())


def temperature(value: float) -> str:
    """Write a temperature with three significant digits, or to the unit."""
    return _written(value, "count" if value >= _WHOLE_FROM else "temperature")


def end(value: float) -> str:
    """Write an end of an axis with four significant digits, or to the unit."""
    return _written(value, "count" if abs(value) >= _WHOLE_FROM else "end")


def ratio(part: float, whole: float) -> str:
    """Write a share as a decimal fraction, or a dash where there is nothing to share."""
    return _written(part / whole, "ratio") if whole else _NOTHING


def tenths(value: float) -> str:
    """Write a number with one decimal."""
    return _written(value, "tenths")


def decimal(value: float) -> str:
    """Write a number with two decimals."""
    return _written(value, "decimal")


def seconds(value: float) -> str:
    """Write a time in seconds, to the tenth, with its unit."""
    return words("seconds", seconds=tenths(value))


def rate(value: float) -> str:
    """Write a number of steps per second with two or three significant digits."""
    if value >= 1e6:  # noqa: PLR2004
        return words("rate-in-millions", millions=tenths(value / 1e6))
    digits = max(0, len(str(int(value))) - 2)
    return words("rate", rate=count(int(value) // 10**digits * 10**digits))


def marks() -> Marks:
    """Return what the page's locale writes numbers with; each is looked up once."""
    if not _marks:
        found = window.Intl.NumberFormat.new(locale()).formatToParts(_WITH_ALL_MARKS)
        parts = {str(found[i].type): str(found[i].value) for i in range(found.length)}
        plain = window.Intl.NumberFormat.new(locale(), to_js({"useGrouping": False}))
        digits = list(str(plain.format(_ALL_DIGITS)))
        digits.reverse()
        _marks.append(
            Marks(parts["decimal"], parts.get("group", ""), parts["minusSign"], "".join(digits))
        )
    return _marks[0]


def moment(text: str) -> str:
    """Write a moment, given in ISO 8601, as a day and a time of day."""
    if "moment" not in _made:
        _made["moment"] = window.Intl.DateTimeFormat.new(locale(), to_js(_MOMENT))
    return str(_made["moment"].format(window.Date.new(text)))


def listed(texts: list[str]) -> str:
    """Write a list in one line, as with commas in English."""
    if "list" not in _made:
        form = {"type": "unit", "style": "short"}
        _made["list"] = window.Intl.ListFormat.new(locale(), to_js(form))
    return str(_made["list"].format(to_js(texts)))


def subscripted(formula: str) -> str:
    """Write a formula as it is printed, C₆H₁₄."""
    return "".join([_SUBSCRIPTS[int(c)] if c in "0123456789" else c for c in formula])
