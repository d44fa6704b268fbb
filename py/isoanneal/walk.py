"""A random walk at constant temperature, and the isomers that it visits."""

from collections.abc import Callable
from dataclasses import dataclass

from isoanneal import chem
from isoanneal.annealer import Annealer
from isoanneal.arguments import check
from isoanneal.constraints import Constraints
from isoanneal.cooling import Cooling
from isoanneal.engine import engine_for
from isoanneal.formula import Formula
from isoanneal.scoring import Target

_STEPS_BETWEEN_REPORTS = 10_000


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
    constraints: Constraints | None = None,
    report: Callable[[int], object] = lambda _: None,
) -> Walk:
    """Walk `steps` steps at temperature `kt` (> 0, in bonds, as the Wiener index).

    At the default temperature practically every valid displacement is accepted, unless it
    breaks one of the constraints.  `report` is called now and then with the number of steps
    made since the last call.  Raises `ValueError` for steps below 1, a temperature not above
    0, a seed out of range, or constraints that no isomer was found to keep.
    """
    check("report", report, Callable)
    cooling = Cooling(kt, 0.0, steps, 1)
    target = Target({"wiener_index": 1.0})
    annealer = Annealer(formula, target, cooling, seed=seed, constraints=constraints)
    engine = engine_for(annealer, keeps_steps=False)
    toolkit = chem.toolkit()
    smiles = {toolkit.canonical_smiles(annealer.structure): None}
    while not annealer.is_complete:
        before = annealer.step_number
        if engine.advance_to_new(_STEPS_BETWEEN_REPORTS):
            smiles[toolkit.canonical_smiles(annealer.structure)] = None
        report(annealer.step_number - before)
    return Walk(formula, steps, list(smiles))
