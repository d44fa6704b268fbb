"""The whole way from nothing to a wheel."""

import os
import shutil
import subprocess
from pathlib import Path

from rdkit_wheel import compatibility, generated, ninja, package, recipe, sources, steps
from rdkit_wheel.recipe import Recipe
from rdkit_wheel.steps import RecipeError
from rdkit_wheel.toolchain import Toolchain

_STAND_IN = "numpy-stand-in"
_AT_FIXED_ADDRESSES = "setarch --addr-no-randomize"


def build(wanted: Recipe, toolchain: Toolchain, pyodide: Path, target: Path) -> Path:
    """Build the wheel into the folder `target`, and return its path.

    `pyodide` is the folder of the npm package pyodide that the wheel is for.  What an earlier,
    interrupted build finished is not done again.  Raises `RecipeError`, in words, if something
    is missing or fails.
    """
    generated.check_pyodide(pyodide)
    toolchain.work.mkdir(parents=True, exist_ok=True)
    toolchain.prepare(wanted)
    sources.unpack(wanted, toolchain.work / "archives", toolchain)
    generated.write(wanted, toolchain.work, pyodide)
    shutil.copytree(recipe.FOLDER / _STAND_IN, toolchain.work / _STAND_IN, dirs_exist_ok=True)
    compatibility.check_compiler(toolchain, pyodide / compatibility.MAIN_MODULE)
    ninja.write(wanted, toolchain.work)
    prefix = fixed_addresses(toolchain)
    for stage, what in ninja.STAGES.items():
        with steps.told(what):
            _compile(toolchain, f"{prefix} ninja", stage)
    shared = toolchain.work / "build" / ninja.SHARED_OBJECT
    compatibility.check_imports(shared.read_bytes(), pyodide / compatibility.MAIN_MODULE)
    with steps.told("Packing the wheel"):
        return package.write(wanted, toolchain.work, shared, target)


def fixed_addresses(toolchain: Toolchain) -> str:
    """Return what makes a command run at fixed addresses; say so if nothing does there.

    Clang orders some of what it writes by where it lies in memory: RDKit's Atom.cpp came in
    four variants.
    """
    try:
        toolchain.run(f"{_AT_FIXED_ADDRESSES} true 2> /dev/null")
    except subprocess.CalledProcessError:
        print(f"“{_AT_FIXED_ADDRESSES}” does not work: the bytes may differ from another build's.")
        return ""
    return _AT_FIXED_ADDRESSES


def _compile(toolchain: Toolchain, program: str, stage: str) -> None:
    log = f"build/{stage}.log"
    jobs = os.environ.get("JOBS", str(os.cpu_count() or 2))
    try:
        toolchain.run(f"nice {program} -C build -j {jobs} {stage} > {log} 2>&1")
    except subprocess.CalledProcessError:
        text = (toolchain.work / log).read_text(encoding="utf-8", errors="replace")
        last = "\n".join(text.splitlines()[-20:])
        raise RecipeError(f"{last}\nThe build stopped; all is in {toolchain.work / log}.") from None
