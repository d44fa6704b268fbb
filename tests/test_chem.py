"""RDKit's Python package behind the interface of a toolkit."""

import inspect
import json
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
import rdkit
from isoanneal import chem
from isoanneal.chem import python_package
from isoanneal.chem.minimal_lib import MinimalLib
from isoanneal.chem.python_package import PythonPackage
from isoanneal.chem.shelf import Shelf
from isoanneal.formula import parse
from isoanneal.layout import layout
from isoanneal.scoring.logp import logp
from isoanneal.structure import Structure, first_structure
from rdkit import Chem
from rdkit.Chem import Crippen, Descriptors, rdMolDescriptors

from tests import enumeration
from tests.ground_truth import GROUND_TRUTH, canonical
from tests.molecules import COMPOSITIONS, SMILES, structure_of
from tests.test_scoring import chain, wander

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
    return TOOLKIT.depict(structure, layout(structure), atoms=atoms, bonds=bonds)


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
    drawing = ET.fromstring(svg(first_structure(parse(formula))).encode())
    defaults = inspect.signature(chem.Toolkit.depict).parameters
    width, height = defaults["width"].default, defaults["height"].default
    assert drawing.tag == f"{SVG}svg"
    assert (drawing.get("width"), drawing.get("height")) == (f"{width}px", f"{height}px")
    assert drawing.get("viewBox") == f"0 0 {width} {height}"
    assert list(drawing)


@pytest.mark.parametrize(
    "name",
    [
        *("canonical_smiles", "canonical_layout", "depict", "descriptor", "check_smarts"),
        *("count_matches", "molfile", "read"),
    ],
)
def test_both_toolkits_have_the_signatures_of_the_interface(name: str) -> None:
    wanted = inspect.signature(getattr(chem.Toolkit, name))
    assert inspect.signature(getattr(PythonPackage, name)) == wanted
    assert inspect.signature(getattr(MinimalLib, name)) == wanted


def test_atoms_are_laid_out_in_the_order_of_their_smiles() -> None:
    """Also for a cage, whose two numberings take long to match."""
    cage = wander(first_structure(parse("C60")), seed=1, steps=2_000)
    for structure in [structure_of(smiles) for smiles in SMILES.values()] + [cage]:
        order, places = TOOLKIT.canonical_layout(structure)
        place = {atom: number for number, atom in enumerate(order)}
        written = Chem.MolFromSmiles(TOOLKIT.canonical_smiles(structure))
        assert [structure.elements[atom] for atom in order] == [
            atom.GetSymbol() for atom in written.GetAtoms()
        ]
        ends = {frozenset({place[i], place[j]}) for i, j, _ in structure.bonds()}
        assert ends == {
            frozenset({bond.GetBeginAtomIdx(), bond.GetEndAtomIdx()}) for bond in written.GetBonds()
        }
        assert len(places) == len(order)


def test_a_drawing_has_the_size_that_is_asked_for() -> None:
    structure = propanone()
    svg = TOOLKIT.depict(structure, layout(structure), width=111, height=77)
    drawing = ET.fromstring(svg.encode())
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


def of_rdkit(structure: Structure) -> dict[str, object]:
    """Return all descriptors as RDKit computes them when it is asked without any detour."""
    skeleton = tuple(structure.bonds()), tuple(structure.hydrogen_counts())
    molecule = Chem.MolFromSmiles(enumeration.smiles(structure.elements, skeleton))
    return {
        "logp": round(Crippen.MolLogP(molecule), 5),  # type: ignore[attr-defined]
        "molar_refractivity": round(Crippen.MolMR(molecule), 4),  # type: ignore[attr-defined]
        "tpsa": round(rdMolDescriptors.CalcTPSA(molecule), 2),
        "exact_mass": pytest.approx(Descriptors.ExactMolWt(molecule)),  # type: ignore[attr-defined]
        "rotatable_bonds": rdMolDescriptors.CalcNumRotatableBonds(molecule),
        "hydrogen_bond_donors": rdMolDescriptors.CalcNumHBD(molecule),
        "hydrogen_bond_acceptors": rdMolDescriptors.CalcNumHBA(molecule),
    }


def of_toolkit(structure: Structure) -> dict[str, float]:
    return {name: TOOLKIT.descriptor(structure, name) for name in chem.DESCRIPTORS}


@pytest.mark.parametrize("molecule", SMILES)
def test_descriptors_are_those_of_rdkit(molecule: str) -> None:
    structure = structure_of(SMILES[molecule])
    assert of_toolkit(structure) == of_rdkit(structure)


