"""The Python package as it is published: wheel and sdist."""

import ast
import os
import re
import subprocess
import sys
import tarfile
import zipfile
from email.message import Message
from email.parser import BytesParser
from pathlib import Path

import isoanneal
import pytest

from tools import environment, package

pytestmark = pytest.mark.outside

SUBSET = ("test_formula.py", "test_structure.py", "test_cooling.py")
KERNEL = {"isoanneal/kernel/annealer.wasm", "isoanneal/kernel/drawing.wasm"}
STANDARD_AND_INSTALLED = {
    *sys.stdlib_module_names,
    *("hypothesis", "isoanneal", "msgspec", "networkx", "pytest", "rdkit"),
}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    return package.build(tmp_path_factory.mktemp("package"))


@pytest.fixture(scope="module")
def sdist(built: list[Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the unpacked sdist."""
    (archive,) = (path for path in built if path.suffix == ".gz")
    target = tmp_path_factory.mktemp("sdist")
    with tarfile.open(archive) as packed:
        packed.extractall(target, filter="data")
    (folder,) = target.iterdir()
    return folder


@pytest.fixture(scope="module")
def metadata(built: list[Path]) -> Message:
    (wheel,) = (path for path in built if path.suffix == ".whl")
    with zipfile.ZipFile(wheel) as packed:
        (name,) = (one for one in packed.namelist() if one.endswith("/METADATA"))
        return BytesParser().parsebytes(packed.read(name))


def test_both_have_the_version_that_the_package_says(built: list[Path]) -> None:
    version = isoanneal.__version__
    assert [path.name for path in built] == [
        f"isoanneal-{version}-py3-none-any.whl",
        f"isoanneal-{version}.tar.gz",
    ]
    assert environment.project_version() == version


def test_the_version_is_told_alike_everywhere() -> None:
    cited = (environment.PROJECT / "CITATION.cff").read_text(encoding="utf-8")
    changes = (environment.PROJECT / "CHANGELOG.md").read_text(encoding="utf-8")
    released = re.search(r"^## \[(\d.*?)\] - (\d{4}-\d\d-\d\d)$", changes, re.MULTILINE)
    assert released is not None
    assert f"\nversion: {isoanneal.__version__}\n" in cited
    assert released[1] == isoanneal.__version__
    assert f"\ndate-released: {released[2]}\n" in cited


def test_the_wheel_has_the_kernel_and_its_types_and_no_sources_in_c(built: list[Path]) -> None:
    with zipfile.ZipFile(built[0]) as packed:
        names = set(packed.namelist())
    assert {*KERNEL, "isoanneal/py.typed"} <= names
    assert {name.partition("/")[0].partition("-")[0] for name in names} == {"isoanneal"}
    assert not [name for name in names if name.endswith((".c", ".h"))]


def test_what_the_index_shows_works_outside_the_repository(metadata: Message) -> None:
    shown = str(metadata.get_payload())
    assert shown.startswith("# IsoAnneal")
    assert metadata["Description-Content-Type"] == "text/markdown"
    assert not re.search(r"\]\((?!https://)|!\[|<img", shown)
    assert metadata["License-Expression"] == "MIT"
    assert metadata["Author"] == "The IsoAnneal authors"


def test_the_classifiers_name_the_pythons_that_are_tried(metadata: Message) -> None:
    text = (environment.PROJECT / ".github/workflows/package.yml").read_text(encoding="utf-8")
    tried = re.search(r"python: \[(.+)\]", text)
    assert tried is not None
    named = [
        str(one).rpartition(" ")[2]
        for one in metadata.get_all("Classifier", [])
        if re.fullmatch(r"Programming Language :: Python :: 3\.\d+", str(one))
    ]
    assert named == re.findall(r"3\.\d+", tried[1])


def test_the_sdist_has_what_its_tests_import_and_nothing_of_the_site(sdist: Path) -> None:
    top = {path.name for path in sdist.iterdir()}
    assert top == {
        *(".gitignore", "CHANGELOG.md", "CITATION.cff", "LICENSE", "PKG-INFO", "pyproject.toml"),
        *("py", "tests", "tools"),
    }
    assert not list(sdist.rglob("*.wasm"))
    assert {path.name for path in (sdist / "py").iterdir()} == {"README.md", "isoanneal"}
    for path in sdist.glob("tests/*.py"):
        for name in imported(path):
            first, _, rest = name.partition(".")
            is_there = (sdist / "tests" / f"{rest.partition('.')[0]}.py").is_file()
            assert first in STANDARD_AND_INSTALLED or (first == "tests" and (is_there or not rest))


def imported(path: Path) -> list[str]:
    names: list[str] = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.module is not None
            if node.module == "tests":
                names += [f"tests.{alias.name}" for alias in node.names]
            else:
                names.append(node.module)
    return names


def test_a_part_of_the_tests_passes_in_the_unpacked_sdist(sdist: Path) -> None:
    completed = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", *(f"tests/{name}" for name in SUBSET)],
        cwd=sdist,
        env={**os.environ, "PYTHONPATH": str(sdist / "py")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert completed.returncode == 0, completed.stdout + completed.stderr
    assert re.search(r"\d{2,} passed", completed.stdout)
