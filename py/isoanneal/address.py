"""The address codec: the parameters of a run, and settings of the page, as names with texts.

A pair of name and text is what a query such as `?formula=C6H14&steps=500` is made of; whoever
calls quotes and unquotes them.  A parameter has its own name there, and its short one is read
too.  Numbers by component are written `wiener_index:1,logp:0.5`; `=` is read in the place of
`:`.  Settings of the thermostat are written `120:35,180:0`, steps and kT.  Any number comes back as
it was, to the last bit.

Declarations are plain data, as `Declaration.facts` gives them.  Of each only these are needed:
`name`, `handle`, `kind`, `default`, and what its kind has of `minimum`, `maximum`,
`is_above_minimum`, `choices` and `of`.  This module runs on CPython, Pyodide and MicroPython
alike, and imports nothing but what does so too.
"""

from isoanneal.limits import is_within, refusal, unknown
from isoanneal.refusal import RefusalError, declare

TYPE_CHECKING = False  # MicroPython has no module typing to take it from
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from typing import Any

    from isoanneal.refusal import Sentence

    Declared = Mapping[str, Any]

declare(
    {
        "address-unknown": "There is no parameter “{name}”. Leave it out.",
        "address-too-long": (
            "The parameters have more than {most} characters together. Give shorter ones."
        ),
        "address-repeated": (
            "{parameter} is given more than once, and the first one counts. Leave the others out."
        ),
        "address-pairs": "{parameter} must look like {example}, not {value}.",
    }
)

MAX_LENGTH = 8_000
"""Characters that names and texts may have together, with two more for each pair."""

_OF_NUMBERS = "0123456789+-.eE"
_FLAGS = {"1": True, "true": True, "0": False, "false": False}
_COLLECTIONS = ("names", "numbers", "choices", "settings")
_STEP = {"minimum": 0, "maximum": 2**53}


class AddressError(RefusalError):
    """A text that is no parameter, or not one that can be had; `field` is the parameter's name."""

    def __init__(self, field: str, sentence: "Sentence") -> None:
        """Refuse with a sentence."""
        code, values = sentence
        super().__init__(code, **values)
        self.field = field


def read(
    pairs: "Iterable[tuple[str, str]]",
    declarations: "Sequence[Declared]",
    known: "Mapping[str, Sequence[str]] | None" = None,
) -> "tuple[dict[str, Any], list[AddressError]]":
    """Return the parameters that pairs of name and text give, and what of them is refused.

    Only what is given is returned, and what is refused is left out.  What is a list or goes by
    component may be given in several pairs; of anything else the first pair counts.  With
    `known`, which has the names of each “component” and each “constraint”, others are refused.
    What parameters must be together is not looked at: that is for `Parameters`.
    """
    by_name = {one[key]: one for one in declarations for key in ("handle", "name")}
    texts: dict[str, str] = {}
    refused: list[AddressError] = []
    length = 0
    for name, text in pairs:
        length += len(name) + len(text) + 2
        if length > MAX_LENGTH:
            return {}, [AddressError(name, ("address-too-long", {"most": MAX_LENGTH}))]
        declared = by_name.get(name)
        if declared is None:
            refused.append(AddressError(name, ("address-unknown", {"name": name})))
            continue
        field = declared["name"]
        if field not in texts:
            texts[field] = text
        elif declared["kind"] in _COLLECTIONS:
            texts[field] = f"{texts[field]},{text}"
        else:
            refused.append(AddressError(field, ("address-repeated", {"parameter": field})))
    found = {}
    for declared in declarations:
        field = declared["name"]
        if field in texts:
            try:
                found[field] = read_text(declared, texts[field], known)
            except AddressError as error:
                refused.append(error)
    return found, refused


def write(
    parameters: "Mapping[str, Any]", declarations: "Sequence[Declared]"
) -> list[tuple[str, str]]:
    """Return the pairs that `read` makes these parameters of, in the order of declarations.

    What is as the declaration has it by default is left out; what has no default never is.
    """
    pairs = []
    for declared in declarations:
        name, default = declared["name"], declared["default"]
        if name in parameters and (default is None or parameters[name] != default):
            pairs.append((name, write_text(declared, parameters[name])))
    return pairs


