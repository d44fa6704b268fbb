"""The plot: the large drawing by uPlot, with its axes and lines.

uPlot is given no function to call back: it would be called for every axis of every drawing, and
its own way of writing numbers is good.  The build lets it write them by the locale that the
document's element names.
"""

from page.border import to_js
from page.elements import element
from page.panels.chart.bands import colour_names
from page.words import words
from pyscript import document, window

TYPE_CHECKING = False  # MicroPython has no module typing to take it from
if TYPE_CHECKING:
    from jsffi import JsProxy
    from page.panels.chart.energy_range import EnergyRange
    from page.panels.chart.span import Span

_WIDTH_WITH_LABELS = 480
_FONT_SIZE = 12
_WIDTH_OF_STEPS = 85
"""In pixels, of the largest number of steps and the space around it."""
_INTERVALS = [
    float(digit * 10**power) for power in range(13) for digit in (1, 2, 5)
]  # between the steps that are written
_ROOT_FONT_SIZE = 15
_OF_THE_CHART = 4
"""Columns of a run's points that it draws: the steps, the temperature and two energies."""
_PADDING = 6
_AXIS, _LABEL = 42, 18
_ENERGIES = (2, 3)
"""Which lines are those of energies."""


class Plot:
    """Draws points; `over` is put over the area between the axes."""

    def __init__(self, uplot: JsProxy, columns: list[JsProxy]) -> None:
        """Make the drawing, with some points in it."""
        self.colours = _colours()
        options = to_js(_options(self.colours))
        self._plot: JsProxy = uplot.new(options, _data(columns), element("chart"))
        self._plot.over.append(element("chart-over"))

    def destroy(self) -> None:
        """Take the drawing away."""
        self._plot.destroy()

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of the area between the axes, in pixels."""
        box = self._plot.bbox
        ratio = float(window.devicePixelRatio)
        return float(box.width) / ratio, float(box.height) / ratio

    def fit(self) -> None:
        """Take the size of the place."""
        self._plot.setSize(to_js(_size()))

    def draw(
        self, columns: list[JsProxy], span: Span, energies: EnergyRange, most_kt: float
    ) -> None:
        """Draw points, with the ranges of the axes."""
        self._plot.setData(_data(columns))
        for scale, least, most in (
            ("x", span.first, span.last),
            ("energy", energies.least, energies.most),
            ("kT", 0.0, most_kt),
        ):
            self._plot.setScale(scale, to_js({"min": least, "max": most}))

    def join_by(self, paths: JsProxy) -> None:
        """Take how points of energies are joined from the next drawing on."""
        for number in _ENERGIES:
            self._plot.series[number].paths = paths

    def step_at(self, x: float) -> float:
        """Return the step at a place in the browser's window, from its left."""
        left = float(self._plot.over.getBoundingClientRect().left)
        return float(self._plot.posToVal(x - left, "x"))


def lines(colour: dict[str, str], width: float = 1.0) -> list[dict[str, object]]:
    """Return the lines of a drawing of these columns, wider or thinner than they are here."""
    return [
        {},
        _line("kT", colour["heat"], 1.5 * width, dash=[5, 4]),
        _line("energy", colour["current"], 1.25 * width),
        _line("energy", colour["best"], 2.5 * width),
    ]


def side() -> float:
    """Return the width of what stands on each side of the drawing."""
    return _PADDING + (_AXIS + (_LABEL if _has_labels() else 0)) * _scale()


def _data(columns: list[JsProxy]) -> JsProxy:
    data: JsProxy = window.Array.of(*columns[:_OF_THE_CHART])
    return data


def _size() -> dict[str, object]:
    place = element("chart")
    return {"width": max(place.clientWidth, 60), "height": max(place.clientHeight, 60)}


def _colours() -> dict[str, str]:
    style = window.getComputedStyle(document.documentElement)
    names = ["soft", "grid", "current", "best", "heat"] + colour_names()
    return {name: style.getPropertyValue(f"--{name}").strip() for name in names}


def _options(colour: dict[str, str]) -> dict[str, object]:
    return _size() | {
        "legend": {"show": False},
        "cursor": {"show": False},
        "padding": [10, _PADDING, 0, _PADDING],
        "scales": {
            "x": {"time": False, "auto": False},
            "energy": {"auto": False},
            "kT": {"auto": False},
        },
        "axes": [
            _axis(colour, "x", words("chart-step"), place=2)
            | {
                "size": 24 * _scale(),
                "space": _WIDTH_OF_STEPS * _scale(),
                "incrs": _INTERVALS,
            },
            _axis(colour, "energy", words("chart-energy"), place=3),
            _axis(colour, "kT", "kT", place=1) | {"grid": {"show": False}},
        ],
        "series": lines(colour),
    }


def _line(
    scale: str, stroke: str, width: float, dash: list[int] | None = None
) -> dict[str, object]:
    line: dict[str, object] = {"scale": scale, "stroke": stroke, "width": width}
    line["points"] = {"show": False}
    if dash:
        line["dash"] = dash
    return line


def _axis(colour: dict[str, str], scale: str, label: str, place: int) -> dict[str, object]:
    # A whole number: of any other uPlot would enlarge what is behind the point for fine screens.
    font = f"{int(_FONT_SIZE * _scale() + 0.5)}px system-ui, sans-serif"
    axis: dict[str, object] = {
        "scale": scale,
        "side": place,
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


def _scale() -> float:
    """Return by how much the page is larger than at its usual font size."""
    root = window.getComputedStyle(document.documentElement).fontSize
    return float(root[:-2]) / _ROOT_FONT_SIZE
