"""One move at a time, the thermostat and the pace for the eye, in a browser."""

import re
from collections.abc import Callable
from itertools import count
from typing import Any

import pytest
from isoanneal.explanation import explain
from isoanneal.move import Move
from isoanneal.parameters import read_parameters
from playwright.sync_api import Browser, expect

from tests.browser.command_line import on_the_command_line
from tests.browser.watched import HANG_MILLISECONDS, WatchedPage, grouped

OpenPage = Callable[..., WatchedPage]
OUTCOMES = {
    "accepted": "was accepted", "rejected": "was rejected",
    "invalid": "was invalid: what was picked at random came to nothing",
    "disconnected": "would have left the molecule disconnected",
}  # fmt: skip

# Presses a button again and again, each time when the step before is shown; returns what was
# shown at each step.
PRESSED_AGAIN = """async ([handle, count]) => {
    const at = name => document.querySelector(`[data-testid="${name}"]`);
    const step = () => Number(at('step').textContent.replaceAll(',', ''));
    const handles = ['current-smiles', 'current-energy', 'best-energy', 'move-sentence',
        'temperature', 'accepted', 'rejected', 'invalid', 'disconnected'];
    const way = handle === 'step-back' ? -1 : 1;
    const until = async isSo => {
        const began = performance.now();
        while (!isSo()) {
            if (performance.now() - began > HANG)
                throw new Error(`${handle} at step ${step()}: ${document.body.innerText}`);
            await new Promise(requestAnimationFrame);
        }
    };
    const seen = {};
    const note = () => { seen[step()] = handles.map(one => at(one).textContent).join('|'); };
    note();
    for (let n = 0; n < count; n++) {
        const next = step() + way;
        await until(() => !at(handle).disabled);
        at(handle).click();
        await until(() => step() === next);
        note();
    }
    return seen;
}""".replace("HANG", str(HANG_MILLISECONDS))

# Notes the moves that are listed, each time when the list changes.
NOTE_MOVES = """() => {
    const list = document.querySelector('[data-testid=recent-steps]');
    globalThis.noted = '';
    new MutationObserver(() => { globalThis.noted += list.textContent; })
        .observe(list, {childList: true, characterData: true, subtree: true});
}"""
SIGNS = {"accepted": "✓", "rejected": "✗", "invalid": "∅", "disconnected": "÷"}


def made(page: WatchedPage, handle: str, steps: int) -> dict[int, str]:
    """Press a button so many times; return what was shown at each step."""
    seen: dict[str, str] = page.page.evaluate(PRESSED_AGAIN, [handle, steps])
    return {int(step): shown for step, shown in seen.items()}


def moves_of_every_outcome(most: int) -> tuple[dict[str, Any], list[Move]]:
    """Return parameters whose first steps have every outcome, and these steps."""
    for seed in count(1):
        parameters = {"formula": "C5H10", "steps_per_cycle": 50, "cycles": 1, "seed": seed}
        moves = list(explain(read_parameters(parameters), most))
        if {move.outcome for move in moves} == set(OUTCOMES):
            return parameters, moves
    raise AssertionError


def test_each_outcome_is_told_forward_and_back(
    browser: Browser, npm_address: str, opener: OpenPage
) -> None:
    parameters, moves = moves_of_every_outcome(30)
    query = f"?formula={parameters['formula']}&steps=50&cycles=1&seed={parameters['seed']}"
    page = opener(browser, f"{npm_address}{query}")
    page.open_ready()
    expect(page.at("rdkit")).not_to_contain_text("…")
    forward = made(page, "step-once", len(moves))
    for move in moves:
        assert f"Step {move.step} {OUTCOMES[move.outcome]}." in forward[move.step]
    back = made(page, "step-back", len(moves) - 1)
    assert back == {step: shown for step, shown in forward.items() if step}
    again = made(page, "step-once", len(moves) - 1)
    assert again == back


@pytest.mark.parametrize(
    "steps", [20, pytest.param(10_000, marks=(pytest.mark.exhaustive, pytest.mark.timeout(0)))]
)
def test_the_last_steps_back_and_forward_are_the_same(
    browser: Browser, npm_address: str, opener: OpenPage, steps: int
) -> None:
    page = opener(browser, f"{npm_address}?formula=C10H16&steps={steps + 50}&cycles=2&seed=7")
    page.open_ready()
    page.run_to_the_end()
    back = made(page, "step-back", steps)
    assert len(back) == steps + 1
    kept = re.compile(f"{grouped(steps + 100)} of")
    expect(page.at("run-facts")).to_contain_text(kept)
    page.page.reload()
    page.expect_state("paused")
    expect(page.at("rdkit")).not_to_contain_text("…")
    forward = made(page, "step-once", steps)
    between = sorted(back)[1:-1]  # at the ends the page has not come by a step that it could tell
    assert [step for step in between if back[step] != forward[step]] == []
    assert sorted(forward) == sorted(back)


def test_what_was_set_by_hand_is_the_same_run_everywhere(
    browser: Browser, npm_address: str, opener: OpenPage
) -> None:
    page = opener(browser, f"{npm_address}?formula=C10H16&steps=300&cycles=2&seed=3&kt0=5")
    page.open_ready()
    made(page, "step-once", 20)
    page.at("thermostat").press("End")
    expect(page.at("thermostat-words")).to_contain_text("in your hand")
    made(page, "step-once", 20)
    page.press("give-back")
    expect(page.at("thermostat-words")).to_contain_text("set by the schedule")
    page.press("resume")
    page.expect_state("complete")
    found = {name: page.text(name) for name in ("best-smiles", "current-smiles", *OUTCOMES)}
    page.press("share")
    link = str(page.page.locator("#whole-page").get_attribute("href"))
    query = link[link.index("?") :]

    other = opener(browser, f"{npm_address}{query}")
    other.open_ready()
    other.run_to_the_end()
    assert {name: other.text(name) for name in found} == found

    assert "thermostat=20%3A50%2C40%3A0" in query  # at the end of the slider kT is 10 kT0
    options = ("--steps", "300", "--cycles", "2", "--seed", "3", "--kt0", "5")
    told = on_the_command_line("C10H16", *options, "--thermostat", "20=50,40=0")
    assert told["best_smiles"] == found["best-smiles"]
    for name in OUTCOMES:
        assert told[f"{name}_moves"] == page.number(name)


def test_for_the_eye_each_of_the_first_steps_is_shown(
    browser: Browser, npm_address: str, opener: OpenPage
) -> None:
    """At the default pace, which a page without a past has."""
    page = opener(browser, npm_address)
    page.page.add_init_script("localStorage.setItem('isoanneal-pace', '')")
    page.open_ready()
    assert page.at("pace").input_value() == "for the eye"
    expect(page.at("rdkit")).not_to_contain_text("…")
    page.page.evaluate(NOTE_MOVES)
    page.press("start")
    page.wait_for_more_steps_than(12)
    noted = page.page.evaluate("globalThis.noted")
    moves = list(explain(read_parameters({"formula": "C10H16"}), 10))
    assert [one for one in moves if f"{SIGNS[one.outcome]} {one.step}:" not in noted] == []
