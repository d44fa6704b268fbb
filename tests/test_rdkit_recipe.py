"""The recipe for RDKit's wheel: what it reads, checks, refuses and writes; no compiler runs."""

import hashlib
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from packaging.metadata import Metadata
from rdkit_wheel import cmake_lists, compatibility, debian, generated, ninja, package, recipe
from rdkit_wheel import sources as source_archives
from rdkit_wheel.build import fixed_addresses
from rdkit_wheel.check import contents
from rdkit_wheel.emsdk import Emsdk
from rdkit_wheel.recipe import Recipe, Source
from rdkit_wheel.steps import RecipeError

from tools import environment
from tools import rdkit as chosen_rdkit
from tools.pyodide_lock import UnusableWheelError

pytestmark = pytest.mark.outside

LISTS = """
# rdkit_library(Commented out.cpp)
set(more Third.cpp)
if (RDK_BUILD_SOMETHING AND (A OR (B)))
  set(more Never.cpp)
  rdkit_library(Never never.cpp)
elseif(RDK_BUILD_OTHER)
  rdkit_library(Neither neither.cpp)
else()
  FILE(GLOB found "${CMAKE_CURRENT_SOURCE_DIR}/lex.*.cpp")
endif()
rdkit_library(Graphs First.cpp Second.cpp ${more}
              ${found} SHARED
              LINK_LIBRARIES Numbers ${RDK_NOTHING})
if(NOT RDK_BUILD_QT)
rdkit_library(Numbers numbers.cpp)
endif(NOT RDK_BUILD_QT)
if(RDK_BUILD_PYTHON_WRAPPERS)
  rdkit_python_extension(rdGraphs rdGraphs.cpp DEST Chem/Graphs LINK_LIBRARIES Graphs boost)
endif()
"""


@pytest.fixture
def code(tmp_path: Path) -> Path:
    folder = tmp_path / "Code"
    folder.mkdir()
    (folder / "CMakeLists.txt").write_text(LISTS)
    (folder / "lex.yy.cpp").write_text("")
    return folder


def test_libraries_and_modules_are_read_with_variables_and_conditions(code: Path) -> None:
    found = cmake_lists.targets(code)
    assert set(found) == {"Graphs", "Numbers", "rdGraphs"}
    names = [source.name for source in found["Graphs"].sources]
    assert names == ["First.cpp", "Second.cpp", "Third.cpp", "lex.yy.cpp"]
    assert found["Graphs"].links == ("Numbers",)
    assert found["Graphs"].destination is None
    assert found["rdGraphs"].destination == "Chem/Graphs"


def test_what_a_module_needs_comes_along_once(code: Path) -> None:
    known = cmake_lists.targets(code)
    needed = cmake_lists.closure(["rdGraphs", "Graphs"], known)
    assert [target.name for target in needed] == ["Graphs", "Numbers", "rdGraphs"]
    with pytest.raises(KeyError, match="rdMissing"):
        cmake_lists.closure(["rdMissing"], known)


def test_full_adds_to_core() -> None:
    core, full = recipe.read("core"), recipe.read("full")
    assert set(core.modules) < set(full.modules)
    assert core.wheel_name == f"rdkit-{core.version}-{core.tag}.whl"
    assert all(len(source.sha256) == 64 for source in core.sources)


