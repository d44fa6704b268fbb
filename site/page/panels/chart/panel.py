"""The chart: energy and temperature against the step, drawn by uPlot."""

import asyncio

from jsffi import JsException, JsProxy
from page.border import to_js
from page.elements import element
from page.panel import Panel as Plain
from page.panels.chart.bands import Bands, colour_names
from page.runs.course import Course
from page.search.states import LOADING
from page.words import locale, words
from pyscript import config, document, window

TYPE_CHECKING = False  # MicroPython has no module typing to take it from
if TYPE_CHECKING:
    from typing import Any

    from page.context import Context
    from page.runs.run import Run

_WIDTH_WITH_LABELS = 480
_HEADROOM = 1.05
_MILLISECONDS_BETWEEN_DRAWINGS = 120
_FONT_SIZE = 12
_WIDTH_OF_STEPS = 85
"""In pixels, of the largest number of steps and the space around it."""
_ROOT_FONT_SIZE = 15
_OF_THE_CHART = 4
"""Columns of a course that the chart draws: the steps, the temperature and two energies."""
_OF_EVERY_RUN = 5
"""Columns of a course that come before those of the components."""
_PADDING = 6
_AXIS, _LABEL = 42, 18


class Panel(Plain):
    """Draws the points of a run: energies and temperature, and below them each component.

    uPlot is given no function to call back: it would be called for every axis of every
    drawing, and its own ways of choosing ranges and writing numbers are good.  The build lets it
    write them by the locale that the document's element names.
    """

    def __init__(self, context: Context) -> None:
        """Draw nothing before uPlot is there, which nothing waits for."""
        super().__init__(context)
        self._course = Course([])
        self._total_steps = 1.0
        self._kt0 = 1.0
        self._is_draw_due = False
        self._uplot: JsProxy
        self._bands = Bands()
        self._plot: JsProxy | None = None
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
        self._plot = self._new_plot()
        self._draw_soon()
        self._observer = window.ResizeObserver.new(lambda *_: self._fit())
        self._observer.observe(element("chart"))
        dark = window.matchMedia("(prefers-color-scheme: dark)")
        dark.addEventListener("change", lambda _: self._repaint())

    def form_edited(self, parameters: dict[str, Any]) -> None:
        """Make room for the lines of a run, where there is none yet."""
        if self.context.search.run is None and self.context.search.state == LOADING:
            total = parameters["steps_per_cycle"] * parameters["cycles"]
            self._show(Course([]), total, parameters["kt0"])

    def run_begun(self, run: Run) -> None:
        """Draw another run than before."""
        self._show(run.course, run.data.total_steps, run.parameters["kt0"])
        self._bands.show_values(run.values)

    def run_seen(self, run: Run) -> None:
        """Draw how far a run has come."""
        self._bands.show_values(run.values)
        self._draw_soon()

    def _show(self, course: Course, total_steps: float, kt0: float) -> None:
        is_alike = course.components == self._course.components
        self._course, self._total_steps, self._kt0 = course, total_steps, kt0
        if not is_alike:
            self._bands.begin(course.components)
            self._repaint()
        self._draw_soon()

    def _draw_soon(self) -> None:
        """Draw in a short task of its own, once for however many events came meanwhile."""
        if not self._is_draw_due:
            self._is_draw_due = True
            window.setTimeout(self._draw, _MILLISECONDS_BETWEEN_DRAWINGS)

    def _draw(self) -> None:
        self._is_draw_due = False
        if self._plot is None:
            return
        columns = self._course.columns()
        self._plot.setData(_data(columns))
        if self._course.is_empty:  # uPlot draws no axis for what has no range
            self._plot.setScale("energy", to_js({"min": 0, "max": 100}))
        self._plot.setScale("x", to_js({"min": 0, "max": self._total_steps}))
        self._plot.setScale("kT", to_js({"min": 0, "max": _HEADROOM * self._kt0}))
        self._bands.draw(columns[:1] + columns[_OF_EVERY_RUN:], self._total_steps)

    def _fit(self) -> None:
        if self._plot is not None:
            self._plot.setSize(to_js(_size()))
            self._bands.fit()

    def _repaint(self) -> None:
        if self._plot is not None:
            self._plot.destroy()
            self._plot = self._new_plot()
            self._draw()

    def _new_plot(self) -> JsProxy:
        colours = _colours()
        self._bands.make_plot(self._uplot, colours, _side())
        options = to_js(self._options(colours))
        data = _data(self._course.columns())
        plot: JsProxy = self._uplot.new(options, data, element("chart"))
        return plot

    def _options(self, colour: dict[str, str]) -> dict[str, object]:
        size = _size()
        return {
            "width": size["width"],
            "height": size["height"],
            "legend": {"show": False},
            "cursor": {"show": False},
            "padding": [10, _PADDING, 0, _PADDING],
            "scales": {
                "x": {"time": False, "auto": False},
                "kT": {"auto": False},
            },
            "axes": [
                _axis(colour, "x", words("chart-step"), side=2)
                | {"size": 24 * _scale(), "space": _WIDTH_OF_STEPS * _scale()},
                _axis(colour, "energy", words("chart-energy"), side=3),
                _axis(colour, "kT", "kT", side=1) | {"grid": {"show": False}},
            ],
            "series": [
                {},
                _line("kT", colour["heat"], 1.5, dash=[5, 4]),
                _line("energy", colour["current"], 1.25),
                _line("energy", colour["best"], 2.5),
            ],
        }


def _data(columns: list[JsProxy]) -> JsProxy:
    """Return the columns that the chart itself draws."""
    data: JsProxy = window.Array.of(*columns[:_OF_THE_CHART])
    return data


def _size() -> dict[str, int]:
    place = element("chart")
    return {"width": max(place.clientWidth, 60), "height": max(place.clientHeight, 60)}


def _colours() -> dict[str, str]:
    style = window.getComputedStyle(document.documentElement)
    names = ["soft", "grid", "current", "best", "heat"] + colour_names()
    return {name: style.getPropertyValue(f"--{name}").strip() for name in names}


def _line(
    scale: str, stroke: str, width: float, dash: list[int] | None = None
) -> dict[str, object]:
    line: dict[str, object] = {"scale": scale, "stroke": stroke, "width": width}
    line["points"] = {"show": False}
    if dash:
        line["dash"] = dash
    return line


def _axis(colour: dict[str, str], scale: str, label: str, side: int) -> dict[str, object]:
    font = f"{_FONT_SIZE * _scale()}px system-ui, sans-serif"
    axis: dict[str, object] = {
        "scale": scale,
        "side": side,
        "size": _AXIS * _scale(),
        "font": font,
        "gap": 4,
        "stroke": colour["soft"],
        "grid": {"show": True, "stroke": colour["grid"], "width": 1},
        "ticks": {"show": False},
    }
    if _has_labels():
        axis["label"] = label
        axis["labelFont"] = font
        axis["labelSize"] = _LABEL * _scale()
        axis["labelGap"] = 0
    return axis


def _has_labels() -> bool:
    return bool(element("chart").clientWidth >= _WIDTH_WITH_LABELS)


def _side() -> float:
    """Return the width of what stands on each side of the drawing."""
    return _PADDING + (_AXIS + (_LABEL if _has_labels() else 0)) * _scale()


def _scale() -> float:
    """Return by how much the page is larger than at its usual font size."""
    root = window.getComputedStyle(document.documentElement).fontSize
    return float(root[:-2]) / _ROOT_FONT_SIZE
