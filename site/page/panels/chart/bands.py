"""Bands below the chart: a line for each component, between its own least and greatest value.

One drawing has all of them; each line is on a scale that puts it into its band.  The names and
the ends of the scales are elements over it.
"""

from page import numerals
from page.border import to_js
from page.catalogue import quantity
from page.elements import copy_of, element, parts_of
from page.panels.chart.energy_range import extreme
from page.words import words
from pyscript import window

TYPE_CHECKING = False  # MicroPython has no module typing to take it from
if TYPE_CHECKING:
    from jsffi import JsProxy
    from page.panels.chart.span import Span

_TOP, _BOTTOM = 0.45, 0.88
"""Where in a band, from its top, the greatest and the least value are; the style has it too."""
_COLOURS = 6
"""Number of colours that the style sheet has for components."""


class Band:
    """One component: its name with its present value, and the ends of its scale."""

    def __init__(self, name: str, number: int) -> None:
        """Make the elements of the component that is the `number`th from the top."""
        self.name = name
        self._number = number
        self._ends: tuple[float, float] | None = None
        self.item = copy_of("band")
        self.item.style.setProperty("--line", f"var(--{colour_name(number)})")
        self._parts = parts_of(self.item)

    def show_value(self, value: float | None) -> None:
        """Show a value beside the name, if there is one."""
        title = words(f"component-{self.name}")
        shown = "" if value is None else quantity(self.name, value)
        self._parts["name"].textContent = words("chart-line", component=title, value=shown)

    def scale(self, column: JsProxy, count: int) -> dict[str, float]:
        """Return the scale that puts a column into this band of `count`; show its ends."""
        least, most = extreme("min", column), extreme("max", column)
        self._show_ends(least, most)
        if least == most:  # in the middle
            least, most = least - 0.5, most + 0.5
        of_a_band = (most - least) / (_BOTTOM - _TOP)
        return {
            "min": least - (count - self._number - _BOTTOM) * of_a_band,
            "max": most + (self._number + _TOP) * of_a_band,
        }

    def _show_ends(self, least: float, most: float) -> None:
        if (least, most) == self._ends:
            return
        self._ends = least, most
        shown = {"least": numerals.end(least), "most": numerals.end(most)}
        for part, text in shown.items():
            self._parts[part].textContent = text
        self._parts["range"].textContent = words("chart-range", **shown)


class Bands:
    """All bands, in the order of the components of a run."""

    def __init__(self) -> None:
        """Begin with none."""
        self._bands: list[Band] = []
        self._plot: JsProxy | None = None

    def begin(self, names: list[str]) -> None:
        """Make a band for each component, none where there is one component only."""
        self._bands = [Band(name, number) for number, name in enumerate(names)]
        element("component-legend").replaceChildren(*[band.item for band in self._bands])
        element("bands").hidden = not names

    def show_values(self, values: dict[str, float]) -> None:
        """Show the value of each component, of one structure."""
        for band in self._bands:
            band.show_value(values.get(band.name))

    def make_plot(self, uplot: JsProxy, colours: dict[str, str], side: float) -> None:
        """Make the drawing anew, with room of `side` pixels on both sides as the chart has."""
        if self._plot is not None:
            self._plot.destroy()
            self._plot = None
        if self._bands:
            element("bands").style.setProperty("--side", f"{side}px")
            options = to_js(self._options(colours, side))
            nothing = window.Array.of(
                *[window.Float64Array.new(0) for _ in range(len(self._bands) + 1)]
            )
            self._plot = uplot.new(options, nothing, element("bands-chart"))

    def join_by(self, paths: JsProxy) -> None:
        """Take how points are joined from the next drawing on."""
        if self._plot is not None:
            for number in range(len(self._bands)):
                self._plot.series[number + 1].paths = paths

    def draw(self, columns: list[JsProxy], span: Span) -> None:
        """Draw the steps of a span and the column of each component."""
        if self._plot is None:
            return
        self._plot.setData(window.Array.of(*columns))
        self._plot.setScale("x", to_js({"min": span.first, "max": span.last}))
        for number, band in enumerate(self._bands):
            column = columns[number + 1]
            if column.length:
                scale = band.scale(column, len(self._bands))
                self._plot.setScale(band.name, to_js(scale))

    def fit(self) -> None:
        """Take the size of the place."""
        if self._plot is not None:
            self._plot.setSize(to_js(_size()))

    def _options(self, colours: dict[str, str], side: float) -> dict[str, object]:
        scales: dict[str, object] = {band.name: {"auto": False} for band in self._bands}
        lines: list[dict[str, object]] = [
            {
                "scale": band.name,
                "stroke": colours[colour_name(number)],
                "width": 1.5,
                "points": {"show": False},
            }
            for number, band in enumerate(self._bands)
        ]
        return _size() | {
            "legend": {"show": False},
            "cursor": {"show": False},
            "padding": [0, side, 0, side],
            "scales": scales | {"x": {"time": False, "auto": False}},
            "axes": [{"show": False}, {"show": False}],
            "series": [{}] + lines,
        }


def colour_name(number: int) -> str:
    """Return the name of the colour that the style sheet gives to a component's line."""
    return f"component-{number % _COLOURS + 1}"


def colour_names() -> list[str]:
    """Return the names of all colours that there are for components."""
    return [colour_name(number) for number in range(_COLOURS)]


def _size() -> dict[str, object]:
    place = element("bands-chart")
    return {"width": max(place.clientWidth, 60), "height": max(place.clientHeight, 40)}
