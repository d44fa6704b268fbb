"""A score of the challenge: how good the best structure was, and when it was found."""

from isoanneal.aims.reaching import reached
from page import numerals
from page.aims import is_as_good
from page.words import words

TYPE_CHECKING = False  # MicroPython has no module typing to take it from
if TYPE_CHECKING:
    from page.aims import Aim


class Score:
    """What one of those who play has come to."""

    def __init__(self, aim: Aim, energy: float, step: float) -> None:
        """Take the best energy, and the first step that had it."""
        self._aim = aim
        self.energy = energy
        self.step = step

    @property
    def has_reached(self) -> bool:
        """Whether no energy is better."""
        return reached(self._aim, self.energy)

    def beats(self, other: "Score") -> bool:
        """Tell whether it is better than another: a better energy, or as good a one earlier."""
        is_no_worse = is_as_good(self._aim, self.energy, other.energy)
        is_no_better = is_as_good(self._aim, other.energy, self.energy)
        return is_no_worse and (not is_no_better or self.step < other.step)

    def told(self) -> str:
        """Return it as a sentence."""
        if self.has_reached:
            return words("scores-reached", step=self.step)
        return words("scores-missed", best=numerals.energy(self.energy), step=self.step)
