"""The command line, run as its users run it."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import isoanneal
import pytest
from isoanneal import command_line
from isoanneal.parameters import Parameters

from tests.ground_truth import GROUND_TRUTH

pytestmark = pytest.mark.slow

RUN_KEYS = [
    "formula", "seed", "initial_energy", "best_energy", "best_smiles", "final_energy",
    "final_smiles", "total_steps", "accepted_moves", "rejected_moves", "invalid_moves",
    "disconnected_moves", "acceptance_ratio", "best_values",
]  # fmt: skip

BAD = {
    "run C6H14 --weight smarts_matches=1": "needs a SMARTS pattern",
    "run C6H14 --direction logp": "must look like logp=maximize",
    "run C6H14 --direction wiener_index=up": "must be “minimize” or “maximize”",
    "run C6H14 --goal logp=1": "which has no weight",
    "run C6H14 --constraint no_rings": "no_rings",
    "run C2H2 --constraint no_triple_bonds": "No isomer of C2H2",
    "run C6H14 --require [C": "SMARTS",
    "run C6H14 --replicates 0": "from 1 to 1,000, not 0",
    "count C6H6 --limit 0": "--limit must be 1 or more",
    "count C6H5": "C6H5",
    "walk C2H2 --steps 10 --constraint no_triple_bonds": "No isomer of C2H2",
    "walk C6H14 --steps 10 --forbid ((": "SMARTS",
    "": "COMMAND",
    "fly C6H14": "fly",
    "run": "FORMULA",
    "run C6H13": "odd number of valences",
    "run c6h14": "lower case letter",
    "run C6H16": "too many hydrogens",
    "run Xx": "not an element",
    "run C101H204": "more than 100 atoms",
    "run C6H14 --kt0 0": "kt0 must be a number above 0",
    "run C6H14 --kt0 hot": "must be a number",
    "run C6H14 --kt0 nan": "kt0 must be",
    "run C6H14 --k -1": "k must be",
    "run C6H14 --steps 0": "steps_per_cycle must be",
    "run C6H14 --steps 1.5": "must be a whole number",
    "run C6H14 --cycles 1001": "cycles must be",
    "run C6H14 --steps 100000 --cycles 101": "At most 10,000,000",
    "run C6H14 --seed -1": "seed must be",
    "run C6H14 --seed 4294967296": "seed must be",
    "run C6H14 --weight size=1": "no target component “size”",
    "run C6H14 --weight wiener_index": "must look like wiener_index=1",
    "run C6H14 --weight wiener_index=0": "at least one target component",
    "run C6H14 --weight wiener_index=-1": "weights must be",
    "run C6H14 --fast": "--fast",
    "run C6H14 C7H16": "C7H16",
    "walk C6H14": "--steps",
    "walk C6H14 --steps 0": "step",
    "walk C6H14 --steps 10000001": "at most 10,000,000",
    "walk C6H14 --steps 10 --kt 0": "must be above 0",
    "walk C6H14 --steps 10 --seed -1": "seed must be",
    "walk C2 --steps 10": "no way to connect",
    "name": "There is no SMILES to name",
    "name C=C hello": "“hello” is no SMILES",
    "name C[N+](C)(C)C": "has charges",
}


def isoanneal_command(*arguments: str) -> subprocess.CompletedProcess[str]:
    package = Path(str(isoanneal.__file__)).parent.parent
    return subprocess.run(
        [sys.executable, "-m", "isoanneal", *arguments],
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(package), "PYTHONIOENCODING": "utf-8"},
        check=False,
    )


def json_of(*arguments: str) -> dict[str, Any]:
    completed = isoanneal_command(*arguments, "--json")
    assert (completed.returncode, completed.stderr) == (0, "")
    assert completed.stdout.count("\n") == 1
    result: dict[str, Any] = json.loads(completed.stdout)
    return result


def test_run_prints_its_result_as_json() -> None:
    result = json_of("run", "C₆H₁₄", "--seed", "7")
    assert list(result) == RUN_KEYS
    assert (result["formula"], result["seed"]) == ("C6H14", 7)
    assert result["best_energy"] == GROUND_TRUTH["C6H14"].wiener_min
    assert {result["best_smiles"]} == GROUND_TRUTH["C6H14"].lowest.smiles


def test_the_counters_of_a_run_add_up_to_its_steps() -> None:
    result = json_of("run", "C8H10")
    ends = ["accepted_moves", "rejected_moves", "invalid_moves", "disconnected_moves"]
    assert sum(result[end] for end in ends) == result["total_steps"] == 2_000
    assert result["acceptance_ratio"] == result["accepted_moves"] / 2_000


def test_the_defaults_of_a_run_are_those_of_the_package() -> None:
    result = json_of("run", "C8H10")
    annealer = Parameters(formula="C8H10").annealer()
    annealer.advance(2_000)
    expected = annealer.get_result()
    assert result["seed"] == 42
    assert result["initial_energy"] == expected.initial_energy
    assert result["best_energy"] == expected.state.best_energy
    assert result["final_energy"] == expected.state.current_energy
    assert result["accepted_moves"] == expected.state.accepted_moves
    assert result["disconnected_moves"] == expected.state.disconnected_moves


def test_all_options_of_a_run_reach_the_engine() -> None:
    options = "--maximize --kt0 3 --k 1 --steps 100 --cycles 3 --seed 5"
    weights = "--weight wiener_index=0.5 --weight logp=2"
    result = json_of("run", "C3H7NO", *options.split(), *weights.split())
    annealer = Parameters(
        formula="C3H7NO",
        mode="maximize",
        kt0=3.0,
        k=1.0,
        steps_per_cycle=100,
        cycles=3,
        seed=5,
        weights={"wiener_index": 0.5, "logp": 2.0},
    ).annealer()
    annealer.advance(300)
    state = annealer.get_state()
    assert result["total_steps"] == 300
    assert result["best_energy"] == state.best_energy
    assert result["final_energy"] == state.current_energy
    assert result["rejected_moves"] == state.rejected_moves


def test_target_and_constraints_reach_the_engine() -> None:
    result = json_of(
        "run", "C5H8O2", "--weight", "wiener_index=1", "--weight", "logp=2", "--weight",
        "smarts_matches=3", "--direction", "logp=maximize", "--goal", "wiener_index=40",
        "--smarts", "[OX2H]", "--normalize", "--constraint", "no_triple_bonds",
        "--constraint", "no_three_membered_rings", "--require", "C=O", "--forbid", "O=CO",
    )  # fmt: skip
    annealer = Parameters(
        formula="C5H8O2",
        weights={"wiener_index": 1, "logp": 2, "smarts_matches": 3},
        directions={"logp": "maximize"},
        goals={"wiener_index": 40},
        smarts="[OX2H]",
        normalize=True,
        constraints=["no_triple_bonds", "no_three_membered_rings"],
        required_smarts="C=O",
        forbidden_smarts="O=CO",
    ).annealer()
    annealer.advance(2_000)
    assert result["best_energy"] == annealer.best_energy
    assert result["accepted_moves"] == annealer.accepted_moves
    assert result["best_values"] == dict(
        zip(annealer.target.components, annealer.target.values(annealer.best), strict=True)
    )


def test_a_walk_keeps_constraints() -> None:
    smiles = json_of("walk", "C4H6", "--steps", "3000", "--constraint", "no_triple_bonds")["smiles"]
    assert "C=CC=C" in smiles
    assert not any("#" in one for one in smiles)


def test_components_and_constraints_are_listed() -> None:
    listed = isoanneal_command("list").stdout
    for word in ("wiener_index", "(Å²)", "smarts_matches", "no_bridgehead_double_bonds"):
        assert word in listed


def test_two_runs_with_one_seed_print_the_same() -> None:
    command = ("run", "C8H10", "--seed", "3", "--json")
    assert isoanneal_command(*command).stdout == isoanneal_command(*command).stdout


def test_walk_prints_the_isomers_visited_as_json() -> None:
    result = json_of("walk", "C4H8O", "--steps", "10000")
    assert list(result) == ["formula", "steps", "visited", "smiles"]
    assert (result["formula"], result["steps"]) == ("C4H8O", 10_000)
    assert result["visited"] == len(set(result["smiles"])) == GROUND_TRUTH["C4H8O"].isomers


def test_a_cold_walk_visits_less() -> None:
    cold = json_of("walk", "C4H8O", "--steps", "3000", "--kt", "0.01", "--seed", "2")
    assert 0 < cold["visited"] < GROUND_TRUTH["C4H8O"].isomers


def test_run_prints_a_report_for_readers() -> None:
    completed = isoanneal_command("run", "C6H14")
    assert (completed.returncode, completed.stderr) == (0, "")
    assert completed.stdout.startswith("C6H14, 2,000 steps, seed 42\nLowest energy  28  CCC(C)(C)C")
    assert isoanneal_command("run", "C6H14", "--maximize").stdout.splitlines()[1] == (
        "Highest energy  35  CCCCCC"
    )


def test_count_tells_the_number_of_isomers() -> None:
    assert isoanneal_command("count", "CH4").stdout == "CH4: 1 isomer\n"
    assert isoanneal_command("count", "C6H6").stdout == "C6H6: 217 isomers\n"
    limited = isoanneal_command("count", "C10H16", "--limit", "500")
    assert limited.stdout == "C10H16: more than 500 isomers\n"


def test_replicates_are_runs_from_seeds_one_after_the_other() -> None:
    options = ["run", "C8H10", "--steps", "200", "--seed", "5"]
    together = json.loads(isoanneal_command(*options, "--replicates", "4", "--json").stdout)
    alone = [
        json.loads(isoanneal_command(*options[:-1], str(seed), "--json").stdout)
        for seed in range(5, 9)
    ]
    best = [one["best_energy"] for one in alone]
    assert [one["best_energy"] for one in together["replicates"]] == best
    assert [one["seed"] for one in together["replicates"]] == [5, 6, 7, 8]
    assert together["summary"]["best_energy"] == min(best)
    assert together["summary"]["reached"] == best.count(min(best))
    report = isoanneal_command(*options, "--replicates", "4").stdout
    assert f"Best energy {min(best):g}, reached by {best.count(min(best))}; mean " in report


def test_walk_prints_a_report_for_readers() -> None:
    lines = isoanneal_command("walk", "C4H8O", "--steps", "10000").stdout.splitlines()
    assert lines[0] == "C4H8O: 26 isomers in 10,000 steps"
    assert lines[-1] == "... and 6 more (--json lists all)"
    assert len(lines) == 22


@pytest.mark.parametrize(("arguments", "words"), BAD.items())
def test_bad_input_is_answered_with_one_line(arguments: str, words: str) -> None:
    completed = isoanneal_command(*arguments.split())
    assert completed.returncode == 2
    assert completed.stdout == ""
    assert completed.stderr.count("\n") == 1
    assert completed.stderr.startswith("isoanneal: ")
    assert words in completed.stderr


def test_an_empty_formula_is_answered_with_one_line() -> None:
    completed = isoanneal_command("run", "")
    assert (completed.returncode, completed.stdout) == (2, "")
    assert completed.stderr.splitlines() == [
        "isoanneal: No formula yet. Type a molecular formula, for example C6H14."
    ]


@pytest.mark.parametrize("command", [["run"], ["count"], ["walk", "--steps", "10"]])
def test_a_formula_that_looks_like_a_smiles_is_read_with_a_note(command: list[str]) -> None:
    completed = isoanneal_command(*command, "C1CCCCC1")
    assert completed.returncode == 0
    assert completed.stdout.startswith("C6")
    assert completed.stderr == (
        "isoanneal: “C1CCCCC1” was read as the formula C6. "
        "If it was meant as a SMILES, give C6H12.\n"
    )


def test_a_formula_with_one_isomer_is_run_with_a_note() -> None:
    completed = isoanneal_command("run", "CHCl3", "--json")
    assert completed.returncode == 0
    assert completed.stderr == "isoanneal: CHCl3 has one isomer only: nothing to find.\n"
    assert json.loads(completed.stdout)["best_smiles"] == "ClC(Cl)Cl"


def test_replicates_of_a_formula_are_named_by_what_was_read_and_come_with_its_notes() -> None:
    completed = isoanneal_command("run", "C0N0O3H2", "--replicates", "2")
    assert completed.returncode == 0
    assert completed.stderr == "isoanneal: H2O3 has one isomer only: nothing to find.\n"
    assert completed.stdout.startswith("H2O3, 2 replicates of 2,000 steps, ")


def test_structures_are_named_and_described_in_a_line_each() -> None:
    completed = isoanneal_command("name", "CC(C)=O", "CCCCCCCCCCC", "C[C@H](O)C=C")
    assert completed.stdout.splitlines() == [
        (
            "This is acetone, C3H6O. A chain with one branching atom. One double bond. "
            "Heteroatoms, with their hydrogens: O."
        ),
        "This is an isomer of C11H24. An unbranched chain of 11 atoms.",
        (
            "This is an isomer of C4H8O. A chain with one branching atom. One double bond. "
            "Heteroatoms, with their hydrogens: OH."
        ),
    ]
    assert completed.stderr == (
        "isoanneal: Only constitutions are named, without stereochemistry, isotopes and atom "
        "numbers.\n"
    )


def test_names_are_printed_as_json() -> None:
    completed = isoanneal_command("name", "C1=CC=CC=C1", "c1ccccc1C=CC=C", "--json")
    assert (completed.returncode, completed.stderr) == (0, "")
    assert json.loads(completed.stdout) == [
        {
            "smiles": "C1=CC=CC=C1",
            "name": "benzene",
            "formula": "C6H6",
            "description": ["This is benzene, C6H6.", "One aromatic ring of 6 atoms."],
        },
        {
            "smiles": "c1ccccc1C=CC=C",
            "name": "",
            "formula": "C10H10",
            "description": [
                "This is an isomer of C10H10.",
                "One aromatic ring of 6 atoms.",
                "One group on a ring atom.",
                "2 double bonds besides those of aromatic rings.",
            ],
        },
    ]


def test_smiles_to_name_are_read_from_standard_input(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("C ignored\n\nO\n"))
    assert command_line.main(["name"]) == 0
    assert capsys.readouterr().out == "This is methane, CH4.\nThis is water, H2O.\n"


def test_one_isomer_is_no_isomers() -> None:
    assert isoanneal_command("walk", "H2O3", "--steps", "10").stdout == (
        "H2O3: 1 isomer in 10 steps\nOOO\n"
    )


def test_no_progress_bar_is_drawn_where_there_is_no_terminal() -> None:
    # Well beyond the second after which a bar appears.
    completed = isoanneal_command("run", "C10H16", "--steps", "20000", "--cycles", "5", "--k", "0")
    assert (completed.returncode, completed.stderr) == (0, "")


def test_help_and_version_are_printed() -> None:
    assert isoanneal_command("--version").stdout == f"isoanneal {isoanneal.__version__}\n"
    help_of_run = isoanneal_command("run", "--help")
    assert help_of_run.returncode == 0
    assert "--maximize" in help_of_run.stdout
