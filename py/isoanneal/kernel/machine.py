"""The interface to a running WebAssembly module, and the machine that starts one.

The kernel has two modules: `annealer`, which makes the steps of a search, and `drawing`.

In CPython wasmtime runs it, in the browser the worker hands over what starts it with `use`.
"""

from collections.abc import Callable
from functools import cache
from importlib.resources import files
from importlib.util import find_spec
from typing import Protocol

from isoanneal.refusal import UnavailableError, declare

declare(
    {
        "engine-not-compiled": (
            "Steps are made in Python, because the fast engine was not compiled."
        ),
        "engine-no-wasmtime": (
            "Steps are made in Python, because the Python package “wasmtime”, which the fast "
            "engine needs, is not installed."
        ),
        "kernel-not-compiled": (
            "This needs the fast engine, which was not compiled. Install IsoAnneal again."
        ),
        "kernel-no-wasmtime": (
            "This needs the fast engine. Install the Python package “wasmtime” for it."
        ),
    }
)


class Machine(Protocol):
    """One instance of the kernel, with a memory of its own."""

    def call(self, name: str, *arguments: float) -> int:
        """Call an exported function; return what it returns, 0 for nothing."""
        ...

    def read(self, address: int, size: int) -> bytes:
        """Return `size` bytes of the memory."""
        ...

    def write(self, address: int, content: bytes) -> None:
        """Write bytes into the memory."""
        ...


_WITHOUT = {
    "engine-not-compiled": "kernel-not-compiled",
    "engine-no-wasmtime": "kernel-no-wasmtime",
}
"""What is said where it is needed, for each reason why it cannot run."""

ANNEALER, DRAWING = "annealer", "drawing"

Start = Callable[[bytes], Machine]

_starts: list[Start] = []


def use(start: Start) -> None:
    """Let `start` make every machine from now on, from the bytes of the module."""
    _starts[:] = [start]


def reason_without() -> str:
    """Return why the kernel cannot run here, as the code of a sentence, or nothing if it can."""
    if not (module(ANNEALER) and module(DRAWING)):
        return "engine-not-compiled"
    if not _starts and find_spec("wasmtime") is None:
        return "engine-no-wasmtime"
    return ""


def start(name: str = ANNEALER) -> Machine:
    """Return a new instance of a module; raise `UnavailableError` where it cannot run."""
    if reason := reason_without():
        raise UnavailableError(_WITHOUT[reason])
    if not _starts:
        from isoanneal.kernel.wasmtime_machine import WasmtimeMachine  # noqa: PLC0415  (may lack)

        use(WasmtimeMachine)
    return _starts[0](module(name))


@cache
def module(name: str = ANNEALER) -> bytes:
    """Return a compiled module, nothing where it was not compiled."""
    compiled = files("isoanneal.kernel") / f"{name}.wasm"
    return compiled.read_bytes() if compiled.is_file() else b""
