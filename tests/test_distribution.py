"""The built site: complete, small, the same every time, and closed to the outside."""

import gzip
import json
import re
import struct
import xml.etree.ElementTree as ET
import zipfile
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import brotli
import pytest
from isoanneal.formula import parse

from tests.browser import sites
from tools import (
    adaptation,
    archive,
    compression,
    distribution,
    environment,
    fingerprint,
    rdkit,
    sizes,
)
from tools import document as document_tool

pytestmark = pytest.mark.outside

LARGEST_FIRST_VISIT = 8_950_000
FINGERPRINTED = re.compile(r"[\w-]+-[0-9a-f]{10}")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return distribution.build(rdkit.FROM_NPM, tmp_path_factory.mktemp("built") / "site")


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in fingerprint.files(folder)
    }


class Document(HTMLParser):
    """The tags of a document, with their attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def of(self, name: str) -> list[dict[str, str | None]]:
        return [attributes for tag, attributes in self.tags if tag == name]


@pytest.fixture(scope="module")
def document(site: Path) -> Document:
    return Document((site / "index.html").read_text(encoding="utf-8"))


def table_of_files(site: Path, part: str = "files") -> dict[str, str]:
    text = (site / "index.html").read_text(encoding="utf-8")
    found = re.search(r'<script type="application/json" id="files">(.*?)</script>', text)
    assert found is not None
    table: dict[str, Any] = json.loads(found[1])
    assert table["packed"] is False
    return dict(table[part])


def test_the_document_holds_the_page_as_bytecode(site: Path) -> None:
    texts = {name.partition("/")[2] for name in table_of_files(site, "texts")}
    assert texts == {"entry.py", "page/main.py", "page.json", "worker.json", "en.ftl"}
    small = table_of_files(site, "small")
    names = {name.partition("/")[2] for name in small}
    assert {"page/page.mpy", "page/panels/chart/panel.mpy", "isoanneal/formula.mpy"} <= names
    assert "pyscript/__init__.mpy" in names
    for name, content in small.items():
        # The letter and the version, MicroPython's documentation
        assert content.startswith("M\u0106"), name
    for given in (bytes(range(256)), b"</script>"):
        written = document_tool.letters(given)
        assert bytes(ord(letter) & 0xFF for letter in written) == given
        assert json.dumps(written, ensure_ascii=False) == f'"{written}"'
        assert "<" not in written


def test_two_builds_give_the_same_bytes(site: Path, tmp_path: Path) -> None:
    assert contents(distribution.build(rdkit.FROM_NPM, tmp_path / "again")) == contents(site)


def test_every_folder_is_named_by_its_content(site: Path) -> None:
    folders = [path for path in site.iterdir() if path.is_dir()]
    assert len(folders) == 9
    for folder in folders:
        assert FINGERPRINTED.fullmatch(folder.name)
        assert folder.name.endswith(fingerprint.of_folder(folder))
    assert {path.name for path in site.iterdir() if path.is_file()} == {
        "index.html",
        "manifest.json",
        "service_worker.js",
    }


def test_a_fingerprint_changes_with_a_name_and_with_a_content(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("1")
    seen = {fingerprint.of_folder(tmp_path)}
    (tmp_path / "a").write_text("2")
    seen.add(fingerprint.of_folder(tmp_path))
    (tmp_path / "a").rename(tmp_path / "b")
    seen.add(fingerprint.of_folder(tmp_path))
    assert len(seen) == 3


def test_every_file_has_its_hash_where_it_is_loaded(site: Path, document: Document) -> None:
    table = table_of_files(site)
    by_tag = {
        str(attributes.get("src") or attributes.get("href")): str(attributes["integrity"])
        for _, attributes in document.tags
        if "integrity" in attributes
    }
    checked = {**table, **by_tag}
    for name, content in contents(site).items():
        if "/" in name and not name.endswith((".png", ".svg")):
            assert checked.pop(name) == fingerprint.integrity(content), name
    assert checked == {}


def test_the_service_worker_keeps_every_file_with_its_hash(site: Path) -> None:
    text = (site / "service_worker.js").read_text(encoding="utf-8")
    kept = json.loads(text[text.rindex("keep([") + len("keep(") : text.rindex(");")])
    files = contents(site)
    del files["service_worker.js"]
    assert {one["url"]: one["integrity"] for one in kept} == {
        name: fingerprint.integrity(content) for name, content in files.items()
    }
    for one in kept:
        assert (one["revision"] is None) == ("/" in one["url"])


def test_the_document_loads_nothing_from_elsewhere(document: Document) -> None:
    for tag, attributes in document.tags:
        for name in ("src", "href", "config"):
            address = attributes.get(name) or ""
            if tag != "a":
                assert not address.startswith(("http", "//")), address
        assert not [name for name in attributes if name.startswith("on")]


def test_the_policy_closes_the_page(document: Document) -> None:
    (policy,) = (
        str(attributes["content"])
        for attributes in document.of("meta")
        if attributes.get("http-equiv") == "Content-Security-Policy"
    )
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules["default-src"] == "'none'"
    assert rules["connect-src"] == "'self'"
    assert "'unsafe-inline'" not in rules["script-src"]
    assert "http" not in policy


def test_the_first_visit_is_small(site: Path) -> None:
    assert sum(sizes.of_first_visit(site).values()) <= LARGEST_FIRST_VISIT


def test_the_first_visit_is_small_with_the_wheel_too(tmp_path: Path) -> None:
    built = distribution.build(sites.chosen("wheel"), tmp_path / "site")
    assert sum(sizes.of_first_visit(built).values()) <= LARGEST_FIRST_VISIT


def test_the_manual_tells_the_sizes_as_they_are(site: Path) -> None:
    """Each within a tenth or 3 kB, and their sum within a hundredth."""
    manual = (environment.PROJECT / "docs" / "hosting.md").read_text(encoding="utf-8")
    found = sizes.of_first_visit(site)
    for words, size in found.items():
        told = re.search(rf"^\| {re.escape(words)} \| ([\d,]+) \|$", manual, re.MULTILINE)
        assert told is not None, words
        assert float(told[1].replace(",", "")) == pytest.approx(size / 1000, rel=0.1, abs=3)
    together = re.search(r"^\| \*\*together\*\* \| \*\*([\d,]+)\*\* \|$", manual, re.MULTILINE)
    assert together is not None
    total = float(together[1].replace(",", ""))
    assert total == pytest.approx(sum(found.values()) / 1000, rel=0.01)
    rows = re.findall(r"^\| [^*|]+ \| ([\d,]+) \|$", manual, re.MULTILINE)
    assert sum(int(row.replace(",", "")) for row in rows) == pytest.approx(total, abs=len(rows))


def test_the_documents_tell_the_size_of_the_single_file(tmp_path: Path) -> None:
    size = distribution.build_one_file(rdkit.FROM_NPM, tmp_path / "one.html").stat().st_size
    for name in ("README.md", "docs/hosting.md"):
        text = (environment.PROJECT / name).read_text(encoding="utf-8")
        told = re.search(r"(\d+) MB", text)
        assert told is not None
        assert float(told[1]) == pytest.approx(size / 1e6, abs=0.6)


def test_the_archive_and_the_engine_have_different_names(site: Path) -> None:
    version = environment.project_version()
    assert list(site.glob(f"app-*/isoanneal-{version}.zip"))
    text = (environment.PROJECT / "build.py").read_text(encoding="utf-8")
    assert 'f"isoanneal-site-{version}.zip"' in text


@pytest.fixture
def sample(site: Path, tmp_path: Path) -> dict[str, bytes]:
    """Give files of the kinds that a site has, in a folder: as many as are packed in a second."""
    (app,) = site.glob("app-*")
    (pyodide,) = site.glob("pyodide-*")
    names = ("style.css", "icon.svg", "icon-180.png")
    files = {name: (app / name).read_bytes() for name in names}
    files["engine.wasm"] = (pyodide / "pyodide.asm.wasm").read_bytes()[:300_000]
    files["tiny.json"] = b"{}\n"
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    return files


@pytest.mark.parametrize("quality", [compression.BEST, 5])
def test_compressed_copies_unpack_to_the_files(
    sample: dict[str, bytes], tmp_path: Path, quality: int
) -> None:
    asked = [] if quality == compression.BEST else ["--quality", str(quality)]
    environment.run([environment.python("site"), "-m", "tools.compression", tmp_path, *asked])
    copies = {path.name for path in tmp_path.iterdir()} - set(sample)
    # Not of what is packed already, nor where a copy would be larger.
    packed = ("style.css", "icon.svg", "engine.wasm")
    assert copies == {f"{name}{kind}" for name in packed for kind in (".br", ".gz")}
    for name in packed:
        small = (tmp_path / f"{name}.br").read_bytes()
        assert small == brotli.compress(sample[name], quality=quality)
        assert brotli.decompress(small) == sample[name]
        zipped = (tmp_path / f"{name}.gz").read_bytes()
        assert gzip.decompress(zipped) == sample[name]
        assert len(small) < len(zipped) < len(sample[name])


def test_the_archive_is_a_scorm_package_with_every_file(site: Path, tmp_path: Path) -> None:
    written = archive.write(site, tmp_path / "a.zip", "1.2.3")
    with zipfile.ZipFile(written) as packed:
        names = packed.namelist()
        assert packed.testzip() is None
        root = ET.fromstring(packed.read("imsmanifest.xml"))
    assert names[0] == "imsmanifest.xml"
    spaces = {"": "http://www.imsproject.org/xsd/imscp_rootv1p1p2"}
    assert root.findtext("metadata/schema", namespaces=spaces) == "ADL SCORM"
    assert root.findtext("metadata/schemaversion", namespaces=spaces) == "1.2"
    item = root.find("organizations/organization/item", spaces)
    resource = root.find("resources/resource", spaces)
    assert item is not None
    assert resource is not None
    assert item.get("identifierref") == resource.get("identifier")
    assert resource.get("href") == "index.html"
    assert resource.get("{http://www.adlnet.org/xsd/adlcp_rootv1p2}scormtype") == "asset"
    listed = [one.get("href") for one in resource.findall("file", spaces)]
    assert listed == names[1:] == list(contents(site))
    assert archive.write(site, tmp_path / "b.zip", "1.2.3").read_bytes() == written.read_bytes()


def test_the_page_can_be_installed(site: Path) -> None:
    manifest = json.loads((site / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["name"]
    assert manifest["start_url"] == "./"
    for icon in manifest["icons"]:
        content = (site / icon["src"]).read_bytes()
        if icon["type"] == "image/png":
            width, height = struct.unpack(">II", content[16:24])
            assert icon["sizes"] == f"{width}x{height}"
    for shortcut in manifest["shortcuts"]:
        assert parse(shortcut["url"].removeprefix("./?formula="))


def test_the_standard_library_is_a_part_of_the_whole_and_pyscript(site: Path) -> None:
    whole = environment.npm_packages() / "pyodide" / "python_stdlib.zip"
    (trimmed,) = site.glob("pyodide-*/python_stdlib.zip")
    with zipfile.ZipFile(whole) as before, zipfile.ZipFile(trimmed) as after:
        names = set(after.namelist())
        added = {name for name in names if name.startswith("pyscript/")}
        assert {"pyscript/__init__.pyc", "pyscript/context.pyc"} <= added
        assert not added & {"pyscript/web.pyc", "pyscript/media.pyc"}
        assert {name.removesuffix("c") for name in names - added} < set(before.namelist())
        assert {"asyncio/__init__.pyc", "encodings/idna.py", "email/parser.py"} <= names
        assert not {name for name in names if name.startswith(("unittest/", "multiprocessing/"))}
        for name in names:
            if not name.endswith(".pyc"):
                assert after.read(name) == before.read(name)


@pytest.mark.parametrize("adapt", [adaptation.pyscript, adaptation.pyodide, adaptation.emscripten])
def test_a_file_that_does_not_look_as_it_did_stops_the_build(adapt: Any) -> None:  # noqa: ANN401
    with pytest.raises(adaptation.UnknownPlaceError, match="stands 0 times"):
        adapt("export const nothing = 0;")


def test_the_page_says_which_rdkit_it_has_and_why(site: Path, tmp_path: Path) -> None:
    text = (site / "index.html").read_text(encoding="utf-8")
    assert "It was built with RDKit&#x27;s own WebAssembly build from npm, as was asked" in text
    wheel = rdkit.RDKit(sites.rdkit_wheel(), "RDKit's Python package, for this test")
    other = distribution.build(wheel, tmp_path / "site") / "index.html"
    assert "It was built with RDKit&#x27;s Python package, for this test." in other.read_text()
