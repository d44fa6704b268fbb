"""A number as people type or paste it, and as a field shows it: by the marks of a language.

Points and commas mean one thing in one language and another in the next.  What can mean one
number only is read as that, whatever the language: `0,5`, `1.234,5`, `2 000`, `1,234,567`,
`1'000`, `1e3`, digits of the language's own.  What could mean two is one mark alone before
exactly three digits, as in `2.000` and `2,000`, after one to three digits that begin with no 0:

- If it is the mark that the language puts between thousands, it is that, in fields of whole
  numbers and of others: the page itself prints 2,000 in English.
- If it is the language's decimal mark, it is that; but not in a field of whole numbers, where
  the thousands of another language are as likely: there it is refused.
- If it is neither, as the point in French, it is refused; and so is `2,000e3` in English, as
  nobody groups thousands before an exponent.

A refusal names both numbers, and no other number is ever taken silently.  Groups have three
digits; with a comma, or the language's own mark, all but the last may have two: `12,34,567`.

This module runs on CPython and MicroPython alike, and imports nothing.
"""

MAX_LENGTH = 400
"""Characters of the longest text that is read; the smallest number, written out, has fewer."""

_DIGITS = "0123456789"
_UNSEEN = "\u200e\u200f\u061c\u2066\u2067\u2068\u2069"
"""Marks of direction, which Arabic, Hebrew and others have beside a minus."""
_SPACES = " \t\u00a0\u2007\u2009\u202f"
_APOSTROPHES = "'\u2019\u02bc"
_ARABIC_DECIMAL, _ARABIC_GROUP = "\u066b", "\u066c"
_SIGNS = {"-": "-", "\u2212": "-", "+": ""}
_GROUP = 3
_SHORT_GROUP = 2


class AmbiguousNumberError(ValueError):
    """A text that can mean thousands or a fraction: both, as `float` reads them."""

    def __init__(self, thousands: str, fraction: str) -> None:
        """Take what it can mean."""
        super().__init__(f"{thousands} or {fraction}")
        self.thousands = thousands
        self.fraction = fraction


class Marks:
    """What a language writes numbers with: decimal mark, mark of thousands, minus and digits."""

    def __init__(self, decimal: str, group: str, minus: str = "-", digits: str = _DIGITS) -> None:
        """Take them as the language prints them; `group` is empty where it has none."""
        self.decimal = decimal
        self.minus = minus
        self.digits = digits
        self.decimal_read = _unified(decimal)
        self.group_read = _unified(group)
        self.decimals = [",", ".", _ARABIC_DECIMAL, self.decimal_read]
        """What can stand before a fraction, in this language or another."""
        self.groups = [",", ".", " ", "'", _ARABIC_GROUP, self.group_read]
        """What can stand between thousands, in this language or another."""


def written(plain: str, marks: Marks) -> str:
    """Return a number that `float` reads as a field shows it, with no mark between thousands."""
    changed = {".": marks.decimal, "-": marks.minus}
    for place, digit in enumerate(_DIGITS):
        changed[digit] = marks.digits[place]
    return "".join([changed.get(character, character) for character in plain])


def read(text: str, marks: Marks, *, is_whole: bool) -> str | None:
    """Return what was typed as `float` reads it, or None for what is no number.

    `is_whole` says that the field is one of whole numbers.  Raises `AmbiguousNumberError`.
    A text of more than `MAX_LENGTH` characters is not looked at.
    """
    if len(text) > MAX_LENGTH:
        return None
    sign, unsigned = _signed(_unified(_in_our_digits(text, marks)), _unified(marks.minus))
    body, exponent = _split_exponent(unsigned)
    if exponent is None:
        return None
    try:
        number = _number(body, marks, is_whole=is_whole, is_power=bool(exponent))
    except AmbiguousNumberError as error:
        ambiguous = error
    else:
        return None if number is None else sign + number + exponent
    fraction = ambiguous.fraction.rstrip("0").rstrip(".")
    raise AmbiguousNumberError(sign + ambiguous.thousands + exponent, sign + fraction + exponent)


def _in_our_digits(text: str, marks: Marks) -> str:
    places = [marks.digits.find(character) for character in text]
    return "".join([_DIGITS[at] if at >= 0 else text[i] for i, at in enumerate(places)])


def _unified(text: str) -> str:
    """Return a text with one kind of space and apostrophe, and without what is not seen."""
    unified = ""
    for character in text:
        if character in _SPACES:
            unified += " "
        elif character in _APOSTROPHES:
            unified += "'"
        elif character not in _UNSEEN:
            unified += character
    # A space alone is a mark of thousands too.
    return unified.strip() or unified[:1]


def _signed(text: str, minus: str) -> tuple[str, str]:
    """Return the sign, a minus or nothing, and what follows it."""
    if text[:1] == minus:
        return "-", text[1:].strip()
    if text[:1] in _SIGNS:
        return _SIGNS[text[:1]], text[1:].strip()
    return "", text


def _split_exponent(text: str) -> tuple[str, str | None]:
    """Return what stands before an exponent, and the exponent; None for one that is none."""
    body, mark, exponent = text.replace("E", "e").partition("e")
    sign, digits = _signed(exponent, "-")
    if mark and not _is_digits(digits):
        return body, None
    return body, f"{mark}{sign}{digits}"


def _is_digits(text: str) -> bool:
    return bool(text) and all(character in _DIGITS for character in text)


def _number(body: str, marks: Marks, *, is_whole: bool, is_power: bool) -> str | None:
    runs, between = _runs(body)
    if not between:
        return runs[0] or None
    grouped = _grouped(runs, between, marks)
    fraction = _with_fraction(runs, between, marks)
    if grouped is None or fraction is None:
        is_doubtful = is_whole and len(runs[-1]) == _GROUP
        return grouped or (None if is_doubtful else fraction)
    if between[0] == marks.group_read and not is_power:
        return grouped
    if between[0] == marks.decimal_read and not is_whole:
        return fraction
    raise AmbiguousNumberError(grouped, fraction)


def _runs(body: str) -> tuple[list[str], list[str]]:
    """Return the runs of digits, one more than there are marks between them, and the marks."""
    runs, between = [""], []
    for character in body:
        if character in _DIGITS:
            runs[-1] += character
        else:
            between.append(character)
            runs.append("")
    return runs, between


def _grouped(runs: list[str], between: list[str], marks: Marks) -> str | None:
    """Return the digits if all marks are between thousands."""
    if not between:
        return runs[0] or None
    mark = between[0]
    inner = [len(run) for run in runs[1:-1]]
    size = _GROUP
    if inner and inner[0] == _SHORT_GROUP and mark in (",", marks.group_read):
        size = _SHORT_GROUP
    is_grouped = (
        mark in marks.groups
        and all(other == mark for other in between)
        and all(length == size for length in inner)
        and len(runs[-1]) == _GROUP
        and 1 <= len(runs[0]) <= size
        and runs[0][0] != "0"
    )
    return "".join(runs) if is_grouped else None


def _with_fraction(runs: list[str], between: list[str], marks: Marks) -> str | None:
    """Return the digits with a point if the last mark is before a fraction."""
    mark = between[-1]
    if mark not in marks.decimals or mark in between[:-1]:
        return None
    whole = _grouped(runs[:-1], between[:-1], marks)
    if whole is None and (between[:-1] or not runs[-1]):
        return None  # a fraction alone, such as “.5”, has digits
    return f"{whole or '0'}.{runs[-1] or '0'}"
