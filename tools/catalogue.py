"""The catalogue: what the page offers to choose among, taken from the package's registries.

So the form is complete before the engine is there, and nothing has to be told twice.
"""

import sys

from tools import environment


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
    }
