"""Values that nobody should give to a function, and what may become of them: a short refusal."""

import unicodedata
from collections.abc import Callable
from typing import NoReturn

from isoanneal.refusal import RefusalError, english
from isoanneal.sentences import sentences

MEGABYTE = 1_000_000
LONGEST_SENTENCE = 1_000


class Unspeakable:
    """A thing that cannot even be shown."""

    def __repr__(self) -> NoReturn:
        """Fail, as what is half made may do."""
        raise OverflowError("There is no text for this.")

    __str__ = __repr__


class Talkative:
    """A thing that shows itself in a megabyte."""

    def __repr__(self) -> str:
        """Return more than anybody wants to read."""
        return "x" * MEGABYTE


def nested(depth: int) -> list[object]:
    value: list[object] = []
    for _ in range(depth):
        value = [value]
    return value


HOSTILE: dict[str, object] = {
    "nothing": None,
    "true": True,
    "false": False,
    "zero": 0,
    "two": 2,
    "minus one": -1,
    "a fraction": 1.5,
    "not a number": float("nan"),
    "infinity": float("inf"),
    "minus infinity": float("-inf"),
    "a trillion": 10**12,
    "2**32": 2**32,
    "2**64": 2**64,
    "a number beyond floats": 10**400,
    "a number beyond texts": 10**5_000,
    "a negative number beyond texts": -(10**5_000),
    "a complex number": 1j,
    "an empty text": "",
    "a text": "text",
    "a text of digits": "5",
    "a formula": "C6H14",
    "a megabyte of text": "x" * MEGABYTE,
    "a megabyte of digits": "9" * MEGABYTE,
    "a megabyte of brackets": "(" * MEGABYTE,
    "half a character": "\ud800",
    "bytes": b"C6H14",
    "an empty list": [],
    "a list of texts": ["text"],
    "a list of numbers": [1, 2],
    "a very long list": ["no_triple_bonds"] * 100_000,
    "a very deep list": nested(5_000),
    "a tuple": (1, 2),
    "a set": {"text"},
    "an empty dictionary": {},
    "a dictionary": {"text": 1},
    "a dictionary of numbers": {5: 5},
    "a dictionary of nothing": {"wiener_index": None},
    "a dictionary with a huge number": {"wiener_index": 10**5_000},
    "a dictionary with a long name": {"x" * MEGABYTE: 1},
    "a very large dictionary": dict.fromkeys(map(str, range(100_000)), 1),
    "a range": range(5),
    "an iterator": iter(["no_triple_bonds"]),
    "a function": len,
    "a class": dict,
    "something": object(),
    "something unspeakable": Unspeakable(),
    "something talkative": Talkative(),
    "a list of the unspeakable": [Unspeakable()],
}


def is_refused(call: Callable[[], object]) -> bool:
    """Tell whether a call is refused; what is raised must be a refusal of our own, and short."""
    try:
        call()
    except RefusalError as error:
        _check(error)
        return True
    return False


def _check(error: RefusalError) -> None:
    assert error.code in sentences()
    assert str(error) == " ".join([english(*sentence) for sentence in error.refusals])
    assert len(str(error)) < LONGEST_SENTENCE
    assert not any(unicodedata.category(one) in ("Cc", "Cs") for one in str(error))
    for value in error.values.values():
        assert all(isinstance(one, str | int | float) for one in listed(value))


def listed(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]
