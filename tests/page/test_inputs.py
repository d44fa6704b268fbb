"""Every parser of the page, tried with inputs at random: texts, kept entries, drawings."""

import json
import sys
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from isoanneal import Parameters

from tests.inputs import many_inputs
from tests.page.standin.values import ThrownError
from tests.page.test_drawing import SHAPES
from tests.page.test_kept_runs import FIELDS, VALUES, entries_of_two_runs, of_the_tab, spoiled
from tests.page.test_typed_numbers import MARKS
from tests.page.watched import WatchedPage, opened_browser

pytestmark = pytest.mark.slow

TAGS = [
    *("<svg>", "<svg width='1'>", "</svg>", "<path d='", "<text x='1'>", "<circle r=", "<script>"),
    *("<img src=x onerror=stolen>", "<a href='javascript:stolen'>", "<style>", "<!--", "<![CDATA["),
]
VALUES_OF_TAGS = [
    "M 0,0 ",
    "style='",
    "fill:",
    "url(stolen)",
    "red",
    ";",
    "'",
    '"',
    ">",
    "/>",
    "&#60;",
]
TYPED = [
    *"0123456789",
    ".",
    ",",
    "'",
    " ",
    "\u202f",
    "\u2212",
    "-",
    "+",
    "e",
    "E",
    "\u066b",
    "\u06f5",
    "x",
]

of_drawings = st.lists(st.sampled_from(TAGS + VALUES_OF_TAGS) | st.text(max_size=3)).map("".join)
of_numbers = st.lists(st.sampled_from(TYPED), max_size=12).map("".join) | st.text(max_size=6)
kinds = st.sampled_from([(kind, name) for kind, fields in FIELDS.items() for name in fields])
spoils = st.lists(st.tuples(kinds, st.sampled_from(sorted(VALUES))), max_size=4)
plain_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["wiener_index", "logp", "x"]), inner)
    ),
    max_leaves=4,
)


@pytest.fixture(scope="module")
def kept() -> dict[str, Any]:
    """Give what is kept of two runs."""
    return entries_of_two_runs()


@pytest.fixture(scope="module")
def site() -> Iterator[SimpleNamespace]:
    """Give the page's modules that read, of a page whose worker has not come yet."""
    with opened_browser() as browser:
        browser.obstacles.hold("python")
        page = WatchedPage(browser).open()
        yield SimpleNamespace(
            page=page,
            schema=sys.modules["page.runs.schema"],
            record=sys.modules["page.runs.record"],
            parameters=sys.modules["page.runs.parameters"],
            drawing=sys.modules["page.drawing"],
            typed=sys.modules["page.typed_number"],
        )


@given(text=of_numbers, language=st.sampled_from(sorted(MARKS)), is_whole=st.booleans())
@many_inputs
def test_a_typed_number(site: SimpleNamespace, text: str, language: str, is_whole: bool) -> None:  # noqa: FBT001
    marks = site.typed.Marks(*MARKS[language])
    plain, meanings = None, (0.0, 0.0)
    try:
        plain = site.typed.read(text, marks, is_whole=is_whole)
    except site.typed.AmbiguousNumberError as error:
        meanings = float(error.thousands), float(error.fraction)
    assert meanings[0] == pytest.approx(1_000 * meanings[1])
    if plain is not None:
        again = site.typed.read(site.typed.written(plain, marks), marks, is_whole=False)
        assert float(again) == float(plain)


@given(svg=of_drawings)
@many_inputs
def test_a_drawing(site: SimpleNamespace, svg: str) -> None:
    place = site.page.by_id("drawing")
    site.drawing.show(svg, place)
    found = place.tag.find_all()
    assert {one.name for one in found} <= SHAPES | {"svg"}
    names = {name for one in found for name in one.attrs}
    assert not any(name.startswith("on") or "href" in name for name in names)
    assert not any("url" in str(one.attrs) for one in found)


changes_of_parameters = st.dictionaries(
    st.sampled_from([one.name for one in msgspec.structs.fields(Parameters)]),
    plain_values,
    max_size=3,
)


@given(changes=changes_of_parameters, is_whole=st.booleans())
@many_inputs
def test_kept_parameters(
    site: SimpleNamespace,
    kept: dict[str, Any],
    changes: dict[str, Any],
    is_whole: bool,  # noqa: FBT001
) -> None:
    whole = json.loads(kept[of_the_tab(kept, "record")].parameters)
    try:
        found = site.parameters.read_parameters(
            json.dumps(whole | changes if is_whole else changes)
        )
    except site.parameters.UnreadableError:
        return
    assert set(found) == set(whole)
    assert site.parameters.read_parameters(json.dumps(found)) == found


@given(changes=spoils)
@many_inputs
def test_a_kept_run(
    site: SimpleNamespace, kept: dict[str, Any], changes: list[tuple[tuple[str, str], str]]
) -> None:
    key, entries = kept["tab"], kept
    for (kind, field), value in changes:
        try:
            entries = {**spoiled(entries, kind, field, VALUES[value]()), "tab": key}
        except (AttributeError, KeyError, ThrownError):  # it was in what is gone already
            continue
    summary = site.schema.summary_in(key, entries.get(of_the_tab(kept, "summary")))
    assert summary is None or summary["key"] == key
    record: Any = entries.get(of_the_tab(kept, "record"))
    try:
        site.schema.check_record(key, record)
    except site.schema.UnreadableError:
        return
    run = site.record.run_of(record)
    assert run.key == key
    assert site.schema.summary_in_record(record)["step"] <= run.data.total_steps
