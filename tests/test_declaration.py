"""Declarations: a parameter is declared once, and is then everywhere."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import isoanneal
import pytest
from isoanneal.cooling import SCHEDULES
from isoanneal.declaration import table
from isoanneal.limits import refusal
from isoanneal.parameters import DECLARATIONS, Parameters

PACKAGE = Path(str(isoanneal.__file__)).parent
NAMES = [
    "formula", "kt0", "k", "steps_per_cycle", "cycles", "thermostat", "mode", "seed",
    "weights", "directions", "goals", "smarts", "normalize", "constraints", "required_smarts",
    "forbidden_smarts",
]  # fmt: skip
BEFORE = "    def __post_init__(self) -> None:\n"
# Each kind once, as a field of `Parameters`: nothing else is written.
ADDED = """\
    patience: Annotated[
        Annotated[float, Meta(gt=0, le=10)],
        _declared("annealing", "Patience", "How long to wait"),
    ] = 0.5
    restarts: Annotated[
        Annotated[int, Meta(ge=0, le=5000)],
        _declared("annealing", "Restarts", "How often to begin anew", handle="again"),
    ] = 2
    style: Annotated[
        Literal["bold", "shy", "calm"], _declared("run", "Style", "How to behave")
    ] = "calm"
    note: Annotated[str, _declared("run", "Note", "What to remember")] = ""
    aloud: Annotated[bool, _declared("run", "Aloud", "Say it aloud")] = False

"""
# What the copy of the package with these fields says of them, in a process of its own.
LOOK = """
import json, sys
from isoanneal import address, declaration
from isoanneal.parameters import DECLARATIONS, Parameters, read_parameters

facts = [one.facts() for one in DECLARATIONS.values()]
given = {"formula": "C6H14", "patience": 0.1 + 0.2, "restarts": 5, "style": "bold",
         "note": "a=b", "aloud": True}
pairs = address.write(given, facts)
refused = []
for change in ({"patience": 0}, {"restarts": 5001}, {"style": "loud"}, {"note": 1}, {"aloud": 1}):
    try:
        Parameters(**given | change)
    except ValueError as error:
        refused.append(str(error))
json.dump({
    "facts": {one["name"]: one for one in facts},
    "pairs": pairs,
    "again": address.read(pairs, facts)[0] == given,
    "by_handle": address.read([("again", "3")], facts)[0],
    "read": [getattr(read_parameters(given), name) for name in given],
    "refused": refused,
    "table": declaration.table(DECLARATIONS),
}, sys.stdout)
"""


@pytest.fixture(scope="module")
def extended(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a copy of the package that has the added parameters."""
    folder = tmp_path_factory.mktemp("extended")
    shutil.copytree(PACKAGE, folder / "isoanneal", ignore=shutil.ignore_patterns("__pycache__"))
    parameters = folder / "isoanneal" / "parameters.py"
    text = parameters.read_text(encoding="utf-8")
    assert text.count(BEFORE) == 1
    text = text.replace(BEFORE, ADDED + BEFORE)
    text = text.replace("import Annotated, Any", "import Annotated, Any, Literal")
    parameters.write_text(text, encoding="utf-8")
    return folder


def python(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments],
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(folder), "PYTHONIOENCODING": "utf-8"},
        check=False,
    )


@pytest.fixture(scope="module")
def seen(extended: Path) -> dict[str, Any]:
    completed = python(extended, "-c", LOOK)
    assert completed.stderr == ""
    found: dict[str, Any] = json.loads(completed.stdout)
    return found


def test_an_added_parameter_is_in_the_catalogue(seen: dict[str, Any]) -> None:
    patience = seen["facts"]["patience"]
    assert (patience["kind"], patience["group"], patience["default"]) == (
        "number",
        "annealing",
        0.5,
    )
    assert (patience["minimum"], patience["is_above_minimum"], patience["maximum"]) == (0, True, 10)
    assert (patience["title"], patience["meaning"]) == ("Patience", "How long to wait")
    kinds = [seen["facts"][name]["kind"] for name in ("restarts", "style", "note", "aloud")]
    assert kinds == ["whole", "choice", "text", "flag"]
    assert seen["facts"]["style"]["choices"] == ["bold", "shy", "calm"]
    assert seen["facts"]["restarts"]["handle"] == "again"


