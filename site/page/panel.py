"""What a panel is: a card of the page, in a folder of its own.

`panels/<name>/panel.html` is its markup; the attribute `data-place` of its first element says
where it stands, `data-order` after which others.  `panel.css` is its style.  `panel.py` has a
class `Panel`, made from the one here, which is told what happens; it may be missing where there
is nothing but words.
"""

TYPE_CHECKING = False  # MicroPython has no module typing to take it from
if TYPE_CHECKING:
    from typing import Any

    from jsffi import JsProxy
    from page.context import Context
    from page.runs.run import Run
    from page.search.search import Search


class Panel:
    """Does nothing of itself; a panel has those of these methods that it needs."""

    def __init__(self, context: Context) -> None:
        """Connect the panel's elements to what the page consists of."""
        self.context = context

    def state_changed(self, search: Search) -> None:
        """Take notice of the state of the search, or of its worker."""

    def stage_changed(self, stage: str) -> None:
        """Take notice of what is being loaded: python, engine, rdkit, or nothing any more."""

    def form_edited(self, parameters: dict[str, Any]) -> None:
        """Take notice of what the form says, if it can be read."""

    def form_unreadable(self, nothing: None) -> None:
        """Take notice that the form cannot be read."""

    def run_begun(self, run: Run) -> None:
        """Show another run than before: a new one, or one that was kept."""

    def run_seen(self, run: Run) -> None:
        """Show how far a run has come; told some 16 times a second."""

    def run_stepped(self, run: Run) -> None:
        """Show that a person has made a single step, forward or back."""

    def move_drawn(self, drawn: JsProxy) -> None:
        """Show a move, drawn `before` and `after` its `step`; texts in SVG, empty without RDKit."""

    def outcome_changed(self, outcome: str) -> None:
        """Show how a search ended, or what there is to know before it begins."""

    def refusal_changed(self, reason: str) -> None:
        """Show what went wrong, or nothing."""


class Section(Panel):
    """A panel that is a part of the form: it holds some of the parameters.

    It stands at “search” or “settings”, whose panels are there before an address fills the form.
    """

    def read(self) -> dict[str, Any] | None:
        """Return its parameters, or say what is wrong with them and return nothing."""
        return {}

    def write(self, parameters: dict[str, Any]) -> None:
        """Show its part of parameters that `read` gave; raise `KeyError` where that is missing."""

    def mark(self, refused: str) -> None:
        """Mark the field of a parameter that the worker refused, or none."""

    def set_enabled(self, *, enabled: bool) -> None:
        """Let its fields be changed, or not."""
