"""A random walk at constant temperature, and the isomers that it visits."""

from collections.abc import Callable
from dataclasses import dataclass

from isoanneal import chem
from isoanneal.annealer import Annealer
from isoanneal.cooling import Cooling
from isoanneal.formula import Formula
from isoanneal.scoring import Target

_STEPS_BETWEEN_REPORTS = 1_000


@dataclass(frozen=True, slots=True)
class Walk:
    """The canonical SMILES of the isomers visited, in the order of their first visit."""

    formula: Formula
    steps: int
    smiles: list[str]


def walk(
    formula: Formula,
    steps: int,
    *,
    kt: float = 1e9,
    seed: int = 1,
    report: Callable[[int], object] = lambda _: None,
) -> Walk:
    """Walk `steps` steps at temperature `kt` (> 0, in bonds, as the Wiener index).

    At the default temperature practically every valid displacement is accepted.  `report`
    is called now and then with the number of steps made since the last call.
    Raises `ValueError` for steps below 1, a temperature not above 0 or a seed out of range.
    """
    cooling = Cooling(kt, 0.0, steps, 1)
    annealer = Annealer(formula, Target({"wiener_index": 1.0}), cooling, seed=seed)
    toolkit = chem.toolkit()
    smiles = {toolkit.canonical_smiles(annealer.structure): None}
    accepted = 0
    for step in range(1, steps + 1):
        annealer.step()
        if annealer.accepted_moves > accepted:
            accepted = annealer.accepted_moves
            smiles[toolkit.canonical_smiles(annealer.structure)] = None
        if step % _STEPS_BETWEEN_REPORTS == 0:
            report(_STEPS_BETWEEN_REPORTS)
    report(steps % _STEPS_BETWEEN_REPORTS)
    return Walk(formula, steps, list(smiles))
