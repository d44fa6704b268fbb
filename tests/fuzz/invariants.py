"""What must hold after every action, whatever it was."""

import re
from collections.abc import Iterator
from typing import Any

from tests.browser.watched import COUNTERS
from tests.fuzz import truth
from tests.fuzz.attacked import Attacked

_HANDLES = (
    *COUNTERS, "step", "total-steps", "best-energy", "current-energy", "temperature", "best-smiles",
    "current-smiles",
)  # fmt: skip
_CONTROLS = ("start", "pause", "resume", "reset", "reload", "restart", "missing-button")
_SETTLED = ("idle", "running", "paused", "complete", "error")
_PAGES = ("#benchmark", "#about")
_NO_WORDS = re.compile(r"\bNaN\b|\bundefined\b|\[object|Traceback|JsProxy|\bnull\b|<class ")
_REPEATED = re.compile("“[^”]*”")
"""What somebody has typed, as it is told to be wrong."""

# All that is read at once is of one moment: no script of the page runs in between.  The link is
# made at the press, and is handed on a moment later.
_LOOK = """async ([handles, controls]) => {
    const at = handle => document.querySelector(`[data-testid="${handle}"]`);
    const look = {state: document.documentElement?.dataset.state ?? ''};
    if (!look.state) return look;
    look.shown = Object.fromEntries(handles.map(one => [one, at(one)?.textContent ?? '']));
    look.place = location.hash;
    look.controls = controls.filter(one =>
        at(one)?.checkVisibility() && !at(one).matches(':disabled'));
    look.isOfTheForm = at('results-of')?.hidden ?? false;
    look.isReadable = !document.querySelector('[aria-invalid=true]');
    look.words = document.body.innerText;
    look.isLinked = ['running', 'paused', 'complete'].includes(look.state)
        && look.isOfTheForm && look.isReadable;
    if (look.isLinked) {
        globalThis.handedOn = '';
        at('share').click();
        for (let n = 0; n < 10_000 && !globalThis.handedOn; n++)
            await new Promise(done => setTimeout(done, 10));
        look.link = globalThis.handedOn;
    }
    // The chart takes the size of its place a moment after that has changed.
    const root = document.documentElement;
    // Without its style sheet the page says that it looks plain, and nobody promises its width.
    const isStyled = getComputedStyle(root).getPropertyValue('--gap') !== '';
    const overflow = () => isStyled ? root.scrollWidth - innerWidth : 0;
    for (let n = 0; n < 100 && overflow() > 0; n++)
        await new Promise(done => setTimeout(done, 20));
    look.overflow = overflow();
    look.width = innerWidth;
    look.wide = look.overflow > 0 ? [...document.querySelectorAll('body *')].filter(one => {
        const text = document.createRange();
        text.selectNodeContents(one);
        return !one.children.length && text.getBoundingClientRect().right > innerWidth;
    }).map(one => `${one.tagName}#${one.id}.${one.className} ${one.textContent}`.slice(0, 80)) : [];
    return look;
}"""


def broken(attacked: Attacked) -> list[str]:
    """Return what does not hold, in words; nothing if all does."""
    look = attacked.ask(_LOOK, [_HANDLES, _CONTROLS])
    found = [*attacked.complaints]
    if look.get("shown"):
        found += [*_of_the_page(look), *_of_the_numbers(look)]
    return found


def _of_the_page(look: dict[str, Any]) -> Iterator[str]:
    if look["state"] in _SETTLED and not look["controls"] and look["place"] not in _PAGES:
        yield f"there is nothing to press in the state {look['state']}"
    words = _REPEATED.sub("", look["words"])
    said = _NO_WORDS.search(words)
    if said:
        begin = max(0, said.start() - 60)
        yield f"no words for a person: “{words[begin : said.end() + 60]}”"
    if look["overflow"] > 0 and look["width"] >= 320:
        yield f"{look['overflow']} pixels too wide for {look['width']}: {look['wide']}"


def _of_the_numbers(look: dict[str, Any]) -> Iterator[str]:
    shown = look["shown"]
    numbers = {one: int(shown[one].replace(",", "") or 0) for one in (*COUNTERS, "step")}
    if sum(numbers[one] for one in COUNTERS) != numbers["step"]:
        yield f"the counters do not add up: {numbers}"
    if look["isLinked"]:
        if look["link"]:
            yield from truth.faults_of(look["link"], shown)
        else:
            yield "the page hands on no link to the search that it shows"
