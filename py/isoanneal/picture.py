"""Files of drawings: SVG, PNG, molfiles, and SD files of many structures."""

from __future__ import annotations

import html
import re
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
        "picture-several": (
            "Standard output takes several structures as .sdf only. Choose “--format sdf”."
        ),
        "picture-no-text": "Standard output takes {kinds} only. Choose one of these.",
        "picture-size": (
            "“{size}” is no size. Give width and height in pixels, each from {least} to {most}, "
            "as in 420x220."
        ),
        "picture-none": "There is no SMILES to draw. Give one or more.",
    }
)

ENDINGS = (".svg", ".png", ".mol", ".sdf")
TEXTS = (".svg", ".mol", ".sdf")
"""Kinds of files that are text, which a terminal or another program takes."""

Size = tuple[int, int]
"""Width and height in pixels."""

_LEAST_SIZE, _MOST_SIZE = 50, 5_000
_LONGEST_TITLE = 80
"""Characters of a line in a molfile."""
_SCALE_OF_PNG = 2
"""How many pixels a PNG has for one of an SVG, for screens that have as many, if nobody asks."""


class Line(NamedTuple):
    """A SMILES, after blanks a name if it has one, and where it was given, from 1."""

    number: int
    text: str


class Problem(NamedTuple):
    """Why a line was not drawn."""

    number: int
    refusal: RefusalError


class Written(NamedTuple):
    """The files that were written, and what is wrong with the lines that are in none of them."""

    files: list[Path]
    problems: list[Problem]


class _Entry(NamedTuple):
    """A structure, the SMILES that it was read from, and its name or nothing."""

    smiles: str
    name: str
    structure: Structure


def write(lines: Sequence[Line], file: Path, size: Size | None = None) -> Written:
    """Draw structures into a file of the kind that its name ends in, or several of them.

    The name is the title in SVG, molfiles and SD files.  An SD file holds all structures; of the
    other kinds there is a file for each, with its place among the lines in its name if they are
    several.  A line that cannot be read or drawn is left out and told.  Raises `RefusalError` where
    the ending is another, where there is no line, and where a file cannot be written.
    """
    kind = file.suffix.lower()
    if kind not in ENDINGS:
        raise RefusalError("picture-ending", name=file.name)
    contents, problems = _drawn(lines, kind, size)
    if kind == ".sdf":
        files = [(file, b"".join(contents.values()))] if contents else []
    else:
        names = [file] if len(lines) == 1 else _numbered(file, len(lines))
        files = [(names[place], content) for place, content in contents.items()]
    for path, content in files:
        _save(path, content)
    return Written([path for path, _ in files], problems)


def rendered(
    lines: Sequence[Line], kind: str, size: Size | None = None
) -> tuple[str, list[Problem]]:
    """Return drawings as one text of a kind, one of `TEXTS`, and the lines that are not in it.

    Raises `RefusalError` for another kind, where there is no line, and for several structures in
    another kind than SD files.
    """
    if kind not in TEXTS:
        raise RefusalError("picture-no-text", kinds=list(TEXTS))
    if len(lines) > 1 and kind != ".sdf":
        raise RefusalError("picture-several")
    contents, problems = _drawn(lines, kind, size)
    return b"".join(contents.values()).decode(), problems


def read_size(text: str) -> Size:
    """Return a width and a height in pixels, as in `420x220`; raise `RefusalError` for others."""
    found = re.fullmatch(r"([0-9]{1,5})x([0-9]{1,5})", text)
    size = (int(found[1]), int(found[2])) if found else (0, 0)
    if not all(_LEAST_SIZE <= one <= _MOST_SIZE for one in size):
        raise RefusalError("picture-size", size=text, least=_LEAST_SIZE, most=_MOST_SIZE)
    return size


def _drawn(
    lines: Sequence[Line], kind: str, size: Size | None
) -> tuple[dict[int, bytes], list[Problem]]:
    """Return the drawings by their places among the lines, and what is wrong with the others."""
    if not lines:
        raise RefusalError("picture-none")
    contents: dict[int, bytes] = {}
    problems = []
    for place, line in enumerate(lines):
        try:
            contents[place] = _content(kind, _entry(line.text), size)
        except RefusalError as refusal:
            problems.append(Problem(line.number, refusal))
    return contents, problems


def _entry(line: str) -> _Entry:
    smiles, name = (*line.split(maxsplit=1), "", "")[:2]
    return _Entry(smiles, name.strip(), structure_of(smiles))


def _save(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except OSError as error:
        reason = str(error.strerror)
        raise RefusalError("picture-not-written", name=str(path), reason=reason) from error


def _numbered(file: Path, count: int) -> list[Path]:
    digits = len(str(count))
    return [
        file.with_name(f"{file.stem}-{number:0{digits}}{file.suffix}")
        for number in range(1, count + 1)
    ]


def _content(kind: str, entry: _Entry, size: Size | None) -> bytes:
    points = layout(entry.structure)
    if kind == ".mol":
        return _molfile(entry, points).encode()
    if kind == ".sdf":
        return f"{_molfile(entry, points)}$$$$\n".encode()
    if is_hopeless(entry.structure, points):
        raise RefusalError("picture-hopeless", smiles=entry.smiles)
    if kind == ".svg":
        width, height = size or (WIDTH, HEIGHT)
        drawn = svg(entry.structure, points, width=width, height=height)
        return _titled(drawn, _title(entry)).encode("ascii", "xmlcharrefreplace")
    return _png(entry.structure, points, size or (_SCALE_OF_PNG * WIDTH, _SCALE_OF_PNG * HEIGHT))


def _titled(drawn: str, title: str) -> str:
    """Return a drawing in SVG with a title, without characters that XML cannot have."""
    plain = "".join(one if one.isprintable() else "\ufffd" for one in title)
    end = drawn.index(">", drawn.index("<svg")) + 1
    return f"{drawn[:end]}<title>{html.escape(plain)}</title>{drawn[end:]}"


def _png(structure: Structure, points: Sequence[Point], size: Size) -> bytes:
    from isoanneal.chem.python_package import png  # noqa: PLC0415  (imports rdkit)

    width, height = size
    plain = chem.toolkit().depict(structure, points, width=width, height=height)
    return png(structure, points, crossings(plain), width=width, height=height)


def _title(entry: _Entry) -> str:
    return entry.name or chem.toolkit().canonical_smiles(entry.structure)


def _molfile(entry: _Entry, points: Sequence[Point]) -> str:
    """Return a molfile whose first line is the name, or else the SMILES of what is drawn.

    What is too long for a line is left out: a part of a SMILES would be another molecule.
    """
    title = _title(entry)
    _, rest = chem.toolkit().molfile(entry.structure, points).split("\n", 1)
    return f"{title if len(title) <= _LONGEST_TITLE else ''}\n{rest}"
