"""RDKit's WebAssembly build for JavaScript, MinimalLib, as the toolkit.

This is the one module of the package that knows JavaScript: it is used in the worker, in
sites that do not carry RDKit's Python package.
"""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from isoanneal.structure import Structure

_ATOMIC_NUMBERS = {
    "H": 1, "C": 6, "N": 7, "O": 8, "F": 9, "P": 15, "S": 16, "Cl": 17, "Br": 35, "I": 53,
}  # fmt: skip

_DESCRIPTORS = {
    "logp": "CrippenClogP",
    "molar_refractivity": "CrippenMR",
    "tpsa": "tpsa",
    "exact_mass": "exactmw",
}


class MinimalLib:
    """The `Toolkit` made of an initialised module of `@rdkit/rdkit`."""

    name = "RDKit (MinimalLib)"

    def __init__(self, module: Any) -> None:  # noqa: ANN401  (a JavaScript object)
        """Take what the module's `initRDKitModule` resolved to."""
        self._module = module
        self.version = str(module.version())

    def canonical_smiles(self, structure: Structure) -> str:
        """Return the canonical SMILES, equal for equal isomers and only for them."""
        with self._molecule(structure) as molecule:
            return str(molecule.get_smiles())

    def depict(
        self,
        structure: Structure,
        *,
        width: int = 420,
        height: int = 220,
        atoms: Sequence[int] = (),
        bonds: Sequence[tuple[int, int]] = (),
    ) -> str:
        """Return an SVG drawing; see `Toolkit.depict`."""
        numbers = {(i, j): number for number, (i, j, _) in enumerate(structure.bonds())}
        for i, j in bonds:
            if (min(i, j), max(i, j)) not in numbers:
                raise ValueError(f"Atoms {i} and {j} are not bonded.")
        details = {
            "width": width,
            "height": height,
            "clearBackground": False,
            "atoms": list(atoms),
            "bonds": [numbers[min(i, j), max(i, j)] for i, j in bonds],
        }
        with self._molecule(structure) as molecule:
            return str(molecule.get_svg_with_highlights(json.dumps(details)))

    def descriptor(self, structure: Structure, name: str) -> float:
        """Return one of `DESCRIPTORS`; raise `ValueError` for any other name."""
        if name not in _DESCRIPTORS:
            raise ValueError(f"RDKit is not asked for a descriptor “{name}” here.")
        with self._molecule(structure) as molecule:
            return float(json.loads(molecule.get_descriptors())[_DESCRIPTORS[name]])

    @contextmanager
    def _molecule(self, structure: Structure) -> Iterator[Any]:
        """Hold the structure as a molecule of the module, freed at the end of the block."""
        molecule = self._module.get_mol(_common_chem(structure))
        try:
            yield molecule
        finally:
            molecule.delete()


def _common_chem(structure: Structure) -> str:
    """Return the structure in the CommonChem JSON format, version 10."""
    atoms = [
        {"z": _ATOMIC_NUMBERS[element], "impHs": hydrogens}
        for element, hydrogens in zip(structure.elements, structure.hydrogen_counts(), strict=True)
    ]
    bonds = [{"atoms": [i, j], "bo": order} for i, j, order in structure.bonds()]
    defaults = {
        "atom": {"chg": 0, "nRad": 0, "isotope": 0, "stereo": "unspecified"},
        "bond": {"bo": 1, "stereo": "unspecified"},
    }
    document = {
        "commonchem": {"version": 10},
        "defaults": defaults,
        "molecules": [{"atoms": atoms, "bonds": bonds}],
    }
    return json.dumps(document)
