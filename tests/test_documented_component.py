"""The component of docs/components.md, as it stands there, in both places where it may stand."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import isoanneal
import pytest

from tools.environment import PROJECT

PACKAGE = Path(str(isoanneal.__file__)).parent
DOCUMENT = (PROJECT / "docs" / "components.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    """Return the blocks of the document in a language."""
    return re.findall(rf"^```{language}\n(.*?)^```$", DOCUMENT, re.DOTALL | re.MULTILINE)


COMPONENT, SEARCH = blocks("python")
(CHANGE,) = blocks("diff")
BEFORE = "".join(f"{line[1:]}\n" for line in CHANGE.splitlines() if line[0] == " ")
AFTER = "".join(f"{line[1:]}\n" for line in CHANGE.splitlines())


def python(folder: Path, *arguments: str | Path) -> str:
    completed = subprocess.run(
        [sys.executable, *arguments],
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(folder), "PYTHONIOENCODING": "utf-8"},
        check=False,
    )
    assert (completed.returncode, completed.stderr) == (0, "")
    return completed.stdout


@pytest.mark.slow
def test_it_works_in_the_package(tmp_path: Path) -> None:
    copy = tmp_path / "isoanneal"
    shutil.copytree(PACKAGE, copy, ignore=shutil.ignore_patterns("__pycache__"))
    (copy / "scoring" / "heavy_atoms.py").write_text(COMPONENT, encoding="utf-8")
    listing = copy / "scoring" / "__init__.py"
    text = listing.read_text(encoding="utf-8")
    assert text.count(BEFORE) == 1
    listing.write_text(text.replace(BEFORE, AFTER), encoding="utf-8")
    listed = python(tmp_path, "-m", "isoanneal", "list").splitlines()
    assert "  heavy_atoms                 Atoms other than hydrogen (atoms)" in listed
    weights = ["--weight", "wiener_index=1", "--weight", "heavy_atoms=10"]
    found = json.loads(python(tmp_path, "-m", "isoanneal", "run", "C6H14", *weights, "--json"))
    assert found["best_values"] == {"wiener_index": 28.0, "heavy_atoms": 6.0}
    assert found["best_energy"] == 88.0


def test_it_works_in_a_script(tmp_path: Path) -> None:
    script = tmp_path / "search.py"
    script.write_text(f"{COMPONENT}\n\n{SEARCH}", encoding="utf-8")
    assert python(PACKAGE.parent, script) == (
        "CCC(C)(C)C {'wiener_index': 28.0, 'heavy_atoms': 6.0}\n"
    )
