"""WebKit under test: WebKitGTK, driven over WebDriver, on a screen that nobody sees.

Playwright drives a WebKit of its own only.  The few commands that the tests need are a few lines;
Selenium would bring six more packages, and programs that fetch browsers from the network.
"""

import http.client
import json
import os
import re
import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

from tests.browser import hosts, installed
from tests.browser.watched import HANG_MILLISECONDS, grouped
from tests.processes import leaves_nothing
from tools import programs

_HANG_SECONDS = HANG_MILLISECONDS / 1000
_SECONDS_BETWEEN_LOOKS = 0.05
"""Only so as not to ask all the time."""

_ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
"""How the protocol marks the identity of an element."""

_STATE = "return document.documentElement.dataset.state"
_KEEP_ERRORS = """
    window.uncaught = [];
    for (const kind of ['error', 'unhandledrejection'])
        addEventListener(kind, event => uncaught.push(String(event.message ?? event.reason)));
"""


class WebDriverError(Exception):
    """What the driver answers to a command that it could not carry out."""


class WebKit:
    """A window of WebKit with a page under test in it, by the page's stable handles."""

    def __init__(self, port: int) -> None:
        """Have the driver at that port open a window."""
        self._port = port
        self._session = "/session"
        limits = dict.fromkeys(("pageLoad", "script"), HANG_MILLISECONDS)
        opened = self._do("POST", "", capabilities={"alwaysMatch": {"timeouts": limits}})
        self._session = f"/session/{opened['sessionId']}"

    def close(self) -> None:
        """Close the window, and with it the browser."""
        self._do("DELETE", "")

    def open(self, address: str) -> None:
        """Go to an address, and keep what is uncaught from when the page is loaded."""
        self._do("POST", "/url", url=address)
        self.evaluate(_KEEP_ERRORS)

    def reload(self) -> None:
        """Load the page again; fail if anything was uncaught in it."""
        self.check()
        self._do("POST", "/refresh")
        self.evaluate(_KEEP_ERRORS)

    def check(self) -> None:
        """Fail if anything was uncaught in the page."""
        uncaught = self.evaluate("return window.uncaught")
        assert uncaught == [], uncaught

    def evaluate(self, script: str) -> Any:  # noqa: ANN401  (whatever the script returns)
        """Return what a script returns that is run in the page."""
        return self._do("POST", "/execute/sync", script=script, args=[])

    def press(self, handle: str) -> None:
        """Press a button."""
        self._of(handle, "POST", "click")

    def choose(self, handle: str, value: str) -> None:
        """Choose what has that value from a list."""
        option = self._path(f"[data-testid={handle}] [value='{value}']")
        self._do("POST", f"{option}/click")

    def fill(self, values: Mapping[str, object]) -> None:
        """Type values into fields by their handles."""
        for handle, value in values.items():
            self._of(handle, "POST", "clear")
            self._of(handle, "POST", "value", text=str(value))

    def text(self, handle: str) -> str:
        """Return the text of an element as a person sees it."""
        return str(self._of(handle, "GET", "text"))

    def number(self, handle: str) -> float:
        """Return the number that an element shows, its thousands separated or not."""
        return float(self.text(handle).replace(",", ""))

    def expect_state(self, state: str) -> None:
        """Wait for a state of the page."""
        self.wait_for(f"the state {state}", lambda: self.evaluate(_STATE) == state)

    def expect_text(self, handle: str, pattern: str) -> None:
        """Wait until the text of an element has a part that matches a pattern."""
        self.wait_for(
            f"{handle} to show {pattern}", lambda: re.search(pattern, self.text(handle)) is not None
        )

    def expect_number(self, handle: str, number: int) -> None:
        """Wait until an element shows a whole number, its thousands separated or not."""
        self.expect_text(handle, f"^{grouped(number)}$")

    def wait_for_more_steps_than(self, step: float) -> None:
        """Wait until the search that is shown has come further than that."""
        self.wait_for(f"more than {step:.0f} steps", lambda: self.number("step") > step)

    def wait_for(self, what: str, is_there: Callable[[], bool]) -> None:
        """Return when something is there; fail, saying what the page shows, if it never is."""
        _wait(is_there, lambda: f"waited for {what}, and there is: {self._shown()}")

    def _shown(self) -> str:
        return str(self.evaluate("return document.documentElement.innerText"))

    def _of(self, handle: str, method: str, command: str, **values: object) -> Any:  # noqa: ANN401
        return self._do(method, f"{self._path(f'[data-testid={handle}]')}/{command}", **values)

    def _path(self, selector: str) -> str:
        found = self._do("POST", "/element", using="css selector", value=selector)
        return f"/element/{found[_ELEMENT]}"

    def _do(self, method: str, path: str, **values: object) -> Any:  # noqa: ANN401
        """Have a command of the protocol carried out; return its value."""
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=_HANG_SECONDS)
        try:
            body = json.dumps(values) if method == "POST" else None
            connection.request(method, self._session + path, body)
            answer = connection.getresponse()
            value = json.loads(answer.read())["value"]
        finally:
            connection.close()
        if answer.status != http.HTTPStatus.OK:
            raise WebDriverError(f"{method} {path}: {value['error']}, {value['message']}")
        return value


@contextmanager
def opened(home: Path) -> Iterator[WebKit]:
    """Give a window of WebKit with nothing kept in it; nothing of it is left at the end.

    What programs leave in a home is left in that one.
    """
    driver = installed.path_or_skip(programs.WEBKIT)
    with _screen() as screen:
        port = hosts.free_port()
        variables = {**os.environ, "DISPLAY": screen, "HOME": str(home), "NO_AT_BRIDGE": "1"}
        command = [driver, f"--port={port}"]
        with _running(command, stdout=subprocess.DEVNULL, env=variables) as process:
            hosts.wait_until_it_listens(process, port)
            window = WebKit(port)
            try:
                yield window
            finally:
                window.close()


@contextmanager
def _screen() -> Iterator[str]:
    """Keep a screen that nobody sees; give its name."""
    xvfb = installed.path_or_skip(programs.XVFB)
    # It takes a number that is free itself, and tells of it when programs can come.
    command = [xvfb, "-displayfd", "1", "-screen", "0", "1366x768x24", "-nolisten", "tcp"]
    with _running(command, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        number = process.stdout.readline().strip().decode()
        if not number:
            pytest.fail("the screen did not start")
        yield f":{number}"


@contextmanager
def _running(command: list[str], **settings: Any) -> Iterator[subprocess.Popen[bytes]]:  # noqa: ANN401
    """Keep a program running; end it, and whatever it has begun, at the end."""
    with subprocess.Popen(
        command, stderr=subprocess.DEVNULL, start_new_session=True, **settings
    ) as process:
        try:
            yield process
        finally:
            process.terminate()
            process.wait(_HANG_SECONDS)
            with suppress(ProcessLookupError):  # as it should be
                os.killpg(process.pid, signal.SIGKILL)
            _wait(lambda: leaves_nothing(process), lambda: f"{command[0]} left processes behind")


def _wait(is_so: Callable[[], bool], complaint: Callable[[], str]) -> None:
    end = time.monotonic() + _HANG_SECONDS
    while not is_so():
        if time.monotonic() > end:
            pytest.fail(complaint())
        time.sleep(_SECONDS_BETWEEN_LOOKS)
