"""The chart: energy and temperature against the step, drawn by uPlot."""

from jsffi import JsProxy
from page.elements import element
from pyscript import document, window
from pyscript.ffi import to_js

CAPACITY = 4_002
"""More points than the trace of any run has: two for each of 2,000 stretches, and two."""

_WIDTH_WITH_LABELS = 480
_HEADROOM = 1.05
_MILLISECONDS_BETWEEN_DRAWINGS = 80
_FONT_SIZE = 12
_ROOT_FONT_SIZE = 15

_LINES = ("step", "temperature", "current_energy", "best_energy")


class Chart:
    """Holds the points of one run and draws them.

    uPlot is given no function to call back: it would be called for every axis of every
    drawing, and its own ways of choosing ranges and writing numbers are good.
    """

    def __init__(self) -> None:
        """Draw an empty chart that keeps the size of its place."""
        self._lines = {name: window.Float64Array.new(CAPACITY) for name in _LINES}
        self._length = 0
        self._total_steps = 1
        self._is_draw_due = False
        self._kt0 = 1.0
        self._plot = self._new_plot()
        self._observer = window.ResizeObserver.new(lambda *_: self._fit())
        self._observer.observe(element("chart"))
        dark = window.matchMedia("(prefers-color-scheme: dark)")
        dark.addEventListener("change", lambda _: self._repaint())

    def clear(self, *, total_steps: int, kt0: float) -> None:
        """Begin a new run of `total_steps` steps from temperature `kt0`."""
        self._length = 0
        self._total_steps = total_steps
        self._kt0 = kt0
        self._draw_soon()

    def extend(self, points: JsProxy) -> None:
        """Add the points of an event and draw."""
        for name in _LINES:
            self._lines[name].set(getattr(points, name), self._length)
        self._length += points.step.length
        self._draw_soon()

    def _draw_soon(self) -> None:
        """Draw in a short task of its own, once for however many events came meanwhile."""
        if not self._is_draw_due:
            self._is_draw_due = True
            window.setTimeout(self._draw, _MILLISECONDS_BETWEEN_DRAWINGS)

    def _draw(self) -> None:
        self._is_draw_due = False
        self._plot.setData(self._data())
        if self._length == 0:  # uPlot draws no axis for what has no range
            self._plot.setScale("energy", to_js({"min": 0, "max": 100}))
        self._plot.setScale("x", to_js({"min": 0, "max": self._total_steps}))
        self._plot.setScale("kT", to_js({"min": 0, "max": _HEADROOM * self._kt0}))

    def _data(self) -> JsProxy:
        lines = [self._lines[name].subarray(0, self._length) for name in _LINES]
        data: JsProxy = window.Array.of(*lines)
        return data

    def _fit(self) -> None:
        self._plot.setSize(to_js(_size()))

    def _repaint(self) -> None:
        self._plot.destroy()
        self._plot = self._new_plot()
        self._draw()

    def _new_plot(self) -> JsProxy:
        options = to_js(self._options())
        plot: JsProxy = window.uPlot.new(options, self._data(), element("chart"))
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
                _axis(colour, "x", "step", side=2) | {"size": 24 * _scale()},
                _axis(colour, "energy", "energy", side=3),
                _axis(colour, "kT", "kT", side=1) | {"grid": {"show": False}},
            ],
            "series": [
                {},
                _line("kT", colour["heat"], 1.5, dash=[5, 4]),
                _line("energy", colour["current"], 1.25),
                _line("energy", colour["best"], 2.5),
            ],
        }


def _size() -> dict[str, int]:
    place = element("chart")
    return {"width": max(place.clientWidth, 60), "height": max(place.clientHeight, 60)}


def _colours() -> dict[str, str]:
    style = window.getComputedStyle(document.documentElement)
    names = ("soft", "grid", "current", "best", "heat")
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
