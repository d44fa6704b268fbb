"""The RDKit builds agree: Python package in CPython and in Pyodide, and MinimalLib."""

import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from isoanneal import chem
from isoanneal.formula import VALENCES, parse
from isoanneal.parameters import Parameters
from isoanneal.scoring import component
from isoanneal.structure import Structure

from tests import nodejs
from tests.browser.sites import rdkit_wheel
from tests.molecules import COMPOSITIONS, SMILES, structure_of
from tools.environment import PROJECT, npm_packages

pytestmark = pytest.mark.outside

SCRIPT = Path(__file__).parent / "toolkits_in_pyodide.mjs"
FORMULAS = (
    "C6H6", "C8H10", "C5H5N", "C4H4S", "C3H7NO", "C2H5NO2", "C3H6OS", "C4H5Cl", "C4H6F2",
    "C3H5Br", "C3H4ClIO", "C5H8O2", "C2H3NOS", "C6H10", "C4H6N2O", "C3H9OP", "C10H16",
)  # fmt: skip
PER_FORMULA = 25
EXACT = tuple(name for name in chem.DESCRIPTORS if name != "exact_mass")
SUBSTITUTED_AROMATIC_NITROGEN = "[nX3;H0]"
GRAPH_COMPONENTS = (
    "wiener_index", "balaban_j", "randic_index", "hosoya_z", "graph_diameter",
    "degree_of_branching", "number_of_rings", "largest_ring",
)  # fmt: skip
PATTERNS = (
    "[#6]", "c1ccccc1", "a", "[nH]", "[OX2H]", "[CX3]=[OX1]", "[NX3;H2]", "[CH3]", "C=C", "C#C",
    "*=*-*=*", "[R]", "[r3]", "[r5,r6]", "[x3]", "[D3]", "[h1]", "[^2]", "[F,Cl,Br,I]", "[!#6;!#1]",
    "[#6]~[#6]~[#6]", "*~1~*~*~*~1", "C.C", "[$([CX3]=[OX1])]", "[$([CH2][$(C=O)])]", "[H]",
    "[$(" * 39 + "C" + ")]" * 39,
)  # fmt: skip
REFUSED = ("", "C(", "[C", "[$(C]", "C1CC", "C>>C", "[Qq]", "C C", "é", "C" * 201)


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
    known = [structure_of(smiles) for smiles in SMILES.values()]
    return known + [structure for formula in FORMULAS for structure in isomers(formula)]


def in_pyodide(structures: list[Structure], wheel: Path | None) -> dict[str, Any]:
    given = {
        "structures": [[s.elements, s.bond_units, s.hydrogen_bearers] for s in structures],
        "patterns": PATTERNS,
        "refused": REFUSED,
        "smiles": list(COMPOSITIONS),
        "graph_components": GRAPH_COMPONENTS,
    }
    arguments: list[str | Path] = [npm_packages(), PROJECT / "py"]
    if wheel is not None:
        arguments.append(wheel)
    answer: dict[str, Any] = json.loads(nodejs.run(SCRIPT, *arguments, given=json.dumps(given)))
    return answer


def read_here(smiles: str) -> list[list[Any]] | None:
    """Return what is read in a SMILES, as JSON has it, without symbols that formulas have not."""
    found = chem.toolkit().read(smiles)
    if found is None:
        return None
    known = [element if element in VALENCES else "" for element in found.elements]
    bonds = [list(bond) for bond in found.bonds]
    return [known, list(found.hydrogens), list(found.charges), bonds]


def complaint(pattern: str) -> str | None:
    try:
        chem.toolkit().check_smarts(pattern)
    except ValueError as error:
        return str(error)
    return None


def expected_of(structure: Structure, name: str, version: str) -> float:
    """Return the descriptor as the toolkit in use computes it, in terms of another version.

    RDKit 2025.3 takes aromatic nitrogen with three neighbours for an acceptor of hydrogen
    bonds, and 2026.9 does not, having no electron pair for it.
    """
    value = chem.toolkit().descriptor(structure, name)
    if name == "hydrogen_bond_acceptors" and version < "2026" < chem.toolkit().version:
        value += chem.toolkit().count_matches(structure, SUBSTITUTED_AROMATIC_NITROGEN)
    return value


def assert_agrees(structures: list[Structure], answer: dict[str, Any]) -> None:
    toolkit = chem.toolkit()
    others = answer["structures"]
    assert len(others) == len(structures)
    for structure, other in zip(structures, others, strict=True):
        assert other["smiles"] == toolkit.canonical_smiles(structure)
        for name in EXACT:
            expected = expected_of(structure, name, answer["version"])
            assert other[name] == expected, (other["smiles"], name)
        mass = toolkit.descriptor(structure, "exact_mass")
        assert other["exact_mass"] == pytest.approx(mass, abs=1e-6)
        for pattern, count in zip(PATTERNS, other["matches"], strict=True):
            assert count == toolkit.count_matches(structure, pattern), (other["smiles"], pattern)
        assert ET.fromstring(other["svg"]).tag.endswith("svg")
    # As JSON writes them.
    assert answer["readings"] == [read_here(smiles) for smiles in COMPOSITIONS]
    assert answer["complaints"] == [complaint(pattern) for pattern in REFUSED]


def test_the_isomers_compared_are_many_and_of_all_kinds(structures: list[Structure]) -> None:
    smiles = {chem.toolkit().canonical_smiles(structure) for structure in structures}
    assert len(smiles) >= 300
    for kind in ("=", "#", "N", "O", "S", "F", "Cl", "Br", "I", "P", "1", "2", "c", "n", "s"):
        assert any(kind in one for one in smiles), kind


def test_the_descriptors_and_the_matches_compared_vary(structures: list[Structure]) -> None:
    toolkit = chem.toolkit()
    for name in chem.DESCRIPTORS:
        assert len({toolkit.descriptor(structure, name) for structure in structures}) > 2, name
    never = {
        pattern
        for pattern in PATTERNS
        if not any(toolkit.count_matches(structure, pattern) for structure in structures)
    }
    assert never == {"[H]"}
    assert None not in {complaint(pattern) for pattern in REFUSED}


def test_minimal_lib_and_all_scores_agree_with_those_in_cpython(
    structures: list[Structure],
) -> None:
    answers = in_pyodide(structures, None)
    assert_agrees(structures, answers["npm"])
    assert answers["scores"] == [
        [component(name).score(structure).hex() for name in GRAPH_COMPONENTS]
        for structure in structures
    ]


def test_the_wheel_for_pyodide_agrees_with_both(structures: list[Structure]) -> None:
    answers = in_pyodide(structures, rdkit_wheel())
    assert_agrees(structures, answers["wheel"])
    assert_agrees(structures, answers["npm"])
