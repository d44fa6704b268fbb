"""The reading: what is known of one step, beside its mark in the chart, and said."""

from page import numerals
from page.catalogue import quantity
from page.elements import element, set_text
from page.runs.course import outcome_of
from page.words import sentences, words


class Reading:
    """Shows a step; says it too where a person has chosen it."""

    def __init__(self) -> None:
        """Begin with none."""
        self.is_shown = False

    def show(self, point: dict[str, float], x: float, y: float, width: float) -> None:
        """Show what is known of a point that is drawn at a place in a chart of some width."""
        set_text("reading-step", _title(point))
        outcome = _outcome(point)
        set_text("reading-outcome", words(f"move-outcome-{outcome}") if outcome else "")
        element("reading-outcome").className = outcome
        set_text("reading-energy", numerals.energy(point["current_energy"]))
        set_text("reading-best", numerals.energy(point["best_energy"]))
        set_text("reading-temperature", numerals.temperature(point["temperature"]))
        _place(x, y, width)
        self._show(is_shown=True)

    def hide(self) -> None:
        """Show nothing."""
        self._show(is_shown=False)

    def say(self, point: dict[str, float] | None, components: list[str]) -> None:
        """Say what is known of a point to who does not see it, or nothing any more."""
        set_text("chart-told", "" if point is None else _told(point, components))

    def _show(self, *, is_shown: bool) -> None:
        if is_shown != self.is_shown:
            self.is_shown = is_shown
            for name in ("reading", "reading-rule", "reading-ring", "bands-rule"):
                element(name).hidden = not is_shown


def _told(point: dict[str, float], components: list[str]) -> str:
    outcome, step = _outcome(point), point["step"]
    if step == 0:
        began = words("chart-told-first")
    elif outcome:
        began = words(f"move-step-{outcome}", step=step)
    else:
        began = words("chart-told-step", step=step)
    told = [began, words("chart-told", **_written(point))]
    if components:
        values = [
            words("chart-line", component=words(f"component-{name}"), value=value)
            for name, value in [(one, quantity(one, point[one])) for one in components]
        ]
        told.append(words("chart-told-components", list=numerals.listed(values)))
    return sentences(told)


def _place(x: float, y: float, width: float) -> None:
    """Put the mark where a step is, and what is told of it on the side that has more room."""
    for name in ("reading-rule", "bands-rule", "reading-ring"):
        element(name).style.left = f"{x:.1f}px"
    element("reading-ring").style.top = f"{y:.1f}px"
    element("reading").style.setProperty("--at", f"{x:.1f}px")
    element("reading").classList.toggle("is-left", x > width / 2)


def _written(point: dict[str, float]) -> dict[str, str]:
    return {
        "energy": numerals.energy(point["current_energy"]),
        "best": numerals.energy(point["best_energy"]),
        "kt": numerals.temperature(point["temperature"]),
    }


def _title(point: dict[str, float]) -> str:
    return words("chart-first") if point["step"] == 0 else words("chart-at", step=point["step"])


def _outcome(point: dict[str, float]) -> str:
    """Return how a step ended, or nothing where that is not kept, or it is no step."""
    return outcome_of(point["outcome"]) if point["step"] > 0 else ""
