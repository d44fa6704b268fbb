"""Files that RDKit's CMake and CPython's configure would write, for Pyodide."""

import re
import runpy
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory

from rdkit_wheel import cmake_lists
from rdkit_wheel.recipe import Recipe
from rdkit_wheel.steps import RecipeError

_OPTION = re.compile(r"^#cmakedefine\s+(\w+).*$", re.MULTILINE)
_DEFINED = re.compile(r"^(?:#\s*define|/\* #undef)\s+([A-Za-z_]\w*)", re.MULTILINE)
_BOOST_VERSION = re.compile(r'#define BOOST_LIB_VERSION "(\w+)"')
_SYSCONFIG = "_sysconfigdata__emscripten_wasm32-emscripten.py"
_TEXTS = ("PLATLIBDIR", "PYTHONFRAMEWORK", "PY_BUILTIN_HASHLIB_HASHES")
"""Names in pyconfig.h whose values are strings."""

_SWITCHED_ON = ("RDK_USE_STRICT_ROTOR_DEFINITION",)


def check_pyodide(pyodide: Path) -> None:
    """Raise `RecipeError` if a folder is not that of a Pyodide which this recipe knows."""
    stdlib = pyodide / "python_stdlib.zip"
    if not stdlib.is_file():
        raise RecipeError(f"{pyodide} is not the folder of the npm package pyodide.")
    with zipfile.ZipFile(stdlib) as opened:
        if _SYSCONFIG not in opened.namelist():
            raise RecipeError(f"The Pyodide in {pyodide} has no {_SYSCONFIG}. Is it release 314?")


def write(wanted: Recipe, work: Path, pyodide: Path) -> None:
    """Write all of them into the work folder; `pyodide` is the npm package's folder."""
    code = work / "rdkit/Code"
    _copy_parsers(code / "GraphMol/SmilesParse")
    _write_versions(wanted, code / "RDGeneral", work / "boost/include")
    _write_options(code / "RDGeneral")
    _write_export_macros(code)
    write_pyconfig(work, pyodide / "python_stdlib.zip")


def _write(path: Path, text: str) -> None:
    """Write a file if it is not so already: an untouched one need not be compiled again."""
    if not path.is_file() or path.read_text(encoding="utf-8") != text:
        path.write_text(text, encoding="utf-8")


def _copy_parsers(folder: Path) -> None:
    """Copy what flex and bison made, which RDKit keeps beside the grammars."""
    for pattern in ("lex.*.cpp.cmake", "*.tab.?pp.cmake"):
        for path in folder.glob(pattern):
            _write(path.with_suffix(""), path.read_text(encoding="utf-8"))


def _write_versions(wanted: Recipe, folder: Path, boost: Path) -> None:
    year, month, revision = wanted.version.split(".")
    (version,) = _BOOST_VERSION.findall((boost / "boost/version.hpp").read_text(encoding="utf-8"))
    values = {
        "RDKit_Year": year,
        "RDKit_intMonth": month,
        "RDKit_Revision": revision,
        "RDKit_RELEASENAME": wanted.release,
        "Boost_LIB_VERSION": version,
        "RDKit_BUILDNAME": wanted.tag,
    }
    for name in ("versions.h", "versions.cpp"):
        text = (folder / f"{name}.cmake").read_text(encoding="utf-8")
        for key, value in values.items():
            text = re.sub(rf"@{key} ?@", value, text)
        _write(folder / name, text)


def _write_options(folder: Path) -> None:
    def line(option: re.Match[str]) -> str:
        on = option[1] in _SWITCHED_ON
        return f"#define {option[1]}" if on else f"/* #undef {option[1]} */"

    text = (folder / "RDConfig.h.cmake").read_text(encoding="utf-8")
    _write(folder / "RDConfig.h", _OPTION.sub(line, text))


def _write_export_macros(code: Path) -> None:
    """Write export.h, in which nothing is exported: all is linked into one."""
    names = {target.name.upper() for target in cmake_lists.targets(code).values()}
    # QUERY is a header without a library.
    macros = [f"#define RDKIT_{name}_EXPORT" for name in sorted(names | {"QUERY"})]
    lines = ["#pragma once", "#include <RDGeneral/RDExportMacros.h>", *macros]
    _write(code / "RDGeneral/export.h", "\n".join(lines) + "\n")


def write_pyconfig(work: Path, stdlib: Path) -> None:
    """Write pyconfig.h with the values that Pyodide's Python was built with."""
    with TemporaryDirectory() as folder, zipfile.ZipFile(stdlib) as opened:
        values = runpy.run_path(opened.extract(_SYSCONFIG, folder))["build_time_vars"]
    native = (work / "native-pyconfig.h").read_text(encoding="utf-8")
    names = dict.fromkeys(_DEFINED.findall(native))
    names.pop("Py_PYCONFIG_H", None)
    lines = [_pyconfig_line(name, values[name]) for name in names if name in values]
    _write(work / "python-headers/pyconfig.h", "\n".join(["#pragma once", *lines]) + "\n")


def _pyconfig_line(name: str, value: object) -> str:
    is_size = name.startswith(("SIZEOF", "ALIGNOF"))
    if (value == 0 and not is_size) or value == "" or str(value).startswith("/*"):
        return f"/* #undef {name} */"
    if name in _TEXTS:
        value = '"{}"'.format(str(value).strip('"'))
    return f"#define {name} {value}"
