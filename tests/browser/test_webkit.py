"""WebKit, the engine of every browser on an iPad: the whole way through, with and without a server.

What is tested is WebKitGTK; `docs/hosting.md` says how far that goes for Safari.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser import sites, webkit
from tests.browser.command_line import on_the_command_line
from tests.browser.webkit import WebKit


@pytest.fixture
def page(tmp_path: Path) -> Iterator[WebKit]:
    with webkit.opened(tmp_path) as window:
        yield window
        window.check()


def search(page: WebKit) -> None:
    """Run the search that the form begins with, and compare it with the command line's."""
    expected = on_the_command_line("C10H16")
    page.fill({"formula": "C10H16"})
    page.expect_state("idle")
    page.press("start")
    page.expect_state("complete")
    assert page.text("best-smiles") == expected["best_smiles"]
    assert page.number("best-energy") == expected["best_energy"]
    assert page.number("accepted") == expected["accepted_moves"]


@pytest.mark.parametrize(
    "rdkit", ["npm", pytest.param("wheel", marks=pytest.mark.exhaustive)], indirect=True
)
def test_the_whole_way_through_and_on_without_the_server(
    page: WebKit, rdkit: str, tmp_path: Path
) -> None:
    with sites.serve(sites.build(rdkit, tmp_path / "site")) as address:
        page.open(address)
        page.expect_state("idle")
        page.expect_text("best-smiles", "C")
        search(page)
        assert page.evaluate("return document.querySelectorAll('#drawing svg path').length") > 0
        assert page.evaluate("return document.querySelectorAll('canvas').length") > 0
        page.expect_text("offline", r"^Works without a network\.$")

    page.reload()
    page.expect_state("complete")
    page.press("reset")
    page.expect_state("idle")
    search(page)


@pytest.mark.exhaustive
def test_a_paused_run_is_there_after_a_reload_and_goes_on(page: WebKit, npm_address: str) -> None:
    page.open(npm_address)
    page.expect_state("idle")
    page.fill({"formula": "C10H16", "steps": 5000, "cycles": 40})
    page.choose("pace", "every step")
    page.expect_number("total-steps", 200_000)
    page.press("start")
    page.expect_state("running")
    page.wait_for_more_steps_than(1000)
    page.press("pause")
    page.expect_state("paused")
    step = page.number("step")

    page.reload()
    page.expect_state("paused")
    page.expect_number("step", int(step))
    page.press("resume")
    page.expect_state("running")
    page.wait_for_more_steps_than(step)


@pytest.mark.exhaustive
def test_replicates_run_in_more_workers(page: WebKit, npm_address: str) -> None:
    page.open(npm_address)
    page.expect_state("idle")
    page.fill({"formula": "C6H14", "steps": 100})
    page.press("place-compare")
    page.fill({"replicate-count": 12})
    page.press("replicate")
    page.expect_text("replicate-outcome", "of 12 reached the best energy")
    page.expect_text("replicate-outcome", "Together they visited 5 isomers")
