// Reads structures, and writes what the chemistry toolkits of the site make of them in Pyodide.
// Arguments: node_modules, the package's folder, and RDKit's wheel for Pyodide or nothing.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const [packages, sources, wheel] = process.argv.slice(2);
const { loadPyodide } = await import(`${packages}/pyodide/pyodide.mjs`);
const initRDKitModule = createRequire(import.meta.url)(`${packages}/@rdkit/rdkit`);

const pyodide = await loadPyodide({ indexURL: `${packages}/pyodide/` });
pyodide.FS.mkdirTree("/sources");
pyodide.FS.mount(pyodide.FS.filesystems.NODEFS, { root: sources }, "/sources");
if (wheel) await pyodide.loadPackage(wheel, { messageCallback: () => {} });
pyodide.globals.set("rdkit_module", await initRDKitModule());
pyodide.globals.set("given", readFileSync(0, "utf8"));
pyodide.globals.set("with_wheel", Boolean(wheel));
console.log(
  pyodide.runPython(`
import json, sys
sys.path.insert(0, "/sources")
from isoanneal.chem import DESCRIPTORS
from isoanneal.chem.minimal_lib import MinimalLib
from isoanneal.structure import Structure

toolkits = {"npm": MinimalLib(rdkit_module)}
if with_wheel:
    from isoanneal.chem.python_package import PythonPackage
    toolkits["wheel"] = PythonPackage()
structures = [
    Structure(tuple(elements), [tuple(unit) for unit in units], bearers)
    for elements, units, bearers in json.loads(given)
]
json.dumps({
    name: [
        {"smiles": toolkit.canonical_smiles(structure), "svg": toolkit.depict(structure, atoms=[0])}
        | {descriptor: toolkit.descriptor(structure, descriptor) for descriptor in DESCRIPTORS}
        for structure in structures
    ]
    for name, toolkit in toolkits.items()
})
`),
);
