// Writes and reads addresses with address.py under MicroPython: node address_on_micropython.mjs
// FOLDER_OF_MICROPYTHON PACKAGE, declarations and a list of parameters as JSON on standard input.
// Prints a JSON list with the query and what is read of it, for each.
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
micropython.runPython(`
import json
import sys
sys.path.append("/")
from isoanneal import address

with open("/given.json") as text:
    given = json.load(text)

def both(parameters):
    written = address.write(parameters, given["declared"])
    read, refusals = address.read(written, given["declared"])
    assert not refusals
    return [written, read]

with open("/answer.json", "w") as result:
    json.dump([both(one) for one in given["parameters"]], result)
`);
process.stdout.write(micropython.FS.readFile("/answer.json", { encoding: "utf8" }));
