"""Bytecode: made by Pyodide, the same every time, and of all that a start imports."""

import json
import zipfile
from pathlib import Path

import pytest

from tests import nodejs
from tools import bytecode, distribution, environment, rdkit

pytestmark = pytest.mark.outside

START = Path(__file__).with_name("start_in_pyodide.mjs")
TEXTS = {
    "sheep/__init__.py": b'"""Sheep."""\nfrom sheep.wool import COLOURS\n',
    "sheep/wool.py": b'COLOURS = {"white", "black", "brown"}\n',
    "sheep/notes.txt": b"Two of them are missing.",
}


@pytest.fixture
def archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give an archive, and no kept bytecode."""
    monkeypatch.setattr(bytecode, "_KEPT", tmp_path / "kept")
    path = tmp_path / "sheep.zip"
    with zipfile.ZipFile(path, "w") as written:
        for name, text in TEXTS.items():
            written.writestr(name, text)
    return path


def compile_it(path: Path, also: tuple[str, ...] | None = None) -> dict[str, bytes]:
    """Compile an archive; return what is in it then."""
    pyodide = environment.npm_packages() / "pyodide"
    bytecode.compile_modules(pyodide, [bytecode.Archive(path, "/barn/", also)])
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_modules_of_an_archive_become_bytecode(archive: Path) -> None:
    text = archive.read_bytes()
    compiled = compile_it(archive)
    assert set(compiled) == {"sheep/__init__.pyc", "sheep/wool.pyc", "sheep/notes.txt"}
    assert compiled["sheep/notes.txt"] == TEXTS["sheep/notes.txt"]
    assert b"/barn/sheep/wool.py" in compiled["sheep/wool.pyc"]
    first = archive.read_bytes()
    for kept in (archive.parent / "kept").iterdir():
        kept.unlink()
    archive.write_bytes(text)
    compile_it(archive)
    assert archive.read_bytes() == first


def test_what_is_not_imported_at_the_start_stays_text(archive: Path) -> None:
    compiled = compile_it(archive, also=("sheep.wool",))
    assert set(compiled) == {"sheep/__init__.py", "sheep/wool.pyc", "sheep/notes.txt"}


def test_a_start_imports_bytecode_only(tmp_path: Path) -> None:
    site = distribution.build(rdkit.FROM_NPM, tmp_path / "site")
    (library,) = site.glob("pyodide-*/python_stdlib.zip")
    (messages,) = site.glob("pyodide-*/msgspec-*.whl")
    (engine,) = site.glob("app-*/isoanneal-*.zip")
    packages = environment.npm_packages()
    from_text, compiled = json.loads(nodejs.run(START, packages, library, messages, engine))
    assert from_text == []
    assert {"asyncio", "isoanneal.annealer", "msgspec", "worker.sessions"} <= set(compiled)
