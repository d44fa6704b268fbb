"""The attacker: a fixed sample of what it does, and that it finds what is planted."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser

from tests.fuzz import actions, attack, served
from tests.fuzz.attack import Attack
from tests.fuzz.attacked import Attacked, Opener, Profile
from tests.fuzz.served import Served

SEEDS = [f"sample/{number}" for number in range(2)]
PLAIN = Profile(
    width=1366,
    height=768,
    color_scheme="light",
    reduced_motion="reduce",
    storage="open",
    has_service_workers=False,
    place="",
)
SEARCH = [("type_formula", ["formula", 0, "C6H14"]), ("press", ["start", 0])]
SETTLE = ("settle", None)
PLANTED = {
    "the counters do not add up": "document.getElementById('accepted').textContent = '7,000'",
    "is C2H6 and not C6H14": "document.getElementById('best-smiles').textContent = 'CC'",
    "the energy is shown as 1 instead": "document.getElementById('best-energy').textContent = '1'",
    "steps in all instead of": "document.getElementById('total-steps').textContent = '1'",
    "at step 2000 instead of": "document.getElementById('temperature').textContent = '77'",
    "uncaught: planted": "setTimeout(() => { throw new Error('planted'); })",
    "console: planted": "console.error('planted')",
    "no words for a person": "document.getElementById('outcome').textContent = 'It is NaN.'",
    "too wide for": "document.body.style.width = '3000px'",
    "there is nothing to press": "document.getElementById('run-form').hidden = true",
}


@pytest.fixture(scope="module")
def site() -> Iterator[Served]:
    """Give the site that is attacked."""
    with served.serving() as site:
        yield site


def in_browser(browser: Browser, site: Served) -> Opener:
    """Return what opens a profile."""
    return lambda profile: Attacked(browser, site, profile)


@pytest.mark.parametrize("seed", SEEDS)
def test_random_actions_break_nothing(any_browser: Browser, site: Served, seed: str) -> None:
    made = attack.made(attack.drawn(seed), in_browser(any_browser, site))
    assert (made.broken, made.made) == ([], attack.ACTIONS_OF_AN_ATTACK), made.text()


PLANTED_IN_EVERY_RUN = 4
"""The others are planted with --all."""


@pytest.mark.parametrize(
    "said",
    [
        pytest.param(said, marks=() if number < PLANTED_IN_EVERY_RUN else pytest.mark.exhaustive)
        for number, said in enumerate(PLANTED)
    ],
)
def test_what_is_planted_is_found(
    browser: Browser, site: Served, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    plant(monkeypatch, PLANTED[said])
    attacked = Attack(PLAIN, [*SEARCH, SETTLE, ("wait", 1000)])
    made = attack.made(attacked, in_browser(browser, site))
    assert said in "; ".join(made.broken)


def test_what_breaks_is_made_short_and_can_be_made_again(
    browser: Browser, site: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = in_browser(browser, site)
    keys = [("press_key", key) for key in ("Tab", "Home")]
    guilty = ("resize", [390, 844])
    monkeypatch.setitem(
        actions.ACTIONS,
        "resize",
        actions.Action(1, actions.nothing, planted("console.error('planted')")),
    )
    made = attack.made(Attack(PLAIN, [*keys, guilty, *keys]), opened)
    assert (made.made, made.broken) == (len(keys) + 1, ["console: planted"])
    shortest = attack.minimal(made, opened)
    assert shortest.deeds == [guilty]
    again = attack.made(attack.read(shortest.text()), opened)
    assert again.broken == ["console: planted"]


def plant(monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    """Let the action “wait”, when a search is over, do something to the page as well."""
    action = actions.Action(1, actions.nothing, planted(script))
    monkeypatch.setitem(actions.ACTIONS, "wait", action)


def planted(script: str) -> Callable[[Attacked, object], object]:
    def do(attacked: Attacked, _: object) -> None:
        attacked.page.wait_for_function(
            "!/running|loading|starting/.test(document.documentElement.dataset.state)"
        )
        attacked.page.evaluate(script)

    return do
