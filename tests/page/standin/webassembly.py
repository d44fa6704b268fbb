"""WebAssembly: the real kernel, run by wasmtime, on a device of a known speed."""

from typing import Any

from isoanneal.kernel.wasmtime_machine import WasmtimeMachine

from tests.page.standin.clock import Clock
from tests.page.standin.values import JsProxy, Uint8Array

SECONDS_PER_STEP = 1e-5
_STEPPING = ("advance", "advance_to_new", "seek")


class Module(JsProxy):
    """A compiled module."""

    def __init__(self, content: Uint8Array) -> None:
        """Take the bytes; what is compiled of them is kept for all."""
        self.content = content.to_bytes()


class Instance(JsProxy):
    """A running module."""

    def __init__(self, module: Module, clock: Clock) -> None:
        """Start it."""
        self.exports = Exports(WasmtimeMachine(module.content), clock)


class Memory(JsProxy):
    """The memory of an instance; `buffer` is the same thing here."""

    def __init__(self, machine: WasmtimeMachine) -> None:
        """Take what reads and writes it."""
        self.machine = machine
        self.buffer = self


class Exports(JsProxy):
    """The functions of an instance, each by its name."""

    def __init__(self, machine: WasmtimeMachine, clock: Clock) -> None:
        """Take the instance; its steps take time."""
        self.machine = machine
        self.memory = Memory(machine)
        self._clock = clock
        self._last = 0

    def __getattr__(self, name: str) -> Any:
        """Return a function."""

        def call(*arguments: float) -> int:
            if name in _STEPPING:
                last = int(arguments[0])
                self._clock.pass_by(SECONDS_PER_STEP * max(0, last - self._last))
                self._last = last
            return self.machine.call(name, *arguments)

        return call


class MemoryView(JsProxy):
    """A part of an instance's memory, as `Uint8Array` gives it."""

    def __init__(self, memory: Memory, address: int, size: int) -> None:
        """Take a part."""
        self._machine = memory.machine
        self._place = address, size

    def to_bytes(self) -> bytes:
        """Return a copy of the part."""
        return self._machine.read(*self._place)

    def assign(self, content: bytes) -> None:
        """Copy bytes into the part."""
        self._machine.write(self._place[0], content)
