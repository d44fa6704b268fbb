"""Reaching an aim: whether parameters ask its question, and whether an energy answers it.

An aim is plain data here, as `declared` has it and the page gets it.  This module runs on
CPython, Pyodide and MicroPython alike, and imports nothing.
"""

TYPE_CHECKING = False  # MicroPython has no module typing to take it from
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    Facts = Mapping[str, Any]

NEAR = 1e-4
"""By how much an energy may miss the best one: less than any other isomer does.

Sums of logP differ in their last bits between numberings of a molecule.
"""

QUESTION = (
    "formula",
    "mode",
    "weights",
    "directions",
    "goals",
    "smarts",
    "normalize",
    "constraints",
    "required_smarts",
    "forbidden_smarts",
)
"""The parameters that say what is searched for; the others say how."""


def reached(aim: "Facts", energy: float) -> bool:
    """Tell whether an energy, in the unit of the aim's target, is the best that there is."""
    if aim["parameters"].get("mode") == "maximize":
        return bool(energy >= aim["energy"] - NEAR)
    return bool(energy <= aim["energy"] + NEAR)


def asked(
    parameters: "Facts", aims: "Sequence[Facts]", declarations: "Sequence[Facts]"
) -> "Facts | None":
    """Return the aim whose question these parameters ask, in whatever way; None if there is none.

    Of each of the `declarations` its `name` and its `default` are needed, for parameters that
    are left out.
    """
    defaults = {one["name"]: one["default"] for one in declarations}
    for aim in aims:
        wanted = aim["parameters"]
        if all(
            [  # noqa: C419  (MicroPython)
                parameters.get(name, defaults[name]) == wanted.get(name, defaults[name])
                for name in QUESTION
            ]
        ):
            return aim
    return None
