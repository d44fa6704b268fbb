"""Where the compiler is: what every way to it offers."""

from pathlib import Path
from typing import Protocol

from rdkit_wheel.recipe import Recipe


class Toolchain(Protocol):
    """A way to emscripten: a Debian file system, a container, or emsdk.

    `work` is a folder of this machine in which `run` runs its commands.
    """

    work: Path

    def prepare(self, wanted: Recipe) -> None:
        """Bring the compiler, Python's headers, and the archives of the sources.

        Then in `work` are python-headers without pyconfig.h, native-pyconfig.h, which is that of
        some Python of the same version, and the archives in archives.
        Raises `RecipeError`, saying in words what is missing.
        """

    def run(self, command: str) -> None:
        """Run a shell command in `work`; raise `CalledProcessError` if it fails."""
