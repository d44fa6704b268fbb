"""Where the page and the worker come from: the only place that knows how the site is laid out."""

import io
import zipfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from tools import catalogue
from tools.environment import PROJECT

_SITE = PROJECT / "site"
_WORKER = (
    *("answers", "benchmark", "browser_machine", "commands"),
    *("kernel_workers", "many_runs", "pool"),
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
    return Source(
        document=(_SITE / "index.html").read_text(encoding="utf-8"),
        page=_SITE / "page" / "main.py",
        worker=_SITE / "worker.py",
        worker_modules=_WORKER,
        roots={"page": _SITE, **dict.fromkeys(_WORKER, _SITE)},
        config={"uplot": "./uplot/uPlot.mjs", **catalogue.catalogue()},
        files={},
        archive=_archive({"kernel_worker.js": (_SITE / "kernel_worker.js").read_bytes()}),
    )


def _archive(files: dict[str, bytes]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return content.getvalue()
