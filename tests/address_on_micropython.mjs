// Reads and writes addresses with address.py under MicroPython: node address_on_micropython.mjs
// FOLDER_OF_MICROPYTHON PACKAGE, a JSON object on standard input: the declarations, the names
// that are known, and queries, each a list of pairs.  Prints a JSON list with what each query came
// to: the pairs written again, the numbers as bytes, and the sentences of what was refused.
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
for (const name of ["address.py", "limits.py", "refusal.py"]) {
  micropython.FS.writeFile(`/isoanneal/${name}`, readFileSync(join(source, name)));
}
micropython.FS.writeFile("/given.json", readFileSync(0));
micropython.FS.writeFile("/outcome.py", readFileSync(new URL("outcome.py", import.meta.url)));
micropython.runPython(`
import json
import sys
sys.path.append("/")
from outcome import outcome

with open("/given.json") as given, open("/read.json", "w") as result:
    given = json.load(given)
    read = [outcome(pairs, given["declarations"], given["known"]) for pairs in given["queries"]]
    json.dump(read, result)
`);
process.stdout.write(micropython.FS.readFile("/read.json", { encoding: "utf8" }));
