"""The marks: how each step in sight ended, told by a shape on the line of the energy."""

from page.elements import element
from page.runs.course import OUTCOMES

TYPE_CHECKING = False  # MicroPython has no module typing to take it from
if TYPE_CHECKING:
    from page.panels.chart.energy_range import EnergyRange
    from page.panels.chart.span import Span
    from page.runs.points import Points

_LEAST_PIXELS = 5
"""Between two steps; where they are closer, marks would hide each other."""
_SHAPES = {
    "accepted": "m-3.5 0a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0-7 0",
    "rejected": "m-3-3l6 6m0-6l-6 6",
    "invalid": "m-3 0a3 3 0 1 0 6 0a3 3 0 1 0-6 0m-.8 3.8l7.6-7.6",
    "disconnected": "m-3.5 0h7m-3.5-3.6h0m0 7.2h0",
}


class Marks:
    """One path for all steps that ended in the same way."""

    def __init__(self) -> None:
        """Show the shapes in the legend."""
        self._are_there = False
        for name, shape in _SHAPES.items():
            element(f"legend-{name}").setAttribute("d", f"M0 0{shape}")

    def fit(self, span: Span, width: float) -> bool:
        """Tell whether steps are far enough apart in so many pixels to be marked."""
        return width >= _LEAST_PIXELS * (span.last - span.first)

    def draw(
        self, points: Points, span: Span, energies: EnergyRange, size: tuple[float, float]
    ) -> None:
        """Mark the points in the span."""
        width, height = size
        steps, outcomes = points.column("step"), points.column("outcome")
        current = points.column("current_energy")
        places: dict[str, list[str]] = {name: [] for name in OUTCOMES}
        for i in range(points.first_from(span.first), points.first_from(span.last + 1)):
            outcome = int(outcomes[i])
            if outcome >= 0:
                name = OUTCOMES[outcome]
                x, y = width * span.place_of(steps[i]), height * energies.place_of(current[i])
                places[name].append(f"M{x:.1f} {y:.1f}{_SHAPES[name]}")
        for name, found in places.items():
            element(f"marks-{name}").setAttribute("d", " ".join(found))
        self._show(are_there=True)

    def clear(self) -> None:
        """Take the marks away."""
        if self._are_there:
            for name in OUTCOMES:
                element(f"marks-{name}").setAttribute("d", "")
            self._show(are_there=False)

    def _show(self, *, are_there: bool) -> None:
        if are_there != self._are_there:
            self._are_there = are_there
            element("outcome-legend").classList.toggle("is-shown", are_there)