@pytest.mark.slow
@pytest.mark.parametrize(
    "formula",
    ["C10H16", "C8H10", "C5H5N", "C4H4S", "C3H7NO2", "C4H8N2O", "C3H6OS", "C4H6ClF", "C3H6BrIO",
     "C3H9OP", "C2H6S3", "CH4N2O2", "C6H5NO2", "C4H5N3O", "H2O2", "C5H4N4", "H4N2", "C20H30O2"],
)  # fmt: skip
def test_descriptors_of_the_isomers_of_a_walk_are_exactly_those_of_rdkit(formula: str) -> None:
    structure = first_structure(parse(formula))
    for seed in range(40):
        wander(structure, seed, 15)
        assert of_toolkit(structure) == of_rdkit(structure)


@pytest.mark.parametrize("name", ["logp", "molar_refractivity", "tpsa"])
def test_a_sum_of_contributions_loses_only_its_rounding_errors(name: str) -> None:
    functions: dict[str, Callable[[Chem.Mol], float]] = {
        "logp": Crippen.MolLogP,  # type: ignore[attr-defined]
        "molar_refractivity": Crippen.MolMR,  # type: ignore[attr-defined]
        "tpsa": rdMolDescriptors.CalcTPSA,
    }
    for smiles in SMILES.values():
        exact = functions[name](Chem.MolFromSmiles(smiles))
        assert TOOLKIT.descriptor(structure_of(smiles), name) == pytest.approx(exact, abs=1e-12)


def test_the_exact_mass_is_in_dalton() -> None:
    water = first_structure(parse("H2O"))
    assert TOOLKIT.descriptor(water, "exact_mass") == pytest.approx(18.010565, abs=1e-6)


def test_an_unknown_descriptor_is_refused() -> None:
    with pytest.raises(ValueError, match="“boiling_point”"):
        TOOLKIT.descriptor(propanone(), "boiling_point")


@pytest.mark.parametrize(
    ("smiles", "pattern", "count"),
    [
        ("c1ccccc1", "c1ccccc1", 1), ("c1ccccc1", "cc", 6), ("c1ccccc1", "C=C", 0),
        ("CC(C)=O", "[CX3]=[OX1]", 1), ("CC(C)=O", "[CH3]", 2), ("CC(C)=O", "[CH3]C", 2),
        ("CCO", "[OX2H]", 1), ("CCO", "[H]", 0), ("c1cc[nH]c1", "[nH]", 1), ("O", "*", 1),
    ],
)  # fmt: skip
def test_matches_of_the_same_atoms_count_once(smiles: str, pattern: str, count: int) -> None:
    assert TOOLKIT.count_matches(structure_of(smiles), pattern) == count


def test_both_kekule_forms_match_alike() -> None:
    for pattern in ("c1ccccc1", "c:c", "[cH]", "C=C"):
        counts = [TOOLKIT.count_matches(benzene(first), pattern) for first in (0, 1)]
        assert counts[0] == counts[1]


def test_more_matches_are_counted_than_rdkit_counts_by_default() -> None:
    pairs = 60 * 59 // 2
    assert TOOLKIT.count_matches(chain(60), "C.C") == pairs > 1000


def test_a_pattern_that_matches_in_too_many_ways_is_refused_in_words() -> None:
    with pytest.raises(
        ValueError, match=r"“\*\.\*\.\*” fits a structure in more than 100,000 ways"
    ):
        TOOLKIT.count_matches(chain(60), "*.*.*")
    assert TOOLKIT.count_matches(chain(20), "*.*.*") == 20 * 19 * 18 // 6


def test_a_count_follows_the_structure_as_it_changes_in_place() -> None:
    structure = first_structure(parse("C4H8O"))
    counts = set()
    for seed in range(30):
        wander(structure, seed, 5)
        molecule = Chem.MolFromSmiles(TOOLKIT.canonical_smiles(structure))
        expected = len(molecule.GetSubstructMatches(Chem.MolFromSmarts("[OX2H]")))
        assert TOOLKIT.count_matches(structure, "[OX2H]") == expected
        counts.add(expected)
    assert counts == {0, 1}


@pytest.mark.parametrize(
    "pattern",
    ["C", "[OX2H]", "c1ccccc1", "[$([CX3]=[OX1])]", "C.C", "C" * 200, "[$(" * 39 + "C" + ")]" * 39],
)
def test_a_pattern_that_can_be_read_passes(pattern: str) -> None:
    TOOLKIT.check_smarts(pattern)


BAD_PATTERNS = [
    ("", r"is empty\. Give one"),
    ("C(", r"“C\(” cannot be read"),
    ("[C", "cannot be read"),
    ("C1CC", "cannot be read"),
    ("C>>C", "cannot be read"),
    ("[Qq]", "cannot be read"),
    ("C C", "contains a space"),
    ("C |foo|", "contains a space"),
    ("C\n", "contains a space"),
    ("C\0", "contains a space"),
    ("é", "a character that SMARTS does not know"),
    ("\ud800", "a character that SMARTS does not know"),
    ("C" * 201, "has 201 characters, and at most 200 are possible"),
]


