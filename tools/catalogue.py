"""The catalogue: what the page offers to choose among, taken from the package's registries.

So the form is complete before the engine is there, and nothing has to be told twice.  The
package is asked by the interpreter of the site's environment: `python -m tools.catalogue FILE`.
"""

import json
import sys
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

from tools import environment


@cache
def catalogue() -> dict[str, Any]:
    """Return the facts about components, constraints, parameters, aims, challenges and refusals.

    `settings` are not a run's, but stand in the page's address as parameters do.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "catalogue.json"
        package = {"PYTHONPATH": str(environment.PROJECT / "py")}
        command: list[str | Path] = [environment.python("site"), "-m", "tools.catalogue", path]
        environment.run(command, package)
        known: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return known


def known() -> dict[str, Any]:
    """Return the facts as the package, which can be imported here, tells them."""
    from isoanneal.aims import AIMS, CHALLENGES  # noqa: PLC0415  (in some environments only)
    from isoanneal.chem import smarts  # noqa: PLC0415
    from isoanneal.constraints import constraints  # noqa: PLC0415
    from isoanneal.pace import DECLARED  # noqa: PLC0415
    from isoanneal.parameters import DECLARATIONS, MAX_TOTAL_STEPS  # noqa: PLC0415
    from isoanneal.scoring import components  # noqa: PLC0415
    from isoanneal.sentences import sentences  # noqa: PLC0415

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
        "parameters": [one.facts() for one in DECLARATIONS.values()],
        "settings": [DECLARED],
        "aims": AIMS,
        "challenges": CHALLENGES,
        "max_total_steps": MAX_TOTAL_STEPS,
        "max_smarts": smarts.MAX_LENGTH,
        "refusals": sentences(),
    }


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(json.dumps(known()), encoding="utf-8")
