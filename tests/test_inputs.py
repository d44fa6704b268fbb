"""Every parser and every message of the package, tried with inputs at random.

A parser reads or refuses in words, and what it has read it writes so that it reads the same
again.  A message that is sent arrives as it was.
"""

import contextlib
import io
import json
import math
from collections.abc import Callable
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from isoanneal import address, chem, command_line, smiles
from isoanneal.formula import VALENCES, Formula, note, parse, written
from isoanneal.messages import Complete, Drawing, Failure, Points, Progress, Status, Waiting
from isoanneal.notation import atoms_of_smiles
from isoanneal.pace import Pace, read_pace
from isoanneal.parameters import DECLARATIONS, Parameters, read_parameters
from isoanneal.refusal import RefusalError, english
from isoanneal.snapshot import Snapshot, read_snapshot, write_snapshot

from tests.hostile import LONGEST_SENTENCE
from tests.inputs import many_inputs
from tests.strategies import formulas, seeds

pytestmark = pytest.mark.slow

DECLARED = [one.facts() for one in DECLARATIONS.values()]
ETHANOL = Parameters(formula="C2H6O").annealer().structure

SYMBOLS = ["C", "H", "N", "O", "Cl", "Br", "Si", "c", "X", "₆", "(", ")", "[", "]", "·", "=", "#"]
DIGITS = ["0", "1", "2", "3", "14", "99", "9999", "+", "-", ".", " ", "\t", "é", "\ud800"]
SMARTS = [
    *"CNOH#*~=-:@!&,;()[]0123456789+$%RrxvaA",
    *("[#6]", "[OX2H]", "$(", "[!", "C1CC1", "[C@@H]", "[$([CX3]=O)]", "{1-}", "%10"),
]
SMILES = [
    *"CCCNOFSPBIcnos((())=#-/\\@.:%+[]H1122",
    *(
        "Cl",
        "Br",
        "[nH]",
        "[C@@H]",
        "[O-]",
        "[N+]",
        "[13C]",
        "[2H]",
        "c1ccccc1",
        "C1CC1",
        "%10",
        "\0",
    ),
]
OPTIONS = [
    "--seed",
    "--kt",
    "--k",
    "--steps",
    "--mode",
    "--weight",
    "--goal",
    "--limit",
    "--x",
    "-h",
]

of_formulas = st.lists(st.sampled_from(SYMBOLS + DIGITS), max_size=12).map("".join) | st.text()
of_smarts = st.lists(st.sampled_from(SMARTS), min_size=1, max_size=14).map("".join)
of_smiles = st.lists(st.sampled_from(SMILES), min_size=1, max_size=12).map("".join) | st.text()
of_numbers = st.floats().map(str) | st.integers().map(str) | st.text(max_size=8)
of_names = st.sampled_from(["wiener_index", "logp", "tpsa", "no_triple_bonds", "minimize", "x"])
of_pairs = st.lists(st.tuples(of_names, of_numbers | of_names), max_size=4).map(
    lambda pairs: ",".join(":".join(pair) for pair in pairs)
)
of_addresses = st.lists(
    st.tuples(
        st.sampled_from([*DECLARATIONS, "steps", "pace", "x"]) | st.text(max_size=5),
        of_formulas | of_numbers | of_names | of_pairs,
    ),
    max_size=8,
)
plain_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9) | of_names,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(of_names | st.text(max_size=5), inner)
    ),
    max_leaves=5,
)
counts = st.integers(0, 10**7)
numbers = st.floats(allow_nan=False)
texts = st.text()


def read_or_refused(read: Callable[[], Any]) -> Any:  # noqa: ANN401  (whatever is read)
    """Return what is read, or None where it is refused in words that can be shown."""
    try:
        return read()
    except RefusalError as error:
        refusal = error
    assert 0 < len(str(refusal)) < LONGEST_SENTENCE
    assert not any(ord(one) < ord(" ") for one in str(refusal))
    assert all(english(code, values) for code, values in refusal.refusals)
    return None


def is_read(read: Callable[[], Any]) -> bool:
    return read_or_refused(lambda: (read(), "read")) is not None


# Parsers


@given(of_formulas)
@many_inputs
def test_a_formula(text: str) -> None:
    found: Formula | None = read_or_refused(lambda: parse(text))
    if found is not None:
        assert str(parse(str(found))) == str(found)
        assert found.degree_of_unsaturation >= 0
        doubt = note(text)
        assert doubt is None or len(english(*doubt)) < LONGEST_SENTENCE


