"""Bytecode: what Python would make of its modules' text at each start, made by the build.

It is most of the time that Pyodide needs to start.  Pyodide itself makes it, in Node.js: no
other Python's would surely fit.  What has been made is kept in `build/`.
"""

import hashlib
import json
import shutil
import tempfile
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from tools import environment

_KEPT = environment.BUILD / "bytecode"
_RUNNER = Path(__file__).with_name("pyodide_in_node.mjs")
_COMPILER = Path(__file__).with_name("bytecode_in_pyodide.py")


@dataclass(frozen=True)
class Archive:
    """A zip with modules: where it lies, and where it will be seen to lie in Pyodide.

    With `also`, only those modules are compiled that Pyodide imports when it starts, and these
    beside them; the others stay text, which is smaller.
    """

    path: Path
    seen_at: str = ""
    also: tuple[str, ...] | None = None


def compile_modules(pyodide: Path, archives: Iterable[Archive]) -> None:
    """Put bytecode in the place of the modules' text in archives.

    `pyodide` is the folder of its npm package.  Equal archives give equal bytes.
    """
    kept = {archive: _KEPT / f"{_digest(pyodide, archive)}.zip" for archive in archives}
    missing = {archive: path for archive, path in kept.items() if not path.is_file()}
    if missing:
        _make(pyodide, missing)
    for archive, path in kept.items():
        shutil.copyfile(path, archive.path)


def _digest(pyodide: Path, archive: Archive) -> str:
    digest = hashlib.sha256()
    for path in (pyodide / "pyodide.asm.wasm", _RUNNER, _COMPILER, archive.path):
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    digest.update(json.dumps([archive.seen_at, archive.also]).encode())
    return digest.hexdigest()


def _make(pyodide: Path, missing: dict[Archive, Path]) -> None:
    node = environment.node()
    _KEPT.mkdir(parents=True, exist_ok=True)
    # Beside the kept ones, so that a file comes to its place whole or not at all.
    with tempfile.TemporaryDirectory(dir=_KEPT) as name:
        folder = Path(name)
        jobs = []
        for number, archive in enumerate(missing):
            shutil.copyfile(archive.path, folder / f"{number}.zip")
            jobs.append(asdict(archive) | {"path": f"{number}.zip"})
        (folder / "jobs.json").write_text(json.dumps(jobs), encoding="utf-8")
        environment.run([node, _RUNNER, pyodide, folder, _COMPILER], quiet=True)
        for number, path in enumerate(missing.values()):
            (folder / f"{number}.zip").rename(path)
