"""The site's own folder in the distribution: page, worker and engine, words, style, icons."""

import json
import shutil
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from tools import bytecode, catalogue, environment, libraries, panels

_SHARED = tuple(
    f"isoanneal/{name}.py"
    for name in ("address", "aims/reaching", "formula", "limits", "notation", "refusal")
)
"""Modules of the package that the page runs too."""
_BEGINNING = "page/main.py"
"""PyScript takes the page's first module, and the worker's, as text only."""
_ENTRY = "entry.py"
_PAGE_PACKAGES = ("isoanneal", "page", "pyscript")
# What serves terminals and scripts, the page, or the build.
_UNUSED_IN_A_WORKER = (
    "isoanneal/__main__.py",
    "isoanneal/aims/__init__.py",
    "isoanneal/aims/declared.py",
    "isoanneal/aims/reaching.py",
    "isoanneal/command_line.py",
    "isoanneal/explanation.py",
    "isoanneal/kernel/wasmtime_machine.py",
    "isoanneal/picture.py",
    "isoanneal/run_result.py",
    "isoanneal/sentences.py",
    "isoanneal/signals.py",
    "isoanneal/smiles.py",
    "isoanneal/terminal.py",
    "isoanneal/walk.py",
)
_FOR_INSTALLERS = (".dist-info/RECORD", ".dist-info/entry_points.txt")
_OF_THE_OTHER_RDKIT = {
    True: "isoanneal/chem/python_package.py",
    False: "isoanneal/chem/minimal_lib.py",
}
"""What a site does not need whose RDKit is that of npm, and one with the Python package."""
# Small, and needed at once by every page: to fetch each would take longer than to read it.
_WORDS = ("title", "meaning", "question")
_IN_THE_DOCUMENT = ("*.json", _ENTRY, *(f"{name}/**/*" for name in _PAGE_PACKAGES))


def write(site: Path, app: Path, folders: Mapping[str, Path], languages: Sequence[str]) -> None:
    """Write the folder `app` of a site, whose other `folders` are sealed already.

    There is a file of messages for each of the `languages` in the folder `text`.
    """
    app.mkdir()
    (app / "style.css").write_text(panels.style(site), encoding="utf-8")
    shutil.copy(site / "shell" / "icon.svg", app)
    engine = _write_engine(site, app, _OF_THE_OTHER_RDKIT["rdkit" in folders])
    environment.run([environment.python("site"), "-m", "tools.icons", app / "icon.svg", app])
    modules = _write_page(site, app)
    _write_page_config(site, app, folders, modules, languages)
    shutil.copy(site / "worker" / _ENTRY, app)
    _write_worker_config(app, engine.name, folders)


def take_small_files(app: Path) -> dict[str, bytes]:
    """Take the files that the document holds out of the folder; return them by their paths."""
    paths = sorted(
        path for pattern in _IN_THE_DOCUMENT for path in app.glob(pattern) if path.is_file()
    )
    small = {path.relative_to(app.parent).as_posix(): path.read_bytes() for path in paths}
    for path in paths:
        path.unlink()
    for name in _PAGE_PACKAGES:
        shutil.rmtree(app / name)
    return small


def _write_engine(site: Path, app: Path, other: str) -> Path:
    """Write the engine's archive, of which Python imports; return its path.

    It is the engine's wheel, compiled, without what a terminal needs and the module for the
    `other` RDKit, and with the package `worker`, which serves the page.
    """
    wheel = environment.project_wheel(app)
    engine = app / f"isoanneal-{environment.project_version()}.zip"
    with zipfile.ZipFile(wheel) as whole, zipfile.ZipFile(engine, "w") as archive:
        for name in whole.namelist():
            if name not in (*_UNUSED_IN_A_WORKER, other) and not name.endswith(_FOR_INSTALLERS):
                archive.writestr(zipfile.ZipInfo(name), whole.read(name))
        for path in sorted((site / "worker").iterdir()):
            if path.suffix in (".py", ".js") and path.name != _ENTRY:
                archive.writestr(zipfile.ZipInfo(f"worker/{path.name}"), path.read_bytes())
    wheel.unlink()
    pyodide = environment.npm_packages() / "pyodide"
    bytecode.compile_modules(pyodide, [bytecode.Archive(engine)])
    return engine


def _write_page(site: Path, app: Path) -> list[str]:
    """Write all modules that the page imports, as bytecode; return their names."""
    pages = (site / "page").rglob("*.py")
    sources = {f"page/{path.relative_to(site / 'page').as_posix()}": path for path in pages}
    sources |= {name: environment.PROJECT / "py" / name for name in _SHARED}
    for name, source in sources.items():
        (app / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(source, app / name)
    libraries.copy_pyscript_modules(environment.npm_packages(), app / "pyscript")
    modules = [path for name in _PAGE_PACKAGES for path in sorted((app / name).rglob("*.py"))]
    names = [path.relative_to(app) for path in modules if path != app / _BEGINNING]
    environment.run([environment.python("site"), "-m", "tools.page_bytecode", app, *names])
    return [name.with_suffix(".mpy").as_posix() for name in names]


def _write_page_config(
    site: Path,
    app: Path,
    folders: Mapping[str, Path],
    modules: Sequence[str],
    languages: Sequence[str],
) -> None:
    words = folders["text"].name
    _write_json(
        app / "page.json",
        {
            "packages_cache": "never",
            # The page's addresses are relative to the page, the worker's to its configuration.
            "interpreter": f"./{folders['micropython'].name}/micropython.mjs",
            "files": {f"./{name}": f"./{name}" for name in modules},
            "uplot": f"./{folders['uplot'].name}/uPlot.mjs",
            "languages": {tag: f"./{words}/{tag}.ftl" for tag in languages},
            "panels": panels.with_python(site),
            **_without_words(catalogue.catalogue()),
        },
    )


def _without_words(facts: Mapping[str, object]) -> dict[str, object]:
    """Return the catalogue without what the page has as messages."""

    def plain(one: Mapping[str, object]) -> dict[str, object]:
        return {name: one[name] for name in one if name not in _WORDS}

    return {
        name: [plain(one) for one in fact] if isinstance(fact, list) else fact
        for name, fact in facts.items()
        if name != "refusals"
    }


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


def _write_json(path: Path, content: object) -> None:
    path.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")
