"""A sweep of what a page shows: words that are in no language's file, and text that is cut off.

It is for a page in the pseudo-language (`tools.pseudolanguage`), where every word of the site's
text is in brackets: a word outside of them comes from elsewhere.  What is the same in all
languages is marked `data-l10n-free` in the document, or is one of a few names; numbers,
chemical formulas, SMILES, and the months of dates are known by their looks.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from tools.pseudolanguage import CLOSING, OPENING
from tools.text import FREE, KEY

NAMES = ("IsoAnneal", "MicroPython", "Python", "RDKit", "WebAssembly")
"""Names, which no language changes."""

_SCRIPT = Path(__file__).with_name("sweep.js")


@dataclass(frozen=True)
class Fault:
    """What is wrong at one place of a page.

    `kind` is “word” for text that no file of messages has, “cut” for text that cannot be seen
    whole, “scroll” for a page that is wider than its window.
    """

    kind: str
    place: str
    text: str

    def __str__(self) -> str:
        """Return it in one line."""
        return f"{self.kind}: “{self.text}” in {self.place}"


def faults(page: Page, names: tuple[str, ...] = NAMES) -> list[Fault]:
    """Return all faults of what a page shows now, in the order of the document.

    What is hidden, or in a closed `details`, is not looked at: show it, and sweep again.
    """
    options: dict[str, Any] = {
        "names": list(names),
        "free": FREE,
        "key": KEY,
        "opening": OPENING,
        "closing": CLOSING,
    }
    found = page.evaluate(_SCRIPT.read_text(encoding="utf-8"), options)
    return [Fault(one["kind"], one["place"], one["text"]) for one in found]
