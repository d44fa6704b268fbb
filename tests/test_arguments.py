"""Whatever is given to the package's functions is taken, or refused in the package's own words."""

import inspect
from collections.abc import Callable
from typing import Any

import isoanneal
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from isoanneal import ParameterError, Parameters, RefusalError, explain, run
from isoanneal.annealer import Annealer
from isoanneal.constraints import Constraints, constraint
from isoanneal.cooling import Cooling
from isoanneal.formula import Formula, parse
from isoanneal.mulberry32 import Mulberry32
from isoanneal.pace import read_pace
from isoanneal.parameters import DECLARATIONS, read_parameters
from isoanneal.replicates import read_count, run_replicates, seeded
from isoanneal.scoring import Target, component
from isoanneal.session import Session
from isoanneal.session_manager import SessionManager
from isoanneal.snapshot import read_snapshot
from isoanneal.walk import walk

from tests.hostile import HOSTILE, is_refused

HEXANE = parse("C6H14")
WEIGHTS = {"wiener_index": 1.0}
SHORT = Parameters(formula="C6H14", steps_per_cycle=10, cycles=1)
Call = Callable[[Any], object]


OF_PARAMETERS = {
    "formula": {"a formula"},
    "kt0": {"two", "a fraction", "a trillion", "2**32"},
    "k": {"zero", "two", "a fraction", "a trillion", "2**32"},
    "steps_per_cycle": {"two"},
    "cycles": {"two"},
    "thermostat": {"an empty list"},
    "mode": set(),
    "seed": {"zero", "two"},
    "weights": set(),
    "directions": {"an empty dictionary"},
    "goals": {"an empty dictionary"},
    "smarts": {"an empty text"},
    "normalize": {"true", "false"},
    "constraints": {"an empty list"},
    "required_smarts": {"an empty text"},
    "forbidden_smarts": {"an empty text"},
}
POSITIVE = {"two", "a fraction", "infinity", "a trillion", "2**32", "2**64"}
SEEDS = {"zero", "two"}
OF_COOLINGS = {
    "kt0": POSITIVE, "k": {"zero", *POSITIVE}, "steps_per_cycle": {"two"}, "cycles": {"two"},
    "thermostat": {"an empty list"},
}  # fmt: skip
OF_ANNEALERS: dict[str, set[str]] = {
    "formula": set(), "target": set(), "cooling": set(), "seed": SEEDS, "mode": set(),
    "constraints": {"nothing"}, "first": {"nothing"},
}  # fmt: skip
OF_WALKS = {"kt": POSITIVE, "seed": SEEDS, "constraints": {"nothing"}}
CALLABLE = {"a function", "a class"}


def stepped() -> Session:
    session = Session("one", SHORT)
    session.step_once()
    return session


def annealer(**changes: Any) -> Annealer:  # noqa: ANN401  (hostile)
    given: dict[str, Any] = {
        "formula": HEXANE, "target": Target(WEIGHTS), "cooling": Cooling(1.0, 1.0, 10, 1), **changes
    }  # fmt: skip
    return Annealer(**given)


def cooling(**changes: Any) -> Cooling:  # noqa: ANN401  (hostile)
    return Cooling(**{"kt0": 1.0, "k": 1.0, "steps_per_cycle": 10, "cycles": 1, **changes})


def named(function: Callable[..., object], name: str, *given: object) -> Call:
    """Return the call of a function that gets a value by the name of an argument."""
    return lambda value: function(*given, **{name: value})


def made(**changes: Any) -> Parameters:  # noqa: ANN401  (hostile)
    return Parameters(**{"formula": "C6H14", **changes})


def read(**changes: object) -> Parameters:
    return read_parameters({"formula": "C6H14", **changes})


def told(function: Callable[..., object], *given: object) -> Call:
    """Return the call of a function that reports; what a callable itself raises is not judged."""
    return lambda value: callable(value) or function(*given, report=value)


