"""The chart: energy and temperature against the step, drawn by uPlot."""

from jsffi import JsProxy
from page import numerals
from page.elements import element
from pyscript import document, window
from pyscript.ffi import to_js

CAPACITY = 4_002
"""More points than the trace of any run has: two for each of 2,000 stretches, and one."""

_LINES = ("step", "current_energy", "best_energy", "temperature")


class Chart:
    """Holds the points of one run and draws them."""

    def __init__(self) -> None:
        """Draw an empty chart that keeps the size of its place."""
        self._lines = {name: window.Float64Array.new(CAPACITY) for name in _LINES}
        self._plot: JsProxy | None = None
        self.clear(total_steps=1, kt0=1.0)
        self._observer = window.ResizeObserver.new(lambda *_: self._fit())
        self._observer.observe(element("chart"))
        dark = window.matchMedia("(prefers-color-scheme: dark)")
        dark.addEventListener("change", lambda _: self._rebuild())

    def clear(self, *, total_steps: int, kt0: float) -> None:
        """Begin a new run of `total_steps` steps from temperature `kt0`."""
        self._length = 0
        self._total_steps = total_steps
        self._kt0 = kt0
        self._rebuild()

    def extend(self, points: JsProxy) -> None:
        """Add the points of an event and draw."""
        for name in _LINES:
            self._lines[name].set(getattr(points, name), self._length)
        self._length += points.step.length
        self._draw()

    def _draw(self) -> None:
        if self._plot is not None:
            self._plot.setData(self._data())

    def _data(self) -> JsProxy:
        return window.Array.of(*[self._lines[name].subarray(0, self._length) for name in _LINES])

    def _fit(self) -> None:
        if self._plot is not None:
            self._plot.setSize(to_js(_size()))

    def _rebuild(self) -> None:
        if self._plot is not None:
            self._plot.destroy()
        self._plot = window.uPlot.new(to_js(self._options()), self._data(), element("chart"))

    def _options(self) -> dict[str, object]:
        colour = _colours()
        size = _size()
        return {
            "width": size["width"],
            "height": size["height"],
            "legend": {"show": False},
            "cursor": {"show": False},
            "padding": [10, 4, 0, 4],
            "scales": {
                "x": {"time": False, "range": [0, self._total_steps]},
                "energy": {"auto": True},
                "kT": {"range": [0, self._kt0]},
            },
            "axes": [
                _axis(colour, "x", label="step", side=2, size=44),
                _axis(colour, "energy", label="energy", side=3, size=58),
                _axis(colour, "kT", label="kT", side=1, size=58, grid=False),
            ],
            "series": [
                {},
                _line("kT", colour["heat"], 1.5, dash=[5, 4]),
                _line("energy", colour["current"], 1),
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


def _line(scale: str, stroke: str, width: float, dash: list[int] | None = None) -> dict[str, object]:
    line: dict[str, object] = {"scale": scale, "stroke": stroke, "width": width}
    line["points"] = {"show": False}
    if dash:
        line["dash"] = dash
    return line


def _axis(
    colour: dict[str, str], scale: str, *, label: str, side: int, size: int, grid: bool = True
) -> dict[str, object]:
    return {
        "scale": scale,
        "side": side,
        "size": size,
        "label": label,
        "labelSize": 20,
        "labelGap": 0,
        "font": "12px system-ui, sans-serif",
        "labelFont": "12px system-ui, sans-serif",
        "stroke": colour["soft"],
        "grid": {"show": grid, "stroke": colour["grid"], "width": 1},
        "ticks": {"show": False},
        "values": lambda _plot, values, *_: to_js([_tick(value) for value in values]),
    }


def _tick(value: float | None) -> str:
    return "" if value is None else numerals.energy(value)
