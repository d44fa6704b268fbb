"""Normalisation: how large the components of a target are for the isomers of a formula."""

from isoanneal.annealer import Annealer
from isoanneal.constraints import Constraints
from isoanneal.cooling import Cooling
from isoanneal.formula import Formula
from isoanneal.scoring import Target
from isoanneal.scoring.target import Ranges

SAMPLES = 200
_STEPS_PER_SAMPLE = 10
_KT = 1e9
_SEED = 1


def sampled_ranges(formula: Formula, target: Target, constraints: Constraints) -> Ranges:
    """Return the lowest and the highest value of each component among `SAMPLES` isomers.

    They come from a hot walk, ten steps apart, always the same for the same formula and
    constraints.  Raises `NoAllowedIsomerError` where there is no isomer to begin with.
    """
    cooling = Cooling(_KT, 0.0, SAMPLES * _STEPS_PER_SAMPLE, 1)
    walker = Annealer(
        formula, Target({"graph_diameter": 1.0}), cooling, seed=_SEED, constraints=constraints
    )
    sample = []
    for _ in range(SAMPLES):
        sample.append(target.values(walker.structure))
        walker.advance(_STEPS_PER_SAMPLE)
    columns = zip(*sample, strict=True)
    return {
        name: (min(column), max(column))
        for name, column in zip(target.components, columns, strict=True)
    }
