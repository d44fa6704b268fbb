"""The RDKit builds agree: Python package in CPython and in Pyodide, and MinimalLib."""

import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from isoanneal import chem
from isoanneal.formula import parse
from isoanneal.parameters import Parameters
from isoanneal.structure import Structure

from tests import nodejs
from tests.browser.sites import rdkit_wheel
from tools.environment import PROJECT, npm_packages

SCRIPT = Path(__file__).parent / "toolkits_in_pyodide.mjs"
FORMULAS = (
    "C6H6", "C8H10", "C5H5N", "C4H4S", "C3H7NO", "C2H5NO2", "C3H6OS", "C4H5Cl", "C4H6F2",
    "C3H5Br", "C3H4ClIO", "C5H8O2", "C2H3NOS", "C6H10", "C4H6N2O", "C3H9OP", "C10H16",
)  # fmt: skip
PER_FORMULA = 25
TOLERANCE = 1e-6


def isomers(formula: str) -> list[Structure]:
    """Return the first few different isomers that a hot walk meets."""
    parse(formula)
    annealer = Parameters(formula=formula, kt0=1e9, k=0, steps_per_cycle=5000, cycles=1).annealer()
    found: dict[str, Structure] = {}
    while len(found) < PER_FORMULA and not annealer.is_complete:
        annealer.step()
        smiles = chem.toolkit().canonical_smiles(annealer.structure)
        found.setdefault(smiles, annealer.structure.copy())
    return list(found.values())


@pytest.fixture(scope="module")
def structures() -> list[Structure]:
    return [structure for formula in FORMULAS for structure in isomers(formula)]


def in_pyodide(structures: list[Structure], wheel: Path | None) -> dict[str, Any]:
    given = json.dumps([[s.elements, s.bond_units, s.hydrogen_bearers] for s in structures])
    arguments: list[str | Path] = [npm_packages(), PROJECT / "py"]
    if wheel is not None:
        arguments.append(wheel)
    answer: dict[str, Any] = json.loads(nodejs.run(SCRIPT, *arguments, given=given))
    return answer


def assert_agrees(structures: list[Structure], others: list[dict[str, Any]]) -> None:
    toolkit = chem.toolkit()
    assert len(others) == len(structures)
    for structure, other in zip(structures, others, strict=True):
        assert other["smiles"] == toolkit.canonical_smiles(structure)
        for name in chem.DESCRIPTORS:
            expected = toolkit.descriptor(structure, name)
            assert other[name] == pytest.approx(expected, abs=TOLERANCE), (other["smiles"], name)
        assert ET.fromstring(other["svg"]).tag.endswith("svg")


def test_the_isomers_compared_are_many_and_of_all_kinds(structures: list[Structure]) -> None:
    smiles = {chem.toolkit().canonical_smiles(structure) for structure in structures}
    assert len(smiles) >= 300
    for kind in ("=", "#", "N", "O", "S", "F", "Cl", "Br", "I", "P", "1", "2", "c", "n", "s"):
        assert any(kind in one for one in smiles), kind


def test_minimal_lib_agrees_with_the_python_package(structures: list[Structure]) -> None:
    assert_agrees(structures, in_pyodide(structures, None)["npm"])


def test_the_wheel_for_pyodide_agrees_with_both(structures: list[Structure]) -> None:
    answers = in_pyodide(structures, rdkit_wheel())
    assert_agrees(structures, answers["wheel"])
    for ours, other in zip(answers["wheel"], answers["npm"], strict=True):
        assert ours["smiles"] == other["smiles"]
        assert ours["logp"] == pytest.approx(other["logp"], abs=TOLERANCE)
