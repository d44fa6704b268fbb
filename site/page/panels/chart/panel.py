"""The chart: energy and temperature against the step, drawn by uPlot."""

import asyncio

from jsffi import JsException, JsProxy
from page.border import to_js
from page.catalogue import quantity
from page.elements import element
from page.panel import Panel as Plain
from page.runs.course import Course
from page.search.states import LOADING
from page.words import words
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

_COLOURS = 6
"""Number of colours that the style sheet has for components."""


class Panel(Plain):
    """Draws the points of a run, and names its lines.

    uPlot is given no function to call back: it would be called for every axis of every
    drawing, and its own ways of choosing ranges and writing numbers are good.
    """

    def __init__(self, context: Context) -> None:
        """Draw nothing before uPlot is there, which nothing waits for."""
        super().__init__(context)
        self._course = Course([])
        self._total_steps = 1.0
        self._kt0 = 1.0
        self._is_draw_due = False
        self._legend: dict[str, JsProxy] = {}
        self._uplot: JsProxy
        self._plot: JsProxy | None = None
        document.addEventListener("arrived", lambda _: asyncio.create_task(self._load()))
        asyncio.create_task(self._load())

    async def _load(self) -> None:
        """Bring uPlot, and draw what there is; the picture keeps the size of its place."""
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
        self._show_values(run.values)

    def run_seen(self, run: Run) -> None:
        """Draw how far a run has come."""
        self._show_values(run.values)
        self._draw_soon()

    def _show(self, course: Course, total_steps: float, kt0: float) -> None:
        is_alike = course.components == self._course.components
        self._course, self._total_steps, self._kt0 = course, total_steps, kt0
        if not is_alike:
            self._show_legend()
            self._repaint()
        self._draw_soon()

    def _show_legend(self) -> None:
        """Name the lines besides those of the energy, one for each component."""
        self._legend = {}
        for number, name in enumerate(self._course.components):
            item = document.createElement("li")
            item.style.setProperty("--line", f"var(--{_component_colour(number)})")
            self._legend[name] = item
        items = [self._legend[name] for name in self._course.components]
        element("component-legend").replaceChildren(*items)

    def _show_values(self, values: dict[str, float]) -> None:
        for name, item in self._legend.items():
            title = words(f"component-{name}")
            shown = quantity(name, values[name]) if name in values else ""
            item.textContent = words("chart-line", component=title, value=shown)

    def _draw_soon(self) -> None:
        """Draw in a short task of its own, once for however many events came meanwhile."""
        if not self._is_draw_due:
            self._is_draw_due = True
            window.setTimeout(self._draw, _MILLISECONDS_BETWEEN_DRAWINGS)

    def _draw(self) -> None:
        self._is_draw_due = False
        if self._plot is None:
            return
        self._plot.setData(self._data())
        if self._course.is_empty:  # uPlot draws no axis for what has no range
            self._plot.setScale("energy", to_js({"min": 0, "max": 100}))
        self._plot.setScale("x", to_js({"min": 0, "max": self._total_steps}))
        self._plot.setScale("kT", to_js({"min": 0, "max": _HEADROOM * self._kt0}))

    def _data(self) -> JsProxy:
        data: JsProxy = window.Array.of(*self._course.columns())
        return data

    def _fit(self) -> None:
        if self._plot is not None:
            self._plot.setSize(to_js(_size()))

    def _repaint(self) -> None:
        if self._plot is not None:
            self._plot.destroy()
            self._plot = self._new_plot()
            self._draw()

    def _new_plot(self) -> JsProxy:
        options = to_js(self._options())
        plot: JsProxy = self._uplot.new(options, self._data(), element("chart"))
        return plot

    def _options(self) -> dict[str, object]:
        colour = _colours()
        size = _size()
        return {
            "width": size["width"],
            "height": size["height"],
            "legend": {"show": False},
            "cursor": {"show": False},
            "padding": [10, 6, 0, 6],
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
            ]
            + [
                _line(name, colour[_component_colour(number)], 1.5)
                for number, name in enumerate(self._course.components)
            ],
        }


def _size() -> dict[str, int]:
    place = element("chart")
    return {"width": max(place.clientWidth, 60), "height": max(place.clientHeight, 60)}


def _component_colour(number: int) -> str:
    """Return the name of the colour that the style sheet gives to a component's line."""
    return f"component-{number % _COLOURS + 1}"


def _colours() -> dict[str, str]:
    style = window.getComputedStyle(document.documentElement)
    names = ["soft", "grid", "current", "best", "heat"]
    names += [_component_colour(number) for number in range(_COLOURS)]
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
        "size": 42 * _scale(),
        "font": font,
        "gap": 4,
        "stroke": colour["soft"],
        "grid": {"show": True, "stroke": colour["grid"], "width": 1},
        "ticks": {"show": False},
    }
    if element("chart").clientWidth >= _WIDTH_WITH_LABELS:
        axis["label"] = label
        axis["labelFont"] = font
        axis["labelSize"] = 18 * _scale()
        axis["labelGap"] = 0
    return axis


def _scale() -> float:
    """Return by how much the page is larger than at its usual font size."""
    root = window.getComputedStyle(document.documentElement).fontSize
    return float(root[:-2]) / _ROOT_FONT_SIZE
