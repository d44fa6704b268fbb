"""Notices: versions and licences of all that the built site carries, for the page to tell.

Versions and licences are read from the packages themselves, and so are the texts where a package
brings them; `tools/licences` has what the packages do not say.  Libraries that were compiled into
others are found by the traces that they leave there, so the list cannot name what is not shipped.
"""

import json
import re
import tomllib
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from email.message import Message
from email.parser import HeaderParser
from html import escape
from pathlib import Path
from typing import Any

from tools.text import FREE, KEY

_LICENCES = Path(__file__).with_name("licences")
_SHIPPED = _LICENCES / "shipped.toml"
_SPDX = "https://spdx.org/licenses"
_DOI = "10.1021/ci950093o"

_IN_ENGLISH = f'lang="en" {FREE}=""'
_COLUMNS = ("about-name", "about-version", "about-licence", "about-purpose")
_MINIMAL_LIB = "@rdkit/rdkit"

_LICENCE_FILE = re.compile(r"(licen[cs]e|copying|notice)\b", re.IGNORECASE)
_LICENCE_IN_WHEEL = re.compile(r"[^/]+\.dist-info/(licenses/.+|(LICEN[CS]E|COPYING|NOTICE)[^/]*)")
_SOURCE_OF_PACKAGE = re.compile(r"node_modules/((?:@[^/]+/)?[^/]+)/")
_EXPRESSION = re.compile(r"\(?[\w.+-]+\)?(?: (?:AND|OR|WITH) \(?[\w.+-]+\)?)*")
# Shorter texts, such as lines about a copyright, are repeated where they belong.
_LONG = 400
_OPERATORS = {"AND", "OR", "WITH"}
_NO_LICENCE = {"UNKNOWN", "UNLICENSED"}
# Licences by other names than SPDX's, as packages of this site give them.
_NAMES = {"APACHE-2.0": "Apache-2.0", "Mozilla Public License Version 2.0": "MPL-2.0"}


class MissingNoticeError(Exception):
    """Something would be shipped without saying whose it is; the message says what."""


@dataclass(frozen=True)
class Component:
    """Something that the site carries: a package, or a part of one."""

    name: str
    version: str
    licence: str
    purpose: str
    home: str
    texts: tuple[str, ...]
    changes: str = ""
    is_part: bool = False


@dataclass(frozen=True)
class _Package:
    """What is known of a package beside what it says of itself."""

    title: str = ""
    purpose: str = ""
    home: str = ""
    licence: str = ""
    copyright: str = ""
    changes: str = ""
    files: tuple[str, ...] = ()
    maps: str = ""


@dataclass(frozen=True)
class _Part:
    """A library that was compiled into others, and how to tell."""

    name: str
    home: str
    purpose: str
    licence: str
    trace: str
    version: str = ""
    copyright: str = ""
    text: str = ""
    changes: str = ""


@dataclass(frozen=True)
class _Facts:
    order: tuple[str, ...]
    packages: Mapping[str, _Package]
    parts: tuple[_Part, ...]


@dataclass(frozen=True)
class _Whole:
    """A shipped package, and the bytes in which its parts left traces."""

    component: Component
    content: bytes = field(default=b"", repr=False)


def components(packages: Path, wheels: Sequence[Path], *, with_wheel: bool) -> list[Component]:
    """Return everything that the site carries: packages in a fixed order, then their parts.

    `packages` is npm's folder, beside the `package.json` that says which of them are shipped;
    with `with_wheel`, RDKit is among `wheels` and its npm package is not shipped.  Raises
    `MissingNoticeError` for anything whose version, licence or author is not known.
    """
    facts = _facts()
    names = [name for name in _dependencies(packages) if not (with_wheel and name == _MINIMAL_LIB)]
    wholes = [_npm_whole(packages, name, facts) for name in names]
    wholes += [_wheel_whole(wheel, facts) for wheel in wheels]
    found = _merged(whole.component for whole in wholes)
    for name in names:
        found += _bundled(packages, name, facts)
    found += [one for part in facts.parts for one in _part(part, wholes, facts)]
    rank = {name: index for index, name in enumerate(facts.order)}
    return sorted(found, key=lambda one: (one.is_part, rank.get(one.name, len(rank))))


