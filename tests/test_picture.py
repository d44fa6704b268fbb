"""Files of drawings, from Python and on the command line."""

import io
import sys
from math import dist
from pathlib import Path
from xml.etree import ElementTree as ET

import numpy as np
import pytest
from isoanneal import command_line
from isoanneal.chem.python_package import PythonPackage
from isoanneal.drawing import crossings
from isoanneal.formula import MAX_LENGTH
from isoanneal.layout import layout
from isoanneal.picture import Line
from isoanneal.picture import write as write_lines
from isoanneal.smiles import structure_of
from PIL import Image
from rdkit import Chem

from tests import molecules
from tests.drawings import KNOWN, measure
from tests.ground_truth import canonical
from tests.molecules import SMILES

NONPLANAR = "C12C3C4C1C3C24"
REFUSED = {
    "C(": "“C(” is no SMILES that RDKit can read.",
    "C6H6": "“C6H6” is a molecular formula, which many structures may have. Give a SMILES instead",
    "benzene": "“benzene” looks like a name. Give a SMILES instead, such as CCO for ethanol.",
    "Water": "“Water” looks like a name. Give a SMILES instead, such as CCO for ethanol.",
    "": "“” is no SMILES that RDKit can read.",
    "[H][H]": "“[H][H]” is nothing but hydrogen. Give a molecule with another element.",
    "CC.O": "“CC.O” is of several molecules. Give one at a time.",
    "C[N+](C)(C)C": "“C[N+](C)(C)C” has charges. Only molecules without any are read.",
    "CC~C": "“CC~C” has a bond that is neither single, double nor triple.",
    "C$C": "“C$C” has a bond that is neither single, double nor triple.",
    "CCé": "“CCé” is no SMILES that RDKit can read.",
    "[CH3]": "In “[CH3]” an atom of C has 3 bonds, where 4 are standard.",
    "OP(=O)(O)O": "In “OP(=O)(O)O” an atom of P has 5 bonds, where 3 are standard.",
    "C[Si](C)(C)C": "“C[Si](C)(C)C” has an element without a standard valence here.",
    "C" * (MAX_LENGTH + 1): f"A SMILES has at most {MAX_LENGTH} characters, not {MAX_LENGTH + 1}.",
}


def write(texts: list[str], file: Path) -> list[Path]:
    """Write drawings of lines that can all be drawn."""
    files, problems = write_lines([Line(k, text) for k, text in enumerate(texts, 1)], file)
    assert problems == []
    return files


@pytest.mark.parametrize("name", SMILES)
def test_a_smiles_is_read_as_rdkit_reads_it(name: str) -> None:
    found, expected = structure_of(SMILES[name]), molecules.structure_of(SMILES[name])
    assert found.elements == expected.elements
    assert found.bonds() == expected.bonds()
    assert found.hydrogen_counts() == expected.hydrogen_counts()


def test_hydrogens_that_are_atoms_are_hydrogens() -> None:
    assert structure_of("[2H]OC([H])([H])[H]").hydrogen_counts() == [1, 3]


