"""The chart: energy and temperature against the step, drawn by uPlot."""

from jsffi import JsProxy
from page.elements import element
from pyscript import config, document, window
from pyscript.ffi import to_js

CAPACITY = 4_003
"""As many points as the trace of an unbroken run may have: two for each of 2,000 stretches,
and three.  A run that was taken up again has one more for each time."""

_WIDTH_WITH_LABELS = 480
_HEADROOM = 1.05
_MILLISECONDS_BETWEEN_DRAWINGS = 120
_FONT_SIZE = 12
_WIDTH_OF_STEPS = 85
"""In pixels, of the largest number of steps and the space around it."""
_ROOT_FONT_SIZE = 15

_LINES = ("step", "temperature", "current_energy", "best_energy")
_COLOURS = 6
"""Number of colours that the style sheet has for components."""


class Chart:
    """Holds the points of one run and draws them.

    uPlot is given no function to call back: it would be called for every axis of every
    drawing, and its own ways of choosing ranges and writing numbers are good.
    """

    def __init__(self) -> None:
        """Take points; `load` then makes it a picture that keeps the size of its place."""
        self._components: list[str] = []
        self._allocate(CAPACITY)
        self._total_steps = 1
        self._is_draw_due = False
        self._kt0 = 1.0
        self._plot: JsProxy | None = None

    async def load(self) -> None:
        """Bring uPlot, which nothing waits for, and draw what there is."""
        module = await window.siteFiles.load(config["uplot"])
        self._uplot = module.default
        self._plot = self._new_plot()
        self._draw_soon()
        self._observer = window.ResizeObserver.new(lambda *_: self._fit())
        self._observer.observe(element("chart"))
        dark = window.matchMedia("(prefers-color-scheme: dark)")
        dark.addEventListener("change", lambda _: self._repaint())

    def _allocate(self, capacity: int) -> None:
        names = list(_LINES) + self._components
        self._lines = {name: window.Float64Array.new(capacity) for name in names}
        self._capacity = capacity
        self._length = 0

    def clear(self, *, total_steps: int, kt0: float, components: list[str]) -> None:
        """Begin a new run of `total_steps` steps from temperature `kt0`.

        Each of the components gets a line on a scale of its own.
        """
        self._length = 0
        self._total_steps = total_steps
        self._kt0 = kt0
        if components != self._components:
            self._components = components
            self._allocate(CAPACITY)
            self._repaint()
        self._draw_soon()

    def restore(self, trace: JsProxy) -> None:
        """Show points that were kept, with room for those of the steps still to come."""
        self._allocate(trace.step.length + CAPACITY)
        self.extend(trace)

    def extend(self, points: JsProxy) -> None:
        """Add points and draw; the first is left out if it is there already."""
        first = 0
        if self._length and points.step.length:
            first = 1 if points.step[0] <= self._lines["step"][self._length - 1] else 0
        if self._length + points.step.length > self._capacity:
            self.restore(self.trace())
        for name, line in self._lines.items():
            column = getattr(points if name in _LINES else points.values, name)
            line.set(column.subarray(first), self._length)
        self._length += points.step.length - first
        self._draw_soon()

    def trace(self) -> JsProxy:
        """Return all points as an object that the browser can keep."""
        kept: JsProxy = window.Object.new()
        kept.values = window.Object.new()
        for name, line in self._lines.items():
            column = line.slice(0, self._length)
            window.Reflect.set(kept if name in _LINES else kept.values, name, column)
        return kept

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
        if self._length == 0:  # uPlot draws no axis for what has no range
            self._plot.setScale("energy", to_js({"min": 0, "max": 100}))
        self._plot.setScale("x", to_js({"min": 0, "max": self._total_steps}))
        self._plot.setScale("kT", to_js({"min": 0, "max": _HEADROOM * self._kt0}))

    def _data(self) -> JsProxy:
        names = list(_LINES) + self._components
        lines = [self._lines[name].subarray(0, self._length) for name in names]
        data: JsProxy = window.Array.of(*lines)
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
                _axis(colour, "x", "step", side=2)
                | {"size": 24 * _scale(), "space": _WIDTH_OF_STEPS * _scale()},
                _axis(colour, "energy", "energy", side=3),
                _axis(colour, "kT", "kT", side=1) | {"grid": {"show": False}},
            ],
            "series": [
                {},
                _line("kT", colour["heat"], 1.5, dash=[5, 4]),
                _line("energy", colour["current"], 1.25),
                _line("energy", colour["best"], 2.5),
            ]
            + [
                _line(name, colour[component_colour(number)], 1.5)
                for number, name in enumerate(self._components)
            ],
        }


def _size() -> dict[str, int]:
    place = element("chart")
    return {"width": max(place.clientWidth, 60), "height": max(place.clientHeight, 60)}


def component_colour(number: int) -> str:
    """Return the name of the colour that the style sheet gives to a component's line."""
    return f"component-{number % _COLOURS + 1}"


def _colours() -> dict[str, str]:
    style = window.getComputedStyle(document.documentElement)
    names = ["soft", "grid", "current", "best", "heat"]
    names += [component_colour(number) for number in range(_COLOURS)]
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
