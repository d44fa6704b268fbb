"""Replicates: the same search from several seeds, and what they come to together."""

from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_EXCEPTION, ThreadPoolExecutor, wait
from copy import copy
from functools import reduce
from os import cpu_count
from statistics import fmean, stdev
from threading import Event

import msgspec

from isoanneal.annealer import Annealer
from isoanneal.arguments import check, is_whole, shown
from isoanneal.engine import advance_to_the_end
from isoanneal.mulberry32 import SEED_LIMIT
from isoanneal.parameters import Parameters
from isoanneal.refusal import RefusalError, declare

MAX_REPLICATES = 1_000

declare({"replicates-count": "Replicates must be from 1 to {most}, not {count}."})


class Replicate(msgspec.Struct, frozen=True, kw_only=True):
    """What one seed has led to; energies in the unit of the target."""

    seed: int
    best_energy: float
    final_energy: float
    acceptance_ratio: float


class Summary(msgspec.Struct, frozen=True, kw_only=True):
    """What replicates come to together, over their best energies.

    `standard_deviation` is that of a sample, 0 for one replicate; `reached` is the number of
    replicates that reached the best energy of all.
    """

    replicates: int
    best_energy: float
    worst_energy: float
    mean: float
    standard_deviation: float
    reached: int


def read_count(count: int) -> int:
    """Return a number of replicates; raise `RefusalError` if it is not from 1 to 1,000."""
    if not (is_whole(count) and 1 <= count <= MAX_REPLICATES):
        raise RefusalError("replicates-count", most=MAX_REPLICATES, count=shown(count))
    return count


def seeded(parameters: Parameters, count: int) -> list[Parameters]:
    """Return the parameters of each replicate: the seeds follow that of `parameters`."""
    check("parameters", parameters, Parameters)
    seeds = [(parameters.seed + number) % SEED_LIMIT for number in range(read_count(count))]
    return [_with_seed(parameters, seed) for seed in seeds]


def _with_seed(parameters: Parameters, seed: int) -> Parameters:
    """Return a copy that is not checked once more, which for a thousand would take long."""
    copied = copy(parameters)
    msgspec.structs.force_setattr(copied, "seed", seed)
    return copied


def replicate_of(annealer: Annealer) -> Replicate:
    """Return what an annealer has come to."""
    result = annealer.get_result()
    return Replicate(
        seed=annealer.seed,
        best_energy=result.state.best_energy,
        final_energy=result.state.current_energy,
        acceptance_ratio=result.acceptance_ratio,
    )


def summary(replicates: Sequence[Replicate], better: Callable[[float, float], float]) -> Summary:
    """Return what replicates, one at least, come to; `better` is the annealer's."""
    energies = [one.best_energy for one in replicates]
    worse = max if better is min else min
    best = reduce(better, energies)
    return Summary(
        replicates=len(energies),
        best_energy=best,
        worst_energy=worse(energies),
        mean=fmean(energies),
        standard_deviation=stdev(energies) if len(energies) > 1 else 0.0,
        reached=energies.count(best),
    )


def run_replicates(
    parameters: Parameters, count: int, report: Callable[[int], object] = lambda _: None
) -> list[Annealer]:
    """Run all replicates to their end, on all cores, and return them in the order of seeds.

    `report` is called now and then, from any thread, with a number of steps that were made.  If
    this is interrupted, or one of them fails, none begins any more, and those that are on their
    way stop within a moment.
    """
    check("report", report, Callable)
    wanted = seeded(parameters, count)
    first = wanted[0].annealer()
    is_over = Event()

    def run(seed: int) -> Annealer:
        annealer = first.from_seed(seed)
        advance_to_the_end(annealer, report, is_over.is_set)
        return annealer

    with ThreadPoolExecutor(cpu_count()) as threads:
        try:
            runs = [threads.submit(run, one.seed) for one in wanted]
            wait(runs, return_when=FIRST_EXCEPTION)
            failed = [one for one in runs if one.done() and one.exception()]
            return [one.result() for one in failed or runs]
        finally:
            is_over.set()
            threads.shutdown(wait=False, cancel_futures=True)


def counted(energies: Sequence[float], better: Callable[[float, float], float]) -> dict[float, int]:
    """Return how often each energy came out, the best first."""
    return dict(Counter(sorted(energies, reverse=better is max)))
