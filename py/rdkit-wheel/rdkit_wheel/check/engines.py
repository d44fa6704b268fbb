"""Pyodide with the wheel, in Node.js and in Chromium."""

import json
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Any, Protocol, cast

from playwright.sync_api import Page, sync_playwright

_FOLDER = Path(__file__).parent
_PYTHON = ("inside.py", "own_tests.py")
_OPTIONS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")


class EngineError(Exception):
    """Pyodide does not start with the wheel, or did not survive a question."""


class Engine(Protocol):
    """A Pyodide that answers questions."""

    def ask(self, module: str, name: str, *given: object) -> Any:  # noqa: ANN401  (JSON)
        """Call a function of a module of the check; arguments and result are plain values."""


def _files() -> dict[str, str]:
    return {name: (_FOLDER / name).read_text(encoding="utf-8") for name in _PYTHON}


class _Node:
    def __init__(self, questions: IO[str], answers: IO[str]) -> None:
        self._questions = questions
        self._answers = answers

    def ask(self, module: str, name: str, *given: object) -> Any:  # noqa: ANN401
        self._questions.write(json.dumps([module, name, given]) + "\n")
        self._questions.flush()
        return self.answer()

    def answer(self) -> Any:  # noqa: ANN401
        line = self._answers.readline()
        if not line:
            raise EngineError("Pyodide ended in Node.js; its last words are above")
        return json.loads(line)


@contextmanager
def node(pyodide: Path, wheel: Path, source: Path | None) -> Iterator[Engine]:
    """Give Pyodide in Node.js; it sees the folder `source`, if there is one, as /source."""
    command: list[str | Path] = ["node", _FOLDER / "node.mjs", pyodide, wheel]
    command += [json.dumps(_files()), *([] if source is None else [source])]
    with (
        subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        ) as process,
        cast(IO[str], process.stdin) as questions,
    ):
        engine = _Node(questions, cast(IO[str], process.stdout))
        engine.answer()  # that it is ready
        yield engine


class _Chromium:
    def __init__(self, page: Page) -> None:
        self._page = page

    def ask(self, module: str, name: str, *given: object) -> Any:  # noqa: ANN401
        return self._page.evaluate(
            "([module, name, given]) => check.call(pyodide, module, name, given)",
            [module, name, list(given)],
        )


@contextmanager
def chromium(pyodide: Path, wheel: Path, program: str) -> Iterator[Engine]:
    """Give Pyodide in a page of Chromium."""
    with _served(pyodide, wheel) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=[*_OPTIONS])
        page = browser.new_page()
        page.goto(address)
        page.evaluate(
            """async ([wheel, files]) => {
                globalThis.check = await import("/check/pyodide.mjs");
                const {loadPyodide} = await import("/pyodide/pyodide.mjs");
                globalThis.pyodide =
                    await check.start(loadPyodide, "/pyodide/", `/${wheel}`, files);
            }""",
            [wheel.name, _files()],
        )
        yield _Chromium(page)
        browser.close()


@contextmanager
def _served(pyodide: Path, wheel: Path) -> Iterator[str]:
    """Serve Pyodide, the wheel and the check's script from one folder."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "index.html").write_text("<!doctype html><title>RDKit</title>")
        (folder / "pyodide").symlink_to(pyodide.resolve())
        (folder / "check").symlink_to(_FOLDER)
        (folder / wheel.name).symlink_to(wheel.resolve())
        with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Silent, directory=name)) as server:
            thread = threading.Thread(target=server.serve_forever)
            thread.start()
            try:
                yield f"http://127.0.0.1:{server.server_port}/"
            finally:
                server.shutdown()
                thread.join()


class _Silent(SimpleHTTPRequestHandler):
    extensions_map = {**SimpleHTTPRequestHandler.extensions_map, ".mjs": "text/javascript"}  # noqa: RUF012

    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002
        """Say nothing about each request."""
