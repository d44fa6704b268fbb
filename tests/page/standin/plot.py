"""uPlot: draws nothing, and keeps what it is given."""

from typing import Any

from tests.page.standin.document import Element
from tests.page.standin.values import Array, Function, JsProxy, Object, python_of

LEFT, TOP, RIGHT, BOTTOM = 60, 10, 60, 40
"""Around the area between the axes."""


class Plot(JsProxy):
    """A chart."""

    def __init__(self, options: Object, data: Array, place: Element) -> None:
        """Take what it is made of."""
        self.options: dict[str, Any] = python_of(options)
        self.place = place
        self.data: list[list[float]] = []
        self.scales: dict[str, Any] = {}
        self.size: dict[str, Any] = {}
        self.is_destroyed = False
        self.drawings = 0
        self.series = [Object({"paths": "linear"}) for _ in self.options["series"]]
        self.over = place.document.createElement("div")
        self.over.getBoundingClientRect = lambda: Object({"left": LEFT, "top": TOP})
        place.append(self.over)
        self.setSize(Object({name: self.options[name] for name in ("width", "height")}))
        self.setData(data)

    def setData(self, data: Array, _resets: object = None) -> None:
        """Draw other data."""
        self.data = [line.view.tolist() for line in data.items]
        self.drawings += 1

    def setScale(self, name: str, limits: Object) -> None:
        """Set the ends of a scale."""
        self.scales[name] = python_of(limits)

    def setSize(self, size: Object) -> None:
        """Set the size of the chart."""
        self.size = python_of(size)
        self.bbox = Object(
            {
                "width": self.size["width"] - LEFT - RIGHT,
                "height": self.size["height"] - TOP - BOTTOM,
            }
        )

    def posToVal(self, position: float, name: str) -> float:
        """Return the value at a place in the area between the axes."""
        scale = self.scales[name]
        share = position / self.bbox.width
        return float(scale["min"] + share * (scale["max"] - scale["min"]))

    def destroy(self) -> None:
        """Take the chart away."""
        self.is_destroyed = True
        self.over.remove()


class Plots(JsProxy):
    """What the module uPlot gives: makes charts, and knows them."""

    def __init__(self) -> None:
        """Begin with no chart."""
        self.made: list[Plot] = []
        self.paths = Object(
            {"linear": Function(lambda: "linear"), "stepped": Function(lambda _: "stepped")}
        )

    def new(self, options: Object, data: Array, place: Element) -> Plot:  # type: ignore[override]
        """Make a chart."""
        self.made.append(Plot(options, data, place))
        return self.made[-1]

    @property
    def shown(self) -> Plot:
        """The chart that is there now."""
        return self.shown_at("chart")

    def shown_at(self, place: str) -> Plot:
        """Return what is drawn now in the element of that id."""
        (plot,) = self.all_at(place)
        return plot

    def all_at(self, place: str) -> list[Plot]:
        """Return all that is drawn now in the element of that id."""
        return [one for one in self.made if one.place.id == place and not one.is_destroyed]
