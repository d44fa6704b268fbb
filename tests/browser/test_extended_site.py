"""A site with one more language and one more panel: each is added by files of its own.

The language is the pseudo-language, whose words are all in brackets and longer, so that words
from elsewhere, and text that has no room, can be seen.
"""

import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser import sites
from tests.browser.sweep import faults
from tests.browser.watched import WatchedPage
from tools import distribution, environment, pseudolanguage

OpenPage = Callable[..., WatchedPage]
SIZES = [
    pytest.param({"width": 1366, "height": 768}, marks=pytest.mark.exhaustive),
    {"width": 320, "height": 640},
]
"""There is the least room where the window is narrow."""
PANEL = {
    "panel.html": """<section class="card share-card" data-place="compare" data-order="90">
  <h2 data-l10n-id="numbers-acceptance-ratio"></h2>
  <p id="share-of-accepted" data-testid="share-of-accepted">–</p>
</section>
""",
    "panel.css": ".share-card { border-left: 3px solid rgb(1 2 3); }\n",
    "panel.py": '''"""How many moves were accepted."""

from page import numerals
from page.elements import set_text
from page.panel import Panel as Plain

TYPE_CHECKING = False
if TYPE_CHECKING:
    from page.runs.run import Run


class Panel(Plain):
    """Shows their share."""

    def run_seen(self, run: Run) -> None:
        """Show it."""
        set_text("share-of-accepted", numerals.ratio(run.data.accepted_moves, run.data.step))
''',
}


@pytest.fixture(scope="module")
def extended_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Give the address of the site with a language and a panel more."""
    folder = tmp_path_factory.mktemp("extended")
    source = folder / "source"
    shutil.copytree(distribution.SITE, source, ignore=shutil.ignore_patterns("__pycache__"))
    pseudolanguage.write(source)
    panel = source / "page" / "panels" / "share_of_accepted"
    panel.mkdir()
    for name, content in PANEL.items():
        (panel / name).write_text(content, encoding="utf-8")
    before, after = files_of(distribution.SITE), files_of(source)
    assert after - before == {
        Path("text/en-XA.ftl"),
        *(Path("page/panels/share_of_accepted") / name for name in PANEL),
    }
    with sites.serve(sites.build("npm", folder, source)) as at:
        yield at


def files_of(folder: Path) -> set[Path]:
    return {
        path.relative_to(folder)
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


def test_a_panel_is_added_by_a_folder(new_page: OpenPage, extended_address: str) -> None:
    page = new_page(f"{extended_address}#compare")
    page.open_ready()
    shown = page.at("share-of-accepted")
    expect(shown).to_be_visible()
    page.press("start")
    page.expect_state("complete")
    expect(shown).to_have_text(f"{page.counted() and page.text('acceptance-ratio')}")
    colour = shown.evaluate("shown => getComputedStyle(shown.parentElement).borderLeftColor")
    assert colour == "rgb(1, 2, 3)"
    page.press("place-watch")
    expect(shown).to_be_hidden()


def test_a_language_is_added_by_a_file(new_page: OpenPage, extended_address: str) -> None:
    asked = new_page(f"{extended_address}?lang=en-XA")
    asked.open_ready()
    expect(asked.at("start")).to_have_text("⟦Start⟧")
    assert asked.page.locator("html").get_attribute("lang") == "en-XA"

    by_browser = new_page(extended_address, locale="en-XA")
    by_browser.open_ready()
    expect(by_browser.at("start")).to_have_text("⟦Start⟧")

    unknown = new_page(f"{extended_address}?lang=xx")
    unknown.open_ready()
    expect(unknown.at("start")).to_have_text("Start")


@pytest.mark.parametrize("viewport", SIZES, ids=["1366", "320"])
def test_every_word_is_in_the_text_of_the_site_and_has_room(
    new_page: OpenPage, extended_address: str, viewport: dict[str, int]
) -> None:
    page = new_page(f"{extended_address}?lang=en-XA", viewport=viewport)
    page.open_ready()
    found = {"idle": faults(page.page)}
    for name, prepare in STATES.items():
        prepare(page)
        page.settle()
        found[name] = faults(page.page)
    _lost(page)
    found["lost"] = faults(page.page)
    assert {name: list(map(str, some)) for name, some in found.items() if some} == {}


def _refused(page: WatchedPage) -> None:
    page.fill({"formula": "C6H13", "cycles": 0})


def _several_components(page: WatchedPage) -> None:
    page.fill({"formula": "C8H10", "cycles": 4})
    for name in ("logp", "hosoya_z", "smarts_matches"):
        page.at("add-component").select_option(name)
    page.at("direction-hosoya_z").select_option("goal")


def _constraints(page: WatchedPage) -> None:
    page.at("goal-hosoya_z").fill("20")
    page.page.locator("[data-testid=smarts]:visible").fill("[OX2H]")
    page.at("rules").locator("summary").click()
    page.at("constraint-no_triple_bonds").check()
    page.at("required-smarts").fill("C(")


def _one_component(page: WatchedPage) -> None:
    page.at("required-smarts").fill("")
    page.at("constraint-no_triple_bonds").uncheck()
    for name in ("logp", "hosoya_z", "smarts_matches"):
        page.press(f"remove-{name}")


def _every_component(page: WatchedPage) -> None:
    names = page.at("add-component").locator("option:not([value=''])")
    while names.count():
        page.at("add-component").select_option(index=1)
    page.page.locator("[data-testid=smarts]:visible").fill("[OX2H]")
    expect(page.at("component-legend").locator(".band-name").last).to_contain_text("0")


def _one_component_again(page: WatchedPage) -> None:
    removable = page.at("components").locator("[data-part=remove]")
    while removable.count() > 1:
        removable.last.click()


def _paused(page: WatchedPage) -> None:
    page.at("pace").select_option("every step")
    page.fill({"steps": 5000, "cycles": 40})
    page.press("start")
    page.expect_state("running")
    page.press("pause")
    page.expect_state("paused")


def _complete(page: WatchedPage) -> None:
    page.press("reset")
    page.expect_state("idle")
    page.at("pace").select_option("full speed")
    page.fill({"steps": 500, "cycles": 4})
    page.press("start")
    page.expect_state("complete")


def _replicates(page: WatchedPage) -> None:
    page.press("place-compare")
    page.at("replicate-count").fill("3")
    page.press("replicate")
    expect(page.at("replicate-table")).to_be_visible()


def _learn(page: WatchedPage) -> None:
    page.press("place-learn")


def _benchmark(page: WatchedPage) -> None:
    page.page.evaluate("location.hash = '#benchmark'")


def _about(page: WatchedPage) -> None:
    page.page.evaluate("location.hash = '#about'")


def _lost(page: WatchedPage) -> None:
    page.page.evaluate("location.hash = '#watch'")
    page.kill_worker()
    page.expect_state("error")
    expect(page.at("restart")).to_be_visible()


STATES = {
    "refused": _refused,
    "several components": _several_components,
    "constraints": _constraints,
    "one component": _one_component,
    "every component": _every_component,
    "one component again": _one_component_again,
    "paused": _paused,
    "complete": _complete,
    "replicates": _replicates,
    "learn": _learn,
    "benchmark": _benchmark,
    "about": _about,
}


def test_the_keys_of_the_site_are_all_there_and_all_used() -> None:
    build = environment.PROJECT / "build.py"
    subprocess.run([environment.python("test"), build, "text"], check=True)
