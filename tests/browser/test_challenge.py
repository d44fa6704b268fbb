"""What to look for, in a real browser: a question and its answer, and the challenge by keyboard."""

import re
from collections.abc import Callable

from isoanneal.aims import CHALLENGES
from playwright.sync_api import expect

from tests.browser.watched import WatchedPage

OpenPage = Callable[..., WatchedPage]
KEY = f"challenge-{CHALLENGES[0]['name']}"


def test_a_question_is_asked_and_answered(new_page: OpenPage, npm_address: str) -> None:
    page = new_page(npm_address)
    page.open_ready()
    page.at("preset").select_option("aim-benzene")
    expect(page.at("question")).to_contain_text("one hydrogen on each carbon?")
    expect(page.page.locator("#outcome")).to_contain_text("C₆H₆")
    page.press("start")
    page.expect_state("complete")
    expect(page.page.locator("#outcome")).to_contain_text("benzene")
    expect(page.page.locator("#outcome")).to_contain_text("Reached at step")


def test_the_challenge_is_played_by_keyboard(new_page: OpenPage, npm_address: str) -> None:
    page = new_page(npm_address)
    page.open_ready()
    page.at("preset").select_option(KEY)
    expect(page.page.locator("#outcome")).to_contain_text("C₁₀H₂₀O")
    page.at("formula").focus()
    page.page.keyboard.press("Enter")
    page.expect_state("running")
    page.at("thermostat").focus()
    for _ in range(6):
        page.page.keyboard.press("PageUp")
    heat = page.at("thermostat").input_value()
    assert int(heat) > 100
    kt = str(page.at("thermostat").get_attribute("aria-valuetext")).split()[-1]
    link = page.page.locator("#whole-page")
    expect(link).to_have_attribute("href", re.compile(rf"%3A{re.escape(kt)}(&|$)"))
    expect(page.at("score-you")).to_contain_text("step")
    page.at("to-the-end").focus()
    page.page.keyboard.press("Enter")
    page.expect_state("complete")
    for name in ("you", "schedule", "cold"):
        expect(page.at(f"score-{name}")).to_contain_text("at step")
    expect(page.at("challenge-told")).to_contain_text("No heat:")
    assert page.at("thermostat").input_value() == heat
    page.at("challenge-again").focus()
    page.page.keyboard.press("Enter")
    expect(page.at("start")).to_be_focused()
    expect(page.at("score-you")).to_have_text("–")
