"""RDKit's WebAssembly build for JavaScript, MinimalLib, as the toolkit.

This is the one module of the package that knows JavaScript: it is used in the worker, in
sites that do not carry RDKit's Python package.  Molecules and patterns live in the memory
of WebAssembly, so those that are kept for later are few, and the others are freed.
"""

import json
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from isoanneal.chem import smarts as patterns
from isoanneal.chem.coordinates import ANGSTROM, HEIGHT, WIDTH, Point
from isoanneal.chem.decimals import rounded
from isoanneal.chem.labelled_graph import (
    ORDER_IN_SMILES,
    LabelledGraph,
    atoms_in_order,
    bond_orders,
    hydrogen_counts,
    labelled_graph,
)
from isoanneal.chem.reading import Reading, can_be_read
from isoanneal.chem.shelf import Shelf
from isoanneal.structure import Structure

_ATOMIC_NUMBERS = {
    "H": 1, "C": 6, "N": 7, "O": 8, "F": 9, "P": 15, "S": 16, "Cl": 17, "Br": 35, "I": 53,
}  # fmt: skip
_SYMBOLS = {number: symbol for symbol, number in _ATOMIC_NUMBERS.items()}

_DESCRIPTORS = {
    "logp": "CrippenClogP",
    "molar_refractivity": "CrippenMR",
    "tpsa": "tpsa",
    "exact_mass": "exactmw",
    "rotatable_bonds": "NumRotatableBonds",
    "hydrogen_bond_donors": "NumHBD",
    "hydrogen_bond_acceptors": "NumHBA",
}
_ALL_MATCHES = json.dumps({"uniquify": False, "maxMatches": patterns.MAX_MATCHES})


class MinimalLib:
    """The `Toolkit` made of an initialised module of `@rdkit/rdkit`."""

    name = "RDKit (MinimalLib)"

    def __init__(self, module: Any) -> None:  # noqa: ANN401  (a JavaScript object)
        """Take what the module's `initRDKitModule` resolved to."""
        self._module = module
        self.version = str(module.version())
        self._molecules = Shelf(2**4, self._make_molecule, _free)
        self._patterns = Shelf(2**6, self._make_pattern, _free)
        self._values = lru_cache(maxsize=2**12)(self._compute_values)
        self._match_count = lru_cache(maxsize=2**12)(self._find_match_count)

    def canonical_smiles(self, structure: Structure) -> str:
        """Return the canonical SMILES, equal for equal isomers and only for them."""
        return str(self._molecules.get(labelled_graph(structure)).get_smiles())

    def canonical_layout(self, structure: Structure) -> tuple[list[int], list[Point]]:
        """Return atoms in canonical order with their places; see `Toolkit.canonical_layout`."""
        molecule = self._molecules.get(labelled_graph(structure))
        canonical = self._module.get_mol(molecule.get_smiles())
        # To match the two could take seconds for a cage of sixty atoms.
        order = atoms_in_order(molecule.get_prop(ORDER_IN_SMILES))
        canonical.set_new_coords()
        document = json.loads(canonical.get_json())
        canonical.delete()
        places = document["molecules"][0]["conformers"][0]["coords"]
        return order, [(x / ANGSTROM, y / ANGSTROM) for x, y, *_ in places]

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
        molecule = self._module.get_mol(_common_chem(labelled_graph(structure), points))
        drawing = str(molecule.get_svg_with_highlights(json.dumps(details)))
        molecule.delete()
        return drawing

    def descriptor(self, structure: Structure, name: str) -> float:
        """Return one of `DESCRIPTORS`; raise `ValueError` for any other name."""
        if name not in _DESCRIPTORS:
            raise ValueError(f"RDKit is not asked for a descriptor “{name}” here.")
        return self._values(labelled_graph(structure))[name]

    def check_smarts(self, smarts: str) -> None:
        """Raise `ValueError`, in words, for a SMARTS pattern that `count_matches` refuses."""
        self._patterns.get(smarts)

    def count_matches(self, structure: Structure, smarts: str) -> int:
        """Return how many sets of atoms match a pattern; see `Toolkit.count_matches`."""
        return self._match_count(smarts, labelled_graph(structure))

    def read(self, smiles: str) -> Reading | None:
        """Return the atoms and bonds of a SMILES; see `Toolkit.read`."""
        molecule = self._module.get_mol(smiles) if can_be_read(smiles) else None
        if not molecule:
            return None
        document = json.loads(molecule.get_json())
        molecule.delete()
        usual_atom, usual_bond = document["defaults"]["atom"], document["defaults"]["bond"]
        found = document["molecules"][0]
        atoms = [usual_atom | atom for atom in found["atoms"]]
        bonds = [usual_bond | bond for bond in found.get("bonds", [])]
        return Reading(
            tuple(_SYMBOLS.get(atom["z"], "") for atom in atoms),
            tuple(int(atom["impHs"]) for atom in atoms),
            tuple(int(atom["chg"]) for atom in atoms),
            sorted((*sorted(bond["atoms"]), int(bond["bo"])) for bond in bonds),
        )

    def molfile(self, structure: Structure, points: Sequence[Point]) -> str:
        """Return a molfile; see `Toolkit.molfile`."""
        molecule = self._module.get_mol(_common_chem(labelled_graph(structure), points))
        written = str(molecule.get_molblock())
        molecule.delete()
        return written

    def _make_molecule(self, graph: LabelledGraph) -> Any:  # noqa: ANN401
        return self._module.get_mol(_common_chem(graph))

    def _make_pattern(self, smarts: str) -> Any:  # noqa: ANN401
        patterns.check_text(smarts)
        pattern = self._module.get_qmol(smarts)
        if not pattern:
            raise patterns.unreadable(smarts)
        return pattern

    def _compute_values(self, graph: LabelledGraph) -> dict[str, float]:
        computed = json.loads(self._molecules.get(graph).get_descriptors())
        return {
            name: rounded(name, float(computed[theirs])) for name, theirs in _DESCRIPTORS.items()
        }

    def _find_match_count(self, smarts: str, graph: LabelledGraph) -> int:
        pattern = self._patterns.get(smarts)
        found = self._molecules.get(graph).get_substruct_matches(pattern, _ALL_MATCHES)
        # Without a match it writes an empty object, not an empty list.
        matches = json.loads(found) or []
        return patterns.count_unique(smarts, [match["atoms"] for match in matches])


def _free(thing: Any) -> None:  # noqa: ANN401  (a JavaScript object)
    thing.delete()


def _common_chem(graph: LabelledGraph, points: Sequence[Point] = ()) -> str:
    """Return the structure in the CommonChem JSON format, version 10, with places if given."""
    atoms = [
        {"z": _ATOMIC_NUMBERS[element], "impHs": hydrogens}
        for element, hydrogens in zip(graph[0], hydrogen_counts(graph), strict=True)
    ]
    defaults = {
        "atom": {"chg": 0, "nRad": 0, "isotope": 0, "stereo": "unspecified"},
        "bond": {"bo": 1, "stereo": "unspecified"},
    }
    places = [[ANGSTROM * x, ANGSTROM * y] for x, y in points]
    document = {
        "commonchem": {"version": 10},
        "defaults": defaults,
        "molecules": [
            {
                "atoms": atoms,
                "bonds": [{"atoms": [i, j], "bo": order} for i, j, order in bond_orders(graph)],
                "conformers": [{"dim": 2, "coords": places}] if places else [],
            }
        ],
    }
    return json.dumps(document)
