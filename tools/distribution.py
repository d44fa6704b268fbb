"""The distribution: `dist/`, a folder that any static host can serve at any path.

Every folder in it has the fingerprint of its content in its name; `index.html` names the ones
that belong together, and the service worker keeps them.
"""

import json
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from tools import app, document, environment, fingerprint, libraries, notices, text
from tools.rdkit import RDKit

DIST = environment.PROJECT / "dist"
SITE = environment.PROJECT / "site"

_ENGLISH = "text/en.ftl"
"""It is small, and needed at once: the document holds it."""


def build(rdkit: RDKit, dist: Path = DIST, source: Path = SITE) -> Path:
    """Write the distribution of the site in the folder `source`; return its folder."""
    if dist.exists():
        shutil.rmtree(dist)
    dist.mkdir(parents=True)
    parts = _write_folders(rdkit, dist, source)
    page = document.on_a_server(parts)
    (dist / "index.html").write_text(page, encoding="utf-8")
    _write_manifest(parts, dist)
    _write_service_worker(source, dist)
    return dist


def build_one_file(
    rdkit: RDKit, target: Path = DIST / "isoanneal.html", source: Path = SITE
) -> Path:
    """Write the whole site as one file, which runs where it is opened; return its path."""
    with tempfile.TemporaryDirectory() as folder:
        page = document.in_one_file(_write_folders(rdkit, Path(folder), source))
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(page, encoding="utf-8")
    return target


def _write_folders(rdkit: RDKit, dist: Path, source: Path) -> document.Parts:
    """Write all folders; return what the document is made of."""
    packages = environment.npm_packages()
    libraries.copy(packages, rdkit.wheel, dist)
    words = text.write(source, dist / "text")
    small = {_ENGLISH: (dist / _ENGLISH).read_bytes()}
    (dist / _ENGLISH).unlink()
    folders = {folder.name: fingerprint.seal(folder) for folder in sorted(dist.iterdir())}
    app.write(source, dist / "app", folders, words.languages)
    small |= app.take_small_files(dist / "app")
    folders["app"] = fingerprint.seal(dist / "app")
    about = text.fill_document(_about(packages, folders, rdkit), words)
    loader = libraries.minified(source / "shell" / "loader.js")
    return document.Parts(source, words, folders, small, loader, about)


def _about(packages: Path, folders: Mapping[str, Path], rdkit: RDKit) -> str:
    wheels = [*folders["app"].glob("isoanneal-*.zip"), *folders["pyodide"].glob("*.whl")]
    components = notices.components(packages, wheels, with_wheel=rdkit.wheel is not None)
    return notices.about(components, rdkit.reason)


def _write_manifest(parts: document.Parts, dist: Path) -> None:
    manifest = (parts.site / "shell" / "manifest.json").read_text(encoding="utf-8")
    filled = text.fill_manifest(manifest, parts.words)
    filled = filled.replace('"app/', f'"{parts.folders["app"].name}/')
    (dist / "manifest.json").write_text(filled, encoding="utf-8")


def _write_service_worker(source: Path, dist: Path) -> None:
    files = [_kept(path, dist) for path in fingerprint.files(dist)]
    own = libraries.minified(source / "shell" / "service_worker.js")
    library = libraries.workbox(environment.npm_packages())
    script = f"{library}\n{own}\nkeep({json.dumps(files, indent=1)});\n"
    (dist / "service_worker.js").write_text(script, encoding="utf-8")


def _kept(path: Path, dist: Path) -> dict[str, str | None]:
    integrity = fingerprint.integrity(path.read_bytes())
    return {
        "url": path.relative_to(dist).as_posix(),
        "integrity": integrity,
        # What lies in a folder with a fingerprint needs no other mark of its version.
        "revision": integrity if path.parent == dist else None,
    }
