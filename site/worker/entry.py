"""The engine's entry: a Pyodide worker that installs the engine, then serves the page.

The page calls the functions in `__export__`: first the two that install engine and RDKit, then
those of `sessions`, `replicates`, `race`, `isomer_count`, `smiles` and `stopwatch`.  Each answers
with a plain object: what was asked for, or `error` and `kind`.
"""

import sys
from collections.abc import Awaitable, Callable
from importlib import import_module
from importlib.util import find_spec

import js
import pyodide_js
from polyscript import config, xworker
from pyodide.ffi import to_js

sys.path.insert(0, config.engine)  # Python imports right from the archive

from worker.answers import Answer, answering, in_its_words

__export__ = [
    "cancel_replicates",
    "configure",
    "count_isomers",
    "delete",
    "draw_move",
    "drawing",
    "formula_of_smiles",
    "install",
    "install_engine",
    "install_rdkit",
    "measure",
    "pause",
    "race",
    "replicate",
    "reset",
    "set_pace",
    "set_temperature",
    "start",
    "status",
    "step_back",
    "step_once",
    "stop_configuring",
    "stop_races",
    "stream",
]


@answering
async def install_engine() -> Answer:
    """Make the engine ready for all that needs no RDKit."""
    # Pyodide's own way of loading it, which looks for other packages first, takes twice as long.
    wheel = await js.fetch(config.msgspec)
    pyodide_js.unpackArchive(await wheel.arrayBuffer(), "wheel")
    import_module("isoanneal.chem").expect()
    machine = import_module("worker.browser_machine").BrowserMachine
    import_module("isoanneal.kernel.machine").use(machine)
    import_module("worker.sessions")
    import_module("worker.matching").matching.on_change = tell_matching
    return {}


def tell_matching(patterns: list[str]) -> None:
    """Announce to the page which patterns may be matched from now on."""
    xworker.postMessage(to_js({"matching": patterns}, dict_converter=js.Object.fromEntries))


@answering
async def install_rdkit(base: str) -> Answer:
    """Load the RDKit that the site at the address `base` carries; answer its name and version."""
    chem = import_module("isoanneal.chem")
    if config.rdkit:
        await use_minimal_lib(f"{base}{config.rdkit}/")
    else:
        await load("rdkit")
        # Its warnings, as of a ring finder that approximates in cages, are errors in a console.
        import_module("rdkit.rdBase").DisableLog("rdApp.warning")
        chem.use(import_module("isoanneal.chem.python_package").PythonPackage())
    return {"rdkit": f"{chem.toolkit().name} {chem.toolkit().version}"}


@answering
async def install(package: str) -> Answer:
    """Install a package that the site carries, with micropip, which nothing else waits for."""
    await load("micropip")
    try:
        await import_module("micropip").install(package)
    except ValueError as error:  # so it says that it finds no such package
        return in_its_words(error)
    return {}


async def load(package: str) -> None:
    """Load a package; raise `OSError` where it did not arrive, which Pyodide tells the console."""
    await pyodide_js.loadPackage(package)
    if find_spec(package) is None:
        raise OSError(f"The package “{package}” did not arrive.")


async def use_minimal_lib(folder: str) -> None:
    """Start RDKit's WebAssembly build at the address `folder`."""
    module = await js.siteFiles.load(f"{folder}RDKit_minimal.mjs")

    def locate_file(name: str, _prefix: str) -> str:
        return f"{folder}{name}"

    options = to_js({"locateFile": locate_file}, dict_converter=js.Object.fromEntries)
    toolkit = import_module("isoanneal.chem.minimal_lib").MinimalLib(await module.default(options))
    import_module("isoanneal.chem").use(toolkit)


def command(name: str, module: str = "sessions") -> Callable[..., Awaitable[Answer]]:
    """Return a function of a module that cannot be imported before the engine is."""

    @answering
    async def call(*arguments: object) -> Answer:
        answer: Answer = await getattr(import_module(f"worker.{module}"), name)(*arguments)
        return answer

    return call


configure = command("configure")
drawing = command("drawing")
draw_move = command("draw_move")
start = command("start")
pause = command("pause")
reset = command("reset")
set_pace = command("set_pace")
set_temperature = command("set_temperature")
step_back = command("step_back")
step_once = command("step_once")
delete = command("delete")
status = command("status")
stop_configuring = command("stop_configuring")
stream = command("stream")
replicate = command("replicate", "replicates")
cancel_replicates = command("cancel_replicates", "replicates")
race = command("race", "race")
stop_races = command("stop_races", "race")
count_isomers = command("count_isomers", "isomer_count")
formula_of_smiles = command("formula_of_smiles", "smiles")
measure = command("measure", "stopwatch")
