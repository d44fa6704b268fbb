// Reads structures and SMARTS patterns as JSON, and writes what becomes of them in Pyodide: the
// scores of the structures to the last bit, and what each chemistry toolkit makes of them.
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
from isoanneal.formula import VALENCES
from isoanneal.scoring import component
from isoanneal.structure import Structure

toolkits = {"npm": MinimalLib(rdkit_module)}
if with_wheel:
    from isoanneal.chem.python_package import PythonPackage
    toolkits["wheel"] = PythonPackage()
given = json.loads(given)
structures = [
    Structure(tuple(elements), [tuple(unit) for unit in units], bearers)
    for elements, units, bearers in given["structures"]
]

def placed(toolkit, structure):
    order, points = toolkit.canonical_layout(structure)
    return [points[order.index(atom)] for atom in range(len(order))]

def seen_by(toolkit, structure):
    return {
        "svg": toolkit.depict(structure, placed(toolkit, structure), atoms=[0]),
        "smiles": toolkit.canonical_smiles(structure),
        "matches": [toolkit.count_matches(structure, one) for one in given["patterns"]],
    } | {descriptor: toolkit.descriptor(structure, descriptor) for descriptor in DESCRIPTORS}

def readings_of(toolkit, smiles):
    found = toolkit.read(smiles)
    if found is None:
        return None
    known = [element if element in VALENCES else "" for element in found.elements]
    return [known, found.hydrogens, found.charges, found.bonds]

def complaint(toolkit, pattern):
    try:
        toolkit.check_smarts(pattern)
    except ValueError as error:
        return str(error)

json.dumps({"scores": [
    [component(name).score(structure).hex() for name in given["graph_components"]]
    for structure in structures
]} | {
    name: {
        "version": toolkit.version,
        "structures": [seen_by(toolkit, structure) for structure in structures],
        "readings": [readings_of(toolkit, smiles) for smiles in given["smiles"]],
        "complaints": [complaint(toolkit, pattern) for pattern in given["refused"]],
    }
    for name, toolkit in toolkits.items()
})
`),
);
