"""The target of a search: a weighted sum of components."""

from collections.abc import Mapping

from isoanneal.scoring.registry import component
from isoanneal.structure import Structure


class Target:
    """A weighted sum of target components, the energy of a structure."""

    def __init__(self, weights: Mapping[str, float]) -> None:
        """Take a weight, 0 or more, for each component by name.

        Raises `ValueError` where a name is unknown, a weight negative or none above 0.
        """
        for name, weight in weights.items():
            if not 0 <= weight < float("inf"):
                raise ValueError(f"The weight of {name} must be 0 or more, but it is {weight:g}.")
        self._terms = [(component(name).score, float(weights[name])) for name in weights]
        self._terms = [(score, weight) for score, weight in self._terms if weight > 0]
        if not self._terms:
            raise ValueError("Give at least one target component a weight above 0.")

    def energy(self, structure: Structure) -> float:
        """Return the weighted sum, in the mixed units of the components."""
        total = 0.0
        for score, weight in self._terms:
            total += weight * score(structure)
        return total
