"""Random parameters of runs, all of them valid."""

import random
from collections.abc import Collection
from typing import Any

from isoanneal.formula import FormulaError, parse
from isoanneal.kernel.memory import COMPONENTS
from isoanneal.mulberry32 import SEED_LIMIT

HETEROATOMS = ("N", "O", "S", "P", "F", "Cl", "Br", "I")
SIZES = ((1, 6), (1, 12), (5, 30))
LARGE_SIZES = (65, 100)
"""So many heavy atoms do not fit into one word of 64 bits."""
TEMPERATURES = (0.01, 0.5, 5.0, 100.0, 1e4, 1e9)
RATES = (0.0, 0.5, 1.0, 4.0, 8.0, 16.0, 32.0)
WEIGHTS = (1, 0.3, 2.5, 1 / 3, 100)


def random_formula(draw: random.Random, sizes: tuple[int, int]) -> str:
    """Return a formula that has an isomer, of so many heavy atoms."""
    while True:
        heavy = draw.randint(*sizes)
        others = draw.choices(HETEROATOMS, k=draw.choice((0, 0, 1, 2, heavy // 3)))[:heavy]
        counts = {"C": heavy - len(others), **{one: others.count(one) for one in HETEROATOMS}}
        counts["H"] = draw.randint(0, 2 * heavy + 2)
        formula = "".join(f"{one}{count}" for one, count in counts.items() if count)
        try:
            parse(formula)
        except FormulaError:
            continue
        return formula


def random_run(
    draw: random.Random,
    *,
    steps_per_cycle: tuple[int, int] = (1, 120),
    components: Collection[str] = COMPONENTS,
    sizes: tuple[int, int] | None = None,
) -> dict[str, Any]:
    """Return parameters of one to three components, as a command brings them."""
    chance = draw.random
    if sizes is None:
        sizes = LARGE_SIZES if chance() < 0.02 else draw.choice(SIZES)
    names = draw.sample(sorted(components), draw.randint(1, min(3, len(components))))
    if "wiener_index" in components and chance() < 0.3:
        names = ["wiener_index"]
    run: dict[str, Any] = {
        "formula": random_formula(draw, sizes),
        "kt0": draw.choice((*TEMPERATURES, 10 ** draw.uniform(-2, 9))),
        "k": draw.choice((*RATES, draw.uniform(0, 32))),
        "steps_per_cycle": draw.randint(*steps_per_cycle),
        "cycles": draw.randint(1, 4),
        "mode": draw.choice(("minimize", "maximize")),
        "seed": draw.randrange(SEED_LIMIT),
        "weights": {name: draw.choice(WEIGHTS) for name in names},
    }
    if chance() < 0.3:
        run["goals"] = {names[0]: draw.uniform(0, 100)}
    elif chance() < 0.4:
        run["directions"] = {names[-1]: draw.choice(("minimize", "maximize"))}
    if sizes != LARGE_SIZES and chance() < 0.05:
        run["normalize"] = True
    if "smarts_matches" in names:
        run["smarts"] = draw.choice(("C=C", "[OX2H]", "[#6]~[#6]~[#6]"))
    return run
