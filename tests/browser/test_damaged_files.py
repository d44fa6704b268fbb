"""A file in which one bit is not as it was is refused in words, not run."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser import sites
from tests.browser.test_offline import flip
from tests.browser.watched import WatchedPage

OpenPage = Callable[..., WatchedPage]


NPM_ONLY = "rdkit-*"
WHEEL_ONLY = "pyodide-*/rdkit-*"


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Give the folders of the sites with each RDKit that there is."""
    kinds = ["npm", "wheel"] if sites.has_wheel() else ["npm"]
    return {kind: sites.build(kind, tmp_path_factory.mktemp(f"damaged-{kind}")) for kind in kinds}


@pytest.fixture
def folder(folders: dict[str, Path], request: pytest.FixtureRequest) -> Path:
    """Give the site in which the file to be damaged is."""
    pattern = request.node.callspec.params["pattern"]
    kind = "npm" if pattern.startswith(NPM_ONLY) else list(folders)[-1]
    if pattern.startswith(WHEEL_ONLY):
        sites.rdkit_wheel()  # or skip
    return folders[kind]


@pytest.fixture
def address(folder: Path) -> Iterator[str]:
    with sites.serve(folder) as at:
        yield at


@pytest.fixture
def chosen(folder: Path, request: pytest.FixtureRequest) -> Iterator[Path]:
    """Give the file that the test is about; it is mended at the end."""
    (found,) = (folder / sites.SUB_PATH).glob(request.node.callspec.params["pattern"])
    content = found.read_bytes()
    yield found
    found.write_bytes(content)


@pytest.fixture
def damaged(chosen: Path) -> Path:
    """Give the file, with one bit changed."""
    flip(chosen)
    return chosen


@pytest.fixture
def page(new_page: OpenPage, address: str) -> WatchedPage:
    watched = new_page(address)
    watched.are_errors_expected = True  # the browser itself reports what it does not take
    return watched


@pytest.mark.parametrize(
    "pattern",
    [
        "pyodide-*/rdkit-*.whl",
        pytest.param("pyodide-*/msgspec-*.whl", marks=pytest.mark.exhaustive),
        "pyodide-*/pyodide.asm.wasm",
        pytest.param("pyodide-*/pyodide.asm.mjs", marks=pytest.mark.exhaustive),
        pytest.param("pyodide-*/pyodide.mjs", marks=pytest.mark.exhaustive),
        pytest.param("pyodide-*/python_stdlib.zip", marks=pytest.mark.exhaustive),
        pytest.param("pyodide-*/pyodide-lock.json", marks=pytest.mark.exhaustive),
        "app-*/isoanneal-*.zip",
        "rdkit-*/RDKit_minimal.wasm",
        pytest.param("rdkit-*/RDKit_minimal.mjs", marks=pytest.mark.exhaustive),
    ],
)
def test_a_damaged_file_of_the_engine_is_refused_and_mended_by_starting_again(
    page: WatchedPage, damaged: Path, pattern: str
) -> None:
    page.open()
    page.expect_state("error")
    expect(page.at("error")).to_contain_text(f"The file {damaged.name} is damaged")
    expect(page.at("start")).to_be_disabled()
    assert page.text("best-smiles") == ""

    if pattern == "pyodide-*/pyodide.asm.wasm":
        flip(damaged)
        page.press("restart")
        page.expect_state("idle")
        page.press("start")
        page.expect_state("complete")


@pytest.mark.parametrize(
    "pattern",
    [
        "micropython-*/micropython.wasm",
        "micropython-*/micropython.mjs",
        "pyscript-*/core.js",
        "fluent-*/bundle.js",
    ],
)
@pytest.mark.usefixtures("pattern")
def test_a_damaged_file_of_the_page_is_refused(page: WatchedPage, damaged: Path) -> None:
    page.open()
    expect(page.at("error")).to_contain_text(f"The file {damaged.name}")
    page.expect_state("error")


@pytest.mark.parametrize(
    "pattern",
    ["app-*/style.css", "uplot-*/uPlot.mjs", "uplot-*/uPlot.min.css", "idb-keyval-*/umd.js"],
)
@pytest.mark.usefixtures("pattern")
def test_a_damaged_file_that_nothing_is_computed_with_is_not_used_and_stops_no_search(
    page: WatchedPage, damaged: Path
) -> None:
    page.open()
    expect(page.at("missing")).to_contain_text(f"The file {damaged.name}")
    page.run_to_the_end()
    assert page.text("error") == ""


@pytest.mark.usefixtures("pattern")
@pytest.mark.parametrize("pattern", ["pyodide-*/python_stdlib.zip"])
def test_a_file_that_is_not_there_is_told_in_words(page: WatchedPage, chosen: Path) -> None:
    content = chosen.read_bytes()
    chosen.unlink()
    page.open()
    page.expect_state("error")
    expect(page.at("error")).to_contain_text("The file python_stdlib.zip did not arrive")
    chosen.write_bytes(content)
    page.press("restart")
    page.expect_state("idle")
