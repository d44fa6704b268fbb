"""Kinds of values, told apart before anything is made of them: what was kept can be anything."""

from jsffi import JsProxy
from pyscript import window

TYPE_CHECKING = False  # MicroPython has no module typing to take it from
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    Check = Callable[[Any], bool]

_LARGEST_COUNT = 2.0**53
_LONGEST_MOMENT = 40
_MOST_POINTS = 100_000
"""Of a course, which has some 4,000 and one more for each time that the run was taken up."""


def is_object(value: object) -> bool:
    """Tell whether a value of JavaScript is one that can be asked for its properties."""
    is_same = getattr(window.Object, "is")
    return isinstance(value, JsProxy) and bool(is_same(window.Object(value), value))


def is_text(value: object) -> bool:
    """Tell whether a value is a text."""
    return isinstance(value, str)


def is_text_up_to(most: int) -> Check:
    """Return the check of whether a value is a text of so many characters at most."""
    return lambda value: isinstance(value, str) and len(value) <= most


def is_flag(value: object) -> bool:
    """Tell whether a value is true or false."""
    return isinstance(value, bool)


def is_number(value: Any) -> bool:  # noqa: ANN401  (whatever there is)
    """Tell whether a value is a finite number."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return False
    return float(value) - float(value) == 0


def is_positive_or_zero(value: Any) -> bool:  # noqa: ANN401  (whatever there is)
    """Tell whether a value is a number of at least 0."""
    return is_number(value) and bool(value >= 0)


def is_count(value: Any) -> bool:  # noqa: ANN401  (whatever there is)
    """Tell whether a value is a whole number from 0 on that JavaScript can hold."""
    return is_number(value) and bool(0 <= value <= _LARGEST_COUNT and value == int(value))


def is_moment(value: object) -> bool:
    """Tell whether a value is a text that names a moment."""
    is_short = isinstance(value, str) and len(value) <= _LONGEST_MOMENT
    return is_short and is_number(window.Date.parse(value))


def is_column(value: Any) -> bool:  # noqa: ANN401  (whatever there is)
    """Tell whether a value holds doubles, all finite and not too many."""
    if not isinstance(value, JsProxy):
        return False
    if not window.Float64Array.prototype.isPrototypeOf(value):
        return False
    return 0 < value.length <= _MOST_POINTS and bool(value.every(window.Number.isFinite))


def is_list_of_texts(most: int, longest: int) -> Check:
    """Return the check of whether a value of JavaScript lists so many such texts at most."""

    def is_fit(value: Any) -> bool:  # noqa: ANN401  (whatever there is)
        if not window.Array.isArray(value) or value.length > most:
            return False
        texts = [value[i] for i in range(value.length)]
        return all(isinstance(text, str) and len(text) <= longest for text in texts)

    return is_fit


def is_list(value: object, is_fit: Check) -> bool:
    """Tell whether a value is a list of what is fit."""
    return isinstance(value, list) and all(is_fit(one) for one in value)


def is_table(value: object, is_fit: Check) -> bool:
    """Tell whether a value has something fit under each of its names."""
    return isinstance(value, dict) and all(is_fit(one) for one in value.values())
