"""Whether a shared object fits the main module of a Pyodide."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

from rdkit_wheel.steps import RecipeError
from rdkit_wheel.toolchain import Toolchain

MAIN_MODULE = "pyodide.asm.wasm"

_OF_THE_LOADER = {"__memory_base", "__table_base"}
"""What the dynamic loader itself gives to a side module."""

_HEADER = b"\0asm\1\0\0\0"
_IMPORTS, _EXPORTS = 2, 7
_FUNCTION, _TABLE, _MEMORY, _GLOBAL, _TAG = range(5)
# In the mangled names of libc++ stands its version: “ne210108” is 21.1.8.
_LIBCXX_IN_NAMES = re.compile(rb"B8ne(\d{6})")
_ASK = "echo '#include <version>' | em++ -x c++ -E -dM - > macros.txt && em++ --version"
_LIBCXX_VERSION = re.compile(r"#define _LIBCPP_VERSION (\d+)")


def missing_imports(shared: bytes, main: bytes) -> list[str]:
    """Return what a side module imports and the main module does not export.

    Raises `ValueError` if one of the two is no WebAssembly module.
    """
    there = {name for name, _ in _entries(main, _EXPORTS)} | _OF_THE_LOADER
    own = {name for name, _ in _entries(shared, _EXPORTS)}
    return sorted({name for name, _ in _entries(shared, _IMPORTS)} - there - own)


def check_imports(shared: bytes, main: Path) -> None:
    """Raise `RecipeError` if the shared object needs what Pyodide does not have."""
    missing = missing_imports(shared, main.read_bytes())
    if missing:
        some = ", ".join(missing[:5])
        raise RecipeError(
            f"{len(missing)} imports of the shared object are not in Pyodide, such as {some}. "
            "The compiler's libraries differ from those that Pyodide was built with."
        )


def check_compiler(toolchain: Toolchain, main: Path) -> None:
    """Raise `RecipeError` if the compiler's libc++ is not the one in Pyodide's main module."""
    found = _LIBCXX_IN_NAMES.search(main.read_bytes())
    if found is None:
        raise RecipeError(f"{main} does not say which libc++ is in it. Is it Pyodide's?")
    said = toolchain.work / "compiler.txt"
    before = said.read_text(encoding="utf-8") if said.is_file() else ""
    toolchain.run(f"{_ASK} > compiler.txt 2> /dev/null")
    if before not in {"", said.read_text(encoding="utf-8")}:
        # What another compiler has made would be mixed with what this one makes.
        shutil.rmtree(toolchain.work / "build", ignore_errors=True)
    print(
        f"          {(toolchain.work / 'compiler.txt').read_text(encoding='utf-8').splitlines()[0]}"
    )
    macros = (toolchain.work / "macros.txt").read_text(encoding="utf-8")
    defined = _LIBCXX_VERSION.search(macros)
    version = defined[1] if defined is not None else "an unknown"
    if version != found[1].decode():
        raise RecipeError(
            f"The compiler has version {version} of libc++, and Pyodide has {found[1].decode()}, "
            "so names would not match. Use emsdk with the version that Pyodide was built with "
            "(--toolchain emsdk; the README says which)."
        )


def _entries(module: bytes, wanted: int) -> Iterator[tuple[str, int]]:
    """Give the names and kinds in the section of the imports or of the exports."""
    if module[: len(_HEADER)] != _HEADER:
        raise ValueError("this is no WebAssembly module")
    reader = _Reader(module, len(_HEADER))
    while reader.at < len(module):
        section, size = reader.byte(), reader.number()
        if section != wanted:
            reader.at += size
            continue
        for _ in range(reader.number()):
            if wanted == _IMPORTS:
                reader.name()  # of the module that it comes from
            name, kind = reader.name(), reader.byte()
            yield name, kind
            if wanted == _IMPORTS:
                reader.skip_import(kind)
            else:
                reader.number()


class _Reader:
    """Reads the binary format: WebAssembly Core Specification, chapter 5."""

    def __init__(self, data: bytes, at: int) -> None:
        self._data = data
        self.at = at

    def byte(self) -> int:
        self.at += 1
        return self._data[self.at - 1]

    def number(self) -> int:
        """Read an unsigned LEB128 number."""
        value = shift = 0
        while True:
            byte = self.byte()
            value |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80:  # noqa: PLR2004  (the highest bit)
                return value

    def name(self) -> str:
        size = self.number()
        self.at += size
        return self._data[self.at - size : self.at].decode()

    def skip_import(self, kind: int) -> None:
        if kind == _FUNCTION:
            self.number()
        elif kind == _GLOBAL:
            self.at += 2
        elif kind == _TAG:
            self.byte()
            self.number()
        else:
            if kind == _TABLE:
                self.byte()
            has_maximum = self.byte() & 1
            self.number()
            if has_maximum:
                self.number()
