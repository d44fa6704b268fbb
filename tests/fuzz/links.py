"""Addresses of the page as somebody else may write them."""

from random import Random
from urllib.parse import quote, urlencode

from isoanneal import address
from isoanneal.parameters import DECLARATIONS

from tests.fuzz import texts
from tests.random_runs import random_run

_DECLARED = [one.facts() for one in DECLARATIONS.values()]
_NAMES = (
    *(one["name"] for one in _DECLARED), *(one["handle"] for one in _DECLARED),
    "pace", "lang", "embed", "utm_source", "__proto__", "",
)  # fmt: skip
_TEXTS = (
    *texts.NUMBERS, *texts.PATTERNS, *texts.FORMULAS, "minimize", "maximize", "every step", "en-XA",
    "wiener_index:1", "logp:1,wiener_index:-1", "x:1", "wiener_index:1e999", ":", ",,,",
    "no_triple_bonds",
    "<script>", "a" * 9_000,
)  # fmt: skip
_PLACES = ("", "", "#watch", "#compare", "#learn", "#benchmark", "#about", "#nowhere", "#%00")


def drawn(draw: Random) -> str:
    """Draw the part of an address that follows the site's own: right, damaged, or nonsense."""
    return draw.choice((_right, _right, _damaged, _nonsense))(draw) + draw.choice(_PLACES)


def _right(draw: Random) -> str:
    return "?" + urlencode(address.write(random_run(draw), _DECLARED))


def _damaged(draw: Random) -> str:
    text = list(_right(draw))
    for _ in range(draw.randint(1, 5)):
        text[draw.randrange(1, len(text))] = draw.choice("?&=%+:,09aé{\u202e")
    return quote("".join(text), safe="?&=%+:,")


def _nonsense(draw: Random) -> str:
    pairs = [(draw.choice(_NAMES), draw.choice(_TEXTS)) for _ in range(draw.randint(1, 4))]
    return "?" + urlencode(pairs)
