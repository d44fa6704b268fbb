// Runs a script of Python under MicroPython: node border_on_micropython.mjs
// FOLDER_OF_MICROPYTHON, the script on standard input.  What it prints is printed.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [folder] = process.argv.slice(2);
const { loadMicroPython } = await import(pathToFileURL(join(folder, "micropython.mjs")));
const micropython = await loadMicroPython({
  url: join(folder, "micropython.wasm"),
  stdout: (line) => console.log(line),
  linebuffer: true,
});
globalThis.given = {
  whole: 7, large: 2 ** 31, larger: 2 ** 32 + 5, huge: 1e12, float: 28.0, half: 0.5,
  nothing: null, lacking: undefined, text: "C₆H₁₄", yes: true,
  list: [1, undefined, 3], numbers: new Float64Array([1.5, 4294967297]),
  type: (value) => typeof value,
  silent() {},
  refuse: () => Promise.reject(new DOMException("no room", "QuotaExceededError")),
};
await micropython.runPythonAsync(readFileSync(0, "utf8"));
