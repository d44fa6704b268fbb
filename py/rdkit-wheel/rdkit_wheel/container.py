"""A container of Docker or Podman, with the same Debian inside."""

import os
import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path

from rdkit_wheel import debian, steps
from rdkit_wheel.recipe import Recipe
from rdkit_wheel.steps import RecipeError

_IMAGE = "rdkit-wheel"
_CONTAINERFILE = f"""
FROM debian:{debian.SUITE}-slim
COPY {debian.INSTALL.name} /
RUN sh /{debian.INSTALL.name} PYTHON SUITE
"""


class Container:
    """The compiler of Debian “testing”, in an image that the engine keeps."""

    def __init__(self, work: Path) -> None:
        """Work in `work`, which containers see as /work."""
        self.work = work

    def prepare(self, wanted: Recipe) -> None:
        """Build the image, and bring headers and archives."""
        debian.require_space(self.work)
        with steps.told(f"The image {_IMAGE}, by {engine()}"):
            self._build(wanted)
        shutil.copyfile(debian.FETCH, self.work / debian.FETCH.name)
        with steps.told("Source archives, from Debian"):
            self.run(debian.fetch(wanted))

    def run(self, command: str) -> None:
        """Run a shell command in a container; raise `CalledProcessError` if it fails."""
        arguments = [
            *(
                engine(),
                "run",
                "--rm",
                "--init",
                "--volume",
                f"{self.work}:/work",
                "--workdir",
                "/work",
            ),
            # Else an engine forbids the compiler to run at fixed addresses.
            *("--security-opt", "seccomp=unconfined"),
            # What it writes belongs to who called, and not to root.
            *("--user", f"{os.getuid()}:{os.getgid()}", "--env", "HOME=/tmp"),
            *(["--userns=keep-id"] if engine() == "podman" and os.getuid() else []),
            *(_IMAGE, "sh", "-ec", command),
        ]
        if status := subprocess.run(arguments, check=False).returncode:
            raise subprocess.CalledProcessError(status, command)

    def _build(self, wanted: Recipe) -> None:
        text = _CONTAINERFILE.replace("PYTHON", wanted.python).replace("SUITE", wanted.suite)
        with tempfile.TemporaryDirectory() as folder:
            shutil.copy(debian.INSTALL, folder)
            (Path(folder) / "Dockerfile").write_text(text, encoding="utf-8")
            command = [engine(), "build", "--quiet", "--tag", _IMAGE, folder]
            # It prints the image's hash.
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


@cache
def engine() -> str:
    """Return the program that runs containers here; raise `RecipeError` if none does."""
    installed = [name for name in ("docker", "podman") if shutil.which(name) is not None]
    for name in installed:
        answer = subprocess.run([name, "info"], check=False, capture_output=True)
        if answer.returncode == 0:
            return name
    if installed:
        raise RecipeError(
            f"{installed[0]} is installed, but its engine does not answer. Start it (or check "
            "that this user may use it), or be root on Debian and use --toolchain debian."
        )
    raise RecipeError(
        "Neither Docker nor Podman is installed. Install one, or be root on Debian and use "
        "--toolchain debian."
    )
