"""A scripted client: fetches what a first visit fetches, as a browser would, and runs nothing."""

import gzip
import hashlib
import http.client
import threading
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from tests.browser.watched import HANG_MILLISECONDS
from tools import sizes

_DOCUMENT = "index.html"
_ACCEPTED = {"Accept-Encoding": "gzip"}
_CONNECTIONS = 6
"""How many a browser opens to one host at once."""


@dataclass(frozen=True)
class Visit:
    """What a client got: bytes as sent, after how many seconds all, and what went wrong."""

    received: int
    seconds: float
    wrong: tuple[str, ...]


def expected(site: Path) -> dict[str, str]:
    """Return the hashes of the files that a first visit to a built site fetches, by their paths."""
    return {
        path.relative_to(site).as_posix(): _hash(path.read_bytes()) for path in sizes.fetched(site)
    }


def visit(address: str, hashes: Mapping[str, str]) -> Visit:
    """Fetch the document, then all other files side by side, and compare them with their hashes."""
    began = time.monotonic()
    client = _Client(address, hashes)
    client.fetch(_DOCUMENT)
    with ThreadPoolExecutor(_CONNECTIONS) as connections:
        list(connections.map(client.fetch, [path for path in hashes if path != _DOCUMENT]))
    return Visit(client.received, time.monotonic() - began, tuple(client.wrong))


class _Client:
    def __init__(self, address: str, hashes: Mapping[str, str]) -> None:
        self._address = urlsplit(address)
        self._hashes = hashes
        self._lock = threading.Lock()
        self.received = 0
        self.wrong: list[str] = []

    def fetch(self, path: str) -> None:
        """Fetch a file once; note what is wrong with it."""
        try:
            status, size, content = self._answer(path)
        except (OSError, EOFError, http.client.HTTPException) as error:
            self._note(0, f"{path}: {error!r}")
            return
        fault = status != http.HTTPStatus.OK or _hash(content) != self._hashes[path]
        self._note(size, f"{path}: not what it should be, status {status}" if fault else "")

    def _answer(self, path: str) -> tuple[int, int, bytes]:
        """Return the status, how many bytes were sent, and what they say."""
        host = self._address.netloc
        connection = http.client.HTTPConnection(host, timeout=HANG_MILLISECONDS / 1000)
        try:
            connection.request("GET", self._address.path + path, headers=_ACCEPTED)
            answer = connection.getresponse()
            sent = answer.read()
            is_packed = answer.headers["Content-Encoding"] == "gzip"
            return answer.status, len(sent), gzip.decompress(sent) if is_packed else sent
        finally:
            connection.close()

    def _note(self, received: int, fault: str) -> None:
        with self._lock:
            self.received += received
            self.wrong += [fault] if fault else []


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
