"""Compiles the modules of archives; runs in Pyodide, which sees the archives in /work."""

import sys
from zipimport import zipimporter

# Others came with the interpreter itself, as bytecode.
AT_THE_START = {
    name
    for name, module in sys.modules.items()
    if isinstance(getattr(module, "__loader__", None), zipimporter)
}

import json  # noqa: E402  (what is imported for this is not imported at every start)
import zipfile  # noqa: E402
from importlib.util import MAGIC_NUMBER, source_hash  # noqa: E402
from marshal import dumps  # noqa: E402
from pathlib import Path  # noqa: E402

WORK = Path("/work")
WITHOUT_DOCSTRINGS = 2
HASH_THAT_NO_ONE_CHECKS = (0b01).to_bytes(4, "little")


def main() -> None:
    """Compile what `jobs.json` lists."""
    for job in json.loads((WORK / "jobs.json").read_text(encoding="utf-8")):
        wanted = None if job["also"] is None else AT_THE_START | set(job["also"])
        compile_archive(WORK / job["path"], job["seen_at"], wanted)


def compile_archive(path: Path, seen_at: str, wanted: set[str] | None) -> None:
    """Compile the modules of an archive that are wanted; all others stay as they are."""
    with zipfile.ZipFile(path) as archive:
        contents = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w") as archive:
        for name in sorted(contents):
            content = contents[name]
            if name.endswith(".py") and (wanted is None or module_of(name) in wanted):
                content = bytecode(content, f"{seen_at}{name}")
                name += "c"  # noqa: PLW2901  (the ending of bytecode)
            entry = zipfile.ZipInfo(name)  # with a date that never changes
            archive.writestr(entry, content, zipfile.ZIP_DEFLATED, compresslevel=9)


def module_of(name: str) -> str:
    """Return the name of the module in a file."""
    return name.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def bytecode(text: bytes, seen_at: str) -> bytes:
    """Return the content of a .pyc file for a module's text."""
    code = compile(text, seen_at, "exec", dont_inherit=True, optimize=WITHOUT_DOCSTRINGS)
    return MAGIC_NUMBER + HASH_THAT_NO_ONE_CHECKS + source_hash(text) + dumps(code)


main()