@pytest.mark.parametrize(("pattern", "words"), BAD_PATTERNS)
def test_a_bad_pattern_is_refused_in_words_and_nothing_is_logged(
    pattern: str, words: str, capfd: pytest.CaptureFixture[str]
) -> None:
    for _ in range(2):
        with pytest.raises(ValueError, match=words):
            TOOLKIT.check_smarts(pattern)
    with pytest.raises(ValueError, match=words):
        TOOLKIT.count_matches(propanone(), pattern)
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("smiles", COMPOSITIONS)
def test_a_smiles_has_its_atoms_and_its_charge(
    smiles: str, capfd: pytest.CaptureFixture[str]
) -> None:
    found = TOOLKIT.read(smiles)
    is_read = found is not None and found.is_of_known_elements
    read = (found.counts, sum(found.charges)) if found is not None and is_read else None
    assert read == COMPOSITIONS[smiles]
    assert capfd.readouterr() == ("", "")


def test_what_is_remembered_has_a_bound() -> None:
    caches = [one for one in vars(python_package).values() if hasattr(one, "cache_parameters")]
    assert len(caches) >= 5
    assert all(0 < one.cache_parameters()["maxsize"] <= 2**12 for one in caches)


def test_a_shelf_makes_things_once_and_frees_those_that_were_asked_for_longest_ago() -> None:
    made: list[str] = []
    freed: list[str] = []

    def make(key: str) -> str:
        made.append(key)
        return key.upper()

    shelf = Shelf(2, make, freed.append)
    assert [shelf.get(key) for key in "abacab"] == list("ABACAB")
    assert made == list("abcb")
    assert freed == ["B", "C"]


class FakeModule:
    """Stands in for the JavaScript module, and counts what was made and not yet deleted."""

    def __init__(self) -> None:
        self.alive = 0
        self.made = 0

    def version(self) -> str:
        return "0"

    def get_mol(self, text: str) -> "FakeThing":
        return FakeThing(self, len(json.loads(text)["molecules"][0]["atoms"]))

    def get_qmol(self, smarts: str) -> "FakeThing | None":
        return None if smarts == "C(" else FakeThing(self, 0)


class FakeThing:
    def __init__(self, module: FakeModule, atoms: int) -> None:
        self.module = module
        self.atoms = atoms
        self.is_deleted = False
        module.alive += 1
        module.made += 1

    def delete(self) -> None:
        assert not self.is_deleted
        self.is_deleted = True
        self.module.alive -= 1

    def get_descriptors(self) -> str:
        assert not self.is_deleted
        names = ("CrippenClogP", "CrippenMR", "tpsa", "exactmw", "NumRotatableBonds")
        return json.dumps(dict.fromkeys([*names, "NumHBD", "NumHBA"], self.atoms))

    def get_substruct_matches(self, pattern: "FakeThing", _: str) -> str:
        assert not self.is_deleted
        assert not pattern.is_deleted
        return "{}"


def test_minimal_lib_frees_what_it_makes() -> None:
    module = FakeModule()
    toolkit = MinimalLib(module)
    for atoms in range(3, 90):
        for name in chem.DESCRIPTORS:
            assert toolkit.descriptor(chain(atoms), name) == atoms
        assert toolkit.count_matches(chain(atoms), "C" * atoms) == 0
    assert module.made == 2 * 87
    assert module.alive == 16 + 64


def test_minimal_lib_makes_one_molecule_of_a_structure_for_everything() -> None:
    module = FakeModule()
    toolkit = MinimalLib(module)
    for _ in range(3):
        for name in chem.DESCRIPTORS:
            toolkit.descriptor(propanone(), name)
        toolkit.count_matches(propanone(), "[OX2H]")
        toolkit.check_smarts("[OX2H]")
    assert module.made == 2


@pytest.mark.parametrize(("pattern", "words"), [BAD_PATTERNS[i] for i in (0, 1, 6, 10, 12)])
def test_minimal_lib_refuses_a_bad_pattern_in_the_same_words(pattern: str, words: str) -> None:
    module = FakeModule()
    toolkit = MinimalLib(module)
    with pytest.raises(ValueError, match=words):
        toolkit.check_smarts(pattern)
    with pytest.raises(ValueError, match=words):
        toolkit.count_matches(propanone(), pattern)
    assert module.alive <= 1


def test_minimal_lib_refuses_an_unknown_descriptor() -> None:
    with pytest.raises(ValueError, match="“boiling_point”"):
        MinimalLib(FakeModule()).descriptor(propanone(), "boiling_point")


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
        "UnavailableError: RDKit is not installed. Install the Python package “rdkit”.\n"
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
