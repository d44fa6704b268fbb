"""Programs that the tests drive, from Debian's packages if need be: browsers, a web server."""

import os
import shutil
import subprocess
from dataclasses import dataclass

from tools.environment import MissingToolError


@dataclass(frozen=True)
class Program:
    """A program: the names that it may have, and Debian's package of it."""

    title: str
    names: tuple[str, ...]
    package: str

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
FIREFOX = Program("Firefox", ("firefox-esr", "firefox"), "firefox-esr")
NGINX = Program("nginx", ("nginx",), "nginx-light")

_NEEDED = (CHROMIUM,)
_WELCOME = (FIREFOX, NGINX)
"""Without these some tests are skipped."""


def install_missing() -> None:
    """Install what is missing, on Debian where this user may.

    Raises `MissingToolError`, saying what to do, if a program that all need cannot be had.
    """
    missing = [program for program in (*_NEEDED, *_WELCOME) if program.find() is None]
    if missing and shutil.which("apt-get") is not None and os.geteuid() == 0:
        _apt("update")
        for program in missing:
            print(f"Installing {program.title} ...", flush=True)
            _apt("install", "--yes", "--no-install-recommends", program.package)
    for program in _NEEDED:
        if program.find() is None:
            raise MissingToolError(
                f"The browser tests need {program.title} or Chrome on the PATH. Install one, on "
                f"Debian with “sudo apt-get install {program.package}”, and run the tests again."
            )


def _apt(*arguments: str) -> None:
    # In run level 1 a package does not start its service.
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive", "RUNLEVEL": "1"}
    # What could not be installed is found missing later.
    subprocess.run(["apt-get", "-qq", *arguments], check=False, env=quiet)  # noqa: S603, S607
