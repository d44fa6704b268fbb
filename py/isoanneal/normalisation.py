"""Normalisation: how large the components of a target are for the isomers of a formula."""

from isoanneal.annealer import Annealer
from isoanneal.constraints import Constraints, first_allowed
from isoanneal.cooling import Cooling
from isoanneal.formula import Formula
from isoanneal.scoring import Target
from isoanneal.scoring.target import Ranges
from isoanneal.structure import Structure
from isoanneal.work import Work, done

SAMPLES = 200
_STEPS_PER_SAMPLE = 10
_KT = 1e9
_SEED = 1


def sampled_ranges(formula: Formula, target: Target, constraints: Constraints) -> Ranges:
    """Return what `sample_ranges` finds for the isomers of a formula.

    Raises `NoAllowedIsomerError` where there is no isomer to begin with.
    """
    return done(sample_ranges(formula, target, constraints, first_allowed(formula, constraints)))


def sample_ranges(
    formula: Formula, target: Target, constraints: Constraints, first: Structure
) -> Work[Ranges]:
    """Find the lowest and the highest value of each component among `SAMPLES` isomers.

    They come from a hot walk from the `first` structure, ten steps apart, always the same for the
    same constraints, in a slice a step.
    """
    cooling = Cooling(_KT, 0.0, SAMPLES * _STEPS_PER_SAMPLE, 1)
    plain = Target({"graph_diameter": 1.0})
    walker = Annealer(
        formula, plain, cooling, seed=_SEED, constraints=constraints, first=first.copy()
    )
    sample = []
    for _ in range(SAMPLES):
        sample.append(target.values(walker.structure))
        for _ in range(_STEPS_PER_SAMPLE):
            yield
            walker.step()
    columns = zip(*sample, strict=True)
    return {
        name: (min(column), max(column))
        for name, column in zip(target.components, columns, strict=True)
    }
