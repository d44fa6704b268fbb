"""The marks: how each step in sight ended, told by a shape on the line of the energy."""

from page.elements import element
from page.runs.course import OUTCOMES, outcome_of

TYPE_CHECKING = False  # MicroPython has no module typing to take it from
if TYPE_CHECKING:
    from page.panels.chart.energy_range import EnergyRange
    from page.panels.chart.span import Span
    from page.runs.points import Points

_LEAST_PIXELS = 5
"""Between two steps; where they are closer, marks would hide each other."""
_PIXELS_FOR_USUAL_SIZE = 10.0
_SMALLEST, _LARGEST = 0.8, 1.5
"""Marks, beside their usual size, where steps are close, and where there is much room."""
_SHAPES = {
    "accepted": "m-3.5 0a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0-7 0",
    "rejected": "m-3-3l6 6m0-6l-6 6",
    "invalid": "m-3 0a3 3 0 1 0 6 0a3 3 0 1 0-6 0m-.8 3.8l7.6-7.6",
    "disconnected": "m-3.5 0h7m-3.5-3.6h0m0 7.2h0",
}

_PATHS = ["ground"] + list(OUTCOMES)
_GROUND = "m-4.5 0a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0-9 0"
"""Under what is no filled shape, so that the line does not run through it."""


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
        across = width / max(span.last - span.first, 1.0)
        down = height / (energies.most - energies.least)
        scale = round(min(max(across / _PIXELS_FOR_USUAL_SIZE, _SMALLEST), _LARGEST), 2)
        element("marks").setAttribute("transform", f"scale({scale})")
        paths: dict[str, list[str]] = {name: [] for name in _PATHS}
        for step, energy, name in _ended(points, span):
            x, y = across * (step - span.first), down * (energies.most - energy)
            place = f"M{x / scale:.1f} {y / scale:.1f}"
            paths[name].append(place + _SHAPES[name])
            if name != "accepted":
                paths["ground"].append(place + _GROUND)
        for name, found in paths.items():
            element(f"marks-{name}").setAttribute("d", " ".join(found))
        self._show(are_there=True)

    def clear(self) -> None:
        """Take the marks away."""
        if self._are_there:
            for name in _PATHS:
                element(f"marks-{name}").setAttribute("d", "")
            self._show(are_there=False)

    def _show(self, *, are_there: bool) -> None:
        if are_there != self._are_there:
            self._are_there = are_there
            element("outcome-legend").classList.toggle("is-shown", are_there)


def _ended(points: Points, span: Span) -> list[tuple[float, float, str]]:
    """Return the steps in the span of which it is known how they ended, with their energies."""
    begin, end = points.first_from(span.first), points.first_from(span.last + 1)
    columns = [points.numbers(name, begin, end) for name in ("step", "current_energy", "outcome")]
    told = [
        (step, energy, outcome_of(outcome))
        for step, energy, outcome in zip(*columns)  # noqa: B905  (MicroPython has no “strict”)
    ]
    return [one for one in told if one[2]]
