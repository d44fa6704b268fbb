"""Pyodide's lock file: the packages that the site itself carries, and no others.

The package pyodide-lock writes the same file, but only its releases for Python 3.12 and
later know the format of this Pyodide, and a bare machine may have 3.11.
"""

import hashlib
import json
import zipfile
from email.parser import HeaderParser
from pathlib import Path

_OF_PACKAGES = ("/__init__.py", "/__init__.pyc")


class UnusableWheelError(Exception):
    """A wheel that the site cannot carry; the message says why."""


def write(original: Path, folder: Path) -> None:
    """Write `pyodide-lock.json` for the wheels in `folder`, after the `original` file."""
    lock = json.loads(original.read_text(encoding="utf-8"))
    entries = [_entry(wheel) for wheel in sorted(folder.glob("*.whl"))]
    lock["packages"] = {entry["name"]: entry for entry in entries}
    text = json.dumps(lock, indent=2) + "\n"
    (folder / "pyodide-lock.json").write_text(text, encoding="utf-8")


def _entry(wheel: Path) -> dict[str, object]:
    if not zipfile.is_zipfile(wheel):
        raise UnusableWheelError(f"{wheel.name} is not a wheel. Give the path of another.")
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        metadata_name = next(name for name in names if name.endswith(".dist-info/METADATA"))
        metadata = HeaderParser().parsestr(archive.read(metadata_name).decode())
    required = [r for r in metadata.get_all("Requires-Dist", []) if "extra ==" not in r]
    if required:
        raise UnusableWheelError(f"{wheel.name} requires {required}, which the site lacks.")
    return {
        "name": metadata["Name"].lower(),
        "version": metadata["Version"],
        "file_name": wheel.name,
        "sha256": hashlib.sha256(wheel.read_bytes()).hexdigest(),
        "install_dir": "site",
        "package_type": "package",
        "imports": sorted({name.split("/")[0] for name in names if name.endswith(_OF_PACKAGES)}),
        "depends": [],
        "unvendored_tests": False,
    }