def test_the_fingerprint_is_of_what_decides_about_the_wheel(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = tmp_path / "check" / "recipe"  # wherever it is
    shutil.copytree(recipe.FOLDER, copy, ignore=shutil.ignore_patterns("__pycache__"))
    own = recipe.fingerprint()
    monkeypatch.setattr(recipe, "FOLDER", copy)
    assert recipe.fingerprint() == own
    (copy / "README.md").write_text("other words")
    (copy / "rdkit_wheel/check/inside.py").write_text("")
    assert recipe.fingerprint() == own
    (copy / "recipe.toml").write_text("[wheel]")
    assert recipe.fingerprint() != own


@pytest.fixture
def toolchain(tmp_path: Path) -> Emsdk:
    work = tmp_path / "work"
    (work / "archives").mkdir(parents=True)
    return Emsdk(work)


@pytest.fixture
def source(tmp_path: Path, toolchain: Emsdk) -> Source:
    """Give a source whose archive is in the toolchain's folder."""
    top = tmp_path / "made-1.0"
    (top / "src").mkdir(parents=True)
    (top / "src/kept.cpp").write_text("kept")
    (top / "left.txt").write_text("left")
    archive = toolchain.work / "archives/made_1.0.orig.tar.xz"
    with tarfile.open(archive, "w:xz") as opened:
        opened.add(top, top.name)
    sha256 = hashlib.sha256(archive.read_bytes()).hexdigest()
    return Source("made", "made", archive.name, sha256, (("[^/]+/src/(.*)", "code/\\1"),))


def wanted(source: Source) -> Recipe:
    return replace(recipe.read(), sources=(source,))


def test_only_the_parts_asked_for_are_unpacked(toolchain: Emsdk, source: Source) -> None:
    source_archives.unpack(wanted(source), toolchain.work / "archives", toolchain)
    files = [path for path in (toolchain.work / "made").rglob("*") if path.is_file()]
    assert [path.name for path in files] == ["kept.cpp"]
    files[0].write_text("worked on")
    source_archives.unpack(wanted(source), toolchain.work / "archives", toolchain)
    assert files[0].read_text() == "worked on"


def test_an_archive_with_other_bytes_is_refused(toolchain: Emsdk, source: Source) -> None:
    archive = toolchain.work / "archives" / source.archive
    archive.write_bytes(archive.read_bytes() + b"more")
    with pytest.raises(RecipeError, match=r"made_1\.0\.orig\.tar\.xz has the SHA-256 .* deleted"):
        source_archives.unpack(wanted(source), toolchain.work / "archives", toolchain)
    with pytest.raises(RecipeError, match=r"made_1\.0\.orig\.tar\.xz is missing"):
        source_archives.unpack(wanted(source), toolchain.work / "archives", toolchain)


def test_the_compiler_runs_at_fixed_addresses(toolchain: Emsdk) -> None:
    prefix = fixed_addresses(toolchain)
    if not prefix:
        pytest.skip("this system fixes no addresses")
    for _ in range(5):
        toolchain.run(f"{prefix} grep heap /proc/self/maps >> addresses")
    first, *others = (toolchain.work / "addresses").read_text().splitlines()
    assert others == [first] * 4


def test_a_system_that_fixes_no_addresses_is_told(
    toolchain: Emsdk, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    sh = shutil.which("sh")
    assert sh is not None
    (toolchain.work / "sh").symlink_to(sh)
    monkeypatch.setenv("PATH", str(toolchain.work))
    assert fixed_addresses(toolchain) == ""
    assert "the bytes may differ from another build's" in capsys.readouterr().out


def test_every_patch_says_why() -> None:
    patches = sorted((recipe.FOLDER / "patches").glob("*.patch"))
    assert patches
    names = [source.name for source in recipe.read().sources]
    for patch in patches:
        assert patch.name.split("-")[0] in names
        reason, mark, _ = patch.read_text(encoding="utf-8").partition("\n--- a/")
        assert mark
        assert len(reason) > 40


def run_recipe(
    *arguments: str | Path, variables: dict[str, str], pyodide: str = ""
) -> subprocess.CompletedProcess[str]:
    folder = pyodide or environment.npm_packages() / "pyodide"
    return subprocess.run(
        [sys.executable, "-m", "rdkit_wheel", "build", "--pyodide", folder, *arguments],
        check=False,
        capture_output=True,
        text=True,
        cwd=recipe.FOLDER,
        env=variables,
    )


@pytest.mark.parametrize(
    ("toolchain", "words"),
    [
        ("debian", "debootstrap is not installed. On Debian or Ubuntu: apt-get install"),
        ("container", "Neither Docker nor Podman is installed. Install one, or be root on Debian"),
        ("emsdk", "Not on the PATH: em++, emar, ninja, patch, python3.14. Activate emsdk"),
    ],
)
def test_what_is_missing_is_said_in_words(tmp_path: Path, toolchain: str, words: str) -> None:
    said = run_recipe(
        *("--toolchain", toolchain, "--cache", tmp_path), variables={"PATH": str(tmp_path)}
    )
    assert said.returncode == 1
    assert words in said.stderr
    assert "Traceback" not in said.stderr


def test_another_folder_than_pyodide_s_is_refused_first(tmp_path: Path) -> None:
    said = run_recipe(pyodide="nowhere", variables={"PATH": str(tmp_path)})
    assert said.returncode == 1
    assert "nowhere is not the folder of the npm package pyodide." in said.stderr


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")
def test_who_is_not_root_is_told_the_other_ways() -> None:
    code = "from rdkit_wheel import debian; debian.require_root_and_debootstrap()"
    with tempfile.TemporaryDirectory() as folder:  # pytest's own are for root only
        Path(folder).chmod(0o755)
        program = Path(folder) / "debootstrap"
        program.write_text("#!/bin/sh\nexit 1\n")
        program.chmod(0o755)
        said = subprocess.run(
            ["/usr/bin/env", "python3", "-c", code],
            env={"PATH": f"{folder}:/usr/bin", "PYTHONPATH": str(recipe.FOLDER)},
            user=65534,
            capture_output=True,
            text=True,
            check=False,
        )
    assert "can only be made by root: run this with sudo, or use Docker" in said.stderr


def test_a_full_disk_is_said_before_the_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(debian, "GIGABYTES", 10**9)
    with pytest.raises(RecipeError, match=r"GB are free at .* choose another place with --cache"):
        debian.require_space(tmp_path)


def test_a_debootstrap_that_fails_leaves_nothing_half(tmp_path: Path) -> None:
    program = tmp_path / "debootstrap"
    program.write_text('#!/bin/sh\nmkdir -p "$5"; echo E: no network >&2; exit 1\n')
    program.chmod(0o755)
    cache = tmp_path / "cache"
    said = run_recipe(
        *("--toolchain", "debian", "--cache", cache),
        variables={**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}"},
    )
    if os.geteuid() != 0:
        pytest.skip("only root gets that far")
    assert "debootstrap failed: E: no network" in said.stderr
    assert not (cache / "debian").exists()


@pytest.fixture(scope="module")
def main_module() -> bytes:
    return (environment.npm_packages() / "pyodide" / compatibility.MAIN_MODULE).read_bytes()


def test_imports_that_pyodide_lacks_are_found(main_module: bytes) -> None:
    # Any extension for this Pyodide will do; RDKit's own is looked at by the check of its wheel.
    (msgspec,) = (path for path in environment.pyodide_wheels() if path.name.startswith("msgspec"))
    shared = contents.shared_object(msgspec)
    assert compatibility.missing_imports(shared, main_module) == []
    other = shared.replace(b"PyObject_GetAttrString", b"PyObject_NoSuchThingIs")
    assert other != shared
    assert compatibility.missing_imports(other, main_module) == ["PyObject_NoSuchThingIs"]
    with pytest.raises(ValueError, match="no WebAssembly module"):
        compatibility.missing_imports(b"\x7fELF", main_module)


@pytest.fixture
def work(tmp_path: Path, code: Path) -> Path:
    """Give a work folder as after unpacking, with a few files of each kind."""
    folder = tmp_path / "work"
    files = {
        "rdkit/license.txt": "RDKit's",
        "rdkit/rdkit/__init__.py": "",
        "rdkit/rdkit/Chem/__init__.py": "",
        "rdkit/rdkit/Chem/UnitTestSomething.py": "",
        "rdkit/rdkit/Chem/Draw/__init__.py": "",
        "rdkit/rdkit/Chem/Draw/qtCanvas.py": "",
        "rdkit/External/INCHI-API/python/noinchi.py": "INCHI_AVAILABLE = False",
        "boost/LICENSE_1_0.txt": "Boost's",
        "boost/python/src/list.cpp": "",
        "boost/python/src/numpy/dtype.cpp": "",
        "eigen/COPYING.MPL2": "Eigen's",
        "rapidjson/license.txt": "RapidJSON's",
        "build/_rdkit.so": "shared",
    }
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    shutil.copytree(code, folder / "rdkit/Code")
    return folder


SMALL = replace(recipe.read(), modules=("rdGraphs",))


def test_the_wheel_has_what_the_standards_ask_for(work: Path, tmp_path: Path) -> None:
    wheel = package.write(SMALL, work, work / "build/_rdkit.so", tmp_path / "one")
    assert contents.wrong_hashes(wheel) == []
    assert contents.licences(wheel) == ["Boost.txt", "Eigen.txt", "RDKit.txt", "RapidJSON.txt"]
    with zipfile.ZipFile(wheel) as opened:
        names = set(opened.namelist())
        information = f"rdkit-{SMALL.version}.dist-info"
        metadata = Metadata.from_email(opened.read(f"{information}/METADATA"), validate=True)
        assert opened.read("rdkit/_extensions.txt").split() == [b"rdkit.Chem.Graphs.rdGraphs"]
        assert f"Tag: {SMALL.tag}".encode() in opened.read(f"{information}/WHEEL")
    assert str(metadata.requires_python) == "==3.14.*"
    assert metadata.license_files == ["RDKit.txt", "Boost.txt", "Eigen.txt", "RapidJSON.txt"]
    assert {"rdkit/_rdkit.so", "rdkit/_arrays.py", "rdkit/Chem/inchi.py"} <= names
    assert not any("UnitTest" in name or "qtCanvas" in name for name in names)


def test_equal_contents_give_equal_bytes(work: Path, tmp_path: Path) -> None:
    one = package.write(SMALL, work, work / "build/_rdkit.so", tmp_path / "one")
    for path in work.rglob("*"):
        os.utime(path, (0, 2_000_000_000))
    other = package.write(SMALL, work, work / "build/_rdkit.so", tmp_path / "other")
    assert one.read_bytes() == other.read_bytes()


def test_a_file_that_the_record_does_not_know_is_found(work: Path, tmp_path: Path) -> None:
    wheel = package.write(SMALL, work, work / "build/_rdkit.so", tmp_path)
    with zipfile.ZipFile(wheel, "a") as opened:
        opened.writestr("rdkit/slipped_in.py", "")
    assert contents.wrong_hashes(wheel) == ["rdkit/slipped_in.py"]


def test_the_build_compiles_what_is_needed_and_knows_no_absolute_path(work: Path) -> None:
    ninja.write(SMALL, work)
    text = (work / "build/build.ninja").read_text()
    assert "build library/rdkit/Code/numbers.o: compile ../rdkit/Code/numbers.cpp" in text
    assert "build wrapper/rdkit/Code/rdGraphs.o" in text
    assert "build boost/boost/python/src/list.o" in text
    assert "dtype" not in text
    assert "-sEXPORTED_FUNCTIONS=_PyInit_rdGraphs" in text
    assert str(work) not in text


def test_python_is_configured_as_pyodide_s_is(tmp_path: Path) -> None:
    (tmp_path / "python-headers").mkdir()
    lines = ("#define SIZEOF_VOID_P 8", "/* #undef HAVE_FORK */", "#define NOT_KNOWN 1")
    (tmp_path / "native-pyconfig.h").write_text("\n".join(lines) + "\n")
    stdlib = environment.npm_packages() / "pyodide/python_stdlib.zip"
    generated.write_pyconfig(tmp_path, stdlib)
    written = tmp_path / "python-headers/pyconfig.h"
    assert "#define SIZEOF_VOID_P 4" in written.read_text()
    assert "NOT_KNOWN" not in written.read_text()
    os.utime(written, (0, 0))
    generated.write_pyconfig(tmp_path, stdlib)
    assert written.stat().st_mtime == 0  # else all would be compiled again


# Which RDKit a build takes.


@pytest.fixture
def nothing_anywhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Take away cache and index; give the folder that stands for the index."""
    environment.python("site")
    index = tmp_path / "index"
    index.mkdir()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(index))
    return index


def test_without_any_wheel_it_is_the_build_from_npm(nothing_anywhere: Path) -> None:
    assert nothing_anywhere.is_dir()
    found = chosen_rdkit.choose(None)
    assert found.wheel is None
    assert "none was named, none has been built here with the recipe" in found.reason


@pytest.fixture
def wheel(work: Path, tmp_path: Path) -> Path:
    """Give a wheel as the recipe packs it, of hardly anything."""
    return package.write(SMALL, work, work / "build/_rdkit.so", tmp_path / "wheel")


def test_a_wheel_that_the_index_has_comes_before_npm(nothing_anywhere: Path, wheel: Path) -> None:
    shutil.copy(wheel, nothing_anywhere)
    found = chosen_rdkit.choose(None)
    assert found.wheel is not None
    assert found.wheel.read_bytes() == wheel.read_bytes()
    assert "which the package index has" in found.reason


def test_a_wheel_for_another_python_or_platform_is_not_taken(nothing_anywhere: Path) -> None:
    for tag in ("cp313-cp313-pyodide_2025_0_wasm32", "cp314-cp314-manylinux_2_28_x86_64"):
        (nothing_anywhere / f"rdkit-2099.1.1-{tag}.whl").write_bytes(b"")
    assert chosen_rdkit.choose(None).wheel is None


def test_a_built_wheel_comes_before_the_index(nothing_anywhere: Path, wheel: Path) -> None:
    shutil.copy(wheel, nothing_anywhere)
    folder = recipe.cache() / "wheels" / f"core-{recipe.fingerprint()}"
    folder.mkdir(parents=True)
    shutil.copy(wheel, folder / recipe.read().wheel_name)
    found = chosen_rdkit.choose(None)
    assert found.wheel is not None
    assert found.wheel.parent == folder
    assert "the recipe in py/rdkit-wheel has built" in found.reason


def test_a_wheel_that_was_named_comes_first(nothing_anywhere: Path, wheel: Path) -> None:
    shutil.copy(wheel, nothing_anywhere)
    found = chosen_rdkit.choose(str(wheel))
    assert found.wheel == wheel.resolve()
    assert "whose wheel was named" in found.reason
    assert chosen_rdkit.choose("npm").wheel is None
    with pytest.raises(FileNotFoundError, match="no RDKit wheel at mistyped"):
        chosen_rdkit.choose("mistyped")
    with pytest.raises(UnusableWheelError, match=r"README\.md is not the name of a wheel"):
        chosen_rdkit.choose(str(environment.PROJECT / "README.md"))
