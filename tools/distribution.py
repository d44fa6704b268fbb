"""The distribution: `dist/`, a folder that any static host can serve at any path."""

import json
import shutil
from pathlib import Path

from tools import catalogue, environment, pyodide_lock

DIST = environment.PROJECT / "dist"

_PYODIDE_FILES = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip")
_FORMULA = "isoanneal/formula.py"


def build(rdkit_wheel: Path | None, dist: Path = DIST) -> Path:
    """Write the distribution and return its folder.

    With `rdkit_wheel`, a wheel of RDKit for Pyodide, the site carries that; without it
    RDKit's own WebAssembly build from npm.  Raises `FileNotFoundError` for a missing wheel.
    """
    if rdkit_wheel is not None and not rdkit_wheel.is_file():
        raise FileNotFoundError(f"There is no RDKit wheel at {rdkit_wheel}.")
    packages = environment.npm_packages()
    shutil.rmtree(dist, ignore_errors=True)
    shutil.copytree(
        environment.PROJECT / "site", dist, ignore=shutil.ignore_patterns("__pycache__")
    )
    _copy_formula(dist)
    _copy_pyscript(packages, dist)
    _copy_micropython(packages, dist)
    _copy_uplot(packages, dist)
    _copy(packages / "idb-keyval/dist", ("umd.js",), dist / "idb-keyval")
    _copy_pyodide(packages, dist, [] if rdkit_wheel is None else [rdkit_wheel])
    if rdkit_wheel is None:
        _copy_minimal_lib(packages, dist)
    _write_page_config(dist)
    _write_worker_config(dist, with_wheel=rdkit_wheel is not None)
    return dist


def _copy_formula(dist: Path) -> None:
    target = dist / _FORMULA
    target.parent.mkdir()
    shutil.copy(environment.PROJECT / "py" / _FORMULA, target)


def _copy_pyscript(packages: Path, dist: Path) -> None:
    shutil.copytree(
        packages / "@pyscript/core/dist",
        dist / "pyscript",
        ignore=shutil.ignore_patterns("*.map", "service-worker.js"),
    )


def _copy_micropython(packages: Path, dist: Path) -> None:
    source = packages / "@micropython/micropython-webassembly-pyscript"
    _copy(source, ("micropython.mjs", "micropython.wasm"), dist / "micropython")


def _copy_uplot(packages: Path, dist: Path) -> None:
    _copy(packages / "uplot/dist", ("uPlot.iife.min.js", "uPlot.min.css"), dist / "uplot")


def _copy_pyodide(packages: Path, dist: Path, rdkit: list[Path]) -> None:
    folder = dist / "pyodide"
    _copy(packages / "pyodide", _PYODIDE_FILES, folder)
    wheels = environment.pyodide_wheels() + rdkit
    _copy(Path(), wheels, folder)
    _copy(Path(), [environment.project_wheel()], dist)
    pyodide_lock.write(packages / "pyodide/pyodide-lock.json", folder)


def _copy_minimal_lib(packages: Path, dist: Path) -> None:
    source = packages / "@rdkit/rdkit/dist"
    _copy(source, ("RDKit_minimal.wasm",), dist / "rdkit")
    script = (source / "RDKit_minimal.js").read_text(encoding="utf-8")
    module = dist / "rdkit" / "RDKit_minimal.mjs"
    module.write_text(f"{script}\nexport default initRDKitModule;\n", encoding="utf-8")


def _copy(source: Path, names: tuple[str, ...] | list[Path], target: Path) -> None:
    target.mkdir(exist_ok=True)
    for name in names:
        shutil.copy(source / name, target)


def _write_page_config(dist: Path) -> None:
    modules = sorted(path.name for path in (dist / "page").glob("*.py") if path.stem != "main")
    _write_json(
        dist / "page.json",
        {
            "interpreter": "./micropython/micropython.mjs",
            "packages_cache": "never",
            "files": {f"./{_FORMULA}": f"./{_FORMULA}"}
            | {f"./page/{name}": f"./page/{name}" for name in modules},
            **catalogue.catalogue(),
        },
    )


def _write_worker_config(dist: Path, *, with_wheel: bool) -> None:
    engine = next(dist.glob("isoanneal-*.whl")).name
    config: dict[str, object] = {
        "interpreter": "./pyodide/pyodide.mjs",
        "sync_main_only": True,
        "packages_cache": "never",
        "files": {f"./{name}": f"./{name}" for name in ("answers.py", "commands.py", engine)},
        "engine": f"/home/pyodide/{engine}",
        "rdkit": "wheel" if with_wheel else "npm",
    }
    if not with_wheel:
        config["js_modules"] = {"worker": {"./rdkit/RDKit_minimal.mjs": "rdkit_minimal"}}
    _write_json(dist / "worker.json", config)


def _write_json(path: Path, content: object) -> None:
    path.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")
