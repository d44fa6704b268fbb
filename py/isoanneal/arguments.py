"""Arguments: what the package's functions are given, checked by type, and shown if refused."""

import reprlib
from typing import TYPE_CHECKING, Any

from isoanneal.refusal import MOST_SHOWN, RefusalError, declare, short

if TYPE_CHECKING:
    from isoanneal.refusal import Value

declare({"argument-type": "{argument} must be of the type {type}, not {value}."})

NAMES = (list, tuple, set, frozenset)
"""Types of a collection of names; a text is one too, of letters, which nobody means."""

_LARGEST = 2**1023
_ITEMS_SHOWN = 10


class _Short(reprlib.Repr):
    """Texts for values of any size, nested in each other or not."""

    def __init__(self) -> None:
        super().__init__()
        self.maxlevel = 3
        self.maxstring = self.maxother = MOST_SHOWN
        self.maxlist = self.maxtuple = self.maxdict = _ITEMS_SHOWN
        self.maxset = self.maxfrozenset = _ITEMS_SHOWN

    def repr_int(self, x: int, level: int) -> str:
        """Return a whole number, also one that is too long for `repr`."""
        del level
        return str(short(x))


_short = _Short()


def shown(value: object) -> "Value":
    """Return a value as a sentence can repeat it, whatever it is: numbers as such, all short."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return short(value)
    return _short.repr(value)


def named(value: object) -> str:
    """Return what stands in the place of a name as a sentence can repeat it."""
    return value if isinstance(value, str) else str(shown(value))


def is_number(value: object) -> bool:
    """Tell whether a value is a number that a float can hold; true and false are none."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return isinstance(value, float) or -_LARGEST < value < _LARGEST


def is_whole(value: object) -> bool:
    """Tell whether a value is a whole number; true and false are none."""
    return isinstance(value, int) and not isinstance(value, bool)


def check(argument: str, value: object, kind: Any) -> None:  # noqa: ANN401  (a type, or several)
    """Raise `RefusalError` for a value that is not of a type, as a type checker tells it."""
    special = {int: is_whole, float: is_number}.get(kind)
    if not (special(value) if special else isinstance(value, kind)):
        kinds = " | ".join([one.__name__ for one in (kind if isinstance(kind, tuple) else (kind,))])
        raise RefusalError("argument-type", argument=argument, type=kinds, value=shown(value))
