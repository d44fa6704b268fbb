"use strict";
/* A worker of the pool: runs one instance of the kernel at a time, without any Python.

   A job brings the module, what to write into its memory, and either the steps of a search,
   `first` to `last`, or the `limit` of an enumeration; `pool.py` sends it through a port. */

const STEPS_AT_ONCE = 100_000;
const BONDS_AT_ONCE = 200;

let compiled;

function search(kernel, port, { first, last }) {
  for (let step = first; step < last;) {
    const next = Math.min(step + STEPS_AT_ONCE, last);
    kernel.advance(next);
    port.postMessage({ progress: next - step });
    step = next;
  }
}

function enumerate(kernel, port, { limit }) {
  kernel.begin_enumeration();
  let answer = 1;
  while (answer > 0) {
    answer = kernel.enumerate(BONDS_AT_ONCE, limit);
    port.postMessage({ progress: kernel.count_isomers() });
  }
}

function content(kernel, address, size) {
  return new Uint8Array(kernel.memory.buffer, address, size).slice();
}

function run(port, job) {
  compiled ??= new WebAssembly.Module(job.module);
  const kernel = new WebAssembly.Instance(compiled).exports;
  for (const [address, bytes] of job.writes) {
    new Uint8Array(kernel.memory.buffer).set(bytes, address);
  }
  kernel.begin();
  if (job.limit) enumerate(kernel, port, job);
  else search(kernel, port, job);
  port.postMessage({
    parts: job.reads.map(([address, size]) => [address, content(kernel, address, size)]),
    visited: content(kernel, kernel.list_visited(), 8 * kernel.count_visited()),
    isomers: kernel.count_isomers(),
  });
}

onmessage = ({ ports: [port] }) => {
  port.onmessage = ({ data }) => run(port, data);
};
