"""Finds RDKit's extension modules, which all live in one shared object.

One object has one registry of Boost.Python's types, and loads in one go.
"""

import sys
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ExtensionFileLoader, ModuleSpec
from importlib.util import spec_from_file_location
from pathlib import Path
from types import ModuleType

_OBJECT = str(Path(__file__).with_name("_rdkit.so"))
_MODULES = frozenset(Path(__file__).with_name("_extensions.txt").read_text().split())


class _Finder(MetaPathFinder):
    def find_spec(
        self,
        fullname: str,
        path: Sequence[str] | None,  # noqa: ARG002  (it is the same for all)
        target: ModuleType | None = None,  # noqa: ARG002
    ) -> ModuleSpec | None:
        if fullname not in _MODULES:
            return None
        loader = ExtensionFileLoader(fullname, _OBJECT)
        return spec_from_file_location(fullname, _OBJECT, loader=loader)


sys.meta_path.insert(0, _Finder())
