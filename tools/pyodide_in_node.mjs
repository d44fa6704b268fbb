// Runs a Python file in Pyodide, which sees a folder of the machine as /work.
//
//   node pyodide_in_node.mjs PYODIDE FOLDER SCRIPT
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [pyodideFolder, folder, script] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(`${pyodideFolder}/pyodide.mjs`));
// The seed of Python's hashes has a say in the order in which bytecode keeps sets.  Bytecode that
// tells columns beside lines is a fifth larger, and nobody sees them here.
const pyodide = await loadPyodide({ indexURL: pyodideFolder, env: { PYTHONHASHSEED: "0", PYTHONNODEBUGRANGES: "1" } });
pyodide.FS.mkdirTree("/work");
pyodide.FS.mount(pyodide.FS.filesystems.NODEFS, { root: folder }, "/work");
pyodide.runPython(readFileSync(script, "utf8"));
