"""Files of drawings: SVG, PNG, molfiles, and SD files of many structures."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from isoanneal import chem
from isoanneal.drawing import HEIGHT, WIDTH, crossings, svg
from isoanneal.layout import Point, is_hopeless, layout
from isoanneal.refusal import RefusalError, declare
from isoanneal.smiles import structure_of
from isoanneal.structure import Structure

declare(
    {
        "picture-ending": (
            "“{name}” ends in none of .svg, .png, .mol and .sdf. Choose one of these endings."
        ),
        "picture-hopeless": (
            "So many bonds of “{smiles}” cross that no drawing of it can be read. "
            "Files that end in .mol and .sdf can hold it."
        ),
        "picture-not-written": "“{name}” cannot be written: {reason}. Choose another place.",
        "picture-none": "There is no SMILES to draw. Give one or more.",
    }
)

ENDINGS = (".svg", ".png", ".mol", ".sdf")
_LONGEST_TITLE = 80
"""Characters of a line in a molfile."""
_SCALE_OF_PNG = 2
"""How many pixels a PNG has for one of an SVG, for screens that have as many."""


class _Entry(NamedTuple):
    """A structure, the SMILES that it was read from, and its name or nothing."""

    smiles: str
    name: str
    structure: Structure


def write(lines: Sequence[str], file: Path) -> list[Path]:
    """Draw structures into a file of the kind that its name ends in, or several of them.

    A line is a SMILES, and after blanks a name, which is the title in molfiles and SD files.
    An SD file holds all structures; of the other kinds there is a file for each, with a number in
    its name if they are several.  All are read before any is written.  Returns the files written.
    Raises `RefusalError` where the ending is another, where there is no SMILES, for one that cannot
    be read or drawn, and where a file cannot be written.
    """
    kind = file.suffix.lower()
    if kind not in ENDINGS:
        raise RefusalError("picture-ending", name=file.name)
    entries = _read(lines)
    if kind == ".sdf":
        contents = ["".join(_record(one) for one in entries).encode()]
    else:
        contents = [_content(kind, one) for one in entries]
    files = [file] if len(contents) == 1 else _numbered(file, len(contents))
    for path, content in zip(files, contents, strict=True):
        _save(path, content)
    return files


def _save(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except OSError as error:
        reason = str(error.strerror)
        raise RefusalError("picture-not-written", name=str(path), reason=reason) from error


def _read(lines: Sequence[str]) -> list[_Entry]:
    if not lines:
        raise RefusalError("picture-none")
    entries = []
    for line in lines:
        smiles, name = (*line.split(maxsplit=1), "", "")[:2]
        entries.append(_Entry(smiles, name.strip(), structure_of(smiles)))
    return entries


def _numbered(file: Path, count: int) -> list[Path]:
    digits = len(str(count))
    return [
        file.with_name(f"{file.stem}-{number:0{digits}}{file.suffix}")
        for number in range(1, count + 1)
    ]


def _content(kind: str, entry: _Entry) -> bytes:
    points = layout(entry.structure)
    if kind == ".mol":
        return _molfile(entry, points).encode()
    if is_hopeless(entry.structure, points):
        raise RefusalError("picture-hopeless", smiles=entry.smiles)
    if kind == ".svg":
        return svg(entry.structure, points).encode()
    return _png(entry.structure, points)


def _png(structure: Structure, points: Sequence[Point]) -> bytes:
    from isoanneal.chem.python_package import png  # noqa: PLC0415  (imports rdkit)

    width, height = _SCALE_OF_PNG * WIDTH, _SCALE_OF_PNG * HEIGHT
    plain = chem.toolkit().depict(structure, points, width=width, height=height)
    return png(structure, points, crossings(plain), width=width, height=height)


def _record(entry: _Entry) -> str:
    return f"{_molfile(entry, layout(entry.structure))}$$$$\n"


def _molfile(entry: _Entry, points: Sequence[Point]) -> str:
    """Return a molfile whose first line is the name, or else the SMILES of what is drawn.

    What is too long for a line is left out: a part of a SMILES would be another molecule.
    """
    title = entry.name or chem.toolkit().canonical_smiles(entry.structure)
    _, rest = chem.toolkit().molfile(entry.structure, points).split("\n", 1)
    return f"{title if len(title) <= _LONGEST_TITLE else ''}\n{rest}"
