"""The kernel: the annealing engine again, in C compiled to WebAssembly.

`c/` holds its text, header by header what the Python modules of the same names do; the build
compiles it to `annealer.wasm`.  `machine` runs that, `layout` says how numbers cross, and
`engine` makes the steps of an annealer with it, bit for bit those that the annealer would make.
"""
