"""The overview: the whole run, small, beside the span that the chart shows large."""

from page.border import to_js
from page.elements import element, set_text
from page.words import words
from pyscript import window

TYPE_CHECKING = False  # MicroPython has no module typing to take it from
if TYPE_CHECKING:
    from jsffi import JsProxy
    from page.panels.chart.energy_range import EnergyRange
    from page.panels.chart.span import Span
    from page.runs.points import Points

_LEAST_SHARE = 0.012
"""Of the width: a narrower frame could not be seen."""


class Overview:
    """A second drawing, without axes, and a frame around what is shown large."""

    def __init__(self) -> None:
        """Begin without a drawing."""
        self._plot: JsProxy | None = None
        self.is_shown = False

    def make_plot(self, uplot: JsProxy, series: list[dict[str, object]]) -> None:
        """Make the drawing anew, with the lines of the chart."""
        if self._plot is not None:
            self._plot.destroy()
        nothing = window.Array.of(*[window.Float64Array.new(0) for _ in series])
        self._plot = uplot.new(to_js(_options(series)), nothing, element("overview-chart"))

    def show(self, *, is_shown: bool) -> bool:
        """Show it or not; tell whether that is new."""
        if is_shown == self.is_shown:
            return False
        self.is_shown = is_shown
        element("overview").hidden = not is_shown
        element("chart-area").classList.toggle("is-followed", is_shown)
        self.fit()
        return True

    def fit(self) -> None:
        """Take the size of the place."""
        if self._plot is not None and self.is_shown:
            self._plot.setSize(to_js(_size()))

    def draw(self, points: Points, span: Span, most_kt: float, energies: EnergyRange) -> None:
        """Draw all points, and frame the span."""
        if self._plot is None:
            return
        set_text("overview-caption", words("chart-whole", steps=span.total))
        self._plot.setData(window.Array.of(*points.columns[:4]))
        self._plot.setScale("x", to_js({"min": 0, "max": span.total}))
        self._plot.setScale("kT", to_js({"min": 0, "max": most_kt}))
        ends = {"min": energies.least, "max": energies.most}
        self._plot.setScale("energy", to_js(ends))
        _frame(span)


def step_at(x: float, total: float) -> float:
    """Return the step at a place in the window of the browser, from its left."""
    box = element("overview-chart").getBoundingClientRect()
    return total * (x - float(box.left)) / max(float(box.width), 1.0)


def _frame(span: Span) -> None:
    """Frame the span, no wider than the drawing is."""
    first, last = span.first / span.total, span.last / span.total
    share = max(last - first, _LEAST_SHARE)
    frame = element("overview-span").style
    frame.left = f"{100 * min(first, 1 - share):.2f}%"
    frame.width = f"{100 * share:.2f}%"


def _options(series: list[dict[str, object]]) -> dict[str, object]:
    none = {"show": False}
    return _size() | {
        "legend": none,
        "cursor": none,
        "padding": [3, 0, 3, 0],
        "scales": {
            "x": {"time": False, "auto": False},
            "kT": {"auto": False},
            "energy": {"auto": False},
        },
        "axes": [none, none],
        "series": series,
    }


def _size() -> dict[str, object]:
    place = element("overview-chart")
    return {"width": max(place.clientWidth, 40), "height": max(place.clientHeight, 24)}
