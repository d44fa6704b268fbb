"""Drawings: what draws is drawn, and nothing else comes into the page."""

import pytest
from bs4 import Tag
from isoanneal.drawing.move import move_drawing

from tests.molecules import structure_of
from tests.page.standin.document import parsed
from tests.page.test_runs import pause_a_long_run, spoil
from tests.page.watched import WatchedPage

SHAPES = {"path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text"}
HOSTILE = {
    "script after": "<svg><path d='M 0,0'/></svg><script type='mpy'>stolen</script>",
    "script within": "<svg><script type='mpy'>stolen</script><path d='M 0,0'/></svg>",
    "another script": "<svg></svg><mpy-script>stolen</mpy-script><py-script>stolen</py-script>",
    "refresh": "<svg></svg><meta http-equiv='refresh' content='0;url=https://stolen.example/'>",
    "foreign object": "<svg><foreignObject><img src='stolen' onerror='stolen'/></foreignObject>",
    "handler": "<svg onload='stolen'><path d='M 0,0' onclick='stolen' onload='stolen'/></svg>",
    "link": "<svg><a href='javascript:stolen'><text x='1'>O</text></a></svg>",
    "use": "<svg><use href='data:image/svg+xml,stolen'/><image href='stolen'/></svg>",
    "style sheet": "<svg><style>* { background: url(https://stolen.example/) }</style></svg>",
    "style": "<svg><path d='M' style='fill:url(https://stolen.example/);position:fixed'/></svg>",
    "escaped": "<svg><path d='M' style='fill:u\\72l(stolen)'/><set to='stolen'/></svg>",
    "not closed": "<svg <script>stolen</script> <path d='M' style=\"fill:red;x:expression(stolen)",
    "quotes": "<svg><path d='M\"><script>stolen</script>' /><path d=M onload=stolen></svg>",
    "data": "<svg><!--<script>--><![CDATA[<script>stolen</script>]]></svg>",
}


def shapes(page: WatchedPage) -> list[Tag]:
    return page.by_id("drawing").tag.find_all()


def shown_from(page: WatchedPage, svg: str) -> list[Tag]:
    """Return the elements that a reload shows of a kept run with that drawing."""
    pause_a_long_run(page)
    page.browser.obstacles.hold("python")  # it would bring a drawing of its own
    spoil(page.browser, lambda record: setattr(record, "svg", svg))
    step = page.text("step")
    page.reload()
    page.expect_text("step", step)
    return shapes(page)


def declarations(style: object) -> set[str]:
    return {one.strip() for one in str(style).split(";") if one.strip()}


@pytest.mark.slow
@pytest.mark.parametrize("svg", HOSTILE.values(), ids=HOSTILE)
def test_nothing_of_a_kept_drawing_but_shapes_is_shown(page: WatchedPage, svg: str) -> None:
    found = shown_from(page, svg)
    assert {one.name for one in found} <= SHAPES | {"svg"}
    assert "stolen" not in page.by_id("drawing").innerHTML
    assert "position" not in page.by_id("drawing").innerHTML
    assert not any(name.startswith("on") or "href" in name for one in found for name in one.attrs)


def test_a_kept_drawing_is_shown_shape_by_shape(page: WatchedPage) -> None:
    pause_a_long_run(page)
    (svg,) = [run.svg for key, run in page.browser.storage.entries.items() if "record-" in key]
    wanted = parsed(svg).find_all(SHAPES)
    page.reload()
    page.expect_state("paused")
    root, *found = shapes(page)
    assert root.attrs == {"width": "420px", "height": "220px", "viewBox": "0 0 420 220"}
    assert len(found) == len(wanted) >= 10
    for one, other in zip(found, wanted, strict=True):
        assert one.name == other.name
        assert one.get("d") == other.get("d")
        assert declarations(one.get("style")) == declarations(other.get("style"))


@pytest.mark.parametrize("side", [0, 1])
def test_a_drawing_of_a_move_is_shown_shape_by_shape(page: WatchedPage, side: int) -> None:
    ethanol = structure_of("CCO")
    hydrogen = 3 + ethanol.hydrogen_bearers.index(2)
    drawing = move_drawing(ethanol, [(0, 1, 2, hydrogen, 1)])
    svg = (drawing.before_svg, drawing.after_svg)[side]
    wanted = parsed(svg).find_all(SHAPES)
    _, *found = shown_from(page, svg)
    assert len(found) == len(wanted) >= 20
    for one, other in zip(found, wanted, strict=True):
        assert one.name == other.name
        assert one.get_text() == other.get_text()
        assert {**one.attrs, "style": ""} == {**other.attrs, "style": ""}
        assert declarations(one["style"]) == declarations(other["style"])


def test_letters_of_a_drawing_are_letters(page: WatchedPage) -> None:
    _, text = shown_from(page, "<svg><text x='1' y='2'>&lt;b&gt; &amp;amp;</text></svg>")
    assert text.get_text() == "<b> &amp;"
    assert text.attrs == {"x": "1", "y": "2"}


def test_a_drawing_that_never_ends_is_cut(page: WatchedPage) -> None:
    assert 1_000 < len(shown_from(page, "<svg>" + "<path d='M 1,1'/>" * 14_000)) <= 10_001


def test_a_drawing_without_a_shape_is_told_to_be_one_that_nobody_could_read(
    page: WatchedPage,
) -> None:
    assert page.by_id("too-tangled").hidden
    shown_from(page, "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 4 2'></svg>")
    assert not page.by_id("too-tangled").hidden
    assert page.words("too-tangled").startswith("So many bonds of this isomer cross")
