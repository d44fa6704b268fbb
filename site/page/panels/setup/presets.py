"""Formulas to begin with; what they are is said by the messages `preset-<formula>`."""

PRESETS = (
    "C6H14",
    "C8H18",
    "C10H22",
    "C20H42",
    "C6H6",
    "C8H10",
    "C10H16",
    "C10H8",
    "C4H8O",
    "C2H5NO2",
    "C3H7NO",
    "C2H4Cl2",
)
