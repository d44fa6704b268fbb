"""The catalogue: what the page offers to choose among, taken from the package's registries.

So the form is complete before the engine is there, and nothing has to be told twice.
"""

import sys

from tools import environment


_PARAMETERS = [
    dict(
        name="kt0",
        handle="kt0",
        kind="number",
        group="annealing",
        minimum=0,
        maximum=1e12,
        is_above_minimum=True,
        default=100,
        title="Initial kT₀",
        meaning="x",
    ),
    dict(
        name="k",
        handle="k",
        kind="number",
        group="annealing",
        minimum=0,
        maximum=1e12,
        is_above_minimum=False,
        default=8,
        title="Cooling rate k",
        meaning="x",
    ),
    dict(
        name="steps_per_cycle",
        handle="steps",
        kind="whole",
        group="annealing",
        minimum=1,
        maximum=100000,
        is_above_minimum=False,
        default=500,
        title="Steps per cycle",
        meaning="x",
    ),
    dict(
        name="cycles",
        handle="cycles",
        kind="whole",
        group="annealing",
        minimum=1,
        maximum=1000,
        is_above_minimum=False,
        default=4,
        title="Cycles",
        meaning="x",
    ),
    dict(
        name="seed",
        handle="seed",
        kind="whole",
        group="annealing",
        minimum=0,
        maximum=4294967295,
        is_above_minimum=False,
        default=42,
        title="Seed",
        meaning="x",
    ),
    dict(
        name="required_smarts",
        handle="r",
        kind="text",
        group="constraints",
        title="Must match this SMARTS pattern",
        meaning="x",
    ),
    dict(
        name="forbidden_smarts",
        handle="f",
        kind="text",
        group="constraints",
        title="Must not match this SMARTS pattern",
        meaning="x",
    ),
]


def catalogue() -> dict[str, list[dict[str, object]]]:
    """Return the facts about all target components and all constraints."""
    sys.path.insert(0, str(environment.PROJECT / "py"))
    from isoanneal.constraints import constraints  # noqa: PLC0415  (after the path is set)
    from isoanneal.scoring import components  # noqa: PLC0415

    return {
        "components": [
            {
                "name": one.name,
                "title": one.title,
                "unit": one.unit,
                "meaning": one.meaning,
                "needs_smarts": one.needs_smarts,
            }
            for one in components()
        ],
        "constraints": [
            {"name": one.name, "title": one.title, "meaning": one.meaning} for one in constraints()
        ],
        "parameters": _PARAMETERS,
        "max_total_steps": 10_000_000,
    }
