// Reads formulas with formula.py under MicroPython: node formula_on_micropython.mjs
// FOLDER_OF_MICROPYTHON PACKAGE, a JSON list of texts on standard input.  Prints a JSON
// list with what was read, or the words of the refusal, for each.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [folder, source] = process.argv.slice(2);
const { loadMicroPython } = await import(pathToFileURL(join(folder, "micropython.mjs")));
const micropython = await loadMicroPython({
  url: join(folder, "micropython.wasm"),
  stdout: (line) => console.error(line),
  linebuffer: true,
});
micropython.FS.mkdir("/isoanneal");
for (const name of ["formula.py", "notation.py", "refusal.py"]) {
  micropython.FS.writeFile(`/isoanneal/${name}`, readFileSync(join(source, name)));
}
micropython.FS.writeFile("/texts.json", readFileSync(0));
micropython.runPython(`
import json
import sys
sys.path.append("/")
from isoanneal.formula import FormulaError, parse

def read(text):
    try:
        formula = parse(text)
    except FormulaError as error:
        return [str(error), error.refusals]
    return [
        str(formula),
        formula.counts,
        formula.hydrogens,
        formula.heavy_atoms,
        formula.degree_of_unsaturation,
    ]

with open("/texts.json") as texts, open("/read.json", "w") as result:
    json.dump([read(text) for text in json.load(texts)], result)
`);
process.stdout.write(micropython.FS.readFile("/read.json", { encoding: "utf8" }));
