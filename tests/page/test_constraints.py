"""Constraints: the boxes and patterns that isomers have to keep."""

from tests.page.test_search import expect_result
from tests.page.watched import WatchedPage

NAMES = ("no_triple_bonds", "no_cumulated_double_bonds", "no_three_membered_rings")


def test_constraints_are_kept(page: WatchedPage) -> None:
    page.fill({"formula": "C6H6"})
    page.open_details("rules")
    for name in NAMES:
        page.press(f"constraint-{name}")
    assert "3 on" in page.text("rules")
    page.run()
    expect_result(page, {"formula": "C6H6", "constraints": list(NAMES)})
    assert page.text("engine").startswith("Python")
    title = page.by_id("engine-title").title
    assert title == "Steps are made in Python, because constraints are checked in Python."
    assert page.text("visited") == "–"


def test_the_search_for_a_first_structure_is_told(page: WatchedPage) -> None:
    page.browser.obstacles.hold("configure")
    page.open_details("rules")
    page.press("constraint-no_triple_bonds")
    page.expect_words("outcome", "Looking for a first structure")
    page.browser.obstacles.release("configure")
    page.expect_words("outcome", "This is the first structure")


def test_constraints_that_no_isomer_keeps_are_told_once(page: WatchedPage) -> None:
    page.fill({"formula": "C2H2"})
    page.open_details("rules")
    page.press("constraint-no_triple_bonds")
    page.expect_in("error", "No isomer of C2H2")
    assert page.words("outcome") == ""
    count = page.worker.calls.count("configure")
    page.press("start")
    page.pass_by(1)
    assert page.state == "idle"
    assert "No isomer of C2H2" in page.text("error")
    assert page.worker.calls.count("configure") == count  # the answer is known
    page.press("constraint-no_triple_bonds")
    page.wait_for(lambda: page.text("error") == "", "no error any more")
    page.run()


def test_a_pattern_that_cannot_be_read_is_told_at_its_field(page: WatchedPage) -> None:
    page.fill({"formula": "C4H8O"})
    page.open_details("rules")
    page.fill({"required-smarts": "[C"})
    page.expect_in("error", "SMARTS")
    assert page.at("required-smarts").getAttribute("aria-invalid") == "true"
    assert page.value("formula") == "C4H8O"
    page.fill({"required-smarts": "[CX3]=[OX1]", "forbidden-smarts": "[OX2H]"})
    page.wait_for(lambda: page.text("error") == "", "no error any more")
    assert page.at("required-smarts").getAttribute("aria-invalid") == "false"
    assert "2 on" in page.text("rules")
    page.run()
    expect_result(
        page,
        {
            "formula": "C4H8O",
            "required_smarts": "[CX3]=[OX1]",
            "forbidden_smarts": "[OX2H]",
        },
    )


def test_a_refusal_is_gone_when_the_form_is_as_before(page: WatchedPage) -> None:
    page.open_details("rules")
    page.fill({"forbidden-smarts": "[C"})
    page.expect_in("error", "SMARTS")
    page.fill({"forbidden-smarts": ""})
    page.wait_for(lambda: page.text("error") == "", "no error any more")
    assert page.at("forbidden-smarts").getAttribute("aria-invalid") == "false"


def test_constraints_are_back_after_a_reload(page: WatchedPage) -> None:
    page.fill({"formula": "C6H6", "steps": 50})
    page.open_details("rules")
    page.press("constraint-no_triple_bonds")
    page.fill({"forbidden-smarts": "[CH3]"})
    page.run()
    page.expect_in("run-facts", "all 200 steps")
    page.reload()
    page.expect_state("complete")
    assert page.at("rules").open
    assert page.at("constraint-no_triple_bonds").checked
    assert not page.at("constraint-no_three_membered_rings").checked
    assert page.value("forbidden-smarts") == "[CH3]"
    assert "2 on" in page.text("rules")