@pytest.mark.parametrize("smiles", REFUSED)
def test_what_cannot_be_drawn_is_refused_in_words(
    smiles: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "drawing.svg"
    assert command_line.main(["draw", smiles, "--out", str(file)]) == 2
    assert capsys.readouterr().err.startswith(f"isoanneal: {REFUSED[smiles]}")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("ending", [".svg", ".png", ".mol"])
def test_a_bad_line_keeps_no_other_from_being_drawn(
    ending: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("CC\n\nbenzene\nCCO\n\nC(\nCl/C=C/Cl\n"))
    assert command_line.main(["draw", "--out", str(tmp_path / f"a{ending}")]) == 2
    told = capsys.readouterr()
    files = [tmp_path / f"a-{number}{ending}" for number in (1, 3, 5)]
    assert told.out.split() == [str(one) for one in files]
    assert sorted(tmp_path.iterdir()) == files
    lines = told.err.splitlines()
    assert lines[0].startswith("isoanneal: line 3: “benzene” looks like a name.")
    assert lines[1].startswith("isoanneal: line 6: “C(” is no SMILES")
    assert lines[2].startswith("isoanneal: Only constitutions are drawn")


def test_an_sd_file_holds_what_can_be_drawn(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "all.sdf"
    assert command_line.main(["draw", "CC", "C[", "OC", "--out", str(file)]) == 2
    assert capsys.readouterr().err.startswith("isoanneal: line 2: “C[” is no SMILES")
    assert [Chem.MolToSmiles(one) for one in Chem.SDMolSupplier(str(file))] == ["CC", "CO"]
    assert command_line.main(["draw", "X", "C[", "--out", str(tmp_path / "none.sdf")]) == 2
    assert list(tmp_path.iterdir()) == [file]


def test_a_dash_stands_for_standard_input_and_output(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("CCO ethanol\n\nCN\n"))
    assert command_line.main(["draw", "C", "-", "N", "--out", "-", "--format", "sdf"]) == 0
    supplier = Chem.SDMolSupplier()
    supplier.SetData(capsys.readouterr().out)
    assert [Chem.MolToSmiles(one) for one in supplier] == ["C", "CCO", "CN", "N"]
    monkeypatch.setattr(sys, "stdin", io.StringIO("CCO\n"))
    assert command_line.main(["draw", "-", "--out", "-"]) == 0
    assert ET.fromstring(capsys.readouterr().out).tag.endswith("}svg")
    assert command_line.main(["draw", "CN", "--out", "-", "--format", "mol"]) == 0
    assert Chem.MolToSmiles(Chem.MolFromMolBlock(capsys.readouterr().out)) == "CN"


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("OCC", "CCO"),
        ("CCO a <b> & “é”", "a <b> & “é”"),
        (f"CC {'a' * 99}", "a" * 99),
        ("CC a\x07b", "a\ufffdb"),
    ],
)
def test_an_svg_has_the_name_or_the_smiles_as_its_title(
    line: str, title: str, tmp_path: Path
) -> None:
    (file,) = write([line], tmp_path / "a.svg")
    first = next(iter(ET.parse(file).getroot()))
    assert first.tag.endswith("}title")
    assert first.text == title


def test_a_drawing_is_as_large_as_is_asked_for(tmp_path: Path) -> None:
    svg, png = tmp_path / "a.svg", tmp_path / "a.png"
    for file in (svg, png):
        assert command_line.main(["draw", "CCO", "--size", "300x150", "--out", str(file)]) == 0
    assert ET.parse(svg).getroot().get("viewBox") == "0 0 300 150"
    assert pixels(png).shape == (150, 300)


def test_an_svg_has_the_drawing(tmp_path: Path) -> None:
    (file,) = write([KNOWN["cubane"]], tmp_path / "cubane.svg")
    lines = [one for one in ET.parse(file).getroot().iter() if "bond-" in one.get("class", "")]
    assert len(lines) == 12


def test_a_png_is_as_large_as_it_says_and_shows_gaps(tmp_path: Path) -> None:
    flat, crossed = write(["c1ccccc1", NONPLANAR], tmp_path / "drawing.PNG")
    assert (flat.name, crossed.name) == ("drawing-1.PNG", "drawing-2.PNG")
    assert [pixels(file).shape for file in (flat, crossed)] == [(440, 840), (440, 840)]
    structure = structure_of(NONPLANAR)
    svg = PythonPackage().depict(structure, layout(structure), width=840, height=440)
    (crossing,) = crossings(svg)
    grey = pixels(crossed)
    start, end = crossing.gap
    for share in (0.2, 0.8):
        place = start + share * (end - start)
        assert grey[round(place.imag), round(place.real)] == 255
    middle = (start + end) / 2
    assert grey[round(middle.imag), round(middle.real)] < 128


def pixels(file: Path) -> np.ndarray[tuple[int, int], np.dtype[np.uint8]]:
    """Return the brightness of each pixel of a PNG, row by row."""
    return np.asarray(Image.open(file).convert("L"))


