"""A Debian file system of its own, made by debootstrap: for root on a Debian machine."""

import os
import shutil
import subprocess
from pathlib import Path

from rdkit_wheel import steps
from rdkit_wheel.recipe import Recipe
from rdkit_wheel.steps import RecipeError

SUITE = "testing"
GIGABYTES = 3
"""What the file system and the build take, rounded up."""

INSTALL = Path(__file__).with_name("install.sh")
FETCH = Path(__file__).with_name("fetch.sh")
# Mounts and processes go when this ends.
_APART = ("unshare", "--mount", "--pid", "--fork", "--kill-child")
_OPTIONS = ("--variant=minbase", "--include=ca-certificates", "--force-check-gpg")
_ENTER = """
mount --rbind /dev "$ROOT/dev"
mount -t proc proc "$ROOT/proc"
mount --bind "$WORK" "$ROOT/work"
exec chroot "$ROOT" sh -ec 'cd /work; eval "$COMMAND"'
"""


class Debian:
    """The compiler of Debian “testing”, in a file system below a cache folder.

    Nothing of the machine but `work` and the network is seen from within, and what is
    mounted there goes with the process that mounted it.
    """

    def __init__(self, cache: Path, work: Path) -> None:
        """Keep the file system in `cache`, and work in `work`."""
        self.root = cache / "debian"
        self.work = work

    def prepare(self, wanted: Recipe) -> None:
        """Make the file system, once, and bring everything into it."""
        require_root_and_debootstrap()
        if not self.root.is_dir():
            require_space(self.root.parent)
            with steps.told(f"Debian “{SUITE}”, by debootstrap"):
                self._bootstrap()
        shutil.copyfile("/etc/resolv.conf", self.root / "etc/resolv.conf")
        for script in (INSTALL, FETCH):
            shutil.copyfile(script, self.work / script.name)
        # Not again: Debian might have a later compiler by then.
        mark = self.root / "recipe.done"
        inputs = (INSTALL.read_text(encoding="utf-8"), wanted.python, wanted.suite)
        if not steps.is_done(mark, *inputs):
            with steps.told("Compiler, from Debian"):
                self.run(f"sh {INSTALL.name} {wanted.python} {wanted.suite}")
            steps.set_done(mark, *inputs)
        with steps.told("Source archives, from Debian"):
            self.run(fetch(wanted))

    def run(self, command: str) -> None:
        """Run a shell command in the file system; raise `CalledProcessError` if it fails."""
        variables = {
            "ROOT": str(self.root),
            "WORK": str(self.work),
            "COMMAND": command,
            "PATH": f"{os.defpath}:/usr/sbin:/sbin",
            "HOME": "/root",
            "LC_ALL": "C",
        }
        entered = subprocess.run([*_APART, "sh", "-ec", _ENTER], check=False, env=variables)
        if entered.returncode:
            raise subprocess.CalledProcessError(entered.returncode, command)

    def _bootstrap(self) -> None:
        partial = self.root.with_name("debian.partial")
        shutil.rmtree(partial, ignore_errors=True)
        log = partial.with_suffix(".log")
        with log.open("wb") as output:
            result = subprocess.run(
                [*_APART, "debootstrap", *_OPTIONS, SUITE, partial],
                check=False,
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        if result.returncode != 0:
            last = log.read_text(encoding="utf-8", errors="replace").splitlines()[-3:]
            raise RecipeError("debootstrap failed: " + " / ".join(last))
        (partial / "work").mkdir()
        partial.rename(self.root)


def fetch(wanted: Recipe) -> str:
    """Return the command that runs fetch.sh."""
    archives = [f"{source.package}/{source.archive}" for source in wanted.sources]
    return " ".join(["sh", FETCH.name, wanted.python, *archives])


def require_space(folder: Path) -> None:
    """Raise `RecipeError` if the disk is too full for the build."""
    folder.mkdir(parents=True, exist_ok=True)
    free = shutil.disk_usage(folder).free / 1e9
    if free < GIGABYTES:
        raise RecipeError(
            f"Only {free:.1f} GB are free at {folder}; the build takes up to {GIGABYTES} GB. "
            "Make room, or choose another place with --cache."
        )


def require_root_and_debootstrap() -> None:
    """Raise `RecipeError`, with the other ways, where a file system cannot be made."""
    if shutil.which("debootstrap") is None:
        raise RecipeError(
            "debootstrap is not installed. On Debian or Ubuntu: apt-get install debootstrap "
            "debian-archive-keyring. "
            "Elsewhere use Docker or Podman (--toolchain container) or emsdk (--toolchain emsdk)."
        )
    if os.geteuid() != 0:
        raise RecipeError(
            "A Debian file system can only be made by root: run this with sudo, or use Docker "
            "or Podman (--toolchain container), or emsdk (--toolchain emsdk)."
        )
