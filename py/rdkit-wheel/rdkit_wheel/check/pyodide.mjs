// Runs the check in Pyodide, in Node.js and in browsers alike.

/* Starts Pyodide with the wheel, and Python files that the check brings. */
export async function start(loadPyodide, folder, wheel, files) {
  const pyodide = await loadPyodide({ indexURL: folder, stdout: console.error });
  await pyodide.loadPackage(wheel, { messageCallback: console.error });
  pyodide.FS.mkdirTree("/check");
  for (const [name, text] of Object.entries(files)) {
    pyodide.FS.writeFile(`/check/${name}`, text);
  }
  pyodide.runPython("import sys; sys.path.insert(0, '/check')");
  return pyodide;
}

/* Calls a function of a Python module; arguments and result are JSON. */
export function call(pyodide, module, name, given) {
  pyodide.globals.set("given", JSON.stringify(given));
  return JSON.parse(pyodide.runPython(`
    import json
    from ${module} import ${name}
    json.dumps(${name}(*json.loads(given)))
  `));
}