def about(components: Sequence[Component], reason: str) -> str:
    """Return the page's text about itself and about all that it carries, as HTML.

    The page's own words are in the site's text; facts, notices and licences are English in all
    languages.  `reason` says which RDKit that is and why, to follow “with”.
    """
    main = [one for one in components if not one.is_part]
    parts = [one for one in components if one.is_part]
    shown: dict[str, str] = {}
    return "\n".join(
        (
            _introduction(),
            _table("about-made-of", main),
            f"<p {_IN_ENGLISH}>It was built with {escape(reason)}.</p>",
            *(_details(one, shown) for one in main),
            f'<details><summary {KEY}="about-parts"></summary>',
            _table("about-within", parts),
            *(_details(one, shown) for one in parts),
            "</details>",
        )
    )


def _facts() -> _Facts:
    content = tomllib.loads(_SHIPPED.read_text(encoding="utf-8"))
    return _Facts(
        tuple(content["order"]),
        {name: _Package(**known) for name, known in content["packages"].items()},
        tuple(_Part(**part) for part in content["parts"]),
    )


def _dependencies(packages: Path) -> list[str]:
    manifest = json.loads((packages.parent / "package.json").read_text(encoding="utf-8"))
    return list(manifest["dependencies"])


def _npm_whole(packages: Path, name: str, facts: _Facts) -> _Whole:
    component = _npm_component(packages, name, facts)
    files = facts.packages.get(name, _Package()).files
    return _Whole(component, b"\n".join((packages / name / file).read_bytes() for file in files))


def _npm_component(packages: Path, name: str, facts: _Facts) -> Component:
    folder = packages / name
    if not (folder / "package.json").is_file():
        raise MissingNoticeError(f"The site is to carry {name}, which is not in {packages}.")
    manifest = json.loads((folder / "package.json").read_text(encoding="utf-8"))
    licence_files = sorted(path for path in folder.iterdir() if _LICENCE_FILE.match(path.name))
    said = Component(
        name=name,
        version=manifest.get("version", ""),
        licence=_spdx(manifest.get("license")),
        purpose=manifest.get("description", ""),
        home=_npm_home(manifest),
        texts=tuple(_tidy(path.read_bytes()) for path in licence_files),
    )
    return _completed(said, facts.packages.get(name, _Package()))


def _npm_home(manifest: Mapping[str, Any]) -> str:
    repository = manifest.get("repository", "")
    address = repository.get("url", "") if isinstance(repository, dict) else repository
    home = manifest.get("homepage") or address.removeprefix("git+").removesuffix(".git")
    return str(home).removesuffix("#readme")


def _wheel_whole(path: Path, facts: _Facts) -> _Whole:
    with zipfile.ZipFile(path) as wheel:
        names = sorted(wheel.namelist())
        licence_files = [name for name in names if _LICENCE_IN_WHEEL.fullmatch(name)]
        texts = tuple(_tidy(wheel.read(name)) for name in licence_files)
        said = replace(_wheel_component(_metadata(wheel)), texts=texts)
        libraries = [wheel.read(name) for name in names if name.endswith(".so")]
    component = _completed(said, facts.packages.get(said.name, _Package()))
    return _Whole(component, b"\n".join(["\n".join(names).encode(), *libraries]))


def _metadata(wheel: zipfile.ZipFile) -> Message:
    name = next((name for name in wheel.namelist() if name.endswith(".dist-info/METADATA")), None)
    if name is None:
        raise MissingNoticeError(f"{wheel.filename} does not say what it is; it has no METADATA.")
    return HeaderParser().parsestr(wheel.read(name).decode())


