"""Numbers that 32 bits do not hold are shown as they are, wherever they come from."""

from typing import Any

import pytest
from isoanneal import Parameters, run

from tests.page.watched import opened_page


def plain(shown: str) -> float:
    """Return a number that the page shows."""
    return float(shown.replace(",", "").replace("−", "-"))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("query", "parameters"),
    [
        (
            "formula=C100H202&weights=hosoya_z:1&steps=20&cycles=2",
            {"formula": "C100H202", "weights": {"hosoya_z": 1}, "steps_per_cycle": 20, "cycles": 2},
        ),
        (
            "formula=C8H18&goals=wiener_index:1e11&steps=20&cycles=2",
            {
                "formula": "C8H18",
                "goals": {"wiener_index": 1e11},
                "steps_per_cycle": 20,
                "cycles": 2,
            },
        ),
        (
            "formula=C50H102&kt0=1e12&k=0&seed=4294967295&steps=20&cycles=2",
            {
                "formula": "C50H102",
                "kt0": 1e12,
                "k": 0,
                "seed": 4294967295,
                "steps_per_cycle": 20,
                "cycles": 2,
            },
        ),
    ],
    ids=["a large component", "a large goal", "a large temperature"],
)
def test_what_a_run_shows_is_what_the_package_finds(query: str, parameters: dict[str, Any]) -> None:
    asked = Parameters(**parameters)
    found = run(asked)
    last = asked.annealer().cooling.temperature(asked.total_steps - 1)
    with opened_page(f"?{query}") as page:
        page.open_ready()
        page.run()
        assert plain(page.text("best-energy")) == pytest.approx(found.best_energy, rel=1e-12)
        # Of the last step, with three digits.
        assert plain(page.text("temperature")) == pytest.approx(last, rel=5e-3)
        page.reload()
        page.expect_state("complete")
        assert plain(page.text("best-energy")) == pytest.approx(found.best_energy, rel=1e-12)