ENTRIES: dict[str, tuple[Call, set[str]]] = {
    "run": (run, {"a formula"}),
    "explain": (explain, {"a formula"}),
    "explain, steps": (lambda value: explain(SHORT, value), {"two"}),
    **{f"run, {name}": (named(run, name, SHORT), taken) for name, taken in OF_PARAMETERS.items()},
    **{f"Parameters, {name}": (named(made, name), taken) for name, taken in OF_PARAMETERS.items()},
    **{
        f"read_parameters, {name}": (named(read, name), taken)
        for name, taken in OF_PARAMETERS.items()
    },
    "read_parameters": (read_parameters, set()),
    "Target, weights": (Target, set()),
    "Target, a weight": (
        lambda value: Target({"wiener_index": value}), POSITIVE - {"infinity"}
    ),
    "Target, opposed": (named(Target, "opposed", WEIGHTS), {"an empty list"}),
    "Target, goals": (named(Target, "goals", WEIGHTS), {"nothing", "an empty dictionary"}),
    "Target, a goal": (
        lambda value: Target(WEIGHTS, goals={"wiener_index": value}),
        {"minus one", "zero", *POSITIVE} - {"infinity"},
    ),
    "Target, smarts": (named(Target, "smarts", {"smarts_matches": 1}), set()),
    "Target, unused smarts": (named(Target, "smarts", WEIGHTS), {"an empty text"}),
    "Target, ranges": (named(Target, "ranges", WEIGHTS), {"nothing"}),
    "Target, a range": (
        lambda value: Target(WEIGHTS, ranges={"wiener_index": value}),
        {"a list of numbers", "a tuple"},
    ),
    "Target, an end of a range": (
        lambda value: Target(WEIGHTS, ranges={"wiener_index": (0, value)}),
        {"zero", *POSITIVE} - {"infinity"},
    ),
    "Constraints, names": (Constraints, {"an empty list"}),
    "Constraints, required_smarts": (named(Constraints, "required_smarts"), {"an empty text"}),
    "Constraints, forbidden_smarts": (named(Constraints, "forbidden_smarts"), {"an empty text"}),
    **{f"Cooling, {name}": (named(cooling, name), taken) for name, taken in OF_COOLINGS.items()},
    **{f"Annealer, {name}": (named(annealer, name), taken) for name, taken in OF_ANNEALERS.items()},
    "Annealer, from_seed": (annealer().from_seed, SEEDS),
    "Annealer, restore": (annealer().restore, set()),
    "walk, formula": (lambda value: walk(value, 10), set()),
    "walk, steps": (lambda value: walk(HEXANE, value), {"two"}),
    **{f"walk, {name}": (named(walk, name, HEXANE, 10), taken) for name, taken in OF_WALKS.items()},
    "walk, report": (told(walk, HEXANE, 10), CALLABLE),
    "run_replicates, parameters": (lambda value: run_replicates(value, 1), set()),
    "run_replicates, count": (lambda value: run_replicates(SHORT, value), {"two"}),
    "run_replicates, report": (told(run_replicates, SHORT, 1), CALLABLE),
    "seeded, parameters": (lambda value: seeded(value, 1), set()),
    "seeded, count": (lambda value: seeded(SHORT, value), {"two"}),
    "read_count": (read_count, {"two"}),
    "parse": (parse, {"a formula"}),
    "Formula": (Formula, set()),
    "Formula, a count": (lambda value: Formula({"C": value, "O": 1}), {"two"}),
    "Formula, hydrogens": (lambda value: Formula({"C": 2, "H": value}), {"two"}),
    "component": (component, set()),
    "constraint": (constraint, set()),
    "Mulberry32": (Mulberry32, SEEDS),
    "read_pace": (read_pace, {"a text of digits"}),
    "read_snapshot": (read_snapshot, set()),
    "Session, parameters": (lambda value: Session("one", value), set()),
    "Session, snapshot": (lambda value: Session("one", SHORT, value), {"nothing"}),
    "Session, set_temperature": (
        lambda value: Session("one", SHORT).set_temperature(value),
        {"zero", *POSITIVE} - {"infinity", "2**64"},
    ),
    "Session, going_back": (
        lambda value: stepped().going_back(value),
        {"two", "a trillion", "2**32", "2**64", "a number beyond floats", "a number beyond texts"},
    ),
    "Session, set_pace": (Session("one", SHORT).set_pace, {"a text of digits"}),
    "SessionManager, create": (SessionManager().create, set()),
    "SessionManager, get": (SessionManager().get, set()),
    "SessionManager, delete": (SessionManager().delete, set()),
}  # fmt: skip

values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.integers(10**300, 10**350)
    | st.floats()
    | st.complex_numbers()
    | st.text()
    | st.binary()
    | st.sampled_from(["wiener_index", "no_triple_bonds", "C6H14", "minimize", "[OX2H]"]),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.tuples(inner, inner)
        | st.dictionaries(st.text() | st.sampled_from(["wiener_index", "logp"]), inner, max_size=4)
    ),
    max_leaves=12,
)


