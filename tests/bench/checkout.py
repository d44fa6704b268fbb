"""Checkouts of the project that are measured: this one, and another commit in a folder of its own.

The other commit builds its site itself.  What its lock files have in common with ours is not
installed again.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.browser import sites
from tools.environment import BUILD, NODE_MODULES, PROJECT

_SHARED = {
    "requirements/site.txt": BUILD / "env-site",
    "requirements/pyodide.txt": BUILD / "pyodide-wheels",
    "package-lock.json": NODE_MODULES,
}
"""What lock files install, and where."""


class UnknownCommitError(Exception):
    """A name by which git knows no commit."""


@dataclass(frozen=True)
class Checkout:
    """A state of the project: where its sources are, and how it is called."""

    folder: Path
    name: str

    def run(self, *command: str | Path) -> None:
        """Run a program in it; what that prints is shown only if it fails."""
        # Without what our Python is told to import, which is this state's.
        variables = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
        completed = subprocess.run(
            [str(part) for part in command],
            cwd=self.folder,
            check=False,
            capture_output=True,
            env=variables,
        )
        if completed.returncode:
            sys.stderr.buffer.write(completed.stdout + completed.stderr)
        completed.check_returncode()

    def build(self, rdkit: str, target: Path) -> Path:
        """Let it build its site into the place in `target` that is served; return `target`.

        Its kernel for CPython is compiled too.  `rdkit` is “npm” or the path of a wheel.
        """
        self.run(sys.executable, "build.py", "--rdkit-wheel", rdkit)
        shutil.copytree(self.folder / "dist", target / sites.SUB_PATH)
        self.run(sys.executable, "-c", "from tools import environment; environment.kernel()")
        return target


@contextmanager
def of_commit(commit: str) -> Iterator[Checkout]:
    """Give a checkout of a commit, which is gone afterwards.

    Raises `UnknownCommitError` if git knows no such commit.
    """
    number = commit_number(commit)
    with tempfile.TemporaryDirectory() as folder:
        at = Path(folder) / "checkout"
        _git("worktree", "add", "--quiet", "--detach", str(at), number)
        try:
            _share_installed(at)
            yield Checkout(at, commit if number.startswith(commit) else f"{commit}, {number[:7]}")
        finally:
            _git("worktree", "remove", "--force", str(at))


@contextmanager
def of_this_state() -> Iterator[Checkout]:
    """Give a copy of the sources as they are now, changes and all, which is gone afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        at = Path(folder) / "checkout"
        listed = _git("ls-files", "-z", "--cached", "--others", "--exclude-standard")
        for name in filter(None, listed.split("\0")):
            if (PROJECT / name).is_file():  # else it was removed, and git is not told yet
                (at / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(PROJECT / name, at / name)
        _share_installed(at)
        changed = " with changes" if _git("status", "--porcelain") else ""
        yield Checkout(at, f"this state, {commit_number('HEAD')[:7]}{changed}")


def commit_number(commit: str) -> str:
    """Return the number of a commit; raise `UnknownCommitError` if there is none."""
    try:
        return _git("rev-parse", "--verify", "--quiet", f"{commit}^{{commit}}").strip()
    except subprocess.CalledProcessError as error:
        raise UnknownCommitError(
            f"git knows no commit “{commit}”. Give the name of a branch or a tag, or a number "
            "that “git log” shows."
        ) from error


def _share_installed(checkout: Path) -> None:
    """Link what is installed here for a lock file that the checkout has too."""
    for lock, installed in _SHARED.items():
        other = checkout / lock
        is_same = other.is_file() and other.read_bytes() == (PROJECT / lock).read_bytes()
        if is_same and installed.is_dir():
            link = checkout / installed.relative_to(PROJECT)
            link.parent.mkdir(exist_ok=True)
            link.symlink_to(installed, target_is_directory=True)


def _git(*arguments: str) -> str:
    completed = subprocess.run(
        ["git", *arguments],  # noqa: S607  (found on the PATH)
        cwd=PROJECT,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    return completed.stdout
