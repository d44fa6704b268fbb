"""The display of one run: its structure, its numbers, its lines in the chart."""

from page import numerals, view
from page.chart import Chart
from pyscript import window

TYPE_CHECKING = False  # MicroPython has no module typing to take it from
if TYPE_CHECKING:
    from page.run import Run
    from page.targets import Targets

_MILLISECONDS_BETWEEN_VIEWS = 60


class Display:
    """Shows the run that it was given last; looks at it are spread over time."""

    def __init__(self, targets: Targets) -> None:
        """Show an empty chart."""
        self.chart = Chart()
        self._targets = targets
        self._run: Run | None = None
        self._is_due = False
        self._isomers: dict[str, int] = {}

    def note_isomers(self, formula: str, isomers: int) -> None:
        """Take notice of how many isomers a formula has, 0 for very many."""
        self._isomers[formula] = isomers
        self.show()

    def plan(self, total_steps: int, kt0: float, components: list[str]) -> None:
        """Make room for the lines of a run, with one for each of some components."""
        self.chart.clear(total_steps=total_steps, kt0=kt0, components=components)
        view.show_legend(components)

    def begin(self, run: Run) -> None:
        """Show a run before its first step."""
        self._run = run
        view.show_error("")
        self.plan(run.data.total_steps, run.parameters["kt0"], run.components)
        self.chart.extend(run.trace)
        self.show()
        self.tell_beginning(run)

    def tell_beginning(self, run: Run) -> None:
        """Say what there is to know before a run's first step."""
        formula = numerals.subscripted(run.parameters["formula"])
        view.show_outcome(
            f"{formula} has one isomer only: there is nothing to find."
            if run.has_one_isomer
            else f"This is the first structure of {formula}. Start the search to improve it."
        )

    def bring_back(self, run: Run) -> None:
        """Show a run that was kept."""
        self._run = run
        view.show_error("")
        view.show_outcome("")
        view.show_plan(run.data.total_steps, run.parameters["cycles"])
        self.plan(run.data.total_steps, run.parameters["kt0"], run.components)
        self.chart.restore(run.trace)
        self.show()

    def go_on(self) -> None:
        """Add to the chart what the run has come to; the rest is shown a little later."""
        if self._run is None:
            return
        self.chart.extend(self._run.trace)
        if not self._is_due:
            self._is_due = True
            window.setTimeout(self.show, _MILLISECONDS_BETWEEN_VIEWS)

    def show(self) -> None:
        """Show where the run stands."""
        self._is_due = False
        if self._run is not None:
            run = self._run
            view.show_progress(run.data, run.svg)
            view.show_engine(run.engine, run.reason, run.rate)
            view.show_visited(
                run.visited_isomers, self._isomers.get(str(run.parameters["formula"]), 0)
            )
            self._targets.show_values(self._run.values)
            view.show_legend_values(self._run.values)

    def end(self, run: Run) -> None:
        """Show what the run has found."""
        self.show()
        words = f"Done after {run.data.total_steps:,} steps. "
        if run.has_one_isomer:
            words += "There is one isomer only, so there was nothing to find."
        else:
            first, best = numerals.energy(run.initial_energy), numerals.energy(run.data.best_energy)
            words += f"{self._targets.words} went from {first} to {best}."
        view.show_outcome(words)
