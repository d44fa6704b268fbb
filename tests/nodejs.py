"""Scripts run in Node.js, for what has to agree with JavaScript or MicroPython."""

import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest


def run(
    script: Path,
    *arguments: str | Path,
    given: str = "",
    variables: Mapping[str, str] | None = None,
) -> str:
    """Run a script with `given` as standard input and more environment variables.

    Returns what it prints.
    """
    node = shutil.which("node")
    if node is None:
        pytest.fail("Node.js is not installed. Install it and run the tests again.")
    completed = subprocess.run(
        [node, script, *arguments],
        input=given,
        env={**os.environ, **(variables or {})},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    if completed.returncode:
        pytest.fail(f"{script.name} failed in Node.js:\n{completed.stderr}")
    return completed.stdout
