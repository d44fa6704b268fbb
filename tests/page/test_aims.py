"""What to look for: questions, formulas, and when the search has answered one."""

import sys
from typing import Any

import pytest
from isoanneal import run
from isoanneal.aims import AIMS, CHALLENGES
from isoanneal.aims.reaching import reached
from isoanneal.parameters import DECLARATIONS, read_parameters

from tests.page.watched import Browser, WatchedPage, opened_browser

BY_NAME = {aim["name"]: aim for aim in AIMS}
FIELDS = {"kt0": "kt0", "k": "k", "steps_per_cycle": "steps", "cycles": "cycles"}
DEFAULTS = {one.name: one.facts()["default"] for one in DECLARATIONS.values()}


@pytest.fixture
def loading(browser: Browser) -> WatchedPage:
    """Give a page whose engine does not come: the form is there all the same."""
    browser.obstacles.hold("python")
    return WatchedPage(browser).open()


def chosen(page: WatchedPage, name: str) -> WatchedPage:
    page.choose("preset", f"aim-{name}")
    return page


def asked(page: WatchedPage) -> dict[str, Any]:
    """Return what the page asks the worker for: the parameters of the link."""
    link = str(page.by_id("whole-page").href)
    with opened_browser() as other:
        other.obstacles.hold("python")
        opened = WatchedPage(other, link[link.index("?") :]).open()
        return {"preset": opened.value("preset"), "question": opened.text("question")}


def first_step_there(name: str, seed: int) -> int:
    """Return the step at which the package itself reaches an aim."""
    annealer = read_parameters(BY_NAME[name]["parameters"] | {"seed": seed}).annealer()
    while not reached(BY_NAME[name], annealer.best_energy):
        annealer.advance(1)
    return annealer.step_number


@pytest.mark.parametrize("name", BY_NAME)
def test_an_aim_fills_the_form_and_is_recognised(loading: WatchedPage, name: str) -> None:
    page = chosen(loading, name)
    aim = BY_NAME[name]
    assert page.value("preset") == f"aim-{name}"
    assert page.text("question") == f"{aim['question']} {aim['meaning']}"
    assert page.value("formula") == aim["parameters"]["formula"]
    for parameter, handle in FIELDS.items():
        wanted = aim["parameters"].get(parameter, DEFAULTS[parameter])
        assert float(page.value(handle).replace(",", "")) == wanted
    assert page.text("formula-error") == page.text("error") == ""


@pytest.mark.parametrize("name", ["naphthalene", "menthol", "ester", "least-branched-octane"])
def test_a_link_has_the_aim(loading: WatchedPage, name: str) -> None:
    loading.fill({"seed": 7})
    page = chosen(loading, name)
    assert page.value("seed") == "7"
    assert asked(page) == {"preset": f"aim-{name}", "question": page.text("question")}


def test_all_are_offered_in_groups(loading: WatchedPage) -> None:
    groups = loading.at("preset").querySelectorAll("optgroup")
    labels = [group.getAttribute("label") for group in groups]
    assert labels == ["Questions", "A challenge", "Formulas"]
    titles = [[one.textContent for one in group.querySelectorAll("option")] for group in groups]
    assert titles[:2] == [[one["title"] for one in offered] for offered in (AIMS, CHALLENGES)]
    assert "hexanes, 5 isomers" in titles[2][0]


@pytest.mark.parametrize("change", [{"formula": "C6H8"}, {"kt0": 1.5}, {"k": 2}, {"steps": 251}])
def test_a_change_makes_it_another_search(loading: WatchedPage, change: dict[str, Any]) -> None:
    page = chosen(loading, "benzene")
    page.fill({"seed": 3})
    page.choose("pace", "10")
    assert page.value("preset") == "aim-benzene"
    before = {handle: page.value(handle) for handle in change}
    page.fill(change)
    assert page.value("preset") != "aim-benzene"
    assert page.text("question") == ""
    page.fill(before)
    assert page.value("preset") == "aim-benzene"
    page.fill({"cycles": "many"})
    assert page.text("question") == ""


