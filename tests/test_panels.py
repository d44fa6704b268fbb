"""The panels of the page: found by their folders, put where they say, with fields as declared."""

import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from tools import catalogue, distribution, panels

FIELD = re.compile(r'<input id="([\w-]+)" form="run-form"')


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Give a copy of the site's source."""
    copy = tmp_path / "site"
    shutil.copytree(distribution.SITE, copy, ignore=shutil.ignore_patterns("__pycache__"))
    return copy


def declared() -> list[dict[str, Any]]:
    return list(catalogue.catalogue()["parameters"])


def add(site: Path, name: str, markup: str) -> None:
    folder = site / "page" / "panels" / name
    folder.mkdir()
    (folder / "panel.html").write_text(markup, encoding="utf-8")


def test_every_panel_is_in_the_document_once(site: Path) -> None:
    page = panels.document(site, declared())
    for panel in panels.found(site):
        assert page.count(panel.markup.splitlines()[-2].strip()) >= 1, panel.name
    assert "data-place" not in page.partition("<main>")[2]
    assert "<!-- panels of" not in page


def test_panels_stand_in_the_order_that_they_say(site: Path) -> None:
    add(
        site,
        "a_late_one",
        '<section class="card" data-place="learn" data-order="99">late</section>',
    )
    add(
        site,
        "an_early_one",
        '<section class="card" data-place="learn" data-order="1">early</section>',
    )
    page = panels.document(site, declared())
    places = [page.index(text) for text in (">early<", 'id="lesson-title"', ">late<")]
    assert places == sorted(places)


def test_a_panel_without_python_is_not_looked_for(site: Path) -> None:
    add(site, "words", '<p data-place="learn" data-order="50"></p>')
    assert "words" in [panel.name for panel in panels.found(site)]
    assert all("words" not in names for names in panels.with_python(site).values())


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        ("<section></section>", "does not say where it stands"),
        ('<section data-place="attic" data-order="1"></section>', "Choose among: compare"),
    ],
)
def test_a_panel_that_stands_nowhere_is_refused(site: Path, markup: str, words: str) -> None:
    add(site, "lost", markup)
    with pytest.raises(panels.UnfitPanelError, match=words):
        panels.document(site, declared())


def test_each_number_to_anneal_with_has_a_field_with_its_keyboard(site: Path) -> None:
    page = panels.document(site, declared())
    of_group = [one for one in declared() if one["group"] == "annealing"]
    assert sorted(FIELD.findall(page)) == sorted(one["handle"] for one in of_group)
    seed = page[page.index('<input id="seed"') :].partition(">")[0]
    assert 'inputmode="numeric"' in seed
    assert 'value="42"' in seed
    kt0 = page[page.index('<input id="kt0"') :].partition(">")[0]
    assert 'inputmode="decimal"' in kt0
    assert 'value="100"' in kt0


def test_no_field_is_one_whose_text_the_browser_changes(site: Path) -> None:
    # A browser makes 5 of “0,5”, or nothing, where its language writes a point.
    assert 'type="number"' not in panels.document(site, declared())


def test_a_parameter_that_is_declared_has_a_field(site: Path) -> None:
    before = panels.document(site, declared())
    more = {**declared()[1], "name": "patience", "handle": "patience", "kind": "whole"}
    page = panels.document(site, [*declared(), more])
    assert "patience" not in before
    assert '<label for="patience" data-l10n-id="parameter-patience"></label>' in page
    assert '<input id="patience" form="run-form" data-testid="patience" type="text"' in page


def test_the_style_of_a_panel_follows_that_of_the_page(site: Path) -> None:
    add(site, "striped", '<section data-place="learn" data-order="7"></section>')
    (site / "page" / "panels" / "striped" / "panel.css").write_text(".striped { top: 1px; }")
    assert panels.style(site).index(":root {") < panels.style(site).index(".striped {")
