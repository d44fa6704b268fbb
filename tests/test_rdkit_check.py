"""The check of RDKit's wheel for Pyodide, run on the wheel that there is, and on a broken one."""

import re
import subprocess
import sys
import zipfile
from pathlib import Path

from tests.browser import sites
from tools import environment, rdkit

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


def test_the_wheel_agrees_with_rdkit_on_this_machine() -> None:
    checked = subprocess.run(
        [sys.executable, "build.py", "rdkit", "--check", sites.rdkit_wheel()],
        cwd=environment.PROJECT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert checked.returncode == 0, checked.stdout + checked.stderr
    assert "FAILED" not in checked.stdout
    assert re.search(
        r"^ok +wheel +imports of the shared object: 0 missing$", checked.stdout, re.MULTILINE
    )
    for where in ("Node", "Chromium"):
        for fact in FACTS:
            line = rf"^ok +{where} +{fact}: 0 of {MOLECULES} differ$"
            assert re.search(line, checked.stdout, re.MULTILINE), (where, fact)
        assert re.search(rf"^ok +{where} +exceptions: 7 as", checked.stdout, re.MULTILINE)
        assert re.search(
            rf"^ok +{where} +growth of the heap: .* 100,000 parses", checked.stdout, re.MULTILINE
        )


def test_a_wheel_that_does_not_fit_fails_the_check(tmp_path: Path) -> None:
    original = sites.rdkit_wheel()
    broken = tmp_path / original.name
    with zipfile.ZipFile(original) as source, zipfile.ZipFile(broken, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name.endswith(".so"):
                content = content.replace(b"PyObject_CallMethod", b"PyObject_NoSuchThin")
            target.writestr(name, content)
    checked = subprocess.run(
        [
            *(environment.python("rdkit"), "-m", "rdkit_wheel.check", broken),
            *("--pyodide", environment.npm_packages() / "pyodide", "--molecules", "5"),
        ],
        cwd=rdkit.RECIPE,
        capture_output=True,
        text=True,
        check=False,
    )
    assert checked.returncode == 1
    assert "FAILED  wheel     imports of the shared object: 1 missing" in checked.stdout
    assert "FAILED  wheel     files other than RECORD says: 1" in checked.stdout
    assert "Pyodide ended in Node.js" in checked.stdout
