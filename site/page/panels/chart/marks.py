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
        begin, end = points.first_from(span.first), points.first_from(span.last + 1)
        across = width / max(span.last - span.first, 1.0)
        down = height / (energies.most - energies.least)
        places: dict[str, list[str]] = {name: [] for name in OUTCOMES}
        ground = []
        for step, energy, outcome in zip(  # noqa: B905  (MicroPython has no “strict”)
            *[points.numbers(name, begin, end) for name in ("step", "current_energy", "outcome")]
        ):
            if outcome >= 0:
                name = OUTCOMES[int(outcome)]
                place = f"M{across * (step - span.first):.1f} {down * (energies.most - energy):.1f}"
                places[name].append(place + _SHAPES[name])
                if outcome > 0:
                    ground.append(place + _GROUND)
        element("marks-ground").setAttribute("d", " ".join(ground))
        for name, found in places.items():
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
