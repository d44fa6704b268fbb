"""Files of drawings: SVG, PNG, molfiles, and SD files of many structures."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

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

Titled = tuple[str, Structure]
"""A structure, and the SMILES that it was read from."""


def write(all_smiles: Sequence[str], file: Path) -> list[Path]:
    """Draw structures into a file of the kind that its name ends in, or several of them.

    An SD file holds all structures; of the other kinds there is a file for each, with a number in
    its name if they are several.  All are read before any is written.  Returns the files written.
    Raises `RefusalError` where the ending is another, where there is no SMILES, for one that cannot
    be read or drawn, and where a file cannot be written.
    """
    kind = file.suffix.lower()
    if kind not in ENDINGS:
        raise RefusalError("picture-ending", name=file.name)
    structures = _read(all_smiles)
    if kind == ".sdf":
        contents = ["".join(_record(*one) for one in structures).encode()]
    else:
        contents = [_content(kind, *one) for one in structures]
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


def _read(all_smiles: Sequence[str]) -> list[Titled]:
    if not all_smiles:
        raise RefusalError("picture-none")
    return [(smiles, structure_of(smiles)) for smiles in all_smiles]


def _numbered(file: Path, count: int) -> list[Path]:
    digits = len(str(count))
    return [
        file.with_name(f"{file.stem}-{number:0{digits}}{file.suffix}")
        for number in range(1, count + 1)
    ]


def _content(kind: str, smiles: str, structure: Structure) -> bytes:
    points = layout(structure)
    if kind == ".mol":
        return _molfile(smiles, structure, points).encode()
    if is_hopeless(structure, points):
        raise RefusalError("picture-hopeless", smiles=smiles)
    return svg(structure, points).encode() if kind == ".svg" else _png(structure, points)


def _png(structure: Structure, points: Sequence[Point]) -> bytes:
    from isoanneal.chem.python_package import png  # noqa: PLC0415  (imports rdkit)

    width, height = _SCALE_OF_PNG * WIDTH, _SCALE_OF_PNG * HEIGHT
    plain = chem.toolkit().depict(structure, points, width=width, height=height)
    return png(structure, points, crossings(plain), width=width, height=height)


def _record(smiles: str, structure: Structure) -> str:
    return f"{_molfile(smiles, structure, layout(structure))}$$$$\n"


def _molfile(smiles: str, structure: Structure, points: Iterable[Point]) -> str:
    """Return a molfile whose first line, its title, is the SMILES, as far as there is room."""
    _, rest = chem.toolkit().molfile(structure, list(points)).split("\n", 1)
    return f"{smiles[:_LONGEST_TITLE]}\n{rest}"
