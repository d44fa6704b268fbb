"""A small static server for looking at the distribution, for a class, and for testing.

`python -m tools.server FOLDER` serves a folder by itself, and tells where.
"""

import argparse
from collections.abc import Sequence
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


class _Server(ThreadingHTTPServer):
    """Lets a class wait that comes at once, where Python's own refuses all but five connections."""

    request_queue_size = 1024


def server(
    folder: Path, port: int = 0, noted: list[str] | None = None, host: str = HOST
) -> ThreadingHTTPServer:
    """Return a server of `folder` on the local host, or where `host` says; port 0 takes a free one.

    The paths that it is asked for are added to `noted`.
    """
    handler = partial(_Handler, directory=str(folder), noted=noted)
    return _Server((host, port), handler)


def address(running: ThreadingHTTPServer) -> str:
    """Return the address of a server on this machine, with a slash at its end."""
    return f"http://{HOST}:{running.server_address[1]}/"


def main(arguments: Sequence[str] | None = None) -> None:
    """Serve the folder that the command line names, at a free port, until the process is ended."""
    parser = argparse.ArgumentParser(prog="tools.server", description=__doc__)
    parser.add_argument("folder", type=Path)
    with server(parser.parse_args(arguments).folder) as running:
        print(address(running), flush=True)
        running.serve_forever()


if __name__ == "__main__":
    main()