@given(of_addresses)
@many_inputs
def test_an_address(pairs: list[tuple[str, str]]) -> None:
    found, refused = address.read(pairs, DECLARED)
    for error in refused:
        assert 0 < len(str(error)) < LONGEST_SENTENCE
    again, none_refused = address.read(address.write(found, DECLARED), DECLARED)
    defaults = {one["name"]: one["default"] for one in DECLARED}
    assert (defaults | again, none_refused) == (defaults | found, [])


@given(st.dictionaries(st.sampled_from([*DECLARATIONS, "x"]), plain_values, max_size=5))
@many_inputs
def test_parameters(asked: dict[str, Any]) -> None:
    made: Parameters | None = read_or_refused(lambda: read_parameters({"formula": "C6H14"} | asked))
    if made is not None:
        assert read_parameters(msgspec.to_builtins(made)) == made


@given(st.sampled_from(list(Pace)).map(str) | texts)
@many_inputs
def test_a_pace(text: str) -> None:
    pace = read_or_refused(lambda: read_pace(text))
    assert (pace is not None) == (text in list(Pace))


@given(of_smarts)
@many_inputs
def test_a_smarts_pattern(text: str) -> None:
    toolkit = chem.toolkit()
    if is_read(lambda: toolkit.check_smarts(text)):
        assert is_read(lambda: Parameters(formula="C6H14", required_smarts=text))
        assert toolkit.count_matches(ETHANOL, text) >= 0
    elif text.strip():
        assert not is_read(lambda: Parameters(formula="C6H14", required_smarts=text))


@given(of_smiles)
@many_inputs
def test_a_smiles(text: str) -> None:
    found, here = chem.toolkit().read(text), atoms_of_smiles(text, VALENCES)
    if found is None:
        return
    atoms, charge = found.counts, sum(found.charges)
    assert all(count > 0 for count in atoms.values())
    if not found.is_of_known_elements:
        return
    assert here is None or (here, 0) == (atoms, charge)
    if not charge:
        written_so = written(atoms)
        is_read(lambda: parse(written_so))
    is_read(lambda: smiles.structure_of(text))


@given(st.lists(st.sampled_from(OPTIONS) | of_formulas | of_numbers | of_pairs, max_size=5))
@many_inputs
def test_a_command(words: list[str]) -> None:
    output, errors = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(output), contextlib.redirect_stderr(errors):
        status = command_line.main(["count", *words, "--limit", "3"])
    assert status in (0, 2)
    assert status == 0 or (output.getvalue(), errors.getvalue().count("\n")) == ("", 1)


@given(formulas(), seeds, st.integers(0, 30), st.data())
@many_inputs
def test_a_snapshot(formula: str, seed: int, steps: int, data: st.DataObject) -> None:
    annealer = Parameters(formula=formula, seed=seed).annealer()
    annealer.advance(steps)
    kept = annealer.snapshot()
    written = write_snapshot(kept)
    assert read_snapshot(written) == kept
    fields = json.loads(written)
    changed = data.draw(st.sampled_from(sorted(fields)))
    fields[changed] = data.draw(plain_values)
    other: Snapshot | None = read_or_refused(lambda: read_snapshot(json.dumps(fields)))
    if other is not None:
        read_or_refused(lambda: annealer.restore(other))
        assert annealer.target.energy(annealer.structure) == annealer.current_energy


# Messages

counters = dict.fromkeys(
    ("accepted_moves", "rejected_moves", "invalid_moves", "disconnected_moves"), counts
)
best = {"best_energy": numbers, "best_smiles": texts, "best_svg": texts}
columns = st.lists(numbers, max_size=4)
points = st.builds(
    Points,
    step=columns,
    current_energy=columns,
    best_energy=columns,
    temperature=columns,
    values=st.dictionaries(of_names, columns),
)
plain_texts = st.dictionaries(of_names, texts | st.integers() | st.lists(texts, max_size=2))
messages = st.one_of(
    st.builds(
        Progress,
        step=counts,
        total_steps=counts,
        cycle=counts,
        temperature=numbers,
        current_energy=numbers,
        is_complete=st.booleans(),
        points=points,
        **best,
        **counters,
    ),
    st.builds(Complete, step=counts, total_steps=counts, **best, **counters),
    st.builds(Waiting, session_state=texts, message=texts, code=texts),
    st.builds(Failure, error=texts, kind=texts, code=texts, values=plain_texts),
    st.builds(
        Status,
        session_id=texts,
        status=texts,
        step=counts,
        seconds=numbers.filter(math.isfinite),
        pace=texts,
    ),
    st.builds(Drawing, **best),
)


@given(messages)
@many_inputs
def test_a_message(message: msgspec.Struct) -> None:
    sent = msgspec.to_builtins(message)
    assert msgspec.convert(sent, type(message)) == message
