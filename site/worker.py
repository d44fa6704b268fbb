"""The engine's entry: a Pyodide worker that installs the engine, then serves the page.

The page calls the functions in `__export__`: first the two that install, then those of
`commands`.  Each answers with a plain object: what was asked for, or `error` and `kind`.
"""

from collections.abc import Awaitable, Callable
from importlib import import_module
from typing import Any

import js
import pyodide_js
from answers import Answer, answering
from polyscript import config
from pyodide.ffi import to_js

__export__ = [
    "configure",
    "delete",
    "install_engine",
    "install_rdkit",
    "pause",
    "reset",
    "set_pace",
    "start",
    "status",
    "stream",
]

minimal_lib: list[Any] = []


@answering
async def install_rdkit(base: str) -> Answer:
    """Load the RDKit that the site at the address `base` carries."""
    await pyodide_js.loadPackage("micropip")
    if config.rdkit:
        await load_minimal_lib(f"{base}{config.rdkit}/")
    else:
        await import_module("micropip").install("rdkit")
    return {}


async def load_minimal_lib(folder: str) -> None:
    """Start RDKit's WebAssembly build at the address `folder`; keep it for `install_engine`."""
    rdkit_minimal = import_module("polyscript.js_modules").rdkit_minimal

    def locate_file(name: str, _prefix: str) -> str:
        return f"{folder}{name}"

    options = to_js({"locateFile": locate_file}, dict_converter=js.Object.fromEntries)
    minimal_lib.append(await rdkit_minimal.default(options))


@answering
async def install_engine() -> Answer:
    """Install the engine's wheel; answer the name and the version of RDKit."""
    await import_module("micropip").install(f"emfs:{config.engine}")
    chem = import_module("isoanneal.chem")
    if minimal_lib:
        chem.use(import_module("isoanneal.chem.minimal_lib").MinimalLib(minimal_lib[0]))
    machine = import_module("browser_machine").BrowserMachine
    import_module("isoanneal.kernel.machine").use(machine)
    return {"rdkit": f"{chem.toolkit().name} {chem.toolkit().version}"}


def command(name: str) -> Callable[..., Awaitable[Answer]]:
    """Return a function of `commands`, which cannot be imported before the engine is."""

    async def call(*arguments: object) -> Answer:
        answer: Answer = await getattr(import_module("commands"), name)(*arguments)
        return answer

    return call


configure = command("configure")
start = command("start")
pause = command("pause")
reset = command("reset")
set_pace = command("set_pace")
delete = command("delete")
status = command("status")
stream = command("stream")
