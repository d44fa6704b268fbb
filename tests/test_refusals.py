"""What the package refuses: whole sentences, each with a code and values."""

import ast
import pickle
import string
from collections.abc import Callable, Iterator
from pathlib import Path

import isoanneal
import pytest
from isoanneal import chem
from isoanneal.cooling import Cooling
from isoanneal.engine import engine_for
from isoanneal.formula import FormulaError, parse
from isoanneal.mulberry32 import Mulberry32
from isoanneal.pace import Pace, read_pace
from isoanneal.parameters import Parameters, read_parameters
from isoanneal.refusal import RefusalError, UnavailableError, declare, english, sentences_of
from isoanneal.scoring import component
from isoanneal.sentences import sentences
from isoanneal.session import Session
from isoanneal.session_manager import SessionManager
from isoanneal.snapshot import read_snapshot

PACKAGE = Path(str(isoanneal.__file__)).parent
OF_TERMINALS = {
    "count-limit", "explain-steps", "walk-too-long", "terminal-too-long", "input-too-long",
    "output-closed", "draw-format", "picture-no-text", "picture-several", "picture-size",
    "smiles-formula", "smiles-name", "output-lost", "picture-ending", "picture-hopeless",
    "picture-none", "picture-not-written",
    "draw-constitution-only", "name-constitution-only", "name-none", "smiles-bond",
    "smiles-charged", "smiles-element", "smiles-hydrogen", "smiles-several", "smiles-too-long",
    "smiles-unreadable", "smiles-valence",
}  # fmt: skip
REFUSED: dict[str, Callable[[], object]] = {
    "formula-none": lambda: parse(""),
    "parameter-unknown": lambda: read_parameters({"formula": "C6H14", "size": 1}),
    "parameter-formula-missing": lambda: read_parameters({}),
    "parameter-whole": lambda: Parameters(formula="C6H14", cycles=0),
    "parameter-total-steps": lambda: Parameters(
        formula="C6H14", steps_per_cycle=100_000, cycles=1_000
    ),
    "parameter-without-weight": lambda: Parameters(formula="C6H14", goals={"logp": 1}),
    "component-without-smarts": lambda: Parameters(formula="C6H6", weights={"smarts_matches": 1}),
    "smarts-unreadable": lambda: Parameters(formula="C6H14", required_smarts="[C"),
    "constraint-no-isomer": lambda: Parameters(
        formula="C2H2", constraints=["no_triple_bonds"]
    ).annealer(),
    "constraint-unknown": lambda: Parameters(formula="C6H14", constraints=["no_rings"]),
    "component-unknown": lambda: component("size"),
    "pace-unknown": lambda: read_pace("3"),
    "snapshot-unreadable": lambda: read_snapshot("{}"),
    "session-unknown": lambda: SessionManager().get("nobody"),
    "session-pause-idle": lambda: Session("one", Parameters(formula="C6H14")).pause(),
    "cooling-kt0": lambda: Cooling(0.0, 1.0, 1, 1),
    "seed-range": lambda: Mulberry32(-1),
}


NUMBERS = {
    0: "0", 999: "999", 1_000: "1,000", -1_000: "-1,000", 4.0: "4", 0.5: "0.5", -0.25: "-0.25",
    1234.5: "1,234.5", 1e-9: "1e-09", 1.5e300: "1.5e+300", 2**60: "1,152,921,504,606,846,976",
    float("nan"): "nan", float("-inf"): "-inf", -1234567.25: "-1,234,567.25",
}  # fmt: skip


def declared_codes() -> Iterator[tuple[str, str]]:
    """Yield the codes that the text of each module declares."""
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name)):
                continue
            if node.func.id == "declare":
                (given,) = node.args
                assert isinstance(given, ast.Dict)
                for key in given.keys:
                    assert isinstance(key, ast.Constant)
                    yield str(key.value), path.name


def test_the_table_has_all_that_is_declared_but_what_only_a_terminal_says() -> None:
    declared = dict(declared_codes())
    assert len(declared) > 60
    # Where another test has imported the command line, its sentences are there too.
    assert set(sentences()) | OF_TERMINALS == set(declared)


def test_each_code_is_declared_once() -> None:
    codes = [code for code, _ in declared_codes()]
    assert sorted(codes) == sorted(set(codes))


