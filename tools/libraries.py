"""What the site carries of others: folders taken from pinned packages."""

import shutil
import tempfile
import zipfile
from collections.abc import Sequence
from pathlib import Path

from tools import adaptation, bytecode, environment, pyodide_lock

_MICROPYTHON = "@micropython/micropython-webassembly-pyscript"
_PYODIDE_WHOLE = ("pyodide.asm.mjs", "pyodide.asm.wasm")
_AT_HOME_IN_PYODIDE = "/lib/python314.zip/"
# Besides what Pyodide imports when it starts: by PyScript, the engine, and installing packages.
_IMPORTED_TOO = (
    "datetime", "decimal", "email", "encodings.cp437", "html", "html.entities",
    "importlib.metadata", "importlib.metadata._collections", "importlib.metadata._functools",
    "importlib.metadata._itertools", "importlib.metadata._meta", "importlib.resources",
    "importlib.resources._common", "importlib.resources._functional", "importlib.resources.abc",
    "numbers", "tarfile", "uuid",
)  # fmt: skip
_RARELY_IMPORTED = "micropip-"
_PYSCRIPT_UNUSED = {"fs.py", "media.py", "web.py"}
_WORKBOX = ("core", "routing", "strategies", "precaching")


def copy(packages: Path, rdkit_wheel: Path | None, dist: Path) -> None:
    """Write a folder for each library into `dist`.

    With `rdkit_wheel`, a wheel of RDKit for Pyodide, that; without it RDKit's own WebAssembly
    build from npm.
    """
    _copy_pyscript(packages, dist / "pyscript")
    copy_micropython(packages, dist / "micropython")
    _copy_uplot(packages / "uplot/dist", dist / "uplot")
    _copy_files(packages / "idb-keyval/dist", ("umd.js",), dist / "idb-keyval")
    _copy_fluent(packages / "@fluent/bundle", dist / "fluent")
    _copy_pyodide(packages, dist / "pyodide", [] if rdkit_wheel is None else [rdkit_wheel])
    if rdkit_wheel is None:
        _copy_minimal_lib(packages / "@rdkit/rdkit/dist", dist / "rdkit")


def copy_pyscript_modules(packages: Path, target: Path) -> None:
    """Write PyScript's Python package into a folder, without modules that nothing here imports."""
    for path in _pyscript_modules(packages):
        _write(target / path.name, path.read_text(encoding="utf-8"))


def copy_micropython(packages: Path, target: Path) -> None:
    """Write MicroPython, as the page needs it, into a folder."""
    source = packages / _MICROPYTHON
    _copy_files(source, ("micropython.wasm",), target)
    module = (source / "micropython.mjs").read_text(encoding="utf-8")
    _write(target / "micropython.mjs", adaptation.micropython(module))


def minified(script: Path) -> str:
    """Return a script without comments and needless blanks."""
    with tempfile.TemporaryDirectory() as folder:
        smaller = Path(folder) / script.name
        environment.run([environment.python("site"), "-m", "tools.minified", script, smaller])
        return smaller.read_text(encoding="utf-8")


def workbox(packages: Path) -> str:
    """Return the parts of Workbox that a service worker needs, as one script."""
    built = (packages / f"workbox-{part}/build/workbox-{part}.prod.js" for part in _WORKBOX)
    return "\n".join(adaptation.without_map(path.read_text(encoding="utf-8")) for path in built)


def _copy_pyscript(packages: Path, target: Path) -> None:
    # The other files are plug-ins.
    (core,) = (packages / "@pyscript/core/dist").glob("core-*.js")
    _write(target / "core.js", adaptation.pyscript(core.read_text(encoding="utf-8")))


def _pyscript_modules(packages: Path) -> list[Path]:
    modules = (packages / "@pyscript/core/src/stdlib/pyscript").glob("*.py")
    return sorted(path for path in modules if path.name not in _PYSCRIPT_UNUSED)


def _copy_uplot(source: Path, target: Path) -> None:
    _copy_files(source, ("uPlot.min.css",), target)
    script = (source / "uPlot.iife.min.js").read_text(encoding="utf-8")
    _write(target / "uPlot.mjs", adaptation.uplot(script))


def _copy_fluent(source: Path, target: Path) -> None:
    _write(target / "bundle.js", minified(source / "index.js"))


def _copy_pyodide(packages: Path, target: Path, rdkit: Sequence[Path]) -> None:
    source = packages / "pyodide"
    _copy_files(source, _PYODIDE_WHOLE, target)
    module = (source / "pyodide.mjs").read_text(encoding="utf-8")
    _write(target / "pyodide.mjs", adaptation.pyodide(module))
    library = target / "python_stdlib.zip"
    adaptation.trim_standard_library(source / library.name, library)
    # PyScript is imported before anything else can be put where Python looks.
    with zipfile.ZipFile(library, "a") as archive:
        for path in _pyscript_modules(packages):
            entry = zipfile.ZipInfo(f"pyscript/{path.name}")
            archive.writestr(entry, path.read_bytes(), zipfile.ZIP_DEFLATED, compresslevel=9)
    for wheel in [*environment.pyodide_wheels(), *rdkit]:
        shutil.copy(wheel, target)
    _compile(source, target, [f"pyscript.{path.stem}" for path in _pyscript_modules(packages)])
    pyodide_lock.write(source / "pyodide-lock.json", target)


def _compile(pyodide: Path, folder: Path, pyscript: Sequence[str]) -> None:
    also = (*_IMPORTED_TOO, "pyscript", *pyscript)
    library = bytecode.Archive(folder / "python_stdlib.zip", _AT_HOME_IN_PYODIDE, also)
    wheels = [path for path in folder.glob("*.whl") if not path.name.startswith(_RARELY_IMPORTED)]
    bytecode.compile_modules(pyodide, [library, *map(bytecode.Archive, wheels)])


def _copy_minimal_lib(source: Path, target: Path) -> None:
    _copy_files(source, ("RDKit_minimal.wasm",), target)
    script = adaptation.emscripten((source / "RDKit_minimal.js").read_text(encoding="utf-8"))
    _write(target / "RDKit_minimal.mjs", f"{script}\nexport default initRDKitModule;\n")


def _copy_files(source: Path, names: Sequence[str], target: Path) -> None:
    target.mkdir()
    for name in names:
        shutil.copy(source / name, target)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
