"""The current structure: where the search stands now, as a drawing and as SMILES."""

from page import drawing
from page.elements import element, set_text
from page.isomer_words import label, show_name
from page.panel import Panel as Plain
from page.words import words

TYPE_CHECKING = False  # MicroPython has no module typing to take it from
if TYPE_CHECKING:
    from jsffi import JsProxy
    from page.context import Context
    from page.runs.run import Run


class Panel(Plain):
    """Draws again only what has changed."""

    def __init__(self, context: Context) -> None:
        """Show no structure."""
        super().__init__(context)
        self._drawn = ""

    def run_begun(self, run: Run) -> None:
        """Show the current structure of a run."""
        self.run_seen(run)

    def run_seen(self, run: Run) -> None:
        """Show the current structure, unless it is the one that is shown."""
        set_text("current-smiles", run.current_smiles)
        show_name("current-name", run.names["current"])
        if self._drawn != run.current_svg:
            self._drawn = run.current_svg
            is_seen = drawing.show(run.current_svg, element("current-drawing"))
            element("current-tangled").hidden = is_seen or not run.current_svg
            told = _label(run.current_smiles, run.described["current"])
            element("current-structure").setAttribute("aria-label", told)


def _label(smiles: str, described: list[tuple[str, JsProxy]]) -> str:
    if not smiles:
        return words("structure-not-yet")
    return label(words("current-label", smiles=smiles), described)
