"""The structure: the best isomer so far, as a drawing and as SMILES; until then, what is loaded."""

import asyncio

from page.clipboard import copy
from page.elements import element, set_fraction, set_text
from page.host.stages import DONE, IN_ORDER, PYTHON
from page.isomer_picture import IsomerPicture
from page.panel import Panel as Plain
from page.words import words
from pyscript import window

TYPE_CHECKING = False  # MicroPython has no module typing to take it from
if TYPE_CHECKING:
    from jsffi import JsProxy
    from page.context import Context
    from page.runs.run import Run
    from page.search.search import Search

_MILLISECONDS_COPIED = 1500


class Panel(Plain):
    """Draws again only what has changed."""

    def __init__(self, context: Context) -> None:
        """Show no structure."""
        super().__init__(context)
        self._picture = IsomerPicture(
            place="structure",
            drawing="drawing",
            tangled="too-tangled",
            name="best-name",
            smiles="best-smiles",
        )
        element("copy").addEventListener("click", lambda _: asyncio.create_task(_copy()))

    def stage_changed(self, stage: str) -> None:
        """Show which part of the engine is being loaded; a run from before hides that."""
        if stage == PYTHON:
            element("loading").hidden = False
        run = self.context.search.run
        if stage == DONE or (stage == IN_ORDER[-1] and run is not None and run.svg):
            element("loading").hidden = True
        if stage in IN_ORDER:
            _show_stage(stage)

    def state_changed(self, search: Search) -> None:
        """Stop saying that something is being loaded where nothing is."""
        if search.is_lost:
            element("loading").hidden = True

    def run_begun(self, run: Run) -> None:
        """Show the best structure of a run."""
        self.run_seen(run)

    def run_seen(self, run: Run) -> None:
        """Show the best structure."""
        element("copy").disabled = not run.smiles
        smiles = run.smiles
        label = words("structure-label", smiles=smiles) if smiles else words("structure-not-yet")
        name, told = run.names["best"], run.described["best"]
        self._picture.show(run.svg, smiles, name, label, told)


def _show_stage(stage: str) -> None:
    done = IN_ORDER.index(stage)
    set_text("loading-words", words(f"structure-stage-{stage}"))
    for number, name in enumerate(IN_ORDER):
        kind = "done" if number < done else "current" if number == done else ""
        element(f"stage-{name}").className = kind
    set_fraction("loading-bar", (done + 0.9) / len(IN_ORDER), value=str(done))


async def _copy() -> None:
    """Copy the SMILES, or mark it where the browser does not allow copying."""
    is_copied = await copy(str(element("best-smiles").textContent))
    if not is_copied:
        window.getSelection().selectAllChildren(element("best-smiles"))
    element("copy").textContent = (
        words("structure-copied") if is_copied else words("structure-marked")
    )
    window.setTimeout(_offer_again, _MILLISECONDS_COPIED)


def _offer_again(*_: JsProxy) -> None:
    element("copy").textContent = words("structure-copy")
