// Starts Pyodide with a site's standard library, msgspec and engine, as the worker does, and writes
// which modules Python then had as text, and which as bytecode.
// Arguments: node_modules, and the three archives.
import { readFileSync } from "node:fs";

const [packages, library, messages, engine] = process.argv.slice(2);
const { loadPyodide } = await import(`${packages}/pyodide/pyodide.mjs`);

const pyodide = await loadPyodide({ indexURL: `${packages}/pyodide/`, stdLibURL: library });
pyodide.FS.writeFile("/engine.zip", readFileSync(engine));
await pyodide.loadPackage(messages, { messageCallback: () => {} });
console.log(
  pyodide.runPython(`
import sys
sys.path.insert(0, "/engine.zip")
import worker.sessions
from isoanneal.chem import minimal_lib

origins = {name: str(getattr(module.__spec__, "origin", "")) for name, module in sys.modules.items()}

import json
json.dumps([
    sorted(name for name, origin in origins.items() if origin.endswith(".py")),
    sorted(name for name, origin in origins.items() if origin.endswith(".pyc")),
])
`),
);
