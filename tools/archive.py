"""The site as one archive, for web servers and for learning platforms.

Unpacked it is a folder for any web server.  With the manifest in it, it is also a SCORM 1.2
package (ADL, SCORM Content Aggregation Model 1.2, section 2.3), whose one resource is an asset:
it needs no interface of the platform and reports nothing to it.
"""

import xml.etree.ElementTree as ET
import zipfile
from pathlib import Path

from tools import fingerprint

_MANIFEST = "imsmanifest.xml"
_CONTENT = "http://www.imsproject.org/xsd/imscp_rootv1p1p2"
_SCORM = "http://www.adlnet.org/xsd/adlcp_rootv1p2"


def write(site: Path, target: Path, version: str) -> Path:
    """Write the archive of the folder `site`; equal folders give equal bytes."""
    names = [path.relative_to(site).as_posix() for path in fingerprint.files(site)]
    target.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(target, "w") as archive:
        _add(archive, _MANIFEST, manifest(names, version))
        for name in names:
            _add(archive, name, (site / name).read_bytes())
    return target


def manifest(names: list[str], version: str) -> bytes:
    """Return the SCORM manifest of a site with these files."""
    ET.register_namespace("", _CONTENT)
    ET.register_namespace("adlcp", _SCORM)
    root = _element("manifest", identifier=f"isoanneal-{version}", version="1.2")
    metadata = _child(root, "metadata")
    _child(metadata, "schema").text = "ADL SCORM"
    _child(metadata, "schemaversion").text = "1.2"
    organization = _child(
        _child(root, "organizations", default="isoanneal"), "organization", identifier="isoanneal"
    )
    _child(organization, "title").text = "IsoAnneal"
    item = _child(organization, "item", identifier="search", identifierref="page")
    _child(item, "title").text = "Search the isomers of a molecular formula"
    page = _child(
        _child(root, "resources"), "resource",
        identifier="page", type="webcontent", href="index.html",
    )  # fmt: skip
    page.set(f"{{{_SCORM}}}scormtype", "asset")
    for name in names:
        _child(page, "file", href=name)
    ET.indent(root)
    text: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return text


def _element(tag: str, **attributes: str) -> ET.Element:
    return ET.Element(f"{{{_CONTENT}}}{tag}", attributes)


def _child(parent: ET.Element, tag: str, **attributes: str) -> ET.Element:
    return ET.SubElement(parent, f"{{{_CONTENT}}}{tag}", attributes)


def _add(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    entry = zipfile.ZipInfo(name)  # with a date that never changes
    entry.external_attr = 0o644 << 16
    archive.writestr(entry, content, zipfile.ZIP_DEFLATED, compresslevel=9)