def test_another_target_or_constraint_makes_it_another_search(loading: WatchedPage) -> None:
    page = chosen(loading, "most-branched-octane")
    page.choose("mode", "maximize")
    assert page.value("preset") == "C8H18"
    page.choose("mode", "minimize")
    assert page.value("preset") == "aim-most-branched-octane"
    page.open_details("rules")
    page.press("constraint-no_triple_bonds")
    assert page.text("question") == ""


def test_a_formula_after_an_aim_has_not_the_target_of_that(loading: WatchedPage) -> None:
    loading.fill({"seed": 9})
    page = chosen(loading, "benzene")
    page.choose("preset", "C10H8")
    assert page.value("mode") == "minimize"
    assert (page.value("kt0"), page.value("steps"), page.value("seed")) == ("100", "500", "9")
    # But what a person has set stays.
    page.fill({"kt0": 5})
    page.choose("preset", "C6H14")
    assert (page.value("kt0"), page.value("formula")) == ("5", "C6H14")
    page.choose("preset", "")
    assert page.value("preset") == "C6H14"


def test_a_seed_that_cannot_be_read_holds_up_nothing(loading: WatchedPage) -> None:
    loading.fill({"seed": "none", "formula": "C6H15"})
    page = chosen(loading, "glycine")
    assert (page.value("seed"), page.value("formula")) == ("42", "C2H5NO2")
    assert page.words("parameters-error") == page.text("formula-error") == ""


def test_a_hard_aim_says_so(loading: WatchedPage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules["page.aims"].QUESTIONS[0], "is_hard", 1)
    page = chosen(loading, "benzene")
    assert page.text("question").endswith("fewer than nine of ten searches find it.")


@pytest.mark.parametrize("seed", [3, 42])
def test_when_it_is_reached_is_told_and_what_answers_it(page: WatchedPage, seed: int) -> None:
    chosen(page, "benzene")
    page.fill({"seed": seed})
    page.pass_by(1)
    assert "benzene" not in page.words("outcome").lower()
    page.run()
    step = first_step_there("benzene", seed)
    assert page.words("outcome") == f"Reached at step {step:,}: benzene."


def test_it_is_told_while_the_search_goes_on_and_not_before(page: WatchedPage) -> None:
    chosen(page, "least-branched-octane")
    page.choose("pace", "30")
    page.pass_by(1)
    step = first_step_there("least-branched-octane", 42)
    page.press("start")
    page.expect_state("running")
    page.wait_for(lambda: page.words("outcome") != "", "an answer")
    assert page.state == "running"
    told = f"Reached at step {step}: 2-methylheptane."
    assert page.number("step") >= step
    page.expect_words("outcome", told)
    page.press("pause")
    page.expect_state("paused")
    assert page.words("outcome").startswith(f"{told} Press Resume")
    page.press("resume")
    page.expect_state("running")
    assert page.words("outcome") == told
    page.reload()
    page.expect_state("paused")
    page.press("to-the-end")
    page.expect_state("complete")
    assert page.words("outcome") == told
    assert page.value("preset") == "aim-least-branched-octane"


def test_a_search_that_has_not_reached_it_says_what_is_possible(page: WatchedPage) -> None:
    asked = BY_NAME["menthol"]["parameters"]
    found = (run(read_parameters(asked | {"seed": seed})) for seed in range(1, 99))
    missed = next(one for one in found if not reached(BY_NAME["menthol"], one.best_energy))
    chosen(page, "menthol")
    page.fill({"seed": missed.parameters.seed})
    page.run()
    assert page.words("outcome") == (
        f"Not reached: the best energy found is {round(missed.best_energy, 4):g}, "
        "and 0 is possible. Another seed, that is other random numbers, may get there."
    )


def test_a_search_without_an_aim_is_told_as_ever(page: WatchedPage) -> None:
    page.fill({"formula": "C8H18"})
    page.run()
    assert page.words("outcome").startswith("Done after 2,000 steps.")


def test_an_aim_that_needs_rdkit_waits_for_it(browser: Browser) -> None:
    browser.obstacles.hold("install_rdkit")
    page = WatchedPage(browser).open()
    chosen(page, "water-loving-C4H8O2")
    page.expect_words("outcome", "This target needs RDKit, which is still being loaded.")
    page.press("start")
    browser.obstacles.release("install_rdkit")
    page.expect_state("complete")
    page.expect_words("outcome", "Reached at step")
