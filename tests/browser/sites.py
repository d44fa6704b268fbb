"""Built sites, one for each RDKit build, served like a project page: under a sub-path."""

import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from http.server import ThreadingHTTPServer
from pathlib import Path

import pytest

from tools import distribution, rdkit, server
from tools.environment import PROJECT
from tools.rdkit import RDKit

SUB_PATH = "isoanneal"
TAGLINE = "Search isomers by simulated annealing: bold while hot, careful when cool"
NEW_TAGLINE = "Simulated annealing, the next version"
NEW_PRESET = "hexanes, the next version"


def _sample(first: str, other: str) -> pytest.MarkDecorator:
    with_other = pytest.param(other, marks=pytest.mark.exhaustive)
    return pytest.mark.parametrize("rdkit", [first, with_other], indirect=True, scope="session")


NPM_FIRST, WHEEL_FIRST = _sample("npm", "wheel"), _sample("wheel", "npm")
"""For tests of a site with either RDKit, which need one of them in every run."""

_WHEEL_VARIABLE = "ISOANNEAL_RDKIT_WHEEL"
_WHEELS_BESIDE = PROJECT.parent / "shared" / "wheels"


def rdkit_wheel() -> Path:
    """Return the wheel of RDKit for Pyodide, or skip the test that asks for it."""
    found = found_wheel()
    if found is None:
        pytest.skip("no wheel of RDKit for Pyodide; “python3 build.py rdkit” makes one")
    return found


def has_wheel() -> bool:
    """Tell whether there is a wheel of RDKit for Pyodide to test with."""
    return found_wheel() is not None


@cache
def found_wheel() -> Path | None:
    """Return the wheel of RDKit for Pyodide that is named, built or beside the project, if any."""
    named = os.environ.get(_WHEEL_VARIABLE)
    if named:
        return rdkit.choose(named).wheel
    beside = sorted(_WHEELS_BESIDE.glob("rdkit-*.whl"))
    return rdkit.built() or (beside[-1] if beside else None)


def chosen(kind: str) -> RDKit:
    """Return the RDKit of a kind: “npm” or “wheel”."""
    return rdkit.given(rdkit_wheel()) if kind == "wheel" else rdkit.FROM_NPM


def build(kind: str, folder: Path, source: Path = distribution.SITE) -> Path:
    """Build the site with an RDKit, “npm” or “wheel”, and return the folder to serve."""
    distribution.build(chosen(kind), folder / SUB_PATH, source)
    return folder


def changed_source(folder: Path) -> Path:
    """Return a copy of the site's source that differs from it in what it says of itself."""
    copy = folder / "changed"
    folder.mkdir(exist_ok=True)
    shutil.copytree(distribution.SITE, copy, ignore=shutil.ignore_patterns("__pycache__"))
    for path, old, new in (
        (copy / "text" / "en.ftl", TAGLINE, NEW_TAGLINE),
        (copy / "text" / "en.ftl", "hexanes, 5 isomers", NEW_PRESET),
        (copy / "shell" / "style.css", "--gap: 18px", "--gap: 19px"),
    ):
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")
    return copy


@contextmanager
def serve(folder: Path, requested: list[str] | None = None) -> Iterator[str]:
    """Serve a folder; give the address of the site in it, and note what is requested."""
    with running(server.server(folder, noted=requested)) as address:
        yield address


@contextmanager
def running(server_of_site: ThreadingHTTPServer) -> Iterator[str]:
    """Let a server answer; give the address of the site in its folder."""
    with server_of_site:
        thread = threading.Thread(target=server_of_site.serve_forever)
        thread.start()
        try:
            yield f"{server.address(server_of_site)}{SUB_PATH}/"
        finally:
            server_of_site.shutdown()
            thread.join()
