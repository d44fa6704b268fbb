"""The chart: energy and temperature against the step, large where steps are seen one by one."""

import asyncio

from jsffi import JsException, JsProxy
from page.border import to_js
from page.elements import element
from page.panel import Panel as Plain
from page.panels.chart.bands import Bands
from page.panels.chart.energy_range import EnergyRange, extreme
from page.panels.chart.marks import Marks
from page.panels.chart.overview import Overview, step_at
from page.panels.chart.plot import Plot, lines, side
from page.panels.chart.pointer import Pointer
from page.panels.chart.reading import Reading
from page.panels.chart.span import Span, span_of, whole
from page.runs.course import Course
from page.runs.points import Points, points_of
from page.search.states import LOADING, RUNNING
from page.words import locale
from pyscript import config, document, window

TYPE_CHECKING = False  # MicroPython has no module typing to take it from
if TYPE_CHECKING:
    from typing import Any

    from page.context import Context
    from page.runs.run import Run

_HEADROOM = 1.05
_MILLISECONDS_BETWEEN_DRAWINGS = 120
_THINNER = 0.6
"""The lines of the overview, beside those of the chart."""
_OF_EVERY_RUN = 5
"""Columns of points that come before those of the components."""


class Panel(Plain):
    """Draws the points of a run: energies and temperature, and below them each component."""

    def __init__(self, context: Context) -> None:
        """Draw nothing before uPlot is there, which nothing waits for."""
        super().__init__(context)
        self._run: Run | None = None
        self._components: list[str] = []
        self._points = _no_points()
        self._span = whole(1.0)
        self._kt0 = 1.0
        self._is_draw_due = self._is_stepped = False
        self._uplot: JsProxy
        self._plot: Plot | None = None
        self._bands, self._overview = Bands(), Overview()
        self._marks, self._reading = Marks(), Reading()
        self._energies, self._all_energies = EnergyRange(), EnergyRange()
        self._pointer = Pointer(self._read, self._choose)
        element("overview").addEventListener("click", self._overview_clicked)
        document.addEventListener("arrived", lambda _: asyncio.create_task(self._load()))
        asyncio.create_task(self._load())

    async def _load(self) -> None:
        """Bring uPlot, and draw what there is; the picture keeps the size of its place."""
        document.documentElement.dataset.locale = locale()
        try:
            module = await window.siteFiles.load(config["uplot"])
        except JsException as error:  # which the loader has told, and offers to mend
            print("There is no chart:", error)
            return
        if self._plot is not None:  # it was asked for twice
            return
        self._uplot = module.default
        self._make_plots()
        self._draw_soon()
        self._observer = window.ResizeObserver.new(lambda *_: self._fit())
        self._observer.observe(element("chart"))
        dark = window.matchMedia("(prefers-color-scheme: dark)")
        dark.addEventListener("change", lambda _: self._repaint())

    # What happens to the run

    def form_edited(self, parameters: dict[str, Any]) -> None:
        """Make room for the lines of a run, where there is none yet."""
        if self.context.search.run is None and self.context.search.state == LOADING:
            total = parameters["steps_per_cycle"] * parameters["cycles"]
            self._show(None, total, parameters["kt0"])

    def run_begun(self, run: Run) -> None:
        """Draw another run than before."""
        self._show(run, run.data.total_steps, run.parameters["kt0"])
        self._show_values(None)

    def run_seen(self, run: Run) -> None:
        """Draw how far a run has come."""
        if not self._reading.is_shown:
            self._bands.show_values(run.values)
        self._draw_soon()

    def state_changed(self, _search: object) -> None:
        """Draw a run that stands still as one, and one that is over whole."""
        self._draw_soon()

    def _show(self, run: Run | None, total_steps: float, kt0: float) -> None:
        components = run.course.components if run is not None else []
        is_alike = components == self._components
        self._run, self._components, self._kt0 = run, components, float(kt0)
        self._span = whole(float(total_steps))
        self._pointer.let_go()
        self._energies.forget()
        self._all_energies.forget()
        if not is_alike:
            self._bands.begin(components)
            self._repaint()
        self._draw_soon()

    # The drawing

    def _draw_soon(self) -> None:
        """Draw in a short task of its own, once for however many events came meanwhile."""
        if not self._is_draw_due:
            self._is_draw_due = True
            window.setTimeout(self._draw, _MILLISECONDS_BETWEEN_DRAWINGS)

    def _draw(self) -> None:
        self._is_draw_due = False
        if self._plot is None:
            return
        self._points = self._pointer.points = (
            _no_points() if self._run is None else points_of(self._run)
        )
        self._span = self._wanted_span(self._plot)
        if self._overview.show(is_shown=not self._span.is_whole):
            self._fit()
        self._draw_span(self._plot)
        window.queueMicrotask(self._draw_over)  # in which uPlot itself draws, and takes its size

    def _wanted_span(self, plot: Plot) -> Span:
        """Return what to show large; a step that was chosen is in it."""
        if self._run is None:
            return whole(self._span.total)
        is_running = self.context.search.state == RUNNING
        span = span_of(self._run, plot.size[0], self.context.form.pace, is_running=is_running)
        chosen = self._pointer.chosen
        return span if chosen is None else span.with_step(chosen)

    def _draw_span(self, plot: Plot) -> None:
        points, span = self._points, self._span
        by_steps = self._marks.fit(span, plot.size[0])
        begin, end = points.between(span.first, span.last)
        seen_from = begin
        if by_steps:  # what was between two steps that were kept is not known
            begin = points.unbroken(begin, end)
            seen_from = min(begin, points.first_from(span.first))
        seen, columns = points.part(seen_from, end), points.part(begin, end)
        self._energies.take(seen[2], seen[3])
        most_kt = self._most_kt(points)
        self._join(plot, by_steps=by_steps)
        plot.draw(columns, span, self._energies, most_kt)
        self._bands.draw(columns[:1] + columns[_OF_EVERY_RUN:], span)
        if self._overview.is_shown:
            self._all_energies.take(points.columns[2], points.columns[3])
            self._overview.draw(points, span, most_kt, self._all_energies)

    def _join(self, plot: Plot, *, by_steps: bool) -> None:
        """Let lines keep their height from step to step, or go straight where steps are close."""
        if by_steps != self._is_stepped:
            self._is_stepped = by_steps
            paths = self._uplot.paths
            chosen = paths.stepped(to_js({"align": 1})) if by_steps else paths.linear()
            plot.join_by(chosen)
            self._bands.join_by(chosen)

    def _draw_over(self) -> None:
        """Mark the steps, and the one that is pointed at, where uPlot has drawn them."""
        if self._plot is None:
            return
        size = self._plot.size
        if self._marks.fit(self._span, size[0]):
            self._marks.draw(self._points, self._span, self._energies, size)
        else:
            self._marks.clear()
        self._read()

    def _most_kt(self, points: Points) -> float:
        """Return where the axis of the temperature ends, which may be set by hand."""
        temperatures = points.column("temperature")
        most = extreme("max", temperatures) if points.count else 0.0
        return _HEADROOM * max(self._kt0, most)

    def _fit(self) -> None:
        if self._plot is not None:
            self._plot.fit()
            self._bands.fit()
            self._overview.fit()
            self._draw_soon()

    def _repaint(self) -> None:
        if self._plot is not None:
            self._plot.destroy()
            self._make_plots()
            self._draw()

    def _make_plots(self) -> None:
        self._plot = Plot(self._uplot, self._points.columns)
        self._is_stepped = False
        self._pointer.step_at = self._plot.step_at
        self._bands.make_plot(self._uplot, self._plot.colours, side())
        self._overview.make_plot(self._uplot, lines(self._plot.colours, _THINNER))

    # The step that a person points at

    def _overview_clicked(self, event: JsProxy) -> None:
        self._pointer.choose(step_at(float(event.clientX), self._span.total))

    def _choose(self) -> None:
        """Bring a step that was chosen into sight, and say what is known of it."""
        self._draw()
        place = self._pointer.place()
        self._reading.say(None if place is None else self._points.at(place), self._components)

    def _read(self) -> None:
        """Show the step that is pointed at, if it is in sight."""
        place = self._pointer.place()
        point = None if place is None else self._points.at(place)
        if point is not None or self._reading.is_shown:
            self._show_values(point)
        if self._plot is None or point is None:
            self._reading.hide()
            return
        width, height = self._plot.size
        across = self._span.place_of(point["step"])
        if 0 <= across <= 1:
            down = self._energies.place_of(point["current_energy"])
            self._reading.show(point, width * across, height * down, width)
        else:
            self._reading.hide()

    def _show_values(self, point: dict[str, float] | None) -> None:
        """Show the components of a point, or else those of the current structure."""
        if self._run is not None:
            self._bands.show_values(self._run.values if point is None else point)


def _no_points() -> Points:
    course = Course([], 0)
    return Points(course.names, course.columns())
