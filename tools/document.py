"""The page's document: the site's `index.html` with the addresses, hashes and rules of a build."""

import base64
import gzip
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from tools import catalogue, fingerprint, panels, text

_ADDRESS = re.compile(r'\b(src|href|config)="([\w-]+)/([^"#?]+)"')
_TAG = re.compile(r"<(?:script|link|img)\b[^>]*>")
_LOADED_BY_TAGS = {".css", ".js", ".png", ".svg"}
_LOADER = "<!-- the loader -->"
_FILES = "<!-- the table of files -->"
_FILES_THEMSELVES = "<!-- the files themselves -->"
# What the page and the worker need to start, to be fetched before they ask for one after another.
_AHEAD = {
    "page": ("micropython/*",),
    "worker": (
        "pyodide/pyodide.asm.wasm", "pyodide/*.mjs", "pyodide/python_stdlib.zip",
        "pyodide/pyodide-lock.json", "app/isoanneal-*.zip", "pyodide/msgspec-*",
    ),
}  # fmt: skip
_BYTECODE = ".mpy"
_POLICY = "<!-- the policy -->"
_ABOUT = "<!-- about -->"

# PyScript makes functions from text, hence 'unsafe-eval'.  What the loader has checked it
# imports as a blob, and PyScript starts workers from blobs.  RDKit's drawings have styles.
_POLICY_OF_ANY = {
    "default-src": "'none'",
    "worker-src": "blob:",
    "style-src-attr": "'unsafe-inline'",
    "base-uri": "'none'",
    "form-action": "'none'",
}
_PLAIN = set(range(0x20, 0x7F)) - set(b'"<\\')
_LETTERS = [chr(byte if byte in _PLAIN else 0x100 + byte) for byte in range(0x100)]
_SCRIPT = re.compile(r'<script(?: type="module")?>(.*?)</script>', re.DOTALL)
_STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)


@dataclass(frozen=True)
class Parts:
    """What a document is made of.

    `folders` are those of the distribution by their plain names, `small` the files that the
    document itself holds, by their plain paths, `loader` is the text of that script, and `about`
    what is said about everything.
    """

    site: Path
    words: text.Words
    folders: Mapping[str, Path]
    small: Mapping[str, bytes]
    loader: str
    about: str

    @property
    def dist(self) -> Path:
        """The folder of the distribution."""
        return next(iter(self.folders.values())).parent


def on_a_server(parts: Parts) -> str:
    """Return the document of the site for a web server.

    Scripts and style sheets get the hash that the browser checks; all other files have theirs
    in a table for the loader.
    """
    page = _with_tags(parts, lambda tag, path: _with_integrity(tag, parts.dist / path))
    policy = _POLICY_OF_ANY | {
        "script-src": f"'self' {_hashes([parts.loader])} blob: 'unsafe-eval'",
        "worker-src": "'self' blob:",
        "connect-src": "'self'",
        "style-src": "'self'",
        "img-src": "'self'",
        "manifest-src": "'self'",
    }
    table = {"packed": False, **_at_once(parts)}
    table["files"] = _table(parts.folders, fingerprint.integrity)
    return _filled(page.replace(_FILES_THEMSELVES, ""), policy, parts, table)


def in_one_file(parts: Parts) -> str:
    """Return the document that holds all files itself: it needs no server and no network.

    Its policy lets exactly those scripts and styles in that the build put there.
    """
    page = _with_tags(parts, lambda tag, path: _with_content(tag, parts.dist / path))
    scripts = [parts.loader, *_SCRIPT.findall(page)]
    policy = _POLICY_OF_ANY | {
        "script-src": f"{_hashes(scripts)} blob: 'unsafe-eval'",
        "style-src": _hashes(_STYLE.findall(page)),
        "img-src": "data:",
    }
    table = {"packed": True, **_at_once(parts), "files": _table(parts.folders, _packed)}
    # They are long, and what stands before them is shown already.
    page = page.replace(_FILES, "").replace(_FILES_THEMSELVES, _FILES)
    return _filled(page, policy, parts, table)


