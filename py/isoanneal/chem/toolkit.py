"""The interface to a chemistry toolkit, and the one that is in use.

Two implementations exist: `python_package`, RDKit's Python package, used wherever it can
be imported, and `minimal_lib`, RDKit's WebAssembly build for JavaScript, which the worker
hands over with `use` where the Python package is not installed.

A toolkit takes longest of all that starts in a browser, so the worker may `expect` one.  Until
it arrives, what does without it goes on, and what does not is refused and can be tried again.
"""

import asyncio
from collections.abc import Sequence
from importlib.util import find_spec
from typing import Protocol

from isoanneal.chem.coordinates import HEIGHT, WIDTH, Point
from isoanneal.chem.reading import Reading
from isoanneal.refusal import UnavailableError, declare
from isoanneal.structure import Structure

declare(
    {
        "toolkit-expected": "RDKit is still being loaded. Try again in a moment.",
        "toolkit-missing": "RDKit is not installed. Install the Python package “rdkit”.",
    }
)

DESCRIPTORS = (
    "logp",
    "molar_refractivity",
    "tpsa",
    "exact_mass",
    "rotatable_bonds",
    "hydrogen_bond_donors",
    "hydrogen_bond_acceptors",
)
"""Descriptors that every toolkit computes.

`logp` (no unit) and `molar_refractivity` (cm3/mol): Wildman and Crippen, J. Chem. Inf.
Comput. Sci. 1999, 39, 868-873; `tpsa` (square angstrom): Ertl, Rohde and Selzer, J. Med.
Chem. 2000, 43, 3714-3717; `exact_mass` (dalton): of the most abundant isotopes.  The others
are counts, as the version of RDKit in use defines them.
"""


class Toolkit(Protocol):
    """What the rest of the package asks of a chemistry toolkit."""

    name: str
    version: str

    def canonical_smiles(self, structure: Structure) -> str:
        """Return the canonical SMILES, equal for equal isomers and only for them."""
        ...

    def canonical_layout(self, structure: Structure) -> tuple[list[int], list[Point]]:
        """Return the heavy atoms in canonical order, and where the toolkit itself draws these.

        A bond's usual length is 1.  Equal isomers get the same points in the same order.
        """
        ...

    def depict(
        self,
        structure: Structure,
        points: Sequence[Point],
        *,
        width: int = WIDTH,
        height: int = HEIGHT,
        atoms: Sequence[int] = (),
        bonds: Sequence[tuple[int, int]] = (),
    ) -> str:
        """Return an SVG drawing, `width` by `height` pixels on a transparent ground.

        `points` says where each heavy atom is; the drawing is scaled to fill the place.  `atoms`
        (heavy-atom numbers) and `bonds` (pairs of them) are highlighted.  Raises `ValueError` for
        a pair that is not bonded.
        """
        ...

    def descriptor(self, structure: Structure, name: str) -> float:
        """Return one of `DESCRIPTORS`; raise `ValueError` for any other name."""
        ...

    def check_smarts(self, smarts: str) -> None:
        """Raise `ValueError`, in words, for a SMARTS pattern that `count_matches` refuses.

        That is one that cannot be read or has more than 200 characters.
        """
        ...

    def count_matches(self, structure: Structure, smarts: str) -> int:
        """Return how many different sets of heavy atoms match a SMARTS pattern.

        Hydrogens are no atoms of their own to a pattern, and rings are aromatic where RDKit
        finds them so.  Raises `ValueError` as `check_smarts` does, and for a pattern so
        unspecific that it matches in 100,000 ways or more.
        """
        ...

    def read(self, smiles: str) -> Reading | None:
        """Return the atoms and bonds of a SMILES.

        Returns None for what is no SMILES, is of several molecules or is longer than a formula may
        be.
        """
        ...

    def molfile(self, structure: Structure, points: Sequence[Point]) -> str:
        """Return a molfile (V2000 or, where that is too large, V3000), heavy atoms at `points`."""
        ...


class ToolkitExpectedError(UnavailableError):
    """A toolkit was asked for something and is not there yet; await its `arrival`."""


_in_use: list[Toolkit] = []
_expected: list[asyncio.Event] = []


def expect() -> None:
    """Announce a toolkit: until `use` brings it, none is looked for."""
    _expected[:] = [asyncio.Event()]


def is_expected() -> bool:
    """Tell whether a toolkit was announced and is not there yet."""
    return bool(_expected)


async def arrival() -> None:
    """Wait for the toolkit that is expected, if one is."""
    for event in tuple(_expected):
        await event.wait()


def use(toolkit: Toolkit) -> None:
    """Make `toolkit` the one that everything uses from now on."""
    _in_use[:] = [toolkit]
    while _expected:
        _expected.pop().set()


def toolkit() -> Toolkit:
    """Return the toolkit in use; without one, take RDKit's Python package.

    Raises `ToolkitExpectedError` while one is expected, and `UnavailableError` where no toolkit was
    set and the package is not installed.
    """
    if _expected:
        raise ToolkitExpectedError("toolkit-expected")
    if not _in_use:
        if find_spec("rdkit") is None:
            raise UnavailableError("toolkit-missing")
        from isoanneal.chem.python_package import PythonPackage  # noqa: PLC0415  (imports rdkit)

        use(PythonPackage())
    return _in_use[0]
