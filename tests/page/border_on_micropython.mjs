// Runs a script of Python under MicroPython: node border_on_micropython.mjs
// FOLDER_OF_MICROPYTHON, the script on standard input.  What it prints is printed.  The variable
// MODULE names a module of the page that can be imported, GIVEN has numbers as JSON.
import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
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
const { GIVEN, MODULE } = process.env;
if (MODULE) {
  micropython.FS.writeFile("pyscript.py", "import jsffi as ffi\n");
  micropython.FS.writeFile(basename(MODULE), readFileSync(MODULE));
}
if (GIVEN) takeNumbers(JSON.parse(GIVEN));
await micropython.runPythonAsync(readFileSync(0, "utf8"));

function takeNumbers({ numbers, whole }) {
  const read = { inf: Infinity, "-inf": -Infinity, nan: NaN };
  Object.assign(given, {
    numbers: numbers.map((text) => read[text] ?? Number(text)),
    whole: whole.map(String), back: [], whole_back: [],
    differences() {
      const sent = [...this.numbers.flatMap((number) => [number, number]), ...this.whole.map(Number)];
      const back = [...this.back, ...this.whole_back];
      // Nothing on the page tells 0 and -0 apart.
      const isSame = (one, other) => one === other || Object.is(one, other);
      const wrong = sent.filter((number, i) => !isSame(number, back[i]));
      return back.length === sent.length ? String(wrong) || "none" : `${back.length} came back`;
    },
  });
}
