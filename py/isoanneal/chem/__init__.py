"""RDKit behind one small interface, whichever of its builds is there."""

from isoanneal.chem.coordinates import Point
from isoanneal.chem.toolkit import (
    DESCRIPTORS,
    Toolkit,
    ToolkitExpectedError,
    arrival,
    expect,
    is_expected,
    toolkit,
    use,
)

__all__ = [
    "DESCRIPTORS",
    "Point",
    "Toolkit",
    "ToolkitExpectedError",
    "arrival",
    "expect",
    "is_expected",
    "toolkit",
    "use",
]
