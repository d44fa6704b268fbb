"""Programs that the tests drive, from Debian's packages if need be: browsers, servers."""

import os
import shutil
import subprocess
from dataclasses import dataclass

from tools.environment import MissingToolError


@dataclass(frozen=True)
class Program:
    """A program: the names that it may have, Debian's package of it, and what it is missed by."""

    title: str
    names: tuple[str, ...]
    package: str
    without: str = "the tests that need it {fate}"

    def find(self) -> str | None:
        """Return its path, if it is installed."""
        places = f"{os.environ.get('PATH', os.defpath)}{os.pathsep}/usr/sbin"
        return next(
            (path for name in self.names if (path := shutil.which(name, path=places))), None
        )


CHROMIUM = Program(
    "Chromium",
    ("google-chrome", "google-chrome-stable", "chromium", "chromium-browser"),
    "chromium",
)
SHELL = Program(
    "Chromium's headless shell",
    ("chromium-headless-shell", "chrome-headless-shell"),
    "chromium-headless-shell",
    without="the tests of the page run in the whole browser and take longer",
)
"""The same engine without the windows, whose own pages take a third of the time."""
FIREFOX = Program("Firefox", ("firefox-esr", "firefox"), "firefox-esr")
NGINX = Program("nginx", ("nginx",), "nginx-light")
WEBKIT = Program("WebKitGTK's driver", ("WebKitWebDriver",), "webkit2gtk-driver")
XVFB = Program("Xvfb", ("Xvfb",), "xvfb")

_NEEDED = (CHROMIUM,)
WELCOME = (SHELL, FIREFOX, NGINX, WEBKIT, XVFB)
"""Without them tests are skipped, take longer, or fail where nobody looks (`installed.py`)."""


def install_missing(welcome: tuple[Program, ...] = ()) -> None:
    """Install what is missing, on Debian where this user may; tell what is still missing then.

    Raises `MissingToolError`, saying what to do, if a program that all need cannot be had.
    """
    missing = _missing(*_NEEDED, *welcome)
    has_tried = bool(missing) and shutil.which("apt-get") is not None and os.geteuid() == 0
    if has_tried:
        _apt("update")
        for program in missing:
            print(f"Installing {program.title} ...", flush=True)
            _apt("install", "--yes", "--no-install-recommends", program.package)
    why = " apt-get could not install it, and says why above." if has_tried else ""
    for program in _missing(*_NEEDED):
        raise MissingToolError(
            f"This needs {program.title} or Chrome on the PATH.{why} Install one, on "
            f"Debian with “sudo apt-get install {program.package}”, and try again."
        )
    fate = "fail" if os.environ.get("CI") else "are skipped"
    for program in _missing(*welcome):
        print(
            f"{program.title} is not installed, so {program.without.format(fate=fate)}. On Debian "
            f"“sudo apt-get install {program.package}” installs it.",
            flush=True,
        )


def _missing(*programs: Program) -> list[Program]:
    return [program for program in programs if program.find() is None]


def _apt(*arguments: str) -> None:
    # In run level 1 a package does not start its service.
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive", "RUNLEVEL": "1"}
    # What could not be installed is found missing later.
    subprocess.run(["apt-get", "-qq", *arguments], check=False, env=quiet)  # noqa: S603, S607
