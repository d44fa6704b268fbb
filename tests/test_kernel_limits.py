"""What is too large for the kernel's memory is left to the Python engine."""

from dataclasses import replace

import pytest
from isoanneal.engine import engine_for
from isoanneal.kernel.memory import MAX_TERMS
from isoanneal.parameters import Parameters
from isoanneal.scoring import components
from isoanneal.scoring import registry as module


@pytest.mark.kernel
def test_more_components_than_the_kernel_takes_are_searched_in_python(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    registry = {one.name: one for one in components()}
    wiener = registry["wiener_index"]
    more = {f"extra_{n}": replace(wiener, name=f"extra_{n}") for n in range(MAX_TERMS + 1)}
    monkeypatch.setattr(module._registry, "_entries", registry | more)  # noqa: SLF001  (undone)
    names = list(more)
    for count, engine, reason in (
        (MAX_TERMS, "WebAssembly", ""),
        (MAX_TERMS + 1, "Python", "engine-many-components"),
    ):
        weights = dict.fromkeys(names[:count], 1.0)
        annealer = Parameters(formula="C6H14", weights=weights).annealer()
        made = engine_for(annealer)
        made.advance(50)
        assert (made.name, made.reason, annealer.step_number) == (engine, reason, 50)
