"use strict";
/* A worker of the pool: runs one instance of the kernel at a time, without any Python.

   A job brings the compiled module, what to write into its memory, and either the steps of a
   search, `first` to `last`, or the `limit` of an enumeration; `pool.py` sends it. */

const STEPS_AT_ONCE = 100_000;
const BONDS_AT_ONCE = 200;

function search(kernel, { first, last }) {
  for (let step = first; step < last;) {
    const next = Math.min(step + STEPS_AT_ONCE, last);
    kernel.advance(next);
    postMessage({ progress: next - step });
    step = next;
  }
}

function enumerate(kernel, { limit }) {
  kernel.begin_enumeration();
  let answer = 1;
  while (answer > 0) {
    answer = kernel.enumerate(BONDS_AT_ONCE, limit);
    postMessage({ progress: kernel.count_isomers() });
  }
}

function content(kernel, address, size) {
  return new Uint8Array(kernel.memory.buffer, address, size).slice();
}

onmessage = ({ data: job }) => {
  const kernel = new WebAssembly.Instance(job.module).exports;
  for (const [address, bytes] of job.writes) {
    new Uint8Array(kernel.memory.buffer).set(bytes, address);
  }
  kernel.begin();
  if (job.limit) enumerate(kernel, job);
  else search(kernel, job);
  postMessage({
    parts: job.reads.map(([address, size]) => [address, content(kernel, address, size)]),
    visited: content(kernel, kernel.list_visited(), 8 * kernel.count_visited()),
    isomers: kernel.count_isomers(),
  });
};
