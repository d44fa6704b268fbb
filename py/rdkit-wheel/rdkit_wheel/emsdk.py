"""The compiler that emsdk has activated in this shell."""

import os
import shutil
import subprocess
from pathlib import Path

from rdkit_wheel.recipe import Recipe
from rdkit_wheel.steps import RecipeError

_PROGRAMS = ("em++", "emar", "ninja", "patch")
_WHERE_HEADERS_ARE = """
import sysconfig
print(sysconfig.get_path("include"))
print(sysconfig.get_config_var("MULTIARCH") or "")
"""


class Emsdk:
    """Programs on the PATH; the archives of the sources must be given."""

    def __init__(self, work: Path) -> None:
        """Work in `work`."""
        self.work = work

    def prepare(self, wanted: Recipe) -> None:
        """Check that all programs are there, and copy Python's headers."""
        missing = [name for name in (*_PROGRAMS, self._python(wanted)) if not shutil.which(name)]
        if missing:
            raise RecipeError(
                f"Not on the PATH: {', '.join(missing)}. Activate emsdk (“source emsdk_env.sh”), "
                f"and install ninja, patch, and Python {wanted.python} with its headers."
            )
        asked = [self._python(wanted), "-c", _WHERE_HEADERS_ARE]
        answer = subprocess.run(asked, check=True, capture_output=True, text=True)
        included, architecture = answer.stdout.splitlines()
        headers = Path(included)
        # Debian keeps the real one apart, for each architecture.
        apart = headers.parent / architecture / headers.name / "pyconfig.h"
        configured = apart if architecture and apart.is_file() else headers / "pyconfig.h"
        shutil.copytree(
            headers,
            self.work / "python-headers",
            dirs_exist_ok=True,
            ignore=shutil.ignore_patterns("pyconfig.h"),
        )
        shutil.copyfile(configured, self.work / "native-pyconfig.h")

    def run(self, command: str) -> None:
        """Run a shell command; raise `CalledProcessError` if it fails."""
        subprocess.run(["sh", "-ec", command], check=True, cwd=self.work, env=dict(os.environ))

    @staticmethod
    def _python(wanted: Recipe) -> str:
        return f"python{wanted.python}"
