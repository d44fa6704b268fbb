"""Replicates of a search, with the pool's workers in this interpreter."""

import re
import sys
from typing import Any

import pytest
from isoanneal.annealer import Annealer
from isoanneal.parameters import DECLARATIONS, Parameters, read_parameters
from isoanneal.replicates import seeded
from isoanneal.work import Work

from tests.page.watched import Browser, WatchedPage

FEW = {"formula": "C6H14", "steps": 200, "cycles": 2}
MANY = {"formula": "C6H14", "steps": 100_000, "cycles": 100}


def run(page: WatchedPage, count: object) -> None:
    page.follow("#compare")
    page.fill({"replicate-count": count})
    page.press("replicate")


def best_energies(count: int) -> list[float]:
    """Return the best energies that the package finds by itself."""
    wanted = read_parameters({"formula": "C6H14", "steps_per_cycle": 200, "cycles": 2})
    annealers = [one.annealer() for one in seeded(wanted, count)]
    for annealer in annealers:
        annealer.advance(annealer.cooling.total_steps)
    return [annealer.best_energy for annealer in annealers]


@pytest.mark.kernel
def test_replicates_are_shown_as_they_come_out(page: WatchedPage) -> None:
    page.fill(FEW)
    run(page, 12)
    page.expect_in("replicate-outcome", "of 12 reached the best energy of these runs, 28")
    outcome = page.text("replicate-outcome")
    assert "4,800 steps on 2 cores" in outcome
    assert "Together they visited 5 isomers" in outcome
    energies = best_energies(12)
    assert outcome.startswith(f"{energies.count(28)} of 12")
    rows = list(page.by_id("replicate-rows").children)
    shown = {float(row.children[0].textContent): int(row.children[1].textContent) for row in rows}
    assert shown == {energy: energies.count(energy) for energy in energies}
    assert not page.by_id("replicate-bar").is_shown
    # A search can be made as ever.
    page.run()
    assert page.number("best-energy") == 28