def test_the_table_has_all_that_the_package_offers_and_is_told() -> None:
    offered = {name for name in isoanneal.__all__ if not name.endswith(("Error", "Result"))}
    assert offered == {"explain", "run", "Parameters"}
    assert offered <= {entry.partition(",")[0] for entry in ENTRIES}
    assert list(OF_PARAMETERS) == list(DECLARATIONS)
    for function, of_table in ((Cooling, OF_COOLINGS), (Annealer, OF_ANNEALERS)):
        assert list(inspect.signature(function).parameters) == list(of_table)
    assert set(inspect.signature(walk).parameters) == {*OF_WALKS, "formula", "steps", "report"}
    assert set(inspect.signature(Target).parameters) == {
        "weights", "opposed", "goals", "smarts", "ranges"
    }  # fmt: skip


@pytest.mark.parametrize("entry", ENTRIES)
def test_what_nobody_should_give_is_refused_in_words(entry: str) -> None:
    call, taken = ENTRIES[entry]
    refused = {name for name, value in HOSTILE.items() if is_refused(lambda: call(value))}  # noqa: B023
    assert set(HOSTILE) - refused == taken


@pytest.mark.slow
@pytest.mark.parametrize("entry", ENTRIES)
@given(value=values)
@settings(max_examples=40)
def test_anything_is_taken_or_refused_in_words(entry: str, value: object) -> None:
    call, _ = ENTRIES[entry]
    is_refused(lambda: call(value))


CHANGED: dict[str, Callable[[Parameters], object]] = {
    "weights": lambda it: it.weights.update(wiener_index=float("nan")),
    "directions": lambda it: it.directions.update(wiener_index="up"),  # type: ignore[call-overload]
    "goals": lambda it: it.goals.update(logp=1.0),
    "constraints": lambda it: it.constraints.append("no_rings"),
}


@pytest.mark.parametrize("field", CHANGED)
def test_what_is_changed_after_it_was_checked_is_checked_again(field: str) -> None:
    parameters = Parameters(formula="C6H14")
    CHANGED[field](parameters)
    with pytest.raises(ParameterError) as caught:
        parameters.annealer()
    assert caught.value.field == field


def test_a_target_and_a_formula_do_not_change_with_what_they_were_made_of() -> None:
    weights, goals, counts = {"wiener_index": 1.0}, {"wiener_index": 30.0}, {"C": 6, "H": 14}
    target, formula = Target(weights, goals=goals), Formula(counts)
    weights["wiener_index"] = goals["wiener_index"] = float("nan")
    counts["H"] = 1_000
    assert target.weigh((28.0,)) == 2.0
    assert (str(formula), formula.hydrogens) == ("C6H14", 14)


WORDS: list[tuple[str, object, str]] = [
    ("run", 5, "formula must be text, not 5."),
    (
        "Constraints, names",
        "no_triple_bonds",
        "names must be of the type list | tuple | set | frozenset, not 'no_triple_bonds'.",
    ),
    (
        "Constraints, names",
        ["no_triple_bonds"] * 100_000,
        "There are 100,000 names of constraints, and at most 100 are read. Give each once.",
    ),
    (
        "Target, goals",
        {"wiener": 1.0},
        "goals names wiener, which has no weight. Give it one, or leave it out.",
    ),
    (
        "Target, opposed",
        ["wiener"],
        "opposed names wiener, which has no weight. Give it one, or leave it out.",
    ),
    (
        "Target, a weight",
        10**400,
        "The weight of wiener_index must be 0 or more, but it is 1e+400.",
    ),
    (
        "Target, a goal",
        float("nan"),
        "The goal of wiener_index must be a number, not nan.",
    ),
    (
        "Target, a range",
        (2, 1),
        "The range of wiener_index must be its lowest and its highest value, not (2, 1).",
    ),
    ("walk, formula", "C6H14", "formula must be of the type Formula, not 'C6H14'."),
    ("walk, steps", 10**12, "A run has at most 10,000,000 steps, not 1,000,000,000,000."),
    ("walk, steps", True, "steps_per_cycle must be of the type int, not True."),
    ("Annealer, mode", "minimise", "mode must be “minimize” or “maximize”, not 'minimise'."),
    ("run_replicates, count", 2.5, "Replicates must be from 1 to 1,000, not 2.5."),
    ("Formula, a count", -(10**5_000), "C cannot be counted -1e+5000 times."),
]


@pytest.mark.parametrize(
    ("entry", "value", "words"), WORDS, ids=[f"{entry}, {words}" for entry, _, words in WORDS]
)
def test_the_words_say_what_is_wrong(entry: str, value: object, words: str) -> None:
    call, _ = ENTRIES[entry]
    with pytest.raises(RefusalError) as caught:
        call(value)
    assert str(caught.value).startswith(words)
