"""Built sites, one for each RDKit build, served like a project page: under a sub-path."""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tools import distribution, server
from tools.environment import PROJECT

SUB_PATH = "isoanneal"
_WHEEL_VARIABLE = "ISOANNEAL_RDKIT_WHEEL"
_WHEELS_BESIDE = PROJECT.parent / "shared" / "wheels"


def rdkit_wheel() -> Path:
    """Return the wheel of RDKit for Pyodide, or skip the test that asks for it."""
    named = os.environ.get(_WHEEL_VARIABLE)
    found = [Path(named)] if named else sorted(_WHEELS_BESIDE.glob("rdkit-*.whl"))
    if not found:
        pytest.skip(f"no wheel of RDKit for Pyodide: set {_WHEEL_VARIABLE} to its path")
    return found[-1]


def build(rdkit: str, folder: Path) -> Path:
    """Build the site with an RDKit, “npm” or “wheel”, and return the folder to serve."""
    distribution.build(rdkit_wheel() if rdkit == "wheel" else None, folder / SUB_PATH)
    return folder


@contextmanager
def serve(folder: Path) -> Iterator[str]:
    """Serve a folder; give the address of the site in it."""
    with server.server(folder) as running:
        thread = threading.Thread(target=running.serve_forever)
        thread.start()
        try:
            yield f"{server.address(running)}{SUB_PATH}/"
        finally:
            running.shutdown()
            thread.join()