@pytest.mark.parametrize("name", ["cubane", "camphor", "caffeine", "testosterone"])
def test_a_molfile_is_the_molecule_where_the_drawing_has_its_atoms(
    name: str, tmp_path: Path
) -> None:
    (file,) = write([KNOWN[name]], tmp_path / "drawing.mol")
    text = file.read_text(encoding="utf-8")
    assert text.splitlines()[0] == canonical(KNOWN[name])
    molecule = Chem.MolFromMolBlock(text)
    assert Chem.MolToSmiles(molecule) == canonical(KNOWN[name])
    places = [(x, y) for x, y, _ in molecule.GetConformer().GetPositions().tolist()]
    assert measure(structure_of(KNOWN[name]), places).is_clean
    bonds = [(one.GetBeginAtomIdx(), one.GetEndAtomIdx()) for one in molecule.GetBonds()]
    assert 0.7 < sum(dist(places[i], places[j]) for i, j in bonds) / len(bonds) < 2.5  # angstrom


def test_an_sd_file_holds_all_structures_of_standard_input(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "all.sdf"
    text = "".join(f"{smiles} {name}\n\n" for name, smiles in KNOWN.items())
    monkeypatch.setattr(sys, "stdin", io.StringIO(text))
    assert command_line.main(["draw", "--out", str(file)]) == 0
    assert capsys.readouterr().out == f"{file}\n"
    found = [Chem.MolToSmiles(one) for one in Chem.SDMolSupplier(str(file))]
    assert found == [canonical(smiles) for smiles in KNOWN.values()]


def test_a_title_is_the_name_or_the_whole_smiles_of_what_is_drawn(tmp_path: Path) -> None:
    given = ["OCC\tethanol 96 % ", "F/C=C\\F", "C" * 90, f"CC {'a' * 81}"]
    (file,) = write(given, tmp_path / "titles.sdf")
    titles = [one.GetProp("_Name") for one in Chem.SDMolSupplier(str(file))]
    assert titles == ["ethanol 96 %", "FC=CF", "", ""]


@pytest.mark.parametrize(
    ("smiles", "is_told"),
    [
        *(("F/C=C\\F", True), ("C[C@H](N)C(=O)O", True), ("[13CH4]", True), ("[CH3:7]C", True)),
        *(("c1ccccc1", False), ("C%10CC%10", False), ("[CH4]", False)),
    ],
)
def test_what_is_left_out_is_told(
    smiles: str, *, is_told: bool, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command_line.main(["draw", smiles, "--out", str(tmp_path / "a.svg")]) == 0
    told = "isoanneal: Only constitutions are drawn, without stereochemistry, isotopes and atom"
    assert capsys.readouterr().err.startswith(told) == is_told


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (
            ["CC", "--out", "drawing.gif"],
            "“drawing.gif” ends in none of .svg, .png, .mol and .sdf.",
        ),
        (["CC", "--out", "nowhere/a.svg"], "“nowhere/a.svg” cannot be written: No such file"),
        (["--out", "a.svg"], "There is no SMILES to draw. Give one or more."),
        (["CC", "C", "--out", "-"], "Standard output takes several structures as .sdf only."),
        (["CC", "--out", "a.svg", "--format", "mol"], "Only standard output takes --format."),
        *(
            (["CC", "--out", "a.svg", "--size", size], f"“{size}” is no size. Give width")
            for size in ("300", "300x", "49x100", "100x5001", "1e3x100", "x100")
        ),
        (["CC"], "the following arguments are required: --out"),
    ],
)
def test_where_nothing_can_be_written_it_is_said(
    arguments: list[str],
    words: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "stdin", io.StringIO("\n \n"))
    assert command_line.main(["draw", *arguments]) == 2
    assert capsys.readouterr().err.startswith(f"isoanneal: {words}")
    assert list(tmp_path.iterdir()) == []


def test_an_input_without_an_end_is_refused(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("C\n" * 10_001))
    assert command_line.main(["draw", "--out", "a.sdf"]) == 2
    assert "more than 10,000 lines" in capsys.readouterr().err
