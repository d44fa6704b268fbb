"""The browser that the tests drive: Chromium, from Debian's packages if need be."""

import os
import shutil
import subprocess

from tools.environment import MissingToolError

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def find() -> str | None:
    """Return the path of an installed Chromium or Chrome, if there is one."""
    return next((path for name in _NAMES if (path := shutil.which(name))), None)


def find_or_install() -> str:
    """Return the path of Chromium; install it on Debian where this user may.

    Raises `MissingToolError`, saying what to do, where neither is possible.
    """
    return find() or _install()


def _install() -> str:
    apt = shutil.which("apt-get")
    if apt is None or os.geteuid() != 0:
        raise MissingToolError(
            "The browser tests need Chromium. Install it, on Debian and Ubuntu with "
            "“sudo apt-get install chromium”, and run the tests again."
        )
    print("Installing Chromium ...", flush=True)
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for arguments in (("update",), ("install", "--yes", "--no-install-recommends", "chromium")):
        subprocess.run([apt, "-qq", *arguments], check=True, env=quiet)  # noqa: S603
    found = find()
    if found is None:
        raise MissingToolError("Chromium was installed, but it is not on the PATH.")
    return found
