"""Reaching an aim: whether an energy answers its question.

An aim is plain data here, as `declared` has it and the page gets it.  This module runs on
CPython, Pyodide and MicroPython alike, and imports nothing.
"""

TYPE_CHECKING = False  # MicroPython has no module typing to take it from
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    Facts = Mapping[str, Any]

NEAR = 1e-4
"""By how much an energy may miss the best one: less than any other isomer does.

Sums of logP differ in their last bits between numberings of a molecule.
"""


def reached(aim: "Facts", energy: float) -> bool:
    """Tell whether an energy, in the unit of the aim's target, is the best that there is."""
    if aim["parameters"].get("mode") == "maximize":
        return bool(energy >= aim["energy"] - NEAR)
    return bool(energy <= aim["energy"] + NEAR)
