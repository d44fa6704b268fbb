"""Counts how often each aim is reached, with heat and without, and prints the table.

`docs/aims.md` has what it printed last.
"""

import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from isoanneal.aims import AIMS, reached
from isoanneal.aims.declared import SEEDS
from isoanneal.cooling import MIN_TEMPERATURE
from isoanneal.engine import advance_to_the_end
from isoanneal.parameters import Parameters, read_parameters

Aim = Mapping[str, Any]

HEAD = (
    "| aim | formula | kT₀ | k | cycles | steps in each | reached | afresh | without heat |\n"
    "| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"
)


@dataclass(frozen=True)
class Chance:
    """Shares of seeds that reach an aim, from 0 to 1.

    By its schedule from the first seeds and from those after them, and from the first without heat.
    """

    with_heat: float
    afresh: float
    without_heat: float


def declared(aim: Aim) -> Chance:
    """Return the chances that an aim declares."""
    return Chance(aim["chance"], aim["chance_afresh"], aim["chance_without_heat"])


def counted(aim: Aim) -> Chance:
    """Return the chances that an aim has, by all `SEEDS`."""
    seeds, others = range(1, SEEDS + 1), range(SEEDS + 1, 2 * SEEDS + 1)
    hits = (
        reaching(aim, settings(aim), seeds),
        reaching(aim, settings(aim), others),
        reaching(aim, without_heat(aim), seeds),
    )
    return Chance(*[one / SEEDS for one in hits])


def settings(aim: Aim) -> Parameters:
    """Return the parameters of an aim."""
    return read_parameters(aim["parameters"])


def without_heat(aim: Aim) -> Parameters:
    """Return them for as many steps at the least temperature."""
    total = settings(aim).total_steps
    cold = {"kt0": MIN_TEMPERATURE, "k": 0.0, "steps_per_cycle": total, "cycles": 1}
    return read_parameters({**aim["parameters"], **cold})


def reaching(aim: Aim, parameters: Parameters, seeds: Iterable[int]) -> int:
    """Return how many of the seeds reach an aim."""
    first = parameters.annealer()
    hits = 0
    for seed in seeds:
        annealer = first.from_seed(seed)
        advance_to_the_end(annealer)
        hits += reached(aim, annealer.best_energy)
    return hits


def row(aim: Aim, chance: Chance) -> str:
    """Return a row of the table in Markdown."""
    used = settings(aim)
    cells = (
        f"{aim['title']}{' (hard)' if aim['is_hard'] else ''}",
        str(aim["parameters"]["formula"]),
        f"{used.kt0:g}",
        f"{used.k:g}",
        str(used.cycles),
        f"{used.steps_per_cycle:,}",
        f"{chance.with_heat:.0%}",
        f"{chance.afresh:.0%}",
        f"{chance.without_heat:.0%}",
    )
    return f"| {' | '.join(cells)} |"


def table() -> str:
    """Return the table of what the aims declare."""
    return "\n".join([HEAD, *[row(aim, declared(aim)) for aim in AIMS]])


def main() -> int:
    """Print the table; return 1 where an aim declares other chances than it has."""
    others = []
    print(HEAD)
    for aim in AIMS:
        chance = counted(aim)
        print(row(aim, chance), flush=True)
        if chance != declared(aim):
            others.append(aim["name"])
    if others:
        print(f"These declare other chances: {', '.join(others)}.", file=sys.stderr)
    return 1 if others else 0


if __name__ == "__main__":
    sys.exit(main())
