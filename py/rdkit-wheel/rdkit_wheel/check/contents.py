"""What is in a wheel."""

import base64
import csv
import hashlib
import zipfile
from email.parser import HeaderParser
from pathlib import Path


def shared_object(wheel: Path) -> bytes:
    """Return the shared object; raise `ValueError` unless there is exactly one."""
    with zipfile.ZipFile(wheel) as opened:
        names = [name for name in opened.namelist() if name.endswith(".so")]
        if len(names) != 1:
            raise ValueError(f"{wheel.name} has {len(names)} shared objects, not one")
        return opened.read(names[0])


def wrong_hashes(wheel: Path) -> list[str]:
    """Return the files that RECORD does not list, or lists with another hash or size.

    The format is that of the Python packaging specification “Recording installed projects”.
    """
    with zipfile.ZipFile(wheel) as opened:
        files = {name: opened.read(name) for name in opened.namelist()}
    record = next((name for name in files if name.endswith(".dist-info/RECORD")), None)
    if record is None:
        raise ValueError(f"{wheel.name} has no RECORD, so it is no wheel")
    rows = {row[0]: row[1:] for row in csv.reader(files[record].decode().splitlines())}
    return [
        name
        for name in files.keys() | rows.keys()
        if name != record and rows.get(name) != _recorded(files.get(name, b""))
    ]


def generator(wheel: Path) -> str:
    """Return the name of what has packed the wheel."""
    with zipfile.ZipFile(wheel) as opened:
        name = next(name for name in opened.namelist() if name.endswith(".dist-info/WHEEL"))
        text = opened.read(name).decode()
    return str(HeaderParser().parsestr(text)["Generator"])


def licences(wheel: Path) -> list[str]:
    """Return the names of the licence files."""
    with zipfile.ZipFile(wheel) as opened:
        names = opened.namelist()
    return sorted(Path(name).name for name in names if ".dist-info/licenses/" in name)


def _recorded(content: bytes) -> list[str]:
    digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).decode().rstrip("=")
    return [f"sha256={digest}", str(len(content))]