@pytest.mark.parametrize("code", sorted(set(sentences()) - OF_TERMINALS))
def test_a_sentence_is_whole(code: str) -> None:
    template = sentences()[code]
    assert template.strip() == template
    begins_with_a_name = template.startswith(("{", "“", "kt0 ", "k ", "seed "))
    assert begins_with_a_name or template[0].isupper()
    assert template.endswith(".")
    for _, name, form, conversion in string.Formatter().parse(template):
        if name is not None:
            assert name.isidentifier()
            assert (form, conversion) == ("", None)


@pytest.mark.parametrize("code", REFUSED)
def test_a_refusal_has_its_code_and_the_values_of_its_sentence(code: str) -> None:
    with pytest.raises(RefusalError) as caught:
        REFUSED[code]()
    error = caught.value
    assert error.code == code
    assert error.refusals[0] == (code, error.values)
    needed = {name for _, name, _, _ in string.Formatter().parse(sentences()[code]) if name}
    assert needed <= set(error.values)
    assert " ".join(english(*one) for one in error.refusals) == str(error)
    assert sentences_of(error) == error.refusals


def test_numbers_are_numbers_and_are_written_alike() -> None:
    with pytest.raises(RefusalError) as caught:
        Parameters(formula="C6H14", steps_per_cycle=100_000, cycles=1_000)
    assert caught.value.values == {
        "steps_per_cycle": 100_000, "cycles": 1_000, "total": 100_000_000, "most": 10_000_000,
    }  # fmt: skip
    assert "100,000 steps in each of 1,000 cycles are 100,000,000 steps" in str(caught.value)
    with pytest.raises(RefusalError, match=r"from 0 to 1,000,000,000,000, not -2,000\.5\."):
        Parameters(formula="C6H14", k=-2000.5)
    for number, written in NUMBERS.items():
        assert (
            english("cooling-k", {"value": number}).split(" it is ")[1].startswith(f"{written}. ")
        )


def test_a_suggestion_is_a_sentence_of_its_own() -> None:
    with pytest.raises(FormulaError) as caught:
        parse("C6H13")
    assert caught.value.refusals == [
        ("formula-odd", {"formula": "C6H13"}),
        ("formula-try-either", {"first": "C6H12", "second": "C6H14"}),
    ]


def test_any_other_error_has_a_code_too() -> None:
    assert sentences_of(ZeroDivisionError("division by zero")) == [
        ("error-unforeseen", {"error": "division by zero"})
    ]
    assert sentences_of(KeyboardInterrupt()) == [
        ("error-unforeseen", {"error": "KeyboardInterrupt"})
    ]


def test_a_code_stands_for_one_sentence() -> None:
    declare({"formula-none": sentences()["formula-none"]})
    with pytest.raises(ValueError, match="formula-none"):
        declare({"formula-none": "Nothing."})


@pytest.mark.parametrize("code", ["parameter-whole", "formula-none"])
def test_a_refusal_survives_a_pool_of_processes(code: str) -> None:
    with pytest.raises(RefusalError) as caught:
        REFUSED[code]()
    again = pickle.loads(pickle.dumps(caught.value))  # noqa: S301  (our own)
    assert type(again) is type(caught.value)
    assert (str(again), vars(again)) == (str(caught.value), vars(caught.value))


def test_what_is_not_there_yet_says_so_with_a_code() -> None:
    toolkit = chem.toolkit()
    chem.expect()
    try:
        with pytest.raises(chem.ToolkitExpectedError, match="still being loaded") as caught:
            chem.toolkit()
    finally:
        chem.use(toolkit)
    assert isinstance(caught.value, UnavailableError)
    assert caught.value.code == "toolkit-expected"
    again = pickle.loads(pickle.dumps(caught.value))  # noqa: S301  (our own)
    assert (str(again), again.refusals) == (str(caught.value), caught.value.refusals)


def test_why_steps_are_made_in_python_is_a_sentence() -> None:
    parameters = Parameters(formula="C6H14", constraints=["no_triple_bonds"])
    reason = engine_for(parameters.annealer()).reason
    assert english(reason, {}).startswith("Steps are made in Python, because constraints ")


def test_a_list_is_handed_on_as_one_for_each_language_writes_it_its_way() -> None:
    with pytest.raises(RefusalError) as caught:
        read_pace("at a gallop")
    assert caught.value.values["known"] == [str(pace) for pace in Pace]
    assert "Choose among: " + ", ".join(Pace) in str(caught.value)
