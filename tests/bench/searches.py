"""The searches that are measured."""

from isoanneal.formula import parse

FORMULAS = ("C6H14", "C10H16", "C20H42", "C30H62")
STEPS_PER_CYCLE = 500
CYCLES = 200
LONG = {"steps_per_cycle": 100_000, "cycles": 100}
REPLICATES = 8
SIZES = (10, 20, 40, 60, 80, 100)
FAMILIES = {"CnH2n+2": 2, "CnH2n-4": -4}
TARGETS = (
    ("logp",),
    ("wiener_index", "logp"),
    ("tpsa",),
    ("rotatable_bonds",),
    ("balaban_j",),
    ("randic_index",),
    ("hosoya_z",),
    ("graph_diameter",),
    ("number_of_rings",),
    ("largest_ring",),
    ("degree_of_branching",),
)
PARTS = ("start", "wiener", "replicates", "growth", "targets")
"""Of the benchmark; a formula may be asked for instead, which is a row of “wiener”."""


def parameters(formula: str, *components: str) -> dict[str, object]:
    """Return the parameters of a run of 100,000 steps."""
    return {
        "formula": formula,
        "steps_per_cycle": STEPS_PER_CYCLE,
        "cycles": CYCLES,
        "weights": dict.fromkeys(components or ["wiener_index"], 1.0),
    }


def members(family: str) -> list[str]:
    """Return the formulas of a family, by size."""
    return [f"C{atoms}H{2 * atoms + FAMILIES[family]}" for atoms in SIZES]


def asked(only: str) -> list[str]:
    """Return the parts and formulas that are named, with commas between them; all without.

    Raises `ValueError` for what is neither.
    """
    names = [name.strip() for name in only.split(",") if name.strip()]
    for name in names:
        if name not in PARTS:
            _check_formula(name)
    return names or list(PARTS)


def _check_formula(name: str) -> None:
    try:
        parse(name)
    except ValueError as error:
        raise ValueError(
            f"--only {name} is neither a formula nor one of {', '.join(PARTS)}: {error}"
        ) from error
