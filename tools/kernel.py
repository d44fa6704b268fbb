"""The kernel's compilation, from C to WebAssembly, by the Zig compiler's package for Python.

Run as a module it leaves the kernel beside its Python code; as a hook of the build backend it
puts it into every wheel, also into one that an installer builds.
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

_FOLDER = Path("py/isoanneal/kernel")
MODULES = (_FOLDER / "annealer.wasm", _FOLDER / "drawing.wasm")
# No library and nothing from outside; and sums rounded after every operation, as in Python.
_OPTIONS = (
    *("-target", "wasm32-freestanding", "-mcpu=generic+bulk_memory+nontrapping_fptoint+sign_ext"),
    *("-O2", "-ffp-contract=off", "-nostdlib", "-s", "-Wl,--no-entry"),
    *("-Wall", "-Wextra", "-Werror"),
)


def compile_module(project: Path, target: Path) -> None:
    """Compile the module called as the target; raise `CalledProcessError` if that fails."""
    source = _FOLDER / "c" / f"{target.stem}.c"
    command = [sys.executable, "-m", "ziglang", "cc", *_OPTIONS, "-o", target, source]
    subprocess.run([str(part) for part in command], cwd=project, check=True)  # noqa: S603


def compile_modules(project: Path) -> None:
    """Compile all modules of the kernel to their places beside its Python code."""
    for module in MODULES:
        compile_module(project, project / module)


class CustomBuildHook(BuildHookInterface[Any]):
    """What hatchling calls before it collects the files of a wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile the kernel: for an editable installation to its place, else for the wheel."""
        project = Path(self.root)
        if version == "editable":
            compile_modules(project)
            return
        self._folder = tempfile.mkdtemp()
        for module in MODULES:
            compiled = Path(self._folder) / module.name
            compile_module(project, compiled)
            build_data["force_include"][str(compiled)] = module.relative_to("py").as_posix()

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Leave nothing behind but the wheel."""
        del build_data, artifact_path
        if version != "editable":
            shutil.rmtree(self._folder)


if __name__ == "__main__":
    compile_modules(Path.cwd())
