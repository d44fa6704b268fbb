"""The current structure: where the search stands now, as a drawing and as SMILES."""

from page.isomer_picture import IsomerPicture
from page.panel import Panel as Plain
from page.words import words

TYPE_CHECKING = False  # MicroPython has no module typing to take it from
if TYPE_CHECKING:
    from page.context import Context
    from page.runs.run import Run


class Panel(Plain):
    """Shows the current structure of the run in sight."""

    def __init__(self, context: Context) -> None:
        """Show no structure."""
        super().__init__(context)
        self._picture = IsomerPicture(
            place="current-structure",
            drawing="current-drawing",
            tangled="current-tangled",
            name="current-name",
            smiles="current-smiles",
        )

    def run_begun(self, run: Run) -> None:
        """Show the current structure of a run."""
        self.run_seen(run)

    def run_seen(self, run: Run) -> None:
        """Show the current structure."""
        smiles = run.current_smiles
        label = words("current-label", smiles=smiles) if smiles else words("structure-not-yet")
        name, told = run.names["current"], run.described["current"]
        self._picture.show(run.current_svg, smiles, name, label, told)
