"""The build: one archive of libraries, the wrappers, and one shared object of all."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from rdkit_wheel import cmake_lists
from rdkit_wheel.cmake_lists import Target
from rdkit_wheel.recipe import Recipe

SHARED_OBJECT = "_rdkit.so"
"""What the build leaves in the folder `build` of the work folder."""

STAGES = {
    "libraries": "RDKit's libraries",
    "boost": "Boost.Python",
    "wrappers": "Wrappers",
    "linked": "Linking",
}
"""Targets of the build in their order, and what to call them."""

_INCLUDES = ("rdkit/Code", "boost/include", "eigen", "rapidjson/include")
_PYTHON_INCLUDES = ("numpy-stand-in", *_INCLUDES, "python-headers")
# Boost.Python without its own stand-in for numpy.
_NOT_OF_BOOST = "numpy"
_BASE_OF_WRAPPERS = "rdkit_py_base"

_RULES = """\
rule compile
  command = em++ $flags -MD -MF $out.d -c $in -o $out
  depfile = $out.d
  deps = gcc
  description = $out
rule archive
  command = rm -f $out && emar rcsD $out @$out.list
  rspfile = $out.list
  rspfile_content = $in
  description = $out
rule link
  command = em++ $flags @$out.list -o $out
  rspfile = $out.list
  rspfile_content = $in
  description = $out
"""


def write(wanted: Recipe, work: Path) -> None:
    """Write build/build.ninja into the work folder.

    All paths in it are relative, as RDKit's messages tell file names: so the bytes do not
    depend on where the work folder is.
    """
    folder = work / "build"
    folder.mkdir(exist_ok=True)
    targets = cmake_lists.closure(wanted.modules, cmake_lists.targets(work / "rdkit/Code"))
    lines = [_RULES, *_variables(wanted)]
    for name, kind, knows_python in (
        ("libraries", "library", False),
        ("wrappers", "wrapper", True),
    ):
        of_kind = [target for target in targets if _knows_python(target) is knows_python]
        sources = {
            source: target.definitions
            for target in of_kind
            for source in target.sources
            if source.stem not in wanted.without
        }
        lines += _archive(name, kind, sources, work)
    lines += _archive("boost", "boost", dict.fromkeys(_sources_of_boost(work), ()), work)
    lines += _link(wanted)
    (folder / "build.ninja").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _variables(wanted: Recipe) -> list[str]:
    """Return the flags for each kind of source."""
    every, library, wrapper = (wanted.flags[key] for key in ("every", "library", "wrapper"))
    flags = {
        "library": [*library, *every, *_include(_INCLUDES)],
        "wrapper": [*wrapper, *every, *_include(_PYTHON_INCLUDES)],
        "boost": [*library, *every, "-DBOOST_PYTHON_SOURCE", *_include(_PYTHON_INCLUDES)],
    }
    return [f"{name} = {' '.join(words)}" for name, words in flags.items()]


def _sources_of_boost(work: Path) -> list[Path]:
    folder = work / "boost/python/src"
    return [path for path in sorted(folder.rglob("*.cpp")) if _NOT_OF_BOOST not in path.parts]


def _knows_python(target: Target) -> bool:
    return target.destination is not None or _BASE_OF_WRAPPERS in target.links


def _include(folders: Iterable[str]) -> list[str]:
    return [f"-I../{folder}" for folder in folders]


def _archive(
    name: str, kind: str, sources: Mapping[Path, tuple[str, ...]], work: Path
) -> list[str]:
    """Return the lines for an archive of sources, given with their own flags."""
    objects = []
    lines = []
    for source, definitions in sources.items():
        within = source.relative_to(work)
        objects.append(f"{kind}/{within.with_suffix('.o').as_posix()}")
        lines += [
            f"build {objects[-1]}: compile ../{within.as_posix()}",
            f"  flags = {' '.join([f'${kind}', *definitions])}",
        ]
    lines += [f"build {name}.a: archive {' '.join(objects)}", f"build {name}: phony {name}.a"]
    return lines


def _link(wanted: Recipe) -> list[str]:
    exported = ",".join(f"_PyInit_{module}" for module in wanted.modules)
    flags = " ".join([*wanted.flags["link"], f"-sEXPORTED_FUNCTIONS={exported}"])
    archives = "wrappers.a libraries.a boost.a"
    return [
        f"build {SHARED_OBJECT}: link {archives}",
        f"  flags = {flags}",
        f"build linked: phony {SHARED_OBJECT}",
    ]
