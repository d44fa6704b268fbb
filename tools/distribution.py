"""The distribution: `dist/`, a folder that any static host can serve at any path.

Every folder in it has the fingerprint of its content in its name; `index.html` names the ones
that belong together, and the service worker keeps them.
"""

import json
import shutil
import tempfile
import zipfile
from collections.abc import Mapping
from pathlib import Path

from tools import bytecode, catalogue, document, environment, fingerprint, libraries, notices
from tools.rdkit import RDKit

DIST = environment.PROJECT / "dist"
SITE = environment.PROJECT / "site"

_FORMULA = "isoanneal/formula.py"
_BEGINNING = "main.py"
"""Of the page: PyScript takes text only."""
_PAGE_PACKAGES = ("isoanneal", "page", "pyscript")
_IN_THE_WORKER = (
    *("answers.py", "benchmark.py", "browser_machine.py", "commands.py"),
    *("kernel_worker.js", "kernel_workers.py", "many_runs.py", "pool.py"),
)
_FOR_TERMINALS = (
    "isoanneal/__main__.py",
    "isoanneal/command_line.py",
    "isoanneal/kernel/wasmtime_machine.py",
)
# Small, and needed at once by every page: to fetch each would take longer than to read it.
_IN_THE_DOCUMENT = ("*.json", "worker.py", *(f"{name}/*" for name in _PAGE_PACKAGES))
_AT_THE_ROOT = ("index.html", "loader.js", "service_worker.js", "manifest.json")


def build(rdkit: RDKit, dist: Path = DIST, source: Path = SITE) -> Path:
    """Write the distribution of the site in the folder `source`; return its folder."""
    if dist.exists():
        shutil.rmtree(dist)
    dist.mkdir(parents=True)
    folders, small, about = _write_folders(rdkit, dist, source)
    text = document.on_a_server(source, about, folders, small)
    (dist / "index.html").write_text(text, encoding="utf-8")
    _write_manifest(source, dist, folders["app"])
    _write_service_worker(source, dist)
    return dist


def build_one_file(rdkit: RDKit, target: Path = DIST / "isoanneal.html") -> Path:
    """Write the whole site as one file, which runs where it is opened; return its path."""
    with tempfile.TemporaryDirectory() as folder:
        folders, small, about = _write_folders(rdkit, Path(folder), SITE)
        text = document.in_one_file(SITE, about, folders, small)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, encoding="utf-8")
    return target


def _write_folders(
    rdkit: RDKit, dist: Path, source: Path
) -> tuple[dict[str, Path], dict[str, bytes], str]:
    """Write all folders; return them by their plain names, and what goes into the document.

    Those are small files, by their plain paths, and what is said about everything.
    """
    packages = environment.npm_packages()
    libraries.copy(packages, rdkit.wheel, dist)
    folders = {folder.name: fingerprint.seal(folder) for folder in sorted(dist.iterdir())}
    _write_app(source, dist / "app", folders)
    small = _take_small_files(dist / "app")
    folders["app"] = fingerprint.seal(dist / "app")
    return folders, small, _about(packages, folders, rdkit)


def _take_small_files(app: Path) -> dict[str, bytes]:
    """Take the files that the document holds out of their folder."""
    small = {}
    for path in sorted(path for pattern in _IN_THE_DOCUMENT for path in app.glob(pattern)):
        small[path.relative_to(app.parent).as_posix()] = path.read_bytes()
        path.unlink()
    for name in _PAGE_PACKAGES:
        (app / name).rmdir()
    return small


def _about(packages: Path, folders: Mapping[str, Path], rdkit: RDKit) -> str:
    wheels = [*folders["app"].glob("isoanneal-*.zip"), *folders["pyodide"].glob("*.whl")]
    components = notices.components(packages, wheels, with_wheel=rdkit.wheel is not None)
    return notices.about(components, rdkit.reason)


def _write_app(source: Path, app: Path, folders: Mapping[str, Path]) -> None:
    shutil.copytree(
        source, app, ignore=shutil.ignore_patterns("__pycache__", ".*", "*~", *_AT_THE_ROOT)
    )
    engine = _write_engine(app)
    environment.run([environment.python("site"), "-m", "tools.icons", app / "icon.svg", app])
    _write_page_config(app, folders, _write_page(app))
    _write_worker_config(app, engine.name, folders)


