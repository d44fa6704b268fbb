"""What the attacker does: each action by its name, with what it is done to.

All that is drawn is a plain value, so that an attack can be written down and made again.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from random import Random
from typing import Any

from tests.browser.faults import KINDS
from tests.fuzz import links, records, texts
from tests.fuzz.attacked import Attacked

Draw = Callable[[Random], Any]
Do = Callable[[Attacked, Any], object]
Deed = tuple[str, Any]
"""The name of an action, and what it is done to."""


@dataclass(frozen=True)
class Action:
    """How often it is done, among all weights, to what, and how."""

    weight: float
    draw: Draw
    do: Do


ACTIONS: dict[str, Action] = {}
_PRESSED = (
    *("start",) * 6, *("pause",) * 3, *("resume",) * 3, *("reset",) * 3, "new-seed", "share",
    *("replicate",) * 2, "measure", "restart", "reload", "missing-button", "update-button",
    "run-open", "run-delete", "run-unreadable-delete", "about-link", "copy", "place-watch",
    "place-compare", "place-learn", "remove", *("step-once",) * 5, *("step-back",) * 4,
    *("to-the-end",) * 2, "give-back", "by-schedule", "why", *("settings-toggle",) * 2,
)  # fmt: skip
_FIELDS = ("kt0", "k", "steps", "cycles", "seed", "replicate-count", "goal")
_CHOICES = ("preset", "pace", "add-component", "add-component", "direction", "mode")
_KEYS = (
    "Enter", "Tab", "Shift+Tab", "Escape", "Space", "ArrowLeft", "ArrowRight", "ArrowUp",
    "ArrowDown",
    "Home", "End", "PageDown", "Backspace", "Delete", "Control+a", "Control+z", "F1",
)  # fmt: skip
_SLIDERS = ("thermostat", "thermostat", "pace-slider")
_SIZES = ((320, 568), (390, 844), (844, 390), (768, 1024), (1366, 768), (1920, 1080))
_FILES = (
    "app-*/style.css", "uplot-*/uPlot.mjs", "idb-keyval-*/umd.js", "pyodide-*/pyodide.asm.wasm",
    "pyodide-*/python_stdlib.zip", "fluent-*/bundle.js", "micropython-*/micropython.wasm",
    "pyscript-*/core.js", "rdkit-*/*", "app-*/isoanneal-*.zip",
)  # fmt: skip
_MOST_TABS = 3

# The nth of those elements of a handle, of a part of a row, or of an id, that can be used.
_NTH = """(name, n) => {
    const all = [...document.querySelectorAll(
        `[data-testid="${name}"], [data-part="${name}"], #${name}`)]
        .filter(one => one.checkVisibility() && !one.matches(':disabled'));
    return all.length ? all[n % all.length] : null;
}"""
_MIDDLE = f"""([name, n]) => {{
    const found = ({_NTH})(name, n);
    if (!found) return null;
    found.scrollIntoView({{block: 'center'}});
    const {{x, y, width, height}} = found.getBoundingClientRect();
    return [x + width / 2, y + height / 2];
}}"""
_FOCUS = f"""([name, n]) => {{
    const field = ({_NTH})(name, n);
    field?.focus();
    field?.select?.();
    return !!field;
}}"""
_CHOOSE = f"""([name, n, which]) => {{
    const field = ({_NTH})(name, n);
    if (!field?.options) return;
    field.selectedIndex = which % field.options.length;
    field.dispatchEvent(new Event('input', {{bubbles: true}}));
    field.dispatchEvent(new Event('change', {{bubbles: true}}));
}}"""
_SHOW = """state => {
    Object.defineProperty(document, 'hidden', {configurable: true, get: () => state === 'hidden'});
    Object.defineProperty(document, 'visibilityState', {configurable: true, get: () => state});
    document.dispatchEvent(new Event('visibilitychange'));
}"""
# While it is being loaded, the page waits for a minute before it offers another one.
_KILL = """when => {
    if (when === 'loading' || document.documentElement?.dataset.state !== 'loading')
        document.querySelector('script[worker]')?.xworker?.terminate();
}"""


def action(weight: float, draw: Draw) -> Callable[[Do], Do]:
    """Add an action by the name of its function."""

    def add(do: Do) -> Do:
        ACTIONS[do.__name__] = Action(weight, draw, do)
        return do

    return add


def drawn(draw: Random) -> Deed:
    """Draw an action, and what it is done to."""
    (name,) = draw.choices(list(ACTIONS), [one.weight for one in ACTIONS.values()])
    return name, ACTIONS[name].draw(draw)


def done(attacked: Attacked, deed: Deed) -> None:
    """Do it, in the site."""
    name, given = deed
    ACTIONS[name].do(attacked, given)
    if not attacked.is_at_the_site:
        attacked.open()


def nothing(_: Random) -> None:
    """Draw nothing, for what needs nothing."""


def one_of(*values: Any) -> Draw:  # noqa: ANN401  (plain values)
    """Draw one of some values."""
    return lambda draw: draw.choice(values)


def _place(draw: Random) -> int:
    return draw.choice((0, 0, 0, 1, 2, 5))


@action(30, lambda draw: [draw.choice(_PRESSED), _place(draw)])
def press(attacked: Attacked, given: list[Any]) -> None:
    """Click in the middle of a button, if it can be seen."""
    at = attacked.ask(_MIDDLE, given)
    if at:
        attacked.page.mouse.click(*at)


@action(3, lambda draw: [draw.random(), draw.random()])
def click_anywhere(attacked: Attacked, given: list[float]) -> None:
    """Click somewhere in the window."""
    size = attacked.page.viewport_size or {"width": 320, "height": 320}
    attacked.page.mouse.click(given[0] * size["width"], given[1] * size["height"])


@action(14, lambda draw: ["formula", 0, texts.formula(draw)])
def type_formula(attacked: Attacked, given: list[Any]) -> None:
    """Put a text into the field of the formula, in the place of what was there."""
    _type(attacked, given)


@action(8, lambda draw: [draw.choice(_FIELDS), _place(draw), draw.choice(texts.NUMBERS)])
def type_number(attacked: Attacked, given: list[Any]) -> None:
    """Put a text into a field of numbers."""
    _type(attacked, given)


@action(
    4,
    lambda draw: [
        draw.choice(("required-smarts", "forbidden-smarts", "smarts")),
        _place(draw),
        draw.choice(texts.PATTERNS),
    ],
)
def type_pattern(attacked: Attacked, given: list[Any]) -> None:
    """Put a text into a field of a pattern."""
    _type(attacked, given)


@action(1, lambda draw: ["run-name", _place(draw), draw.choice(texts.NAMES)])
def type_name(attacked: Attacked, given: list[Any]) -> None:
    """Put a text into the name of a kept run."""
    _type(attacked, given)


def _type(attacked: Attacked, given: list[Any]) -> None:
    *field, text = given
    if attacked.ask(_FOCUS, field):
        attacked.page.keyboard.insert_text(text)


@action(1, lambda draw: draw.choice(("x", "C", "(", "9", " ", "é")) * 10_000)
def type_ten_thousand(attacked: Attacked, given: str) -> None:
    """Put far too long a text into whatever field has the keyboard."""
    attacked.page.keyboard.insert_text(given)


@action(8, lambda draw: [draw.choice(_CHOICES), _place(draw), draw.randrange(30)])
def choose(attacked: Attacked, given: list[Any]) -> None:
    """Choose one of a list, by its place in it."""
    attacked.ask(_CHOOSE, given)


@action(4, lambda draw: [draw.choice(("box", "box", "normalize")), draw.randrange(12)])
def check(attacked: Attacked, given: list[Any]) -> None:
    """Check or clear a box, with the constraints unfolded."""
    attacked.ask("() => { document.getElementById('rules')?.setAttribute('open', ''); }")
    press(attacked, given)


@action(3, lambda draw: ["weight", _place(draw), draw.choice(_KEYS)])
def weigh(attacked: Attacked, given: list[Any]) -> None:
    """Press a key on a weight."""
    _press_on(attacked, given)


def _press_on(attacked: Attacked, given: list[Any]) -> None:
    *field, key = given
    if attacked.ask(_FOCUS, field):
        attacked.page.keyboard.press(key)


@action(4, lambda draw: [draw.choice(_SLIDERS), 0, draw.choice(_KEYS)])
def slide(attacked: Attacked, given: list[Any]) -> None:
    """Press a key on the temperature or the pace."""
    _press_on(attacked, given)


@action(6, one_of(*_KEYS))
def press_key(attacked: Attacked, given: str) -> None:
    """Press a key on whatever has the keyboard."""
    attacked.page.keyboard.press(given)


@action(8, nothing)
def settle(attacked: Attacked, _: None) -> None:
    """Wait until the page knows what it can do."""
    attacked.settle()


@action(4, one_of(50, 300, 1000))
def wait(attacked: Attacked, milliseconds: int) -> None:
    """Let a moment pass, in which much or little may happen."""
    attacked.page.wait_for_timeout(milliseconds)


@action(3, one_of(*_SIZES))
def resize(attacked: Attacked, size: tuple[int, int]) -> None:
    """Give the window another size."""
    attacked.page.set_viewport_size({"width": size[0], "height": size[1]})


@action(1.5, one_of("wait for it", "go on"))
def reload(attacked: Attacked, then: str) -> None:
    """Load the page anew, and wait for it or not."""
    if then == "go on":
        attacked.visit(partial(attacked.page.reload, wait_until="commit"))
    else:
        attacked.visit(attacked.page.reload)
        attacked.settle()


@action(1, one_of("back", "forward"))
def walk(attacked: Attacked, direction: str) -> None:
    """Go through the history, but not out of the site."""
    # Not with Playwright, which waits for ever where Firefox stays in the same document.
    attacked.ask(f"() => {{ history.{direction}(); }}")


@action(1.5, links.drawn)
def follow_link(attacked: Attacked, query: str) -> None:
    """Open an address of the page that somebody else wrote."""
    attacked.open(query)


@action(0.4, nothing)
def open_tab(attacked: Attacked, _: None) -> None:
    """Open the page in another tab as well, and act there."""
    if len(attacked.context.pages) < _MOST_TABS:
        attacked.page = attacked.context.new_page()
        attacked.open()


@action(0.8, one_of(0, 1, 2))
def turn_to_tab(attacked: Attacked, n: int) -> None:
    """Act in another tab."""
    tabs = attacked.context.pages
    attacked.page = tabs[n % len(tabs)]
    attacked.page.bring_to_front()


@action(0.4, nothing)
def close_tab(attacked: Attacked, _: None) -> None:
    """Close the tab, unless it is the only one."""
    if len(attacked.context.pages) > 1:
        attacked.page.close()
        turn_to_tab(attacked, 0)


@action(1, one_of("hidden", "visible"))
def show(attacked: Attacked, state: str) -> None:
    """Let the page believe that nobody sees it, or that somebody does again."""
    attacked.ask(_SHOW, state)


@action(0.6, one_of("cut", "there", "there"))
def switch_network(attacked: Attacked, state: str) -> None:
    """Cut the network, or mend it."""
    attacked.is_network_at_fault = True
    attacked.context.set_offline(state == "cut")


@action(0.5, one_of(1, 4, 6))
def slow_down(attacked: Attacked, times: int) -> None:
    """Give the page a slower processor, where the browser can (Chromium)."""
    browser = attacked.context.browser
    if browser and browser.browser_type.name == "chromium":
        session = attacked.context.new_cdp_session(attacked.page)
        session.send("Emulation.setCPUThrottlingRate", {"rate": times})


@action(0.6, one_of(*["loaded"] * 9, "loading"))
def kill_worker(attacked: Attacked, when: str) -> None:
    """End the worker from outside, without a word to the page."""
    attacked.is_worker_ended = True
    attacked.ask(_KILL, when)


@action(1.5, records.drawn)
def damage_records(attacked: Attacked, damage: list[Any]) -> None:
    """Change what the browser keeps of runs, as another page of the origin could."""
    attacked.ask(records.DAMAGE, damage)


@action(0.5, lambda draw: [draw.choice(_FILES), draw.choice(list(KINDS))])
def break_file(attacked: Attacked, given: list[str]) -> None:
    """Let a file of the site arrive otherwise than it should from now on."""
    attacked.is_network_at_fault = True
    attacked.served.break_file(*given)


@action(0.5, nothing)
def mend_files(attacked: Attacked, _: None) -> None:
    """Let every file arrive as it should."""
    attacked.served.mend()
