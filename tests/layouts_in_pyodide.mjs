// Reads structures as JSON, and writes where each RDKit build has their atoms in Pyodide, and the
// milliseconds that each takes.
// Arguments: node_modules, the package's folder, the worker's, msgspec's wheel for Pyodide, and
// RDKit's or nothing.
import { createRequire } from "node:module";
import { text } from "node:stream/consumers";

const [packages, sources, worker, msgspec, wheel] = process.argv.slice(2);
const { loadPyodide } = await import(`${packages}/pyodide/pyodide.mjs`);
const initRDKitModule = createRequire(import.meta.url)(`${packages}/@rdkit/rdkit`);

const pyodide = await loadPyodide({ indexURL: `${packages}/pyodide/` });
for (const [place, root] of [["/sources", sources], ["/worker", worker]]) {
  pyodide.FS.mkdirTree(place);
  pyodide.FS.mount(pyodide.FS.filesystems.NODEFS, { root }, place);
}
await pyodide.loadPackage([msgspec, ...(wheel ? [wheel] : [])], { messageCallback: () => {} });
pyodide.globals.set("rdkit_module", await initRDKitModule());
pyodide.globals.set("given", await text(process.stdin));
pyodide.globals.set("with_wheel", Boolean(wheel));
console.log(
  pyodide.runPython(`
import json, sys, time
sys.path += ["/sources", "/worker"]
from browser_machine import BrowserMachine
from isoanneal import chem
from isoanneal.chem.minimal_lib import MinimalLib
from isoanneal.kernel import machine
from isoanneal.layout import layout
from isoanneal.structure import Structure

machine.use(BrowserMachine)
toolkits = {"npm": MinimalLib(rdkit_module)}
if with_wheel:
    from isoanneal.chem.python_package import PythonPackage
    toolkits["wheel"] = PythonPackage()
structures = [
    Structure(tuple(elements), [tuple(unit) for unit in units], bearers)
    for elements, units, bearers in json.loads(given)
]

def laid_out(structure):
    start = time.perf_counter()
    points = layout(structure)
    milliseconds = 1000 * (time.perf_counter() - start)
    return {"points": points, "milliseconds": milliseconds}

def by(toolkit):
    chem.use(toolkit)
    return [laid_out(structure) for structure in structures]

json.dumps({name: by(toolkit) for name, toolkit in toolkits.items()})
`),
);
