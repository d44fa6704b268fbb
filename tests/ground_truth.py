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
        return Optimum(self.wiener_min, self.wiener_min_count, _canonical(self.wiener_min_smiles))

    @property
    def highest(self) -> Optimum:
        """What maximising the Wiener index must find."""
        return Optimum(self.wiener_max, self.wiener_max_count, _canonical(self.wiener_max_smiles))


def _canonical(smiles: list[str]) -> frozenset[str]:
    # The canonical form depends on the version of RDKit.
    return frozenset(Chem.CanonSmiles(one) for one in smiles)


GROUND_TRUTH = msgspec.json.decode((DATA / "isomers.json").read_bytes(), type=dict[str, Facts])
