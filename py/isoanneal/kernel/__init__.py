"""The kernel: what takes most of the time, in C compiled to WebAssembly.

`c/` holds its text; the build compiles it to two modules, and `machine` runs them.

`annealer.wasm` is the annealing engine again, header by header what the Python modules of the
same names do.  `memory` says how numbers cross, and `engine` makes the steps of an annealer with
it, bit for bit those that the annealer would make.  `drawing.wasm` moves the points of drawings,
for `isoanneal.layout`.
"""