def _wheel_component(metadata: Message) -> Component:
    addresses = [line.partition(",") for line in metadata.get_all("Project-URL", [])]
    homes = [address.strip() for label, _, address in addresses if label.lower() == "homepage"]
    return Component(
        name=metadata["Name"].lower(),
        version=metadata.get("Version", ""),
        licence=_spdx(metadata.get("License-Expression") or metadata.get("License")),
        purpose=metadata.get("Summary", ""),
        home=next(iter(homes), metadata.get("Home-page", "")),
        texts=(),
    )


def _completed(said: Component, known: _Package) -> Component:
    """Return a component with what is known of it; raise if even so something is missing."""
    licence = said.licence or known.licence
    texts = tuple(part for text in said.texts for part in _parted(text, licence))
    if known.copyright and not texts:
        texts = _texts(known.copyright, licence)
    one = Component(
        name=known.title or said.name,
        version=said.version,
        licence=licence,
        purpose=known.purpose or said.purpose,
        home=known.home or said.home,
        texts=texts,
        changes=known.changes,
    )
    for what, value in (("version", one.version), ("licence", licence), ("text", texts)):
        if not value:
            raise MissingNoticeError(
                f"The site is to carry {said.name}, but the package does not bring the {what} "
                f"that its notice needs. Say in tools/licences/{_SHIPPED.name} what it is."
            )
    return one


def _merged(components: Iterable[Component]) -> list[Component]:
    """Return components with those of one name put together, such as Workbox's."""
    merged: dict[str, Component] = {}
    for one in components:
        before = merged.setdefault(one.name, one)
        merged[one.name] = replace(
            before,
            version=_joined(", ", before.version, one.version),
            licence=_joined(" AND ", before.licence, one.licence),
            texts=tuple(dict.fromkeys(before.texts + one.texts)),
        )
    return list(merged.values())


def _joined(separator: str, before: str, more: str) -> str:
    return separator.join(dict.fromkeys([*before.split(separator), *more.split(separator)]))


def _bundled(packages: Path, name: str, facts: _Facts) -> list[Component]:
    """Return the packages of which a package's script was put together, by its source map."""
    known = facts.packages.get(name, _Package())
    if not known.maps:
        return []
    sources = [
        source
        for path in (packages / name).glob(known.maps)
        for source in json.loads(path.read_text(encoding="utf-8"))["sources"]
    ]
    if not sources:
        raise MissingNoticeError(
            f"{name} has no source map {known.maps}, so its parts are unknown."
        )
    bundled = {found[-1] for source in sources if (found := _SOURCE_OF_PACKAGE.findall(source))}
    return [
        replace(
            _npm_component(packages, part, facts),
            version=f"in {known.title}",
            purpose=facts.packages.get(part, _Package()).purpose or f"A helper of {known.title}",
            is_part=True,
        )
        for part in sorted(bundled)
    ]


def _part(part: _Part, wholes: Sequence[_Whole], facts: _Facts) -> list[Component]:
    trace = re.compile(part.trace.encode())
    holders = [whole for whole in wholes if trace.search(whole.content)]
    if not holders:
        return []
    return [
        Component(
            name=part.name,
            version=", ".join(dict.fromkeys(_version(part, whole) for whole in holders)),
            licence=part.licence,
            purpose=part.purpose,
            home=part.home,
            texts=_texts(part.copyright, part.text or part.licence),
            changes=part.changes,
            is_part=part.name not in facts.order,
        )
    ]


def _version(part: _Part, whole: _Whole) -> str:
    found = part.version and re.search(part.version.encode(), whole.content)
    number = found[1].decode().replace("_", ".") if found else ""
    return f"{number} in {whole.component.name}".strip()


def _texts(copyright_line: str, licence: str) -> tuple[str, ...]:
    """Return a notice: the line about the copyright, then the standard texts of the licence."""
    return tuple(filter(None, (copyright_line.strip(), *_standard_texts(licence))))


def _standard_texts(licence: str) -> list[str]:
    files = [_LICENCES / f"{name}.txt" for name in _identifiers(licence)]
    return [_tidy(path.read_bytes()) for path in files if path.is_file()]


