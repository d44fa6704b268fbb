"""What RDKit makes of a text that is refused as a formula, and may be a SMILES."""

import asyncio

from isoanneal.formula import MAX_LENGTH, FormulaError, parse
from isoanneal.refusal import shortened
from jsffi import JsException
from page.host.calls import WorkerLostError
from page.host.states import WHOLE
from page.refusal import RefusedError, sentence_of, words_of
from page.words import words

TYPE_CHECKING = False  # MicroPython has no module typing to take it from
if TYPE_CHECKING:
    from collections.abc import Callable

    from page.host.host import Host

_SIGNS = "=#[]/\\@%:"
_SECONDS_AFTER_TYPING = 0.3


class SmilesReader:
    """Asks the worker about the text that was refused last, where that has signs of a SMILES."""

    def __init__(self, host: Host, on_meaning: Callable[[], object]) -> None:
        """Begin with no text; `on_meaning` is called when something has become known of one."""
        self._host = host
        self._on_meaning = on_meaning
        self._text = self._meaning = ""
        self._is_known = False

    def meaning(self, text: str) -> str:
        """Return the sentence about a text that was refused, nothing where there is none yet."""
        if text != self._text:
            self._text, self._meaning, self._is_known = text, "", False
        return self._meaning

    def ask(self) -> None:
        """Ask about the text, unless it is known or RDKit is not there."""
        may_be_one = len(self._text) <= MAX_LENGTH and any([s in self._text for s in _SIGNS])  # noqa: C419
        if may_be_one and not self._is_known and self._host.state == WHOLE:
            self._is_known = True
            asyncio.create_task(self._ask(self._text))

    async def _ask(self, text: str) -> None:
        await asyncio.sleep(_SECONDS_AFTER_TYPING)
        if text != self._text:
            return
        try:
            answer = await self._host.call("formula_of_smiles", text.strip())
        except (RefusedError, JsException, WorkerLostError) as error:
            print("The SMILES was not read:", error)
            self._is_known = False
            return
        if text == self._text and answer.formula:
            self._meaning = _sentence(text.strip(), str(answer.formula))
            self._on_meaning()


def _sentence(smiles: str, formula: str) -> str:
    shown = shortened(smiles)
    if "+" in formula or "-" in formula:
        return words("setup-smiles-charged", smiles=shown, formula=formula)
    try:
        parse(formula)
    except FormulaError as error:
        return words("setup-smiles-refused", smiles=shown, formula=formula, reason=words_of(error))
    return sentence_of("formula-smiles-meant", {"smiles": shown, "meant": formula})