@pytest.mark.kernel
def test_what_is_the_same_for_all_seeds_is_found_once(
    page: WatchedPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[int] = []
    make = Parameters.preparation

    def counted(parameters: Parameters) -> Work[Annealer]:
        made.append(parameters.seed)
        return make(parameters)

    page.fill({**FEW, "seed": 7})
    monkeypatch.setattr(Parameters, "preparation", counted)
    run(page, 12)
    page.expect_in("replicate-outcome", "of 12 reached the best energy of these runs, 28")
    assert made == [7]


@pytest.mark.slow
def test_a_result_names_the_search_that_it_is_of(page: WatchedPage) -> None:
    page.fill({**FEW, "seed": 11})
    run(page, 3)
    page.expect_in("replicate-outcome", "of 3 reached")
    of = "C₆H₁₄, Wiener index minimized: 2 × 200 steps, kT₀ = 100, k = 8, seeds from 11"  # noqa: RUF001
    assert page.text("replicates-of") == of
    # Whatever is asked for next.
    page.fill({"formula": "C20H42", "seed": 12})
    page.run()
    assert page.text("replicates-of") == of
    # And no table stands beside a search that it is not of.
    page.fill(MANY)
    run(page, 1000)
    page.expect_in("replicate-outcome", "0 of 1,000 are done")
    assert not page.is_shown("replicate-table")
    page.press("replicate")
    page.expect_text("replicate-outcome", "Cancelled when 0 of 1,000 were done.")
    assert not page.is_shown("replicate-table")


OTHERS: list[dict[str, Any]] = [
    {},
    {"formula": "C6H12O"},
    {"seed": 7},
    {"kt0": 100.01},
    {"kt0": 100.00000000000001},
    {"kt0": 1e-9},
    {"k": 8.00001},
    {"steps_per_cycle": 499},
    {"cycles": 5},
    {"steps_per_cycle": 1000, "cycles": 2},
    {"thermostat": [(0, 5.0)]},
    {"thermostat": [(1, 5.0)]},
    {"thermostat": [(0, 5.0), (9, 0.0)]},
    {"mode": "maximize"},
    {"normalize": True},
    {"constraints": ["no_triple_bonds"]},
    {"constraints": ["no_triple_bonds", "no_three_membered_rings"]},
    {"required_smarts": "C=O"},
    {"forbidden_smarts": "C=O"},
    {"required_smarts": "C=O", "forbidden_smarts": "C#C"},
    {"weights": {"wiener_index": 3.0}},
    {"weights": {"wiener_index": 1 / 3}},
    {"weights": {"smarts_matches": 1.0}, "smarts": "[OX2H]"},
    {"weights": {"smarts_matches": 1.0}, "smarts": "[CX3]=O"},
    {"weights": {"wiener_index": 1.0, "logp": 1.0}},
    {"weights": {"wiener_index": 1.0, "logp": 1.0}, "directions": {"logp": "maximize"}},
    {"weights": {"wiener_index": 1.0, "logp": 1.0}, "directions": {"wiener_index": "maximize"}},
    {"weights": {"wiener_index": 1.0, "logp": 1.0}, "goals": {"logp": 2.0}},
    {"weights": {"wiener_index": 1.0, "logp": 1.0}, "goals": {"logp": 2.00001}},
    {"weights": {"wiener_index": 1.0, "logp": 1.0}, "normalize": True},
    {"weights": {"wiener_index": 1.0, "logp": 2.0}},
    {"weights": {"wiener_index": 1.0, "logp": 0.0}},
    {"weights": {"wiener_index": 2.0, "logp": 1.0}},
]


def test_two_searches_never_have_the_same_caption(browser: Browser) -> None:
    browser.obstacles.hold("python")  # so that the modules of the page stay the last ones
    WatchedPage(browser).open()
    plain = {one.name: one.facts()["default"] for one in DECLARATIONS.values()}
    searches = [plain | {"formula": "C6H10O"} | other for other in OTHERS]
    origin = sys.modules["page.panels.replicates.panel"]._origin  # noqa: SLF001
    assert len({origin(search) for search in searches}) == len(searches)
    beside = sys.modules["page.runs.run_name"].caption_beside
    for asked in [*searches, None]:
        assert len({beside(search, asked) for search in searches}) == len(searches)


def test_a_caption_has_what_else_makes_a_search_another(page: WatchedPage) -> None:
    page.fill({**FEW, "formula": "C6H6", "kt0": 0.12345})
    page.choose("add-component", "logp")
    page.fill({"weight-logp": 6})
    page.press("normalize")
    page.open_details("rules")
    page.press("constraint-no_triple_bonds")
    page.fill({"required-smarts": "c1ccccc1"})
    run(page, 2)
    page.expect_in("replicate-outcome", "of 2 reached")
    parts = (
        "C₆H₆, Wiener index minimized",
        "5 × logP minimized",  # noqa: RUF001
        "scaled from 0 to 100",
        "“No triple bonds”",
        "must match “c1ccccc1”: 2 × 200 steps, kT₀ = 0.12345, k = 8, seeds from 42",  # noqa: RUF001
    )
    for part in parts:
        assert part in page.text("replicates-of")


def test_of_many_energies_the_rarest_are_left_out(page: WatchedPage) -> None:
    page.fill({"formula": "C10H16", "steps": 20, "cycles": 1})
    run(page, 40)
    page.expect_in("replicate-outcome", "of 40 reached")
    assert page.by_id("replicate-rows").childElementCount == 8
    assert "other energies" in page.words("replicate-more")


def test_one_replicate_runs_on_one_core(page: WatchedPage) -> None:
    page.fill(FEW)
    run(page, 1)
    page.expect_in("replicate-outcome", "400 steps on 1 core")


def test_replicates_with_constraints_run_in_the_worker(page: WatchedPage) -> None:
    page.fill({"formula": "C6H6", "steps": 40})
    page.open_details("rules")
    page.press("constraint-no_cumulated_double_bonds")
    run(page, 4)
    page.expect_in("replicate-outcome", "of 4 reached the best energy")
    assert "Together" not in page.text("replicate-outcome")


def test_replicates_are_cancelled_and_can_be_run_again(page: WatchedPage) -> None:
    page.fill(MANY)
    run(page, 1000)
    page.expect_in("replicate-outcome", "0 of 1,000 are done")
    assert page.text("replicate") == "Cancel"
    assert page.by_id("replicate-bar").is_shown
    page.press("replicate")
    page.expect_text("replicate-outcome", "Cancelled when 0 of 1,000 were done.")
    assert page.text("replicate") == "Run replicates"
    page.fill(FEW)
    run(page, 3)
    page.expect_in("replicate-outcome", "of 3 reached the best energy")


@pytest.mark.parametrize("other", ["", "logp"])
def test_replicates_that_were_done_before_they_were_cancelled_are_shown(
    page: WatchedPage, other: str
) -> None:
    page.fill({"formula": "C6H14", "steps": "500"})
    if other:
        page.choose("add-component", other)
    run(page, 1000)
    page.wait_for(
        lambda: page.text("replicate-outcome")[:2] not in ("St", "0 "), "one that is done"
    )
    page.press("replicate")
    page.expect_in("replicate-outcome", "Cancelled when")
    found = re.match(
        r"Cancelled when (\d+) of 1,000 were done\. (.*)", page.text("replicate-outcome")
    )
    assert found is not None
    rows = [row.children[1].textContent for row in page.by_id("replicate-rows").children]
    assert sum(map(int, rows)) == int(found[1]) > 0
    assert found[1] == "1" or f"of {found[1]} reached the best energy" in found[2]


@pytest.mark.parametrize("wrong", ["0", "1001", "", "2.5", "-3"])
def test_a_number_of_replicates_that_cannot_be_is_refused(page: WatchedPage, wrong: str) -> None:
    run(page, wrong)
    assert page.text("replicate-refusal") == "Give a whole number of replicates from 1 to 1,000."
    page.fill(FEW | {"replicate-count": "2"})
    assert page.text("replicate-refusal") == ""
    assert page.at("replicate-count").getAttribute("aria-invalid") == "false"
    page.press("replicate")
    page.expect_in("replicate-outcome", "of 2 reached the best energy")


def test_replicates_of_a_form_that_cannot_be_read_are_not_run(page: WatchedPage) -> None:
    page.fill({"formula": "C6H15"})
    run(page, 2)
    page.pass_by(1)
    assert "replicate" not in page.worker.calls
    assert page.document.activeElement is page.at("formula")


def test_what_the_worker_refuses_is_told(page: WatchedPage) -> None:
    page.fill({"formula": "C2H2"})
    page.open_details("rules")
    page.press("constraint-no_triple_bonds")
    run(page, 2)
    page.wait_for(lambda: page.text("replicate") == "Run replicates", "the end")
    assert "No isomer of C2H2" in page.text("replicate-refusal")
    assert page.text("replicate-outcome") == ""


def test_a_worker_that_is_busy_with_replicates_is_not_taken_for_lost(page: WatchedPage) -> None:
    page.browser.obstacles.seconds |= {"replicate": 30, "status": 20}
    page.fill(FEW)
    run(page, 2)
    page.fill({"formula": "C2H6O"})  # another long call, which ends before
    page.expect_in("replicate-outcome", "of 2 reached the best energy")
    assert len(page.workers) == 1
    assert page.text("error") == ""


@pytest.mark.kernel
def test_a_worker_of_the_pool_that_fails_is_told(page: WatchedPage) -> None:
    page.window.is_pool_deaf = True
    page.fill(FEW)
    run(page, 2)
    page.wait_for(lambda: page.window.pool, "a worker of the pool")
    page.window.pool[0].fail("out of memory")
    page.wait_for(lambda: page.text("replicate") == "Run replicates", "the end")
    page.browser.take_errors()
    assert page.text("replicate-refusal") != ""


@pytest.mark.kernel
def test_replicates_can_be_run_after_their_worker_was_lost(page: WatchedPage) -> None:
    page.window.is_pool_deaf = True
    page.fill(FEW)
    run(page, 3)
    page.wait_for(lambda: page.window.pool, "a worker of the pool")
    page.worker.terminate()
    page.expect_state("error")
    assert page.at("replicate").is_off
    assert not any(worker.is_alive for worker in page.window.pool)
    page.window.is_pool_deaf = False
    page.press("restart")
    page.expect_state("idle")
    page.fill(FEW)
    run(page, 3)
    page.expect_in("replicate-outcome", "of 3 reached the best energy")
