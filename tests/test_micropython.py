"""The page's MicroPython reads formulas exactly as CPython does."""

import json
import random
from pathlib import Path

import pytest
from isoanneal import formula
from isoanneal.formula import FormulaError, parse

from tests import enumeration, nodejs
from tests.ground_truth import GROUND_TRUTH
from tests.test_formula import ACCEPTED, REFUSED
from tools.environment import NODE_MODULES

pytestmark = pytest.mark.outside

MICROPYTHON = NODE_MODULES / "@micropython" / "micropython-webassembly-pyscript"
SCRIPT = Path(__file__).parent / "formula_on_micropython.mjs"
PIECES = [
    "C", "H", "N", "O", "S", "P", "F", "Cl", "Br", "I", "c", "l", "X", "0", "1", "2", "14",
    "₆", "(", ")", "[", "]", " ", "+", "\u2212", ".", "é",
]  # fmt: skip


def on_micropython(texts: list[str]) -> list[object]:
    if not (MICROPYTHON / "micropython.mjs").is_file():
        pytest.fail(f"MicroPython is not in {NODE_MODULES}. Run “npm ci” or “build.py test”.")
    source = Path(str(formula.__file__)).parent
    answer: list[object] = json.loads(
        nodejs.run(SCRIPT, MICROPYTHON, source, given=json.dumps(texts))
    )
    return answer


def on_cpython(text: str) -> object:
    try:
        read = parse(text)
    except FormulaError as error:
        return [str(error), [[code, dict(values)] for code, values in error.refusals]]
    return [
        str(read),
        read.counts,
        read.hydrogens,
        read.heavy_atoms,
        read.degree_of_unsaturation,
    ]


def assert_all_agree(texts: list[str]) -> None:
    differences = {
        text: (there, here)
        for text, there in zip(texts, on_micropython(texts), strict=True)
        if there != (here := on_cpython(text))
    }
    assert not differences


def test_good_and_bad_formulas_are_read_alike() -> None:
    assert_all_agree([*ACCEPTED, *REFUSED, *GROUND_TRUTH])


def test_small_formulas_are_read_alike() -> None:
    assert_all_agree([enumeration.written(*atoms) for atoms in enumeration.small_formulas()])


def test_random_texts_are_read_alike() -> None:
    draw = random.Random(1)
    texts = ["".join(draw.choices(PIECES, k=draw.randint(1, 7))) for _ in range(3_000)]
    assert_all_agree(texts)


def test_long_texts_are_read_alike() -> None:
    nested = "(" * 500 + "CH2" + ")" * 500 + "H2"
    assert_all_agree(
        ["CH2" * 100 + "H2", "CH2" * 101 + "H2", nested, "C" * 5_000, "(((C99)99)99)99"]
    )


@pytest.mark.parametrize("blank", ["\u00a0", "\u2009", "\u3000"])
def test_blanks_that_are_pasted_from_documents_are_read_alike(blank: str) -> None:
    assert_all_agree([f"{blank}C6H14{blank}", f"C6{blank}H14", blank])
