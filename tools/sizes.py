"""What a first visit downloads, and why."""

import gzip
from pathlib import Path

from tools import fingerprint
from tools.compression import PACKED_ALREADY

# Names are matched from the first row on, without the fingerprints of the folders.
_PARTS = (
    ("pyodide/pyodide.asm.wasm", "Python itself, as WebAssembly: the engine runs on it"),
    ("pyodide/rdkit", "RDKit, the chemistry: canonical SMILES, drawings, logP, SMARTS"),
    ("rdkit/", "RDKit, the chemistry: canonical SMILES, drawings, logP, SMARTS"),
    ("pyodide/python_stdlib.zip", "Python's standard library, without what a page cannot use"),
    ("pyodide/msgspec", "msgspec: the engine's messages"),
    ("pyodide/micropip", "micropip: installs packages that are asked for by name"),
    ("pyodide/", "Pyodide: between Python and the browser"),
    ("micropython/", "MicroPython: the page itself is Python, and is there at once"),
    ("pyscript/", "PyScript: starts both Pythons"),
    ("uplot/", "uPlot: the chart"),
    ("app/isoanneal-", "the engine"),
    ("app/", "the page: its style and icons"),
    ("service_worker", "Workbox: use without a network"),
    ("idb-keyval/", "idb-keyval: past runs"),
    ("fluent/", "Fluent: puts the page's words together"),
    ("text/", "the page's words in languages other than English"),
    ("", "the document, with the page's code and the licences of everything; the manifest"),
)


def fetched(dist: Path) -> list[Path]:
    """Return the files that a first visit fetches: all that a build writes, for the copy's sake."""
    return fingerprint.files(dist)


def of_first_visit(dist: Path) -> dict[str, int]:
    """Return the bytes that cross the network for each part, with gzip where it helps."""
    totals: dict[str, int] = {}
    for path in fetched(dist):
        name = _plain(path.relative_to(dist))
        words = next(words for part, words in _PARTS if name.startswith(part))
        totals[words] = totals.get(words, 0) + _sent(path)
    return dict(sorted(totals.items(), key=lambda row: -row[1]))


def table(dist: Path) -> str:
    """Return the same as a table, in Markdown."""
    totals = of_first_visit(dist)
    rows = [f"| {words} | {size / 1000:,.0f} |" for words, size in totals.items()]
    rows.append(f"| **together** | **{sum(totals.values()) / 1000:,.0f}** |")
    return "\n".join(["| what | kB |", "| --- | ---: |", *rows])


def _plain(path: Path) -> str:
    if len(path.parts) == 1:
        return path.name
    return "/".join([path.parts[0].rpartition("-")[0], *path.parts[1:]])


def _sent(path: Path) -> int:
    content = path.read_bytes()
    if path.suffix in PACKED_ALREADY:
        return len(content)
    return min(len(content), len(gzip.compress(content, 6)))
