"""The browsers of this machine, as every test starts them."""

import os
from typing import Any

import pytest
from playwright.sync_api import Browser, Playwright

from tools import programs

_OPTIONS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def chromium(playwright: Playwright, *more: str, **settings: Any) -> Browser:  # noqa: ANN401
    """Start Chromium; without it no test of the page can run."""
    path = programs.CHROMIUM.find()
    if path is None:
        pytest.fail("Chromium is not installed. Run the tests with “python3 build.py test”.")
    chosen = {"executable_path": path, **settings}
    return playwright.chromium.launch(args=[*_OPTIONS, *more], **chosen)


def shell(playwright: Playwright, *more: str, **settings: Any) -> Browser:  # noqa: ANN401
    """Start Chromium without its windows, if it can be had so, for tests of the page alone."""
    path = programs.SHELL.find()
    return chromium(playwright, *more, **({"executable_path": path} if path else {}), **settings)


def firefox(playwright: Playwright, **settings: Any) -> Browser:  # noqa: ANN401
    """Start Firefox as it is installed, driven over WebDriver BiDi."""
    return playwright.firefox.launch(
        channel="moz-firefox", executable_path=path_or_skip(programs.FIREFOX), **settings
    )


def path_or_skip(program: programs.Program) -> str:
    """Return the path of a program; skip the test without it, but fail where nobody looks."""
    installed = program.find()
    if installed is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(f"{program.title} is not installed")
    return str(installed)
