"""RDKit's Python package behind the interface of a toolkit."""

import inspect
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
import rdkit
from isoanneal import chem
from isoanneal.chem.minimal_lib import MinimalLib
from isoanneal.chem.python_package import PythonPackage
from isoanneal.formula import parse
from isoanneal.scoring.logp import logp
from isoanneal.structure import Structure, first_structure
from rdkit import Chem
from rdkit.Chem import Crippen, Descriptors, rdMolDescriptors

from tests import enumeration
from tests.ground_truth import GROUND_TRUTH, canonical

SVG = "{http://www.w3.org/2000/svg}"
TOOLKIT = PythonPackage()


@pytest.fixture
def restored_toolkit() -> Iterator[chem.Toolkit]:
    before = chem.toolkit()
    yield before
    chem.use(before)


def propanone() -> Structure:
    return Structure(("C", "C", "C", "O"), [(0, 1), (1, 2), (1, 3), (1, 3)], [0] * 3 + [2] * 3)


def benzene(first_double_bond: int) -> Structure:
    units = [(i, (i + 1) % 6) for i in range(6)]
    units += [(i, (i + 1) % 6) for i in range(first_double_bond, 6, 2)]
    return Structure(("C",) * 6, units, list(range(6)))


def svg(
    structure: Structure, atoms: Sequence[int] = (), bonds: Sequence[tuple[int, int]] = ()
) -> str:
    return TOOLKIT.depict(structure, atoms=atoms, bonds=bonds)


def test_smiles_is_canonical() -> None:
    assert TOOLKIT.canonical_smiles(propanone()) == canonical("O=C(C)C")


def test_both_kekule_forms_have_one_smiles() -> None:
    smiles = [TOOLKIT.canonical_smiles(benzene(first)) for first in (0, 1)]
    assert smiles == [canonical("c1ccccc1")] * 2


@pytest.mark.parametrize("formula", ["C4H8", "C3H3N", "H2N2O2", "C2H2F2", "C2N2"])
def test_all_numberings_of_an_isomer_have_one_smiles(formula: str) -> None:
    counts = parse(formula).counts
    elements = tuple(one for one in counts if one != "H" for _ in range(counts[one]))
    for skeleton in enumeration.skeletons(elements)[counts.get("H", 0)]:
        bonds, hydrogens = skeleton
        units = [(i, j) for i, j, order in bonds for _ in range(order)]
        bearers = [atom for atom, borne in enumerate(hydrogens) for _ in range(borne)]
        structure = Structure(elements, units, bearers)
        smiles = TOOLKIT.canonical_smiles(structure)
        assert smiles == canonical(enumeration.smiles(elements, skeleton))


@pytest.mark.parametrize("formula", GROUND_TRUTH)
def test_smiles_keep_the_formula(formula: str) -> None:
    structure = first_structure(parse(formula))
    molecule = Chem.MolFromSmiles(TOOLKIT.canonical_smiles(structure))
    assert str(parse(rdMolDescriptors.CalcMolFormula(molecule))) == str(parse(formula))


@pytest.mark.parametrize("formula", ["H2O", "CH4", "C60", "CHCl3", "P4", "S8", "C100H202"])
def test_a_drawing_is_well_formed_and_has_its_default_size(formula: str) -> None:
    drawing = ET.fromstring(TOOLKIT.depict(first_structure(parse(formula))).encode())
    defaults = inspect.signature(chem.Toolkit.depict).parameters
    width, height = defaults["width"].default, defaults["height"].default
    assert drawing.tag == f"{SVG}svg"
    assert (drawing.get("width"), drawing.get("height")) == (f"{width}px", f"{height}px")
    assert drawing.get("viewBox") == f"0 0 {width} {height}"
    assert list(drawing)


@pytest.mark.parametrize("name", ["canonical_smiles", "depict", "descriptor"])
def test_both_toolkits_have_the_signatures_of_the_interface(name: str) -> None:
    wanted = inspect.signature(getattr(chem.Toolkit, name))
    assert inspect.signature(getattr(PythonPackage, name)) == wanted
    assert inspect.signature(getattr(MinimalLib, name)) == wanted


