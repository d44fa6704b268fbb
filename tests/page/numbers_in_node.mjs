// Writes numbers with the Intl of Node.js.  Each line of standard input is a JSON list: a locale,
// the options of Intl.NumberFormat, and a number as text.  For each a line is printed: the parts
// that the number is written in, each with its type.
import { createInterface } from "node:readline";

for await (const line of createInterface({ input: process.stdin })) {
  const [locale, options, number] = JSON.parse(line);
  const parts = new Intl.NumberFormat(locale, options).formatToParts(Number(number));
  console.log(JSON.stringify(parts.map(({ type, value }) => [type, value])));
}