def test_an_added_parameter_is_in_the_address(seen: dict[str, Any]) -> None:
    assert seen["pairs"] == [
        ["formula", "C6H14"],
        ["patience", "0.30000000000000004"],
        ["restarts", "5"],
        ["style", "bold"],
        ["note", "a=b"],
        ["aloud", "1"],
    ]
    assert seen["again"] is True
    assert seen["by_handle"] == {"restarts": 3}


def test_an_added_parameter_is_checked(seen: dict[str, Any]) -> None:
    assert seen["read"] == ["C6H14", 0.1 + 0.2, 5, "bold", "a=b", True]
    assert seen["refused"] == [
        "patience must be a number above 0 and at most 10, not 0.",
        "restarts must be a whole number from 0 to 5,000, not 5,001.",
        "style must be one of these: bold, shy, calm, not 'loud'.",
        "note must be text, not 1.",
        "aloud must be true or false, not 1.",
    ]


def test_an_added_parameter_is_documented(seen: dict[str, Any]) -> None:
    (row,) = [line for line in seen["table"].splitlines() if "`restarts`" in line]
    assert row == "| `restarts` | `--again` | How often to begin anew | 0 to 5,000 | `2` |"


@pytest.mark.slow
def test_an_added_parameter_is_on_the_command_line(extended: Path) -> None:
    shown = " ".join(python(extended, "-m", "isoanneal", "run", "--help").stdout.split())
    assert "--patience NUMBER how long to wait (default: 0.5)" in shown
    assert "--again NUMBER how often to begin anew (default: 2)" in shown
    assert "--style CHOICE how to behave: bold or shy or calm (default: calm)" in shown
    assert "--aloud say it aloud" in shown
    given = ["--patience", "3", "--again", "4", "--style", "shy", "--note", "x", "--aloud"]
    assert python(extended, "-m", "isoanneal", "run", "C6H14", *given).returncode == 0
    refused = python(extended, "-m", "isoanneal", "run", "C6H14", "--again", "5001")
    assert refused.returncode == 2
    assert refused.stderr == (
        "isoanneal: restarts must be a whole number from 0 to 5,000, not “5001”.\n"
    )


def test_all_parameters_are_declared_in_their_order() -> None:
    assert list(DECLARATIONS) == NAMES == list(Parameters.__struct_fields__)


def test_each_has_a_title_and_a_line_for_the_reader() -> None:
    for one in DECLARATIONS.values():
        assert one.title[0].isupper()
        assert 10 < len(one.meaning) <= 90
        assert not one.meaning.endswith(".")
    titles = {name: one.title for name, one in DECLARATIONS.items()}
    assert titles["kt0"] == "Initial kT₀"
    assert titles["k"] == "Cooling rate k"
    assert titles["steps_per_cycle"] == "Steps per cycle"
    assert (titles["cycles"], titles["seed"]) == ("Cycles", "Seed")


def test_handles_and_options_tell_parameters_apart() -> None:
    for names in (
        [one.handle for one in DECLARATIONS.values()],
        [one.option for one in DECLARATIONS.values()],
    ):
        assert len(set(names)) == len(names)
    assert DECLARATIONS["steps_per_cycle"].handle == "steps"


def test_the_facts_are_plain_data() -> None:
    facts = [one.facts() for one in DECLARATIONS.values()]
    assert json.loads(json.dumps(facts)) == facts
    assert DECLARATIONS["k"].facts()["suggestions"] == SCHEDULES


def test_defaults_are_those_of_the_parameters() -> None:
    parameters = Parameters(formula="C6H14")
    for name, one in DECLARATIONS.items():
        if name != "formula":
            assert getattr(parameters, name) == one.default


def test_the_table_has_a_row_for_each() -> None:
    rows = table(DECLARATIONS).splitlines()
    assert len(rows) == len(NAMES) + 2
    assert rows[3].startswith("| `kt0` | `--kt0` | ")
    assert rows[3].endswith(" | above 0 to 1,000,000,000,000 | `100` |")
    assert rows[2].startswith("| `formula` | `FORMULA` | ")
    assert rows[10].endswith(" | 0 to 1,000,000,000,000 | `wiener_index:1` |")


def test_a_page_can_refuse_with_the_facts_alone() -> None:
    code, values = refusal(DECLARATIONS["cycles"].facts(), 0)
    assert code == "parameter-whole"
    assert values == {"parameter": "cycles", "least": 1, "most": 1_000, "value": 0}
