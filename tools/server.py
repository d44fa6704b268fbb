"""A small static server for looking at the distribution and for testing it."""

from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

HOST = "127.0.0.1"
TYPES = {
    **SimpleHTTPRequestHandler.extensions_map,
    ".mjs": "text/javascript",
    ".js": "text/javascript",
    ".wasm": "application/wasm",
    ".whl": "application/zip",
}
"""The type of a file, by the end of its name."""


class _Handler(SimpleHTTPRequestHandler):
    """Serves the types that browsers insist on, and never a stale file."""

    def __init__(self, *arguments: Any, noted: list[str] | None, **options: Any) -> None:  # noqa: ANN401
        self.noted = [] if noted is None else noted
        super().__init__(*arguments, **options)

    extensions_map = TYPES

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-cache")
        super().end_headers()

    def log_message(self, *_: object) -> None:
        """Note the path, and keep the terminal quiet."""
        self.noted.append(self.path)


def server(folder: Path, port: int = 0, noted: list[str] | None = None) -> ThreadingHTTPServer:
    """Return a server of `folder` on the local host; port 0 takes a free one.

    The paths that it is asked for are added to `noted`.
    """
    handler = partial(_Handler, directory=str(folder), noted=noted)
    return ThreadingHTTPServer((HOST, port), handler)


def address(running: ThreadingHTTPServer) -> str:
    """Return the address of a server, with a slash at its end."""
    return f"http://{HOST}:{running.server_address[1]}/"
