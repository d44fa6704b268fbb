"""Kept runs that another page of the origin wrote: nothing of them runs, leads away, or stops."""

import json
import re
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.test_past_runs import pause_a_long_run
from tests.browser.watched import WatchedPage

Opener = Callable[..., WatchedPage]

SETTLED = re.compile("idle|paused|complete|error")
STOLEN = "globalThis.stolen = true"
PYTHON = "from pyscript import window; window.stolen = True"
DRAWINGS = {
    "script of MicroPython": f"<svg></svg><script type='mpy'>{PYTHON}</script>",
    "script of Pyodide": f"<svg></svg><script type='py'>{PYTHON}</script>",
    "element of MicroPython": f"<svg></svg><mpy-script>{PYTHON}</mpy-script>",
    "element of Pyodide": f"<svg></svg><py-script>{PYTHON}</py-script>",
    "script": f"<svg><script>{STOLEN}</script></svg><script>{STOLEN}</script>",
    "refresh": "<svg></svg><meta http-equiv=refresh content='0;url=about:blank#stolen'>",
    "handlers": f"<svg onload='{STOLEN}'><path d='M 0,0 9,9' onclick='{STOLEN}'/>"
    f"<image href='x:' onerror='{STOLEN}'/></svg>",
    "foreign object": "<svg><foreignObject><iframe srcdoc='<script>parent.stolen = true</script>'>"
    f"</iframe><img src='x:' onerror='{STOLEN}'></foreignObject></svg>",
    "link": f"<svg><a xlink:href='javascript:{STOLEN}'><text x='9' y='9'>O</text></a></svg>",
    "animation": f"<svg><animate onbegin='{STOLEN}' attributeName='x' dur='1s'/></svg>",
    "base": "<svg></svg><base href='https://stolen.example/'><form action='x:'></form>",
}
MARKUP = f"</p><img src='x:' onerror='{STOLEN}'><mpy-script>{PYTHON}</mpy-script><svg onload=1>"
TEXTS: dict[str, Callable[[dict[str, Any]], object]] = {
    "name": lambda run: run.update(name=MARKUP),
    "begun": lambda run: run.update(begun=MARKUP),
    "engine": lambda run: run.update(engine=MARKUP),
    "reason": lambda run: run.update(reason=MARKUP),
    "SMILES": lambda run: run["data"].update(best_smiles=MARKUP),
    "drawing of the event": lambda run: run["data"].update(best_svg=MARKUP),
    "snapshot": lambda run: run.update(snapshot=MARKUP),
    "parameters": lambda run: run.update(parameters=MARKUP),
    "names of values": lambda run: run["values"].update({MARKUP: 1, "__proto__x": 2}),
    **{
        name: partial(
            lambda name, run: run.update(
                parameters=json.dumps(json.loads(run["parameters"]) | {name: MARKUP})
            ),
            name,
        )
        for name in ("formula", "mode", "smarts", "required_smarts", "forbidden_smarts")
    },
    "names of components": lambda run: run.update(
        parameters=json.dumps(json.loads(run["parameters"]) | {"weights": {MARKUP: 1}})
    ),
}

SHOWN = ("name", "engine", "reason", "SMILES", "drawing of the event", "names of values")
"""What leaves the record one that can be shown."""

# The record crosses as JSON, but for its columns of numbers, which stay.
READ = """async () => {
    const store = idbKeyval.createStore('isoanneal', 'runs');
    const kept = await idbKeyval.entries(store);
    const [key, record] = kept.find(([name]) => name.startsWith('record-'));
    window.courseThatStays = record.trace;
    return [key, {...record, trace: 0}];
}"""
WRITE = """async ([key, record]) => {
    const store = idbKeyval.createStore('isoanneal', 'runs');
    const summary = key.replace('record', 'summary');
    const {name, begun} = record;
    await idbKeyval.set(key, {...record, trace: courseThatStays}, store);
    await idbKeyval.update(summary, (kept) => ({...kept, name, begun}), store);
}"""
WHAT_CAME_IN = """() => [
    window.stolen,
    location.href,
    document.baseURI,
    ...Array.from(document.querySelectorAll(
        'body script:not([src]), mpy-script, py-script, meta[http-equiv=refresh], base, iframe, ' +
        'foreignObject, image, animate, [onerror], [onload], [onclick], [onbegin], ' +
        'svg a, img[src^="x:"]'), found => found.outerHTML),
]"""


@pytest.fixture(scope="module", params=["browser", "firefox"], ids=["chromium", "firefox"])
def kept(request: pytest.FixtureRequest, npm_address: str) -> Any:  # noqa: ANN401
    """Give a page with a paused run, and what it keeps of it."""
    browser: Browser = request.getfixturevalue(request.param)
    page = WatchedPage(browser.new_context().new_page(), npm_address)
    page.forget_service_workers()
    page.open_ready()
    page.at("pace").select_option("every step")
    pause_a_long_run(page)
    yield page, page.page.evaluate(READ)
    page.page.context.close()
    assert page.elsewhere == []


def spoiled(kept: Any, change: Callable[[dict[str, Any]], object]) -> WatchedPage:  # noqa: ANN401
    """Write the run anew with a change, and open the page again; return it."""
    page: WatchedPage = kept[0]
    key, record = kept[1]
    changed = json.loads(json.dumps(record))
    change(changed)
    page.errors.clear()
    page.page.evaluate("() => { if (!window.courseThatStays) throw Error('no course') }")
    page.page.evaluate(WRITE, [key, changed])
    return page


def expect_nothing_came_in(page: WatchedPage) -> None:
    stolen, address, base, *found = page.page.evaluate(WHAT_CAME_IN)
    assert stolen is None
    assert (address, base) == (page.address, page.address)
    assert found == []
    # Firefox tells of a drawing's address that the policy forbids; here nothing may get so far.
    assert page.errors == []


def look(kept: Any, change: Callable[[dict[str, Any]], object]) -> None:  # noqa: ANN401
    """See that nothing comes in after a reload, nor where the run is opened."""
    page = spoiled(kept, change)
    page.page.reload()
    expect(page.page.locator("html")).to_have_attribute("data-state", SETTLED)
    expect(page.page.locator("[data-testid=run], [data-testid=run-unreadable]")).to_have_count(1)
    expect_nothing_came_in(page)
    page.page.evaluate(READ)  # the reload has forgotten the course
    if page.at("run-open").count():
        page.press("run-open")
        page.settle()
    page.page.locator("#structure").click()
    expect_nothing_came_in(page)


def test_nothing_of_hostile_drawings_runs(kept: Any) -> None:  # noqa: ANN401
    look(kept, lambda run: run.update(svg="".join(DRAWINGS.values())))


@pytest.mark.exhaustive
@pytest.mark.parametrize("name", DRAWINGS)
def test_nothing_of_a_hostile_drawing_runs(kept: Any, name: str) -> None:  # noqa: ANN401
    look(kept, lambda run: run.update(svg=DRAWINGS[name]))


def test_markup_in_all_texts_is_shown_as_text(kept: Any) -> None:  # noqa: ANN401
    def change(run: dict[str, Any]) -> None:
        for name in SHOWN:
            TEXTS[name](run)

    look(kept, change)
    page: WatchedPage = kept[0]
    expect(page.at("run-name")).to_have_value(MARKUP)


@pytest.mark.parametrize(
    "name",
    [
        "names of components",
        *(pytest.param(name, marks=pytest.mark.exhaustive) for name in TEXTS),
    ],
)
def test_markup_in_a_text_is_shown_as_text(kept: Any, name: str) -> None:  # noqa: ANN401
    look(kept, TEXTS[name])
