"""The sweep finds what is planted: words without brackets, text that is cut off, a wide page."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser import sweep
from tools import pseudolanguage


@pytest.fixture(scope="module", params=["browser", "firefox"], ids=["chromium", "firefox"])
def page(request: pytest.FixtureRequest) -> Iterator[Page]:
    browser: Browser = request.getfixturevalue(request.param)
    context = browser.new_context(viewport={"width": 320, "height": 480})
    yield context.new_page()
    context.close()


def swept(page: Page, body: str, style: str = "", title: str = "⟦Titlee⟧") -> list[str]:
    """Return the faults of a document, each in a line."""
    page.set_content(
        f'<!doctype html><html lang="en-XA"><head><title>{title}</title>'
        f"<style>* {{ margin: 0 }} body {{ font: 16px monospace }} {style}</style></head>"
        f"<body>{body}</body></html>"
    )
    return [str(fault) for fault in sweep.faults(page)]


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ("<p id=a>⟦Onee⟧ two</p>", "word: “⟦Onee⟧ two” in p#a"),
        ("<p id=a><b>Word</b></p>", "word: “Word” in b in #a"),
        ("<b data-testid=best>Best:</b>", "word: “Best:” in b[best]"),
        ("<img id=a alt='a drawing'>", "word: “a drawing” in img#a"),
        ("<input id=a placeholder=value>", "word: “value” in input#a"),
        ("<p id=a title='The move'>1</p>", "word: “The move” in p#a"),
        ("<div id=a role=img aria-label=Energy></div>", "word: “Energy” in div#a"),
        ("<input id=a type=range aria-valuetext=half>", "word: “half” in input#a"),
        ("<input id=a type=submit value=Go>", "word: “Go” in input#a"),
        ("<select id=a><option>1<option>step</select>", "word: “step” in option in #a"),
        ("<select><optgroup id=a label=all></optgroup></select>", "word: “all” in optgroup#a"),
        (
            "<input list=b><datalist id=b><option id=a value=0 label=none></datalist>",
            "word: “none” in option#a",
        ),
        ("<span class=ears id=a>State:</span>", "word: “State:” in span#a"),
        ("<details open><p id=a>more</p></details>", "word: “more” in p#a"),
        ("<details id=a><summary>more</summary></details>", "word: “more” in summary in #a"),
        ("<p id=a>soon</p>", "word: “soon” in p#a"),
        ("<p id=a>[a rule]</p>", "word: “[a rule]” in p#a"),
        ("<p id=a>12 steps</p>", "word: “12 steps” in p#a"),
        ("<p id=a>27/bonds</p>", "word: “27/bonds” in p#a"),
        ("<p id=a>⟦a⟧b</p>", "word: “⟦a⟧b” in p#a"),
        ("<p id=a>Nothing In Os</p>", "word: “Nothing In Os” in p#a"),
        (
            "<code id=a data-l10n-free data-l10n-id=k aria-label=SMILESS>CC</code>",
            "word: “SMILESS” in code#a",
        ),
    ],
)
def test_a_word_without_brackets_is_found(page: Page, body: str, fault: str) -> None:
    ears = ".ears { position: absolute; width: 1px; height: 1px; overflow: hidden }"
    assert swept(page, body, ears) == [fault]


def test_a_title_without_brackets_is_found(page: Page) -> None:
    assert swept(page, "", title="IsoAnneal: search") == ["word: “IsoAnneal: search” in title"]


@pytest.mark.parametrize(
    "body",
    [
        "<p>⟦Onee⟧, ⟦two.⟧ (⟦three⟧)</p>",
        "<p>1,234 0.25 1e12 −3 50 % 12%</p>",
        "<p>C₁₀H₁₆ C6H14 CH3CH2OH (CH3)2CO C2H4Cl2, ⟦oor⟧ CHBr3.</p>",
        "<p>C1CCCCC1 c1ccccc1 C/C=C/C [OX2H] N#CC(Cl)Br O=C(O)[C@@H](C)N CC(C)=O</p>",
        "<p>IsoAnneal, Python; WebAssembly</p>",
        "<p>22 Nov, 14:05 – Nov 22, 02:05 PM</p>",
        "<p data-l10n-free>kT <b title=whatever>anything</b></p>",
        "<p hidden>hidden</p><template>unused</template><script>let words</script>",
        "<details><summary>⟦moree⟧</summary><p>closed</p></details>",
        "<p style='visibility: hidden'>unseen</p>",
        "<input aria-label='⟦Namee⟧' value='My own run'>",
        "<svg width=50 height=50><text y=20>OH group</text></svg>",
        "<noscript>Please switch it on.</noscript>",
    ],
)
def test_what_needs_no_brackets_is_left_alone(page: Page, body: str) -> None:
    assert swept(page, body) == []


def test_the_name_of_the_browser_is_left_alone(page: Page) -> None:
    browser = page.evaluate("navigator.userAgent")
    assert swept(page, f"<p>⟦Measuredd⟧ ⟦inn⟧ {browser}, 4 ⟦coress⟧.</p>") == []


LONG = pseudolanguage.stretched("A sentence that has not enough room")


@pytest.mark.parametrize(
    ("body", "style"),
    [
        (f"<p id=a>{LONG}</p>", "#a { width: 90px; overflow: hidden; white-space: nowrap }"),
        (f"<p id=a>{LONG}</p>", "#a { width: 90px; overflow: clip; white-space: nowrap }"),
        (
            f"<p id=a>{LONG}</p>",
            "#a { width: 90px; overflow: hidden; text-overflow: ellipsis; white-space: nowrap }",
        ),
        (f"<p id=a>{LONG}</p>", "#a { width: 90px; height: 30px; overflow: hidden }"),
        (
            f"<div><p id=a>{LONG}</p></div>",
            "div { width: 90px; overflow: hidden } p { width: 200px }",
        ),
        (f"<p id=a>{LONG}</p>", "html { overflow-x: hidden } #a { white-space: nowrap }"),
        (f"<p id=a>{LONG}</p>", "#a { position: fixed; left: 200px; white-space: nowrap }"),
        (f"<button id=a>{LONG}</button>", "#a { width: 90px; white-space: nowrap }"),
    ],
)
def test_text_that_is_cut_off_is_found(page: Page, body: str, style: str) -> None:
    (tag,) = re.findall(r"<(\w+) id=a", body)
    assert f"cut: “{LONG}” in {tag}#a" in swept(page, body, style)


def test_a_placeholder_without_room_is_found(page: Page) -> None:
    field = f"<input id=a placeholder='{LONG}' style='width: 90px'>"
    assert swept(page, field) == [f"cut: “{LONG}” in input#a"]
    assert swept(page, field.replace("90px", "300px; font: 6px monospace")) == []


@pytest.mark.parametrize(
    ("body", "style"),
    [
        (f"<p id=a>{LONG}</p>", ""),
        (f"<p id=a>{LONG}</p>", "#a { width: 90px; overflow: auto; white-space: nowrap }"),
        (
            f"<div><p id=a>{LONG}</p></div>",
            "div { overflow-x: auto } p { width: 600px } body { overflow: hidden }",
        ),
        (
            f"<p id=a title='{LONG}'>{LONG}</p>",
            "#a { width: 90px; overflow: hidden; white-space: nowrap }",
        ),
        (
            f"<span class=ears>{LONG}</span>",
            ".ears { position: absolute; width: 1px; height: 1px; overflow: hidden }",
        ),
        (
            f"<fieldset><legend class=ears>{LONG}</legend></fieldset>",
            ".ears { position: absolute; width: 1px; overflow: hidden; clip-path: inset(50%) }",
        ),
        (f"<button id=a>{LONG}</button>", ""),
        (f"<pre>⟦a⟧{' ' * 90}⟦b⟧</pre>", "pre { white-space: pre-wrap }"),
        (f"<p>{LONG * 90}</p>", "p { overflow-wrap: anywhere }"),
    ],
)
def test_text_that_can_be_seen_is_left_alone(page: Page, body: str, style: str) -> None:
    assert swept(page, body, style) == []


def test_a_page_that_is_wider_than_its_window_is_found(page: Page) -> None:
    found = swept(page, "<div style='width: 400px; height: 9px'></div>")
    assert found == ["scroll: “400 pixels in a window of 320” in html"]
    assert swept(page, "<div style='width: 320px; height: 9px'></div>") == []


def test_a_fault_that_is_there_often_is_told_once(page: Page) -> None:
    assert len(swept(page, "<ul id=a><li>one<li>one<li>two</ul>")) == 2