def test_a_drawing_has_the_size_that_is_asked_for() -> None:
    drawing = ET.fromstring(TOOLKIT.depict(propanone(), width=111, height=77).encode())
    assert (drawing.get("width"), drawing.get("height")) == ("111px", "77px")


def test_a_drawing_has_a_transparent_ground() -> None:
    assert not list(ET.fromstring(svg(propanone()).encode()).iter(f"{SVG}rect"))


def test_highlights_change_a_drawing() -> None:
    drawings = {
        svg(propanone()),
        svg(propanone(), atoms=[0]),
        svg(propanone(), atoms=[3]),
        svg(propanone(), bonds=[(0, 1)]),
        svg(propanone(), bonds=[(1, 3)]),
        svg(propanone(), atoms=[0, 1], bonds=[(0, 1)]),
    }
    assert len(drawings) == 6
    assert all(ET.fromstring(drawing.encode()) is not None for drawing in drawings)


def test_a_bond_is_highlighted_in_either_direction() -> None:
    assert svg(propanone(), bonds=[(3, 1)]) == svg(propanone(), bonds=[(1, 3)])


@pytest.mark.parametrize("pair", [(0, 2), (0, 3), (3, 0)])
def test_a_pair_that_is_not_bonded_is_refused(pair: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match=f"Atoms {pair[0]} and {pair[1]} are not bonded"):
        svg(propanone(), bonds=[pair])


@pytest.mark.parametrize(
    "formula", ["C6H6", "C5H5N", "C2H5NO2", "C3H6OS", "C4H9Br", "CHCl3", "PH3"]
)
def test_descriptors_are_those_of_rdkit(formula: str) -> None:
    structure = first_structure(parse(formula))
    molecule = Chem.MolFromSmiles(TOOLKIT.canonical_smiles(structure))
    expected = {
        "logp": Crippen.MolLogP(molecule),  # type: ignore[attr-defined]
        "molar_refractivity": Crippen.MolMR(molecule),  # type: ignore[attr-defined]
        "tpsa": rdMolDescriptors.CalcTPSA(molecule),
        "exact_mass": Descriptors.ExactMolWt(molecule),  # type: ignore[attr-defined]
    }
    assert set(expected) == set(chem.DESCRIPTORS)
    for name, value in expected.items():
        assert TOOLKIT.descriptor(structure, name) == pytest.approx(value)


def test_the_exact_mass_is_in_dalton() -> None:
    water = first_structure(parse("H2O"))
    assert TOOLKIT.descriptor(water, "exact_mass") == pytest.approx(18.010565, abs=1e-6)


def test_an_unknown_descriptor_is_refused() -> None:
    with pytest.raises(ValueError, match="“boiling_point”"):
        TOOLKIT.descriptor(propanone(), "boiling_point")


def test_rdkits_python_package_is_used_where_it_is_installed() -> None:
    assert isinstance(chem.toolkit(), PythonPackage)
    assert chem.toolkit() is chem.toolkit()
    assert chem.toolkit().version == rdkit.__version__


def test_a_missing_rdkit_is_told_in_words() -> None:
    package = Path(str(chem.__file__)).parent.parent.parent
    program = f"import sys; sys.path = [{str(package)!r}, *sys.path]; "
    program += "from isoanneal import chem; chem.toolkit()"
    # Without `site` the interpreter does not see what is installed beside it.
    completed = subprocess.run(
        [sys.executable, "-S", "-E", "-c", program], capture_output=True, text=True, check=False
    )
    assert completed.stderr.endswith(
        "RuntimeError: RDKit is not installed. Install the Python package “rdkit”.\n"
    )


def test_the_toolkit_handed_over_is_used_by_everything(restored_toolkit: chem.Toolkit) -> None:
    class Doubled(PythonPackage):
        def descriptor(self, structure: Structure, name: str) -> float:
            return 2 * super().descriptor(structure, name)

    expected = 2 * restored_toolkit.descriptor(propanone(), "logp")
    doubled = Doubled()
    chem.use(doubled)
    assert chem.toolkit() is doubled
    assert logp(propanone()) == expected
