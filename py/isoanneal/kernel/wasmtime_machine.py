"""The kernel in CPython, run by wasmtime."""

from functools import cache

from wasmtime import Engine, Func, Instance, Memory, Module, Store

# Made once, with the import: threads that need it at the same time must not make one each,
# because an engine refuses what another one has compiled.
_ENGINE = Engine()


class WasmtimeMachine:
    """The `Machine` of CPython."""

    def __init__(self, module: bytes) -> None:
        """Start an instance of a module."""
        self._store = Store(_ENGINE)
        exports = Instance(self._store, _compiled(module), []).exports(self._store)
        self._functions = {
            name: export for name, export in exports.items() if isinstance(export, Func)
        }
        memory = exports["memory"]
        if not isinstance(memory, Memory):
            raise TypeError("The kernel exports no memory.")
        self._memory = memory

    def call(self, name: str, *arguments: float) -> int:
        """Call an exported function; return what it returns, 0 for nothing."""
        return int(self._functions[name](self._store, *arguments) or 0)

    def read(self, address: int, size: int) -> bytes:
        """Return `size` bytes of the memory."""
        return bytes(self._memory.read(self._store, address, address + size))

    def write(self, address: int, content: bytes) -> None:
        """Write bytes into the memory."""
        self._memory.write(self._store, content, address)


@cache
def _compiled(module: bytes) -> Module:
    return Module(_ENGINE, module)