def _parted(text: str, licence: str) -> tuple[str, ...]:
    """Return a package's text, with what is standard in it apart, to be shown only once."""
    for standard in _standard_texts(licence):
        in_any_lines = r"\s+".join(re.escape(word) for word in standard.split())
        in_any_lines = in_any_lines.replace('"', '["“”]')
        if re.search(in_any_lines, text):
            before, after = re.split(in_any_lines, text, maxsplit=1)
            return tuple(filter(None, (before.strip(), standard, after.strip())))
    return (text,)


def _spdx(said: object) -> str:
    """Return a licence as an SPDX expression, or "" if what a package says is none."""
    first_line = next(iter(str(said or "").strip().splitlines()), "")
    licence = _NAMES.get(first_line, first_line)
    return licence if _EXPRESSION.fullmatch(licence) and licence not in _NO_LICENCE else ""


def _identifiers(licence: str) -> list[str]:
    return [word for word in re.findall(r"[\w.+-]+", licence) if word not in _OPERATORS]


def _tidy(content: bytes) -> str:
    # A form feed, as some licences have between pages, is nothing that HTML may contain.
    lines = content.decode(errors="replace").replace("\f", "").expandtabs().splitlines()
    return "\n".join(line.rstrip() for line in lines).strip("\n")


def _introduction() -> str:
    return (
        f'<h2 id="about-title" tabindex="-1" {KEY}="about-title"></h2>\n'
        f'<p {KEY}="about-free"></p>\n'
        f'<p {KEY}="about-method"></p>\n'
        f"<p {_IN_ENGLISH}>J.-L. Faulon, <cite>Stochastic Generator of Chemical Structure. "
        "2. Using Simulated Annealing To Search the Space of Constitutional Isomers</cite>, "
        "J. Chem. Inf. Comput. Sci. 1996, 36, 731–740, "
        f"{_link(f'https://doi.org/{_DOI}', _DOI)}</p>\n"
        f'<p {KEY}="about-private"></p>'
    )


def _table(caption: str, components: Sequence[Component]) -> str:
    head = "".join(f'<th scope="col" {KEY}="{column}"></th>' for column in _COLUMNS)
    return "\n".join(
        (
            f'<table class="notices"><caption {KEY}="{caption}"></caption>',
            f"<thead><tr>{head}</tr></thead>",
            f"<tbody {_IN_ENGLISH}>",
            *(_row(one) for one in components),
            "</tbody></table>",
        )
    )


def _row(one: Component) -> str:
    name = _link(one.home, one.name) if one.home else escape(one.name)
    cells = (escape(one.version), _linked(one.licence), escape(one.purpose))
    return f'<tr><th scope="row">{name}</th>{"".join(f"<td>{cell}</td>" for cell in cells)}</tr>'


def _details(one: Component, shown: dict[str, str]) -> str:
    """Return the notice of a component; a long text `shown` before is only referred to."""
    lines = [f"<p>Licence: {_linked(one.licence)}</p>"]
    if one.changes:
        lines.append(f"<p>Changed for this site: {escape(one.changes)}</p>")
    for text in one.texts:
        first = shown.setdefault(text, one.name)
        lines.append(
            f"<pre>{escape(text, quote=False)}</pre>"
            if first == one.name or len(text) < _LONG
            else f"<p>The text is the one under “{escape(first)}”.</p>"
        )
    return "\n".join(
        (
            f"<details {_IN_ENGLISH}><summary>Notice of {escape(one.name)}</summary>",
            *lines,
            "</details>",
        )
    )


def _linked(licence: str) -> str:
    """Return a licence expression with a link to the standard text of each licence in it."""
    return re.sub(r"[\w.+-]+", lambda found: _linked_word(found.group()), escape(licence))


def _linked_word(word: str) -> str:
    # SPDX has no page for what it does not list.
    is_listed = word not in _OPERATORS and not word.startswith("LicenseRef-")
    return _link(f"{_SPDX}/{word}.html", word) if is_listed else word


def _link(address: str, text: str) -> str:
    return f'<a href="{escape(address)}" rel="noreferrer">{escape(text)}</a>'
