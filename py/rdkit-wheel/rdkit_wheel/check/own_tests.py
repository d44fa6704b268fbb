"""Runs RDKit's own Python tests within Pyodide."""

import importlib
import io
import os
import sys
import unittest
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec, SourceFileLoader
from pathlib import Path
from types import ModuleType
from typing import NoReturn

from rdkit import RDConfig


class _Absent(ModuleType):
    """Stands for a module that is not here: a test that uses it is skipped, and says so."""

    __all__ = ()

    def __getattr__(self, name: str) -> NoReturn:
        if name.startswith("__"):  # asked by the import system
            raise AttributeError(name)
        raise unittest.SkipTest(f"needs {self.__name__}")


class _Absentees(MetaPathFinder, Loader):
    """Finds what nothing else has found of RDKit, and numpy."""

    def __init__(self) -> None:
        self.found: list[str] = []

    def find_spec(
        self,
        fullname: str,
        path: Sequence[str] | None,  # noqa: ARG002  (the import system gives both)
        target: ModuleType | None = None,  # noqa: ARG002
    ) -> ModuleSpec | None:
        # RDKit itself asks whether there is a Qt.
        if fullname.partition(".")[0] not in {"numpy", "rdkit"} or fullname.endswith("Qt"):
            return None
        self.found.append(fullname)
        return ModuleSpec(fullname, self, is_package=True)

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        return _Absent(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        pass


@contextmanager
def _absent_ones_allowed() -> Iterator[None]:
    """Let a file of tests be imported that imports what is not here."""
    finder = _Absentees()
    sys.meta_path.append(finder)
    try:
        yield
    finally:
        sys.meta_path.remove(finder)
        # RDKit itself looks there whether there is numpy.
        for name in finder.found:
            sys.modules.pop(name, None)


def run(path: str, base: str) -> dict[str, object]:
    """Run one file of tests; return how many ran, and what failed with its last line.

    `base` is the folder of RDKit's source, which its tests find their data in.
    """
    os.environ["RDBASE"] = base
    os.chdir(Path(path).parent)
    importlib.reload(RDConfig)
    name = "own_" + path.replace("/", "_").removesuffix(".py")
    loader = SourceFileLoader(name, path)
    module = ModuleType(name)
    module.__file__ = path
    sys.modules[name] = module
    try:
        with _absent_ones_allowed():
            loader.exec_module(module)
    except Exception as error:  # noqa: BLE001  (it imports more than is here, which is told)
        return {"ran": 0, "skipped": {f"{type(error).__name__}: {error}": 1}, "failed": []}
    suite = unittest.defaultTestLoader.loadTestsFromModule(module)
    result = unittest.TextTestRunner(stream=io.StringIO(), verbosity=0).run(suite)
    wrong = [*result.failures, *result.errors]
    return {
        "ran": result.testsRun,
        "skipped": Counter(reason for _, reason in result.skipped),
        "failed": [
            [test.id().removeprefix(f"{name}."), text.strip().splitlines()[-1][:200]]
            for test, text in wrong
        ],
    }
