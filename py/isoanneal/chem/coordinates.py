"""Where atoms are in a drawing: points in the plane, whose unit is a bond's usual length."""

from typing import NamedTuple

Point = tuple[float, float]

ANGSTROM = 1.5
"""The length of a bond in RDKit's drawings and in molfiles, in angstrom."""

WIDTH, HEIGHT = 420, 220
"""Pixels of a drawing where nobody asks for another size."""


class Crossing(NamedTuple):
    """A place where two lines of a picture cross: what is left out of one, and all of the other.

    Ends are in pixels from the upper left corner, x + iy; `colour` is that of the line above, as in
    `#FF0000`.
    """

    gap: tuple[complex, complex]
    above: tuple[complex, complex]
    colour: str
