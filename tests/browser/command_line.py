"""The same run on the command line, for comparison."""

import json
import subprocess
import sys
from typing import Any


def on_the_command_line(*arguments: str) -> dict[str, Any]:
    """Return the result of `isoanneal run` with these arguments."""
    completed = subprocess.run(
        [sys.executable, "-m", "isoanneal", "run", *arguments, "--json"],
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    result: dict[str, Any] = json.loads(completed.stdout)
    return result
