"""The kernel in the browser's own WebAssembly."""

from functools import cache
from typing import Any

import js


class BrowserMachine:
    """The `Machine` of the worker."""

    def __init__(self, module: bytes) -> None:
        """Start an instance of a module."""
        self._exports = js.WebAssembly.Instance.new(compiled(module)).exports

    def call(self, name: str, *arguments: float) -> int:
        """Call an exported function; return what it returns, 0 for nothing."""
        return int(getattr(self._exports, name)(*arguments) or 0)

    def read(self, address: int, size: int) -> bytes:
        """Return `size` bytes of the memory."""
        view = js.Uint8Array.new(self._exports.memory.buffer, address, size)
        return bytes(view.to_bytes())

    def write(self, address: int, content: bytes) -> None:
        """Write bytes into the memory."""
        view = js.Uint8Array.new(self._exports.memory.buffer, address, len(content))
        view.assign(content)


@cache
def compiled(module: bytes) -> Any:  # noqa: ANN401  (a WebAssembly.Module)
    """Return a module ready to be started, compiled once."""
    copy = js.Uint8Array.new(len(module))
    copy.assign(module)
    return js.WebAssembly.Module.new(copy)
