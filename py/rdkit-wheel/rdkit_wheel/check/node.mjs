// Answers one question a line: a module, a function, and its arguments, as JSON.
//
//   node node.mjs PYODIDE WHEEL FILES [SOURCE]
//
// FILES is JSON, names and texts of Python files; SOURCE a folder that Python sees as /source.
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";
import { call, start } from "./pyodide.mjs";

const [folder, wheel, files, source] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(`${folder}/pyodide.mjs`));
const pyodide = await start(loadPyodide, folder, wheel, JSON.parse(files));
if (source) {
  pyodide.FS.mkdirTree("/source");
  pyodide.FS.mount(pyodide.FS.filesystems.NODEFS, { root: source }, "/source");
}
console.log(JSON.stringify("ready"));
for await (const line of createInterface({ input: process.stdin })) {
  const [module, name, given] = JSON.parse(line);
  console.log(JSON.stringify(call(pyodide, module, name, given)));
}
