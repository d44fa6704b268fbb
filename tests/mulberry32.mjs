// The generator as T. Ettinger published it, in JavaScript, without the final division.
// Prints one line of numbers for each seed: node mulberry32.mjs COUNT SEED...
function mulberry32(a) {
  return function () {
    a |= 0;
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return (t ^ (t >>> 14)) >>> 0;
  };
}

const [count, ...seeds] = process.argv.slice(2).map(Number);
for (const seed of seeds) {
  const next = mulberry32(seed);
  console.log(Array.from({ length: count }, next).join(" "));
}
