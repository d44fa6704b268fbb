"""Where the page and the worker come from: the only place that knows how the site is laid out."""

import io
import tempfile
import zipfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from tools import catalogue, panels, text
from tools.environment import PROJECT

_SITE = PROJECT / "site"
_WORKER = tuple(
    f"worker.{path.stem}"
    for path in sorted((_SITE / "worker").glob("*.py"))
    if path.stem != "entry"
)


@dataclass(frozen=True)
class Source:
    """What a browser would be given by the build."""

    document: str
    """The text of the document."""
    page: Path
    """The script that the page begins with."""
    worker: Path
    """The script that the worker begins with."""
    worker_modules: tuple[str, ...]
    """The modules that it can import, in an order in which they can be."""
    roots: dict[str, Path]
    """Where packages and modules are that are the site's own, by their first name."""
    config: dict[str, Any]
    """The page's configuration."""
    files: dict[str, bytes]
    """What the page can fetch, by address."""
    archive: bytes
    """The worker's archive, as far as it is read and not imported."""


@cache
def source() -> Source:
    """Return the source of the site as it is."""
    facts = catalogue.catalogue()
    with tempfile.TemporaryDirectory() as folder:
        words = text.write(_SITE, Path(folder) / "text")
        messages = {
            f"text/{tag}.ftl": (Path(folder) / "text" / f"{tag}.ftl").read_bytes()
            for tag in words.languages
        }
    page = panels.document(_SITE, facts["parameters"])
    return Source(
        document=text.fill_document(page, words),
        page=_SITE / "page" / "main.py",
        worker=_SITE / "worker" / "entry.py",
        worker_modules=_WORKER,
        roots={"page": _SITE, "worker": _SITE},
        config={
            "uplot": "./uplot/uPlot.mjs",
            "languages": {tag: f"./text/{tag}.ftl" for tag in words.languages},
            "panels": panels.with_python(_SITE),
            **facts,
        },
        files=messages,
        archive=_archive(
            {"worker/pool_worker.js": (_SITE / "worker" / "pool_worker.js").read_bytes()}
        ),
    )


def _archive(files: dict[str, bytes]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return content.getvalue()
