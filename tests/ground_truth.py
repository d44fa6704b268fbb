"""What is known of every isomer of some formulas; `data/README.md` tells how."""

from pathlib import Path

import msgspec
from rdkit import Chem

DATA = Path(__file__).parent / "data"


class Optimum(msgspec.Struct, frozen=True):
    """The lowest or the highest Wiener index, and the isomers that have it."""

    wiener_index: int
    count: int
    smiles: frozenset[str]

    @property
    def is_complete(self) -> bool:
        """Whether `smiles` holds all isomers that have the optimum."""
        return len(self.smiles) == self.count


class Facts(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The facts of one formula, as the file has them."""

    isomers: int
    enumerated: int
    wiener_min: int
    wiener_min_count: int
    wiener_min_smiles: list[str]
    wiener_max: int
    wiener_max_count: int
    wiener_max_smiles: list[str]
    logp_min: float
    logp_max: float

    @property
    def lowest(self) -> Optimum:
        """What minimising the Wiener index must find."""
        smiles = frozenset(map(canonical, self.wiener_min_smiles))
        return Optimum(self.wiener_min, self.wiener_min_count, smiles)

    @property
    def highest(self) -> Optimum:
        """What maximising the Wiener index must find."""
        smiles = frozenset(map(canonical, self.wiener_max_smiles))
        return Optimum(self.wiener_max, self.wiener_max_count, smiles)


def canonical(smiles: str) -> str:
    """Return the SMILES as this version of RDKit writes it."""
    return str(Chem.MolToSmiles(Chem.MolFromSmiles(smiles)))


GROUND_TRUTH = msgspec.json.decode((DATA / "isomers.json").read_bytes(), type=dict[str, Facts])
