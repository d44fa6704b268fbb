"""The check of RDKit's wheel for Pyodide, run on the wheel that there is, and on a broken one."""

import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.browser import sites
from tools import environment, rdkit

pytestmark = pytest.mark.outside

MOLECULES = 4991
FACTS = (
    "canonical SMILES",
    "formula",
    "logP",
    "TPSA",
    "rotatable bonds",
    "ring sizes",
    "RDKit fingerprint",
    "Morgan fingerprint",
)


@pytest.mark.exhaustive
def test_the_wheel_agrees_with_rdkit_on_this_machine() -> None:
    checked = subprocess.run(
        [sys.executable, "build.py", "rdkit", "--check", sites.rdkit_wheel()],
        cwd=environment.PROJECT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert checked.returncode == 0, checked.stdout + checked.stderr
    assert_agreement(checked.stdout, MOLECULES, "100,000")


def test_the_wheel_agrees_about_the_first_molecules(capfd: pytest.CaptureFixture[str]) -> None:
    rdkit.check(sites.rdkit_wheel(), "--molecules=80", "--parses=20000")
    assert_agreement(capfd.readouterr().out, taken=80, parses="20,000")


def assert_agreement(said: str, taken: int, parses: str) -> None:
    """Assert that the check found what it is to find, for molecules that both RDKits take."""
    assert "FAILED" not in said
    assert re.search(r"^ok +wheel +imports of the shared object: 0 missing$", said, re.MULTILINE)
    for where in ("Node", "Chromium"):
        for fact in FACTS:
            line = rf"^ok +{where} +{fact}: 0 of {taken} differ$"
            assert re.search(line, said, re.MULTILINE), (where, fact)
        for line in ("exceptions: 7 as", f"growth of the heap: .* {parses} parses"):
            assert re.search(rf"^ok +{where} +{line}", said, re.MULTILINE), (where, line)


def test_a_wheel_that_does_not_fit_fails_the_check(tmp_path: Path) -> None:
    original = sites.rdkit_wheel()
    said = refusal(copy(original, tmp_path / original.name, b"PyObject_CallMethod"))
    assert "FAILED  wheel     imports of the shared object: 1 missing" in said
    assert "FAILED  wheel     files other than RECORD says: 1" in said
    assert "Pyodide ended in Node.js" in said


def test_a_wheel_of_something_else_fails_the_check(tmp_path: Path) -> None:
    (msgspec,) = (path for path in environment.pyodide_wheels() if path.name.startswith("msgspec"))
    said = refusal(copy(msgspec, tmp_path / msgspec.name, b"PyObject_GetAttrString"))
    assert "FAILED  wheel     imports of the shared object: 1 missing" in said
    assert "FAILED  wheel     files other than RECORD says: 1" in said
    assert "FAILED  Pyodide   the rest of the check: " in said


def copy(original: Path, changed: Path, imported: bytes) -> Path:
    """Write a wheel whose shared object imports something that there is not; return its path."""
    other = b"PyObject_NoSuchThing______"[: len(imported)]
    with zipfile.ZipFile(original) as source, zipfile.ZipFile(changed, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name.endswith(".so"):
                assert imported in content
                content = content.replace(imported, other)
            target.writestr(name, content)
    return changed


def refusal(wheel: Path) -> str:
    """Return what the check says of a wheel in which something is wrong."""
    checked = subprocess.run(
        [
            *(environment.python("rdkit"), "-m", "rdkit_wheel.check", wheel),
            *("--pyodide", environment.npm_packages() / "pyodide", "--molecules", "5"),
        ],
        cwd=rdkit.RECIPE,
        capture_output=True,
        text=True,
        check=False,
    )
    assert checked.returncode == 1, checked.stdout + checked.stderr
    return checked.stdout