def read_text(
    declared: "Declared", text: str, known: "Mapping[str, Sequence[str]] | None" = None
) -> "Any":  # noqa: ANN401  (as declared)
    """Return the value of one parameter; raise `AddressError` for a text that is none."""
    if len(text) > MAX_LENGTH:
        raise AddressError(declared["name"], ("address-too-long", {"most": MAX_LENGTH}))
    value = _READERS[declared["kind"]](declared, text)
    if known is not None and declared.get("of"):
        names = known[declared["of"]]
        for name in value:
            if name not in names:
                raise AddressError(declared["name"], unknown(declared["of"], name, names))
    return value


def write_text(declared: "Declared", value: "Any") -> str:  # noqa: ANN401  (as declared)
    """Return the text that `read_text` makes this value of."""
    return _WRITERS[declared["kind"]](value)


def _number_text(number: float) -> str:
    text = repr(float(number))
    return text[:-2] if text.endswith(".0") else text  # noqa: FURB188  (MicroPython)


def _refuse(declared: "Declared", text: str) -> AddressError:
    return AddressError(declared["name"], refusal(declared, f"“{text}”"))


def _number(declared: "Declared", text: str) -> float:
    plain = text.strip()
    number = None
    if plain and all(c in _OF_NUMBERS for c in plain):
        try:
            number = float(plain)
        except ValueError:  # such as 1e, which is made of the same characters
            number = None
    if number is None or not is_within(declared, number):
        raise _refuse(declared, text)
    return number


def _whole(declared: "Declared", text: str) -> int:
    number = _number(declared, text)  # up to 2**53 a whole number is the same as a float
    if number != int(number):
        raise _refuse(declared, text)
    return int(number)


def _choice(declared: "Declared", text: str) -> str:
    if text not in declared["choices"]:
        raise _refuse(declared, text)
    return text


def _text(_: "Declared", text: str) -> str:
    return text


def _flag(declared: "Declared", text: str) -> bool:
    if text not in _FLAGS:
        raise _refuse(declared, text)
    return _FLAGS[text]


def _names(_: "Declared", text: str) -> list[str]:
    return _parts(text)


def _numbers(declared: "Declared", text: str) -> dict[str, float]:
    example = "wiener_index=1"
    return {name: _number(declared, part) for name, part in _pairs(declared, text, example)}


def _choices(declared: "Declared", text: str) -> dict[str, str]:
    example = f"logp={declared['choices'][-1]}"
    return {name: _choice(declared, part) for name, part in _pairs(declared, text, example)}


def _settings(declared: "Declared", text: str) -> list[tuple[int, float]]:
    step = {"name": declared["name"], "kind": "whole"} | _STEP
    pairs = _pairs(declared, text, "120=35")
    return [(_whole(step, name), _number(declared, part)) for name, part in pairs]


def _pairs(declared: "Declared", text: str, example: str) -> list[tuple[str, str]]:
    pairs = []
    for part in _parts(text):
        name, separator, value = part.replace("=", ":").partition(":")
        if not (name and separator):
            values = {"parameter": declared["name"], "example": example, "value": f"“{part}”"}
            raise AddressError(declared["name"], ("address-pairs", values))
        pairs.append((name, value))
    return pairs


def _parts(text: str) -> list[str]:
    parts = [part.strip() for part in text.split(",")]
    return [part for part in parts if part]


_WRITERS: "dict[str, Callable[[Any], str]]" = {
    "number": _number_text,
    "whole": lambda value: str(int(value)),
    "choice": str,
    "text": str,
    "flag": lambda value: "1" if value else "0",
    "names": ",".join,
    "numbers": lambda value: ",".join(
        [f"{one}:{_number_text(value[one])}" for one in sorted(value)]
    ),
    "choices": lambda value: ",".join([f"{one}:{value[one]}" for one in sorted(value)]),
    "settings": lambda value: ",".join([f"{int(step)}:{_number_text(kt)}" for step, kt in value]),
}
_READERS: "dict[str, Callable[[Declared, str], Any]]" = {
    "number": _number,
    "whole": _whole,
    "choice": _choice,
    "text": _text,
    "flag": _flag,
    "names": _names,
    "numbers": _numbers,
    "choices": _choices,
    "settings": _settings,
}
