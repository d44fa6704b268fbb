"""The range of the energy axis: it follows what is in sight, but does not tremble."""

from pyscript import window

TYPE_CHECKING = False  # MicroPython has no module typing to take it from
if TYPE_CHECKING:
    from jsffi import JsProxy

_MARGIN = 0.1
"""Of what is in sight, above and below it."""
_LOOSE = 2.5
"""It becomes narrower when it is so many times as wide as need be."""
_OF_NOTHING = 0.0, 100.0


class EnergyRange:
    """From `least` to `most`."""

    def __init__(self) -> None:
        """Begin with a range for nothing."""
        self.forget()

    def forget(self) -> None:
        """Take what comes next as it is."""
        self.least, self.most = _OF_NOTHING
        self._is_new = True

    def take(self, current: JsProxy, best: JsProxy) -> None:
        """Take the energies that are in sight."""
        if not current.length:
            self.forget()
            return
        least = min(extreme("min", current), extreme("min", best))
        most = max(extreme("max", current), extreme("max", best))
        margin = (most - least) * _MARGIN or max(1.0, abs(most) * _MARGIN)
        is_wide_enough = self.least <= least and most <= self.most
        is_loose = self.most - self.least > _LOOSE * (most - least + 2 * margin)
        if self._is_new or is_loose or not is_wide_enough:
            self.least, self.most = least - margin, most + margin
            self._is_new = False

    def place_of(self, energy: float) -> float:
        """Return where an energy is, 0 at the top and 1 at the bottom."""
        return (self.most - energy) / (self.most - self.least)


def extreme(which: str, column: JsProxy) -> float:
    """Return the “min” or the “max” of a column that has numbers."""
    return float(window.Reflect.apply(getattr(window.Math, which), None, column))
