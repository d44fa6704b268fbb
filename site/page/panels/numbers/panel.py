"""The numbers: energies, temperature, steps and what became of them, and the outcome."""

from page import numerals
from page.elements import element, set_fraction, set_text
from page.panel import Panel as Plain
from page.refusal import reason_of
from page.runs.run_name import caption_beside
from page.words import words

TYPE_CHECKING = False  # MicroPython has no module typing to take it from
if TYPE_CHECKING:
    from typing import Any

    from page.context import Context
    from page.runs.run import Run

_COUNTERS = ("accepted", "rejected", "invalid", "disconnected")


class Panel(Plain):
    """Shows what the last event said."""

    def __init__(self, context: Context) -> None:
        """Begin with no numbers."""
        super().__init__(context)
        self._run: Run | None = None

    def form_edited(self, parameters: dict[str, Any]) -> None:
        """Show what the parameters amount to, or that the numbers are not of these."""
        run = self._run
        if run is None or run.data.step == 0:
            cycles = parameters["cycles"]
            _show_plan(parameters["steps_per_cycle"] * cycles, cycles)
        is_another = run is not None and run.parameters != parameters
        _show_origin(run if is_another else None, parameters)

    def form_unreadable(self, _nothing: None) -> None:
        """Say which search the numbers are of."""
        _show_origin(self._run, None)

    def run_begun(self, run: Run) -> None:
        """Show another run than before."""
        self._run = run
        _show_plan(run.data.total_steps, run.parameters["cycles"])
        _show_origin(None, None)
        self.run_seen(run)

    def run_seen(self, run: Run) -> None:
        """Show how far a run has come."""
        data = run.data
        set_text("step", numerals.count(data.step))
        set_text("total-steps", numerals.count(data.total_steps))
        set_text("cycle", numerals.count(data.cycle + 1))
        set_text("temperature", numerals.temperature(data.temperature))
        set_text("current-energy", numerals.energy(run.current_energy))
        set_text("best-energy", numerals.energy(data.best_energy))
        for name in _COUNTERS:
            set_text(name, numerals.count(getattr(data, f"{name}_moves")))
        set_text("acceptance-ratio", numerals.ratio(data.accepted_moves, data.step))
        fraction = data.step / data.total_steps
        set_fraction("step-bar", fraction, value=str(int(100 * fraction)))
        _show_engine(run)
        set_text("visited", _visited(run))

    def outcome_changed(self, outcome: str) -> None:
        """Say how a search ended, or what there is to know before it begins."""
        set_text("outcome", outcome)


def _show_origin(run: Run | None, asked: dict[str, Any] | None) -> None:
    """Say of which search the numbers are, where the form says another, or none."""
    element("results-of").hidden = run is None
    if run is not None:
        shown = caption_beside(run.parameters, asked)
        set_text("results-of", words("numbers-of-another", run=shown))


def _show_plan(total_steps: float, cycles: float) -> None:
    total, last = numerals.count(total_steps), numerals.count(cycles)
    set_text("total-steps", total)
    set_text("cycles-shown", last)
    # Room for the last number from the start, so that nothing beside it moves.
    element("step").style.minWidth = f"{len(total)}ch"
    element("cycle").style.minWidth = f"{len(last)}ch"


def _show_engine(run: Run) -> None:
    """Show which engine makes the steps, how fast, and why it is not the fast one."""
    name = run.engine
    if run.rate:
        name = words("numbers-engine-rate", engine=name, rate=numerals.rate(run.rate))
    set_text("engine-name", name)
    reason = reason_of(run.reason) if run.reason else words("numbers-engine-meaning")
    element("engine-title").title = reason


def _visited(run: Run) -> str:
    """Say how many isomers a search has stood at, of how many if that is known."""
    visited = run.visited_isomers
    if not visited:
        return "–"
    if not run.isomers:
        return numerals.count(visited)
    return words("numbers-visited-of", visited=float(visited), isomers=float(run.isomers))