def _write_engine(app: Path) -> Path:
    """Write the engine's archive, of which Python imports; return its path.

    It is the engine's wheel, compiled, without what a terminal needs, and with the modules that
    serve the page.
    """
    wheel = environment.project_wheel(app)
    engine = app / f"isoanneal-{environment.project_version()}.zip"
    with zipfile.ZipFile(wheel) as whole, zipfile.ZipFile(engine, "w") as archive:
        for name in whole.namelist():
            if name not in _FOR_TERMINALS:
                archive.writestr(zipfile.ZipInfo(name), whole.read(name))
        for name in _IN_THE_WORKER:
            archive.writestr(zipfile.ZipInfo(name), (app / name).read_bytes())
            (app / name).unlink()
    wheel.unlink()
    pyodide = environment.npm_packages() / "pyodide"
    bytecode.compile_modules(pyodide, [bytecode.Archive(engine)])
    return engine


def _write_page(app: Path) -> list[str]:
    """Write all modules that the page imports, as bytecode; return their names."""
    (app / _FORMULA).parent.mkdir()
    shutil.copy(environment.PROJECT / "py" / _FORMULA, app / _FORMULA)
    libraries.copy_pyscript_modules(environment.npm_packages(), app / "pyscript")
    modules = sorted(path for name in _PAGE_PACKAGES for path in (app / name).glob("*.py"))
    names = [path.relative_to(app) for path in modules if path.name != _BEGINNING]
    environment.run([environment.python("site"), "-m", "tools.page_bytecode", app, *names])
    return [name.with_suffix(".mpy").as_posix() for name in names]


def _write_page_config(app: Path, folders: Mapping[str, Path], modules: list[str]) -> None:
    _write_json(
        app / "page.json",
        {
            "packages_cache": "never",
            # The page's addresses are relative to the page, the worker's to its configuration.
            "interpreter": f"./{folders['micropython'].name}/micropython.mjs",
            "files": {f"./{name}": f"./{name}" for name in modules},
            "uplot": f"./{folders['uplot'].name}/uPlot.mjs",
            **catalogue.catalogue(),
        },
    )


def _write_worker_config(app: Path, engine: str, folders: Mapping[str, Path]) -> None:
    (msgspec,) = folders["pyodide"].glob("msgspec-*.whl")
    config = {
        "packages_cache": "never",
        "interpreter": f"../{folders['pyodide'].name}/pyodide.mjs",
        "sync_main_only": True,
        "files": {f"./{engine}": f"./{engine}"},
        "engine": f"/home/pyodide/{engine}",
        "msgspec": f"{folders['pyodide'].name}/{msgspec.name}",
        "rdkit": folders["rdkit"].name if "rdkit" in folders else "",
    }
    _write_json(app / "worker.json", config)


def _write_manifest(source: Path, dist: Path, app: Path) -> None:
    text = (source / "manifest.json").read_text(encoding="utf-8").replace('"app/', f'"{app.name}/')
    (dist / "manifest.json").write_text(text, encoding="utf-8")


def _write_service_worker(source: Path, dist: Path) -> None:
    files = [_kept(path, dist) for path in fingerprint.files(dist)]
    own = (source / "service_worker.js").read_text(encoding="utf-8")
    library = libraries.workbox(environment.npm_packages())
    text = f"{library}\n{own}\nkeep({json.dumps(files, indent=1)});\n"
    (dist / "service_worker.js").write_text(text, encoding="utf-8")


def _kept(path: Path, dist: Path) -> dict[str, str | None]:
    integrity = fingerprint.integrity(path.read_bytes())
    return {
        "url": path.relative_to(dist).as_posix(),
        "integrity": integrity,
        # What lies in a folder with a fingerprint needs no other mark of its version.
        "revision": integrity if path.parent == dist else None,
    }


def _write_json(path: Path, content: object) -> None:
    path.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")
