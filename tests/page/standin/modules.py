"""Modules of the site, imported anew for every page and every worker."""

import __future__

import ast
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import spec_from_file_location
from pathlib import Path
from types import CodeType, ModuleType
from typing import Any

from tests.page.standin.source import source


@cache
def compiled(path: Path) -> CodeType:
    """Return the code of a file; like MicroPython it leaves annotations alone."""
    return _compiled(path, 0)


async def run(path: Path, names: dict[str, Any]) -> None:
    """Run a script as PyScript does, which lets it wait for what it begins."""
    code = _compiled(path, ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
    waiting = eval(code, names)  # noqa: S307  (the site's own)
    if waiting is not None:
        await waiting


def _compiled(path: Path, flag: int) -> CodeType:
    text = path.read_text(encoding="utf-8")
    flags = flag | __future__.annotations.compiler_flag
    code: CodeType = compile(text, str(path), "exec", flags=flags, dont_inherit=True)
    return code


class _Loader(SourceFileLoader):
    def get_code(self, fullname: str) -> CodeType:
        return compiled(Path(self.get_filename(fullname)))


class _Finder(MetaPathFinder):
    """Finds the site's own modules."""

    def __init__(self, roots: dict[str, Path]) -> None:
        self._roots = roots

    def find_spec(
        self, fullname: str, _path: Sequence[str] | None, _target: ModuleType | None = None
    ) -> ModuleSpec | None:
        root = self._roots.get(fullname.partition(".")[0])
        if root is None:
            return None
        place = root / fullname.replace(".", "/")
        for file in (place.with_suffix(".py"), place / "__init__.py"):
            if file.is_file():
                return spec_from_file_location(fullname, file, loader=_Loader(fullname, str(file)))
        if place.is_dir():
            package = ModuleSpec(fullname, None, is_package=True)
            package.submodule_search_locations = [str(place)]
            return package
        return None


@contextmanager
def findable() -> Iterator[None]:
    """Let the site's modules be found; forget them in the end."""
    finder = _Finder(source().roots)
    sys.meta_path.insert(0, finder)
    try:
        yield
    finally:
        sys.meta_path.remove(finder)
        forget()


def module(name: str, **contents: object) -> ModuleType:
    """Return a module with contents; it can have modules below it."""
    made = ModuleType(name)
    made.__path__ = []
    made.__dict__.update(contents)
    return made


_GIVEN = {"js", "jsffi", "polyscript", "pyodide", "pyodide_js", "pyscript"}


@cache
def _names() -> frozenset[str]:
    return frozenset(source().roots) | _GIVEN


def _is_ours(name: str) -> bool:
    return name.partition(".")[0] in _names()


def replace(them: dict[str, ModuleType]) -> None:
    """Forget the modules of the site, and those that stand in; have others in their place."""
    if _in_use[0] is not them:
        forget()
        sys.modules.update(them)
        _in_use[0] = them


_in_use: list[dict[str, ModuleType]] = [{}]
"""What `replace` was given last, unless it was forgotten."""


def forget() -> None:
    """Forget the modules of the site, and those that stand in."""
    _in_use[0] = {}
    for name in [name for name in tuple(sys.modules) if _is_ours(name)]:
        del sys.modules[name]


def ours() -> dict[str, ModuleType]:
    """Return the modules of the site, and those that stand in, as they are now."""
    return {name: one for name, one in tuple(sys.modules.items()) if _is_ours(name)}
