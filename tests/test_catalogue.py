"""The catalogue that the page gets at build time."""

import pytest
from isoanneal.aims import AIMS, CHALLENGES
from isoanneal.chem import smarts
from isoanneal.constraints import constraints
from isoanneal.pace import Pace, read_pace
from isoanneal.parameters import DECLARATIONS, MAX_TOTAL_STEPS
from isoanneal.scoring import components
from isoanneal.sentences import sentences

from tests.test_refusals import OF_TERMINALS
from tools.catalogue import catalogue


def test_it_has_every_component_and_every_constraint_in_order() -> None:
    offered = catalogue()
    assert [one["name"] for one in offered["components"]] == [one.name for one in components()]
    assert [one["name"] for one in offered["constraints"]] == [one.name for one in constraints()]


def test_the_components_asked_for_are_there() -> None:
    assert {one.name for one in components()} == {
        "wiener_index", "logp", "tpsa", "molar_refractivity", "balaban_j", "randic_index",
        "hosoya_z", "graph_diameter", "number_of_rings", "largest_ring", "rotatable_bonds",
        "hydrogen_bond_donors", "hydrogen_bond_acceptors", "degree_of_branching", "smarts_matches",
    }  # fmt: skip


@pytest.mark.parametrize("kind", ["components", "constraints"])
def test_each_has_a_title_and_a_line_for_the_reader(kind: str) -> None:
    for one in catalogue()[kind]:
        title, meaning = str(one["title"]), str(one["meaning"])
        assert title[0] == title[0].upper() or title == "logP"
        assert 10 < len(meaning) <= 90
        assert "\n" not in meaning


def test_one_component_needs_a_pattern() -> None:
    needy = [one["name"] for one in catalogue()["components"] if one["needs_smarts"]]
    assert needy == ["smarts_matches"]


def test_it_has_every_parameter_setting_and_refusal() -> None:
    offered = catalogue()
    assert offered["parameters"] == [one.facts() for one in DECLARATIONS.values()]
    assert offered["aims"] == AIMS
    assert offered["challenges"] == CHALLENGES
    assert offered["max_total_steps"] == MAX_TOTAL_STEPS
    assert offered["max_smarts"] == smarts.MAX_LENGTH
    # Those of the command line are there only where another test has imported it.
    ours = {code: text for code, text in sentences().items() if code not in OF_TERMINALS}
    assert offered["refusals"] == ours
    (setting,) = offered["settings"]
    assert (setting["name"], setting["default"]) == ("pace", "for the eye")
    assert [read_pace(name) for name in setting["choices"]] == list(Pace)
