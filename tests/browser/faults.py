"""A web server on which one file of the site arrives otherwise than it should."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from fnmatch import fnmatch
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from tests.browser import sites
from tools import server

HTML = b"<!DOCTYPE html><title>Not found</title><h1>There is no such page</h1>"
_SECONDS_OF_A_SLOW_FILE = 2.0
_PIECES = 8


class Faults:
    """Which file, by a pattern, has which fault, and how often it was asked for."""

    def __init__(self, pattern: str, kind: str) -> None:
        """Take one of `KINDS`, or of `UNANSWERED`."""
        self.pattern = pattern
        self.kind = kind
        self.requests = 0
        self.is_mended = threading.Event()

    def fault_of(self, path: str) -> "Fault | None":
        """Return what is to be sent for a path, if it is not what it should be."""
        if not fnmatch(path.partition("?")[0], f"/{sites.SUB_PATH}/{self.pattern}"):
            return None
        self.requests += 1
        return {**KINDS, **UNANSWERED}.get(self.kind)

    def mend(self) -> None:
        """Let the file be as it should be from now on."""
        self.kind = ""
        self.is_mended.set()


class Handler(SimpleHTTPRequestHandler):
    """Serves a folder, but for the file that has a fault."""

    extensions_map = server.TYPES

    def __init__(self, *arguments: object, faults: Faults, **named: object) -> None:
        """Take the fault."""
        self.faults = faults
        super().__init__(*arguments, **named)  # type: ignore[arg-type]

    def handle(self) -> None:
        """Take no notice of a browser that has gone elsewhere."""
        with suppress(ConnectionError):
            super().handle()

    def do_GET(self) -> None:
        """Answer."""
        fault = self.faults.fault_of(self.path)
        if fault is None:
            super().do_GET()
        else:
            fault(self, Path(self.translate_path(self.path)).read_bytes())

    def answer(self, content: bytes, kind: str = "", *, status: int = 200, length: int = 0) -> None:
        """Send an answer; `length` is what it says of itself, if that is not true."""
        self.send_response(status)
        self.send_header("Content-Type", kind or self.guess_type(self.path))
        self.send_header("Content-Length", str(length or len(content)))
        self.end_headers()
        self.wfile.write(content)

    def end_headers(self) -> None:
        """Have nothing kept, and believe no type but the one that is sent."""
        self.send_header("Cache-Control", "no-cache")
        self.send_header("X-Content-Type-Options", "nosniff")
        super().end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def _missing(handler: Handler, _content: bytes) -> None:
    handler.send_error(404)


def _cut(handler: Handler, content: bytes) -> None:
    handler.answer(content[: len(content) // 2])


def _broken_off(handler: Handler, content: bytes) -> None:
    handler.answer(content[: len(content) // 2], length=len(content))
    handler.close_connection = True


def _of_another_type(handler: Handler, content: bytes) -> None:
    handler.answer(content, "text/plain")


def _html(handler: Handler, _content: bytes) -> None:
    handler.answer(HTML, "text/html")


def _slow(handler: Handler, content: bytes) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", handler.guess_type(handler.path))
    handler.send_header("Content-Length", str(len(content)))
    handler.end_headers()
    size = len(content) // _PIECES + 1
    for begin in range(0, len(content), size):
        time.sleep(_SECONDS_OF_A_SLOW_FILE / _PIECES)  # what is tested is a slow network
        handler.wfile.write(content[begin : begin + size])


def _unanswered(handler: Handler, content: bytes) -> None:
    handler.faults.is_mended.wait()
    handler.answer(content)


def _flipped(handler: Handler, content: bytes) -> None:
    changed = bytearray(content)
    changed[len(changed) // 2] ^= 1
    handler.answer(bytes(changed))


def _busy(handler: Handler, content: bytes, *, times: int) -> None:
    if handler.faults.requests <= times:
        handler.send_error(503)
    else:
        handler.answer(content)


Fault = Callable[[Handler, bytes], None]
PASSING: dict[str, Fault] = {
    "another type": _of_another_type,
    "slow": _slow,
    "503 once": partial(_busy, times=1),
    "503 three times": partial(_busy, times=3),
}
"""What the page overcomes by itself."""
LASTING: dict[str, Fault] = {
    "missing": _missing,
    "cut": _cut,
    "broken off": _broken_off,
    "HTML": _html,
    "one bit changed": _flipped,
}
UNANSWERED: dict[str, Fault] = {"unanswered": _unanswered}
"""What may still come: the server has taken the request, and says nothing until it is mended."""
KINDS = {**PASSING, **LASTING}


@contextmanager
def served(folder: Path, faults: Faults) -> Iterator[str]:
    """Serve a folder with a fault; give the address of the site in it."""
    handler = partial(Handler, faults=faults, directory=str(folder))
    with sites.running(ThreadingHTTPServer((server.HOST, 0), handler)) as address:
        yield address
