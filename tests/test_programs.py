"""Programs that the tests drive: found, installed, or told to be missing in plain words."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tools import environment

INSTALL = "from tools import programs; programs.install_missing(programs.WELCOME)"


def run(place: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run this interpreter where no programs are to be found but those of a folder."""
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=environment.PROJECT,
        env={"PATH": str(place)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def put(place: Path, name: str, lines: str) -> None:
    program = place / name
    program.write_text(f"#!/bin/sh\n{lines}\n", encoding="utf-8")
    program.chmod(0o755)


def test_a_browser_that_is_missing_is_told_before_anything_is_run(tmp_path: Path) -> None:
    said = run(tmp_path, "build.py", "test")
    assert said.returncode == 1
    assert said.stdout == ""
    assert said.stderr == (
        "build.py: This needs Chromium or Chrome on the PATH. Install one, on Debian "
        "with “sudo apt-get install chromium”, and try again.\n"
    )


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may install")
def test_an_installation_that_fails_is_told_with_its_reason(tmp_path: Path) -> None:
    put(tmp_path, "apt-get", "echo E: no network >&2; exit 100")
    said = run(tmp_path, "build.py", "test")
    assert said.returncode == 1
    assert "Installing Chromium ..." in said.stdout
    assert "E: no network" in said.stderr
    assert "on the PATH. apt-get could not install it, and says why above." in said.stderr
    assert "Traceback" not in said.stderr


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may install")
def test_what_is_missing_is_asked_for_by_its_package(tmp_path: Path) -> None:
    put(tmp_path, "apt-get", 'echo "$@"')
    put(tmp_path, "chromium", "")
    said = run(tmp_path, "-c", INSTALL)
    assert said.returncode == 0, said.stderr
    assert "-qq install --yes --no-install-recommends firefox-esr\n" in said.stdout
    assert "recommends chromium\n" not in said.stdout


def test_what_only_some_tests_need_is_told_and_no_error(tmp_path: Path) -> None:
    put(tmp_path, "chromium", "")
    said = run(tmp_path, "-c", INSTALL)
    assert said.returncode == 0, said.stderr
    assert (
        "Firefox is not installed, so the tests that need it are skipped. On Debian “sudo apt-get "
        "install firefox-esr” installs it.\n"
    ) in said.stdout
    assert (
        "Chromium's headless shell is not installed, so the tests of the page run in the whole "
        "browser and take longer. On Debian"
    ) in said.stdout
