"""The wheel: Python modules, the shared object, and what the packaging standards ask for."""

import base64
import hashlib
import re
import zipfile
from pathlib import Path

from rdkit_wheel import cmake_lists, recipe
from rdkit_wheel.recipe import Recipe

GENERATOR = "rdkit-wheel"
"""What the wheel says of what has packed it."""

_FOLDERS = ("", "DataStructs", "Geometry", "ForceField", "utils", "Chem")
"""Folders of RDKit's Python package, with their modules; of Chem with all below it."""

_LEFT_OUT = re.compile(
    r"""
    /(UnitTest|test)            # tests
    | Chem/(ChemUtils/(?!DescriptorUtilities|__init__)|Draw/(?!__init__|rdMolDraw2DUtils|
        SimilarityMaps|MolDrawing)|fmcs|AtomPairs|FeatMaps|Features|Fingerprints|Fraggle|
        MolDb|MolKey|MolStandardize|Pharm|Subshape|Suppliers|BuildFragmentCatalog|DSViewer|
        FastSDMolSupplier|FeatFinderCLI|FunctionalGroups|FilterCatalog|FragmentCatalog|MCS|
        MolCatalog|PandasPatcher|PandasTools|PyMol|SATIS|ShowMols)
    | utils/(?!__init__|chemutils)
    """,
    re.VERBOSE,
)
"""Programs and modules that need a screen, a database, or what is not in this wheel."""

_EARLIEST = (1980, 1, 1, 0, 0, 0)
_LICENCES = {
    "RDKit.txt": "rdkit/license.txt",
    "Boost.txt": "boost/LICENSE_1_0.txt",
    "Eigen.txt": "eigen/COPYING.MPL2",
    "RapidJSON.txt": "rapidjson/license.txt",
}


def write(wanted: Recipe, work: Path, shared: Path, target: Path) -> Path:
    """Write the wheel into a folder and return its path; equal contents give equal bytes."""
    information = f"rdkit-{wanted.version}.dist-info"
    files = {
        **_modules(work / "rdkit"),
        **_additions(recipe.FOLDER / "python"),
        "rdkit/_rdkit.so": shared.read_bytes(),
        "rdkit/_extensions.txt": _extension_names(wanted, work).encode(),
        f"{information}/METADATA": _metadata(wanted).encode(),
        f"{information}/WHEEL": _wheel(wanted).encode(),
        **{
            f"{information}/licenses/{name}": (work / path).read_bytes()
            for name, path in _LICENCES.items()
        },
    }
    files[f"{information}/RECORD"] = _record(files, f"{information}/RECORD").encode()
    target.mkdir(parents=True, exist_ok=True)
    partial = target / f"{wanted.wheel_name}.partial"
    with zipfile.ZipFile(partial, "w") as opened:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, _EARLIEST)
            entry.external_attr = 0o644 << 16
            opened.writestr(entry, files[name], zipfile.ZIP_DEFLATED, 9)
    return partial.rename(target / wanted.wheel_name)


def _modules(source: Path) -> dict[str, bytes]:
    """Return RDKit's own Python modules by their names in the wheel."""
    package = source / "rdkit"
    found = {
        path
        for folder in _FOLDERS
        for path in ((package / folder).rglob if folder == "Chem" else (package / folder).glob)(
            "*.py"
        )
    }
    modules = {
        name: path.read_bytes()
        for path in found
        if not _LEFT_OUT.search(name := path.relative_to(source).as_posix())
    }
    # What RDKit's own build takes when there is no InChI.
    modules["rdkit/Chem/inchi.py"] = (source / "External/INCHI-API/python/noinchi.py").read_bytes()
    return modules


def _additions(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.py")}


def _extension_names(wanted: Recipe, work: Path) -> str:
    targets = cmake_lists.targets(work / "rdkit/Code")
    folders = ((targets[module].destination or "", module) for module in wanted.modules)
    names = (".".join(["rdkit", *folder.split("/"), module]) for folder, module in folders)
    return "".join(f"{name.replace('..', '.')}\n" for name in names)


def _metadata(wanted: Recipe) -> str:
    licences = "".join(f"License-File: {name}\n" for name in _LICENCES)
    return f"""\
Metadata-Version: 2.4
Name: rdkit
Version: {wanted.version}
Summary: A collection of chemoinformatics and machine-learning software, for Pyodide
Home-page: https://www.rdkit.org
License-Expression: BSD-3-Clause AND BSL-1.0 AND MPL-2.0 AND MIT
{licences}Requires-Python: =={wanted.python}.*
Classifier: Environment :: WebAssembly :: Emscripten
Classifier: Programming Language :: Python :: {wanted.python}
Classifier: Topic :: Scientific/Engineering :: Chemistry
"""


def _wheel(wanted: Recipe) -> str:
    return f"""\
Wheel-Version: 1.0
Generator: {GENERATOR}
Root-Is-Purelib: false
Tag: {wanted.tag}
"""


def _record(files: dict[str, bytes], own_name: str) -> str:
    lines = []
    for name in sorted(files):
        digest = base64.urlsafe_b64encode(hashlib.sha256(files[name]).digest())
        lines.append(f"{name},sha256={digest.decode().rstrip('=')},{len(files[name])}\n")
    return "".join([*lines, f"{own_name},,\n"])
