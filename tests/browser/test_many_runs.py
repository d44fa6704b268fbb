"""Replicates on all cores, the number of isomers, and the benchmark of the device."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from isoanneal.parameters import read_parameters
from isoanneal.replicates import seeded
from playwright.sync_api import expect

from tests.browser.sites import NPM_FIRST
from tests.browser.watched import WatchedPage, grouped

OpenPage = Callable[..., WatchedPage]
FEW = {"formula": "C6H14", "steps": 200, "cycles": 2}
MANY = {"formula": "C20H42", "steps": 100_000, "cycles": 100}
SPEEDS_SHOWN = 6
REPLICATE = """async ([parameters, count]) => {
    const engine = document.querySelector('script[worker]').xworker.sync;
    const answer = await engine.replicate(parameters, count, `test-${crypto.randomUUID()}`);
    return JSON.parse(JSON.stringify(answer, (_, one) => ArrayBuffer.isView(one) ? [...one] : one));
}"""


def replicates(page: WatchedPage, parameters: dict[str, object], count: int) -> dict[str, Any]:
    """Run replicates in the worker, without the page."""
    answer: dict[str, Any] = page.page.evaluate(REPLICATE, [parameters, count])
    return answer


@NPM_FIRST
def test_replicates_of_the_pool_are_those_of_the_annealer(new_page: OpenPage, address: str) -> None:
    page = new_page(address)
    page.open_ready()
    for parameters in (
        {"formula": "C8H10", "steps_per_cycle": 300, "cycles": 3, "seed": 2**32 - 3},
        {"formula": "C7H16", "mode": "maximize", "weights": {"balaban_j": 2}, "kt0": 3},
        {"formula": "C4H8O", "weights": {"logp": 1}, "steps_per_cycle": 50},
        {"formula": "C6H6", "constraints": ["no_cumulated_double_bonds"], "steps_per_cycle": 40},
    ):
        answer = replicates(page, parameters, 6)
        annealers = [one.annealer() for one in seeded(read_parameters(parameters), 6)]
        for annealer in annealers:
            annealer.advance(annealer.cooling.total_steps)
        assert answer["seeds"] == [annealer.seed for annealer in annealers]
        assert answer["final_energies"] == [one.current_energy for one in annealers]
        assert answer["best_energies"] == [one.best_energy for one in annealers]
        assert sum(answer["counts"]) == 6
        best = annealers[0].better(*answer["best_energies"])
        assert answer["energies"][0] == answer["best_energy"] == best


@pytest.mark.exhaustive
def test_replicates_are_shown_as_they_come_out(new_page: OpenPage, npm_address: str) -> None:
    page = new_page(f"{npm_address}#compare")
    page.open_ready()
    page.fill(FEW)
    page.at("replicate-count").fill("12")
    page.press("replicate")
    expect(page.at("replicate-outcome")).to_contain_text("of 12 reached the best energy")
    expect(page.at("replicate-outcome")).to_contain_text("4,800 steps on")
    expect(page.at("replicate-outcome")).to_contain_text("Together they visited 5 isomers")
    counts = page.at("replicate-table").locator("tbody td:nth-child(2)").all_inner_texts()
    assert sum(map(int, counts)) == 12
    # A search can be made as ever.
    page.press("start")
    page.expect_state("complete")


def test_replicates_are_cancelled_at_once_and_can_be_run_again(
    new_page: OpenPage, npm_address: str
) -> None:
    page = new_page(f"{npm_address}#compare")
    page.open_ready()
    page.fill(MANY)
    page.at("replicate-count").fill("1000")
    page.press("replicate")
    expect(page.at("replicate-outcome")).to_contain_text(re.compile(f"of {grouped(1000)} are done"))
    page.press("replicate")
    expect(page.at("replicate-outcome")).to_have_text(re.compile("^Cancelled when"))
    page.fill(FEW)
    page.at("replicate-count").fill("3")
    page.press("replicate")
    expect(page.at("replicate-outcome")).to_contain_text("of 3 reached the best energy")


@pytest.mark.exhaustive
def test_a_number_of_replicates_that_cannot_be_is_refused(
    new_page: OpenPage, npm_address: str
) -> None:
    page = new_page(f"{npm_address}#compare")
    page.open_ready()
    for wrong in ("0", "1001", "", "2.5"):
        page.at("replicate-count").fill(wrong)
        page.press("replicate")
        expect(page.at("replicate-refusal")).to_have_text(
            re.compile(f"^Give a whole number of replicates from 1 to {grouped(1000)}\\.$")
        )
    page.at("replicate-count").fill("2")
    page.press("replicate")
    expect(page.at("replicate-refusal")).to_have_text("")
    expect(page.at("replicate-outcome")).to_contain_text("of 2 reached the best energy")


def test_the_isomers_visited_are_counted_while_the_search_runs(
    new_page: OpenPage, npm_address: str
) -> None:
    page = new_page(npm_address)
    page.open_ready()
    page.fill({"formula": "C6H6", "kt0": 1000, "k": 0, "steps": 50_000, "cycles": 4})
    page.press("start")
    page.expect_state("complete")
    expect(page.at("visited")).to_have_text("217 of 217")
    expect(page.at("engine")).to_contain_text("WebAssembly, ")
    expect(page.at("engine")).to_contain_text("steps/s")


def test_the_python_engine_says_why_it_is_used(new_page: OpenPage, npm_address: str) -> None:
    page = new_page(npm_address)
    page.open_ready()
    page.fill(FEW)
    page.at("rules").locator("summary").click()
    page.at("rules").locator("input[type=checkbox]").first.check()
    expect(page.at("engine")).to_have_text("Python")
    title = page.page.locator("#engine-title").get_attribute("title")
    assert title == "Steps are made in Python, because constraints are checked in Python."
    page.press("start")
    page.expect_state("complete")
    expect(page.at("visited")).to_have_text("–")


def test_the_benchmark_measures_this_device(new_page: OpenPage, npm_address: str) -> None:
    page = new_page(npm_address)
    page.open_ready()
    page.page.evaluate("location.hash = '#benchmark'")
    page.press("measure")
    expect(page.at("benchmark-words")).to_contain_text("Measured in")
    rows = page.at("benchmark-speeds").locator("tbody tr")
    expect(rows).to_have_count(SPEEDS_SHOWN)
    for cells in [row.inner_text().split("\t") for row in rows.all()]:
        assert cells[1].endswith("steps/s")
        assert float(cells[3].replace(",", "")) > 0