def _with_tags(parts: Parts, change: Callable[[str, str], str]) -> str:
    """Return the source with the addresses of the build, and tags that the browser loads changed.

    `change` gets such a tag and its address.
    """

    def sealed(found: re.Match[str]) -> str:
        attribute, folder, name = found.groups()
        path = parts.folders[folder] / name
        if not path.is_file() and f"{folder}/{name}" not in parts.small:
            raise FileNotFoundError(f"index.html names {folder}/{name}, which is not there.")
        return f'{attribute}="{parts.folders[folder].name}/{name}"'

    def changed(found: re.Match[str]) -> str:
        tag = found.group()
        address = re.search(r'\b(?:src|href)="([^"#?]+)"', tag)
        is_for_python = re.search(r'type="(?:m?py)"', tag)
        return tag if address is None or is_for_python else change(tag, address[1])

    source = panels.document(parts.site, catalogue.catalogue()["parameters"])
    source = text.fill_document(source, parts.words)
    return _TAG.sub(changed, _ADDRESS.sub(sealed, source))


def _with_integrity(tag: str, path: Path) -> str:
    if tag.startswith("<script") or re.search(r'rel="(?:stylesheet|preload|modulepreload)"', tag):
        return f'{tag[:-1]} integrity="{fingerprint.integrity(path.read_bytes())}">'
    return tag


def _with_content(tag: str, path: Path) -> str:
    """Return a tag with what it would load in it, or nothing if only a server can give it."""
    if tag.startswith("<script"):
        kind = ' type="module"' if 'type="module"' in tag else ""
        # Its end tag follows in the source.
        return f"<script{kind}>{_safe_script(path.read_text(encoding='utf-8'))}"
    if 'rel="stylesheet"' in tag:
        return f"<style>{path.read_text(encoding='utf-8')}</style>"
    if path.suffix == ".svg":
        data = base64.b64encode(path.read_bytes()).decode()
        return re.sub(r'\b(src|href)="[^"]+"', rf'\1="data:image/svg+xml;base64,{data}"', tag)
    return ""


def _hashes(parts: Iterable[str]) -> str:
    return " ".join(f"'{fingerprint.integrity(part.encode())}'" for part in parts)


def _safe_script(script: str) -> str:
    # Within a document these would end the script, or begin a comment.
    return script.replace("</script", "<\\/script").replace("<!--", "<\\!--")


def _safe_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False).replace("<", r"\u003c")


def letters(content: bytes) -> str:
    """Return bytes as letters, of each the lower eight bits; none that JSON would escape.

    What is alike stays alike, which it does not in base64: so it is compressed much better.
    """
    return "".join(map(_LETTERS.__getitem__, content))


def _packed(content: bytes) -> str:
    return base64.b64encode(gzip.compress(content, 9, mtime=0)).decode()


def _table(folders: Mapping[str, Path], value: Callable[[bytes], str]) -> dict[str, str]:
    return {
        path.relative_to(folder.parent).as_posix(): value(path.read_bytes())
        for folder in folders.values()
        for path in fingerprint.files(folder)
        if path.suffix not in _LOADED_BY_TAGS
    }


def _at_once(parts: Parts) -> dict[str, object]:
    """Return what the table has besides: what the loader says, and files to be there at once."""
    return {
        "words": parts.words.of_loader,
        "ahead": {
            place: list(_named(patterns, parts.folders)) for place, patterns in _AHEAD.items()
        },
        "texts": {
            _sealed(path, parts.folders): content.decode()
            for path, content in parts.small.items()
            if not path.endswith(_BYTECODE)
        },
        "small": {
            _sealed(path, parts.folders): letters(content)
            for path, content in parts.small.items()
            if path.endswith(_BYTECODE)
        },
    }


def _sealed(path: str, folders: Mapping[str, Path]) -> str:
    folder, _, name = path.partition("/")
    return f"{folders[folder].name}/{name}"


def _named(patterns: Iterable[str], folders: Mapping[str, Path]) -> Iterator[str]:
    """Yield the files in folders, as the table names them, for patterns with plain names."""
    for pattern in patterns:
        name, _, rest = pattern.partition("/")
        found = sorted(folders[name].glob(rest))
        if not found:
            raise FileNotFoundError(f"There is no {pattern} to be fetched ahead.")
        yield from (path.relative_to(folders[name].parent).as_posix() for path in found)


def _filled(page: str, policy: Mapping[str, str], parts: Parts, table: object) -> str:
    """Put into the document what only a build knows."""
    rules = "; ".join(f"{name} {sources}" for name, sources in policy.items())
    for place, content in (
        (_POLICY, f'<meta http-equiv="Content-Security-Policy" content="{rules}">'),
        (_FILES, f'<script type="application/json" id="files">{_safe_json(table)}</script>'),
        (_LOADER, f"<script>{parts.loader}</script>"),
        (_ABOUT, parts.about),
    ):
        before, mark, after = page.partition(place)
        if not mark:
            raise ValueError(f"index.html has no place “{place}”.")
        page = before + content + after
    return page
