"""The page's address: what it asks for, such as `?formula=C6H14&steps=500`; and links."""

from isoanneal.address import MAX_LENGTH, read, write
from isoanneal.refusal import shortened
from page.catalogue import KNOWN, PARAMETERS
from page.refusal import words_of
from page.words import sentences, words
from pyscript import document, window

TYPE_CHECKING = False  # MicroPython has no module typing to take it from
if TYPE_CHECKING:
    from typing import Any

    from jsffi import JsProxy
    from page.form.form import Form

_FORMULA = "formula"
_PACE = "pace"
_PACES_DEFAULT = "for the eye"
_UNKNOWN = "address-unknown"
_OF_THE_PAGE = ("embed", "lang")
_MOST_PAIRS = 100


def is_embedded() -> bool:
    """Tell whether `?embed=1` asks for the essentials only, in the frame of another page."""
    # The loader has looked, before anything was drawn.
    return bool(document.documentElement.classList.contains("embed"))


def fill(form: Form) -> str:
    """Put what the address asks for into the form, as if it was typed; say what cannot be read.

    Names that nobody knows are passed over: those who host a page add some of their own.
    """
    pairs = _pairs()
    if pairs.length > _MOST_PAIRS:
        form.write(_defaults())
        return words("address-too-many", count=float(pairs.length), most=float(_MOST_PAIRS))
    query = [(str(pairs[i][0]), str(pairs[i][1])) for i in range(pairs.length)]
    query = [pair for pair in query if pair[0] not in _OF_THE_PAGE]
    paces = [text for name, text in query if name == _PACE]
    asked, refusals = read([pair for pair in query if pair[0] != _PACE], PARAMETERS, KNOWN)
    form.write(_defaults() | asked)
    told = [words_of(one) for one in refusals if one.code != _UNKNOWN]
    told += [_no_such(pace) for pace in paces if not _is_taken(pace, form)]
    return sentences(told) if told else ""


def _is_taken(pace: str, form: Form) -> bool:
    return len(pace) <= MAX_LENGTH and form.take_pace(pace)


def _no_such(pace: str) -> str:
    return words("setup-no-such-pace", name=shortened(pace))


def link(parameters: dict[str, Any], pace: str) -> str:
    """Return the address of the page that asks for a search, and for nothing else."""
    query = write(parameters, PARAMETERS)
    if pace != _PACES_DEFAULT:
        query.append((_PACE, pace))
    address = _here()
    address.search = ""
    for name, text in query:
        address.searchParams.append(name, text)
    return str(address.href)


def _here() -> JsProxy:
    # The browser makes a text of the location by itself; a long one would cross to here and back.
    here: JsProxy = window.URL.new(window.location)
    return here


def _pairs() -> JsProxy:
    pairs: JsProxy = getattr(window.Array, "from")(_here().searchParams)
    return pairs


def _defaults() -> dict[str, Any]:
    """Return parameters as they are where nobody asks for others; the form has a formula."""
    formula = {_FORMULA: str(document.getElementById(_FORMULA).value)}
    return {one["name"]: one["default"] for one in PARAMETERS} | formula
