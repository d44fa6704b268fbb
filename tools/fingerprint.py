"""Fingerprints: what a file or a folder holds, told by its hash."""

import base64
import hashlib
from pathlib import Path

_DIGITS = 10


def integrity(content: bytes) -> str:
    """Return the hash of a content as browsers take it for Subresource Integrity."""
    return "sha256-" + base64.b64encode(hashlib.sha256(content).digest()).decode()


def of_folder(folder: Path) -> str:
    """Return hexadecimal digits that change with any name or content within a folder."""
    digest = hashlib.sha256()
    for path in files(folder):
        digest.update(f"{path.relative_to(folder).as_posix()}\n".encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:_DIGITS]


def seal(folder: Path) -> Path:
    """Put the fingerprint of a folder into its name, for good; return the new path.

    So an address says which content it has: caches cannot mix the files of two versions, and
    what did not change between them is not fetched again.
    """
    return folder.rename(folder.with_name(f"{folder.name}-{of_folder(folder)}"))


def files(folder: Path) -> list[Path]:
    """Return all files within a folder, in order."""
    return sorted(path for path in folder.rglob("*") if path.is_file())
