"""The notices: everything shipped is named, with its version, its licence and its author."""

import json
import tomllib
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from tools import environment, notices, text
from tools.notices import Component, MissingNoticeError

pytestmark = pytest.mark.outside

_LICENCES = environment.PROJECT / "tools/licences"
# Libraries that only a wheel of RDKit from elsewhere may contain.
_IN_NO_KNOWN_BUILD = {"Eigen", "RapidJSON"}
_UNCHANGED = {"IsoAnneal", "micropip", "uPlot", "idb-keyval"}


@pytest.fixture(scope="module")
def packages() -> Path:
    return environment.npm_packages()


@pytest.fixture(scope="module")
def wheels(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    built = environment.project_wheel(tmp_path_factory.mktemp("wheel"))
    return [built, *environment.pyodide_wheels()]


@pytest.fixture(scope="module")
def shipped(packages: Path, wheels: list[Path]) -> dict[str, Component]:
    found = notices.components(packages, wheels, with_wheel=False)
    assert len({one.name for one in found}) == len(found)
    return {one.name: one for one in found}


@pytest.fixture(scope="module")
def document(shipped: dict[str, Component]) -> ET.Element:
    return _parsed(list(shipped.values()))


def test_every_package_of_npm_is_named_with_its_own_version(
    packages: Path, shipped: dict[str, Component]
) -> None:
    for name in _dependencies():
        version = json.loads((packages / name / "package.json").read_text())["version"]
        assert shipped[_title(name)].version == version


def test_every_wheel_is_named_with_its_own_version(
    wheels: list[Path], shipped: dict[str, Component]
) -> None:
    for wheel in wheels:
        name, version = wheel.name.split("-")[:2]
        assert shipped[_title(name)].version == version


def test_everything_has_a_licence_its_text_a_purpose_and_a_home(
    shipped: dict[str, Component],
) -> None:
    for one in shipped.values():
        assert one.version
        assert one.licence
        assert all(one.texts)
        assert one.texts
        assert one.purpose[0].isupper()
        assert "\n" not in one.purpose
        assert one.home.startswith("https://") or one.name == "IsoAnneal"


def test_every_licence_is_told_in_full_or_has_a_page_at_spdx(shipped: dict[str, Component]) -> None:
    html = notices.about(list(shipped.values()), "RDKit <& its reason>")
    assert "It was built with RDKit &lt;&amp; its reason&gt;." in html
    for one in shipped.values():
        is_linked = f'href="https://spdx.org/licenses/{one.licence.split()[0]}.html"' in html
        assert is_linked or one.licence.startswith("LicenseRef-")
        if one.licence in {"MIT", "ISC", "BSD-2-Clause", "BSD-3-Clause", "BSL-1.0", "PSF-2.0"}:
            assert any(len(text) > 600 for text in one.texts)


def test_the_packages_come_first_and_in_order(shipped: dict[str, Component]) -> None:
    main = [one.name for one in shipped.values() if not one.is_part]
    assert main == _facts()["order"]


def test_what_pyodide_contains_is_found_in_it(
    packages: Path, shipped: dict[str, Component]
) -> None:
    info = json.loads((packages / "pyodide/pyodide-lock.json").read_text())["info"]
    assert shipped["Python"].version == f"{info['python']} in Pyodide"
    for name in ("zlib", "bzip2", "XZ Utils", "Zstandard", "SQLite", "libffi", "Expat", "musl"):
        assert "in Pyodide" in shipped[name].version
    emscripten = info["platform"].removeprefix("emscripten_").replace("_", ".")
    assert f"{emscripten} in Pyodide" in shipped["Emscripten"].version


def test_what_pyscript_is_put_together_from_is_named(shipped: dict[str, Component]) -> None:
    for name in ("polyscript", "coincident", "reflected-ffi", "codedent", "to-json-callback"):
        assert shipped[name].is_part
        assert shipped[name].version == "in PyScript"


def test_every_known_part_still_leaves_its_trace(shipped: dict[str, Component]) -> None:
    known = {part["name"] for part in _facts()["parts"]}
    assert known - set(shipped) == _IN_NO_KNOWN_BUILD


def test_what_the_build_changes_is_told(shipped: dict[str, Component]) -> None:
    changed = {one.name for one in shipped.values() if one.changes}
    assert changed == set(_facts()["order"]) - _UNCHANGED


def test_a_wheel_of_rdkit_takes_the_place_of_the_package_from_npm(
    packages: Path, wheels: list[Path], tmp_path: Path
) -> None:
    rdkit = _wheel(tmp_path, "Name: rdkit\nVersion: 2025.3.1\n", {"rdkit/x.so": b"_ZN5boost3any"})
    found = notices.components(packages, [*wheels, rdkit], with_wheel=True)
    shipped = {one.name: one for one in found}
    assert shipped["RDKit"].version == "2025.3.1"
    assert shipped["RDKit"].licence == "BSD-3-Clause"
    assert "Greg Landrum" in shipped["RDKit"].texts[0]
    assert "bytecode" in shipped["RDKit"].changes
    assert shipped["Boost"].version == "in RDKit"
    assert "InChI" not in shipped


def test_a_package_that_is_new_is_described_by_itself(tmp_path: Path) -> None:
    manifest = {
        "version": "1.2.3",
        "license": "MIT",
        "description": "Counts sheep",
        "repository": {"url": "git+https://example.org/sheep.git"},
    }
    packages = _npm(tmp_path, "sheep", manifest)
    (packages / "sheep/LICENSE").write_text("Copyright (c) A. Shepherd\f\r\n\r\nDo as you like.\n")
    (one,) = notices.components(packages, [], with_wheel=False)
    assert one == Component(
        "sheep", "1.2.3", "MIT", "Counts sheep", "https://example.org/sheep",
        ("Copyright (c) A. Shepherd\n\nDo as you like.",),
    )  # fmt: skip


def test_what_is_standard_in_a_text_stands_apart(tmp_path: Path) -> None:
    packages = _npm(tmp_path, "sheep", {"version": "1", "license": "MIT"})
    standard = (_LICENCES / "MIT.txt").read_text(encoding="utf-8").strip()
    rewrapped = " ".join(standard.split()).replace('"Software"', "“Software”")
    (packages / "sheep/LICENSE").write_text(f"Copyright (c) A. Shepherd\n\n{rewrapped}\n\nBaa.\n")
    (one,) = notices.components(packages, [], with_wheel=False)
    assert one.texts == ("Copyright (c) A. Shepherd", standard, "Baa.")


@pytest.mark.parametrize(
    ("licence", "missing"),
    [
        (None, "licence"),
        ("UNLICENSED", "licence"),
        ("SEE LICENSE IN thing", "licence"),
        ("MIT", "text"),
    ],
)
def test_a_package_without_licence_or_text_is_refused(
    tmp_path: Path, licence: str | None, missing: str
) -> None:
    packages = _npm(tmp_path, "sheep", {"version": "1.2.3", "license": licence})
    with pytest.raises(MissingNoticeError, match=f"sheep.* does not bring the {missing}"):
        notices.components(packages, [], with_wheel=False)


def test_a_package_that_is_not_there_is_refused(tmp_path: Path) -> None:
    packages = _npm(tmp_path, "sheep", {})
    (packages / "sheep/package.json").unlink()
    with pytest.raises(MissingNoticeError, match="sheep, which is not in"):
        notices.components(packages, [], with_wheel=False)


def test_a_script_whose_parts_are_unknown_is_refused(tmp_path: Path) -> None:
    packages = _npm(tmp_path, "@pyscript/core", {"version": "1", "license": "APACHE-2.0"})
    (packages / "@pyscript/core/LICENSE").write_text("Apache")
    with pytest.raises(MissingNoticeError, match="no source map"):
        notices.components(packages, [], with_wheel=False)


@pytest.mark.parametrize("licence", ["", "License: UNKNOWN\n", "License: as you like it\n"])
def test_a_wheel_without_licence_is_refused(tmp_path: Path, licence: str) -> None:
    packages = _npm(tmp_path, "", {})
    wheel = _wheel(tmp_path, f"Name: Sheep\nVersion: 1\n{licence}", {})
    with pytest.raises(MissingNoticeError, match=r"sheep.* does not bring the licence"):
        notices.components(packages, [wheel], with_wheel=False)


def test_a_wheel_that_says_nothing_is_refused(tmp_path: Path) -> None:
    packages = _npm(tmp_path, "", {})
    wheel = tmp_path / "sheep-1-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr("sheep.py", "")
    with pytest.raises(MissingNoticeError, match="does not say what it is"):
        notices.components(packages, [wheel], with_wheel=False)


def test_packages_of_one_name_are_one_component(packages: Path, tmp_path: Path) -> None:
    for part, version in (("core", "1"), ("routing", "2")):
        folder = _npm(tmp_path, f"workbox-{part}", {"version": version, "license": "MIT"})
        (folder / f"workbox-{part}/LICENSE").write_text("Copyright Google")
    names = {"workbox-core": "", "workbox-routing": ""}
    (tmp_path / "package.json").write_text(json.dumps({"dependencies": names}))
    (one,) = notices.components(tmp_path / packages.name, [], with_wheel=False)
    assert (one.name, one.version, one.licence) == ("Workbox", "1, 2", "MIT")
    assert one.texts == ("Copyright Google",)


def test_the_html_is_well_formed_and_plain(document: ET.Element) -> None:
    plain = {"div", "h2", "p", "cite", "a", "pre", "details", "summary"}
    table = {"table", "caption", "thead", "tbody", "tr", "th", "td"}
    assert {element.tag for element in document.iter()} == plain | table
    attributes = {name for element in document.iter() for name in element.attrib}
    ours = {text.KEY, text.FREE, "lang"}
    assert attributes == {"id", "tabindex", "class", "scope", "href", "rel"} | ours


def test_it_begins_with_a_heading_that_can_take_the_focus(document: ET.Element) -> None:
    heading = document[0]
    assert heading.tag == "h2"
    assert heading.attrib == {"id": "about-title", "tabindex": "-1", text.KEY: "about-title"}


def test_it_cites_the_paper_and_tells_where_data_stay(document: ET.Element) -> None:
    keys = [paragraph.get(text.KEY) for paragraph in document.findall("p")]
    assert keys[:4] == ["about-free", "about-method", None, "about-private"]
    assert "10.1021/ci950093o" in "".join(document.findall("p")[2].itertext())
    assert document.find(".//a[@href='https://doi.org/10.1021/ci950093o']") is not None


def test_what_has_no_key_is_marked_as_the_same_in_all_languages(document: ET.Element) -> None:
    def check(element: ET.Element) -> None:
        if text.FREE in element.attrib:
            assert element.get("lang") == "en"
            return
        assert not (element.text or "").strip()
        for child in element:
            assert not (child.tail or "").strip()
            check(child)

    check(document)


def test_the_tables_name_everything(shipped: dict[str, Component], document: ET.Element) -> None:
    tables = document.findall(".//table[@class='notices']")
    assert len(tables) == 2
    for table in tables:
        caption, columns = table.find("caption"), [head.get(text.KEY) for head in table.iter("th")]
        assert caption is not None
        assert str(caption.get(text.KEY)).startswith("about-")
        assert columns[:4] == ["about-name", "about-version", "about-licence", "about-purpose"]
        assert {len(row.findall("td")) for row in table.findall("tbody/tr")} == {3}
    heads = document.findall(".//th[@scope='row']")
    assert ["".join(head.itertext()) for head in heads] == list(shipped)


def test_each_component_has_its_notice_and_long_texts_stand_once(
    shipped: dict[str, Component], document: ET.Element
) -> None:
    summaries = [summary.text for summary in document.iter("summary")]
    assert [f"Notice of {name}" for name in shipped if f"Notice of {name}" not in summaries] == []
    assert len(summaries) == len(shipped) + 1
    shown = [one.text or "" for one in document.iter("pre")]
    assert {told for one in shipped.values() for told in one.texts} == set(shown)
    long = [told for told in shown if len(told) > 1000]
    assert len(long) == len(set(long))


def test_every_link_leads_elsewhere_and_tells_nothing(document: ET.Element) -> None:
    for link in document.iter("a"):
        assert link.attrib["href"].startswith("https://")
        assert link.attrib["rel"] == "noreferrer"
        assert link.text


def test_whatever_a_package_says_is_escaped() -> None:
    odd = '<b title="x">&amp;</b> \'"'
    ours = Component("IsoAnneal", "1", "MIT", "", "", ("text",))
    document = _parsed([ours, Component(odd, odd, "MIT", odd, f"https://{odd}", (odd,), odd)])
    row = document.findall(".//tbody/tr")[1]
    assert "".join(row[0].itertext()) == row[1].text == row[3].text == odd
    assert row[0][0].attrib["href"] == f"https://{odd}"
    details = document.findall("details")[1]
    assert [details[0].text, details[-1].text] == [f"Notice of {odd}", odd]
    assert (details[2].text or "").endswith(odd)


def test_only_licences_of_spdx_are_links() -> None:
    licence = "Apache-2.0 WITH LLVM-exception OR LicenseRef-Public-Domain"
    ours = Component("IsoAnneal", "1", licence, "", "", ("text",))
    cell = _parsed([ours]).findall(".//tbody/tr/td")[1]
    assert "".join(cell.itertext()) == licence
    assert [link.text for link in cell] == ["Apache-2.0", "LLVM-exception"]


def _dependencies() -> list[str]:
    return list(json.loads((environment.PROJECT / "package.json").read_text())["dependencies"])


def _facts() -> dict[str, Any]:
    return tomllib.loads((_LICENCES / "shipped.toml").read_text(encoding="utf-8"))


def _title(name: str) -> str:
    return str(_facts()["packages"].get(name, {}).get("title", name))


def _npm(folder: Path, name: str, manifest: Mapping[str, object]) -> Path:
    packages = folder / "node_modules"
    (packages / name).mkdir(parents=True, exist_ok=True)
    (packages / name / "package.json").write_text(json.dumps(manifest))
    (folder / "package.json").write_text(json.dumps({"dependencies": {name: ""} if name else {}}))
    return packages


def _wheel(folder: Path, metadata: str, files: dict[str, bytes]) -> Path:
    path = folder / "thing-1-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("thing-1.dist-info/METADATA", metadata)
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def _parsed(components: list[Component]) -> ET.Element:
    return ET.fromstring(f"<div>{notices.about(components, 'RDKit')}</div>")
