"""The engine: makes the steps of an annealer, and keeps what each of them came to.

There are two, and both make the same steps to the last bit.  `PythonEngine` is the text that
people read; `KernelEngine` is the same in C, some hundred times faster, for all targets as
long as there are no constraints.
"""

from collections.abc import Callable
from time import perf_counter
from typing import Protocol

from isoanneal.annealer import Annealer
from isoanneal.frames import next_batch
from isoanneal.kernel import machine
from isoanneal.kernel.engine import KernelEngine
from isoanneal.kernel.memory import MAX_TERMS
from isoanneal.messages import Points
from isoanneal.move import Move
from isoanneal.python_engine import PythonEngine
from isoanneal.refusal import declare

declare(
    {
        "engine-constraints": (
            "Steps are made in Python, because constraints are checked in Python."
        ),
        "engine-many-components": (
            "Steps are made in Python, because the fast engine takes fewer target components."
        ),
    }
)

_STEPS_AT_FIRST = 500
_SECONDS_AT_ONCE = 0.05


class Engine(Protocol):
    """What makes steps."""

    name: str
    reason: str
    """Why it is this one: the code of a sentence; empty for the fast one."""
    keeps_steps: bool
    """Whether steps are kept for `take`; without it is faster."""

    def advance(self, steps: int) -> None:
        """Make up to `steps` steps, as many as are left; the annealer is where they lead."""
        ...

    def make_move(self) -> Move:
        """Make one step, which there must be; return what it was."""
        ...

    def set_by_hand(self, kt: float) -> None:
        """Set kT from the next step on, or give it back to the schedule with 0.

        Raises `RefusalError` as `Cooling.set_by_hand` does.
        """
        ...

    def advance_to_new(self, steps: int) -> bool:
        """Make up to `steps` steps, but only until the search stands at another isomer.

        Returns whether it does; the isomer may have been visited before.
        """
        ...

    def take(self) -> Points:
        """Return the steps made since the last call, every one; none if they are not kept."""
        ...

    def take_trace(self) -> Points:
        """Return the points for a chart since the last call: first where the search began."""
        ...

    @property
    def visited_isomers(self) -> int | None:
        """The number of different isomers that the search has stood at, if it is counted."""
        ...


def engine_for(annealer: Annealer, *, keeps_steps: bool = True) -> Engine:
    """Return the fastest engine for an annealer, to go on from where that stands."""
    if reason := reason_for_python(annealer):
        return PythonEngine(annealer, reason, keeps_steps=keeps_steps)
    return KernelEngine(annealer, machine.start(), keeps_steps=keeps_steps)


def reason_for_python(annealer: Annealer) -> str:
    """Return why the kernel cannot make a search: the code of a sentence, or nothing if it can."""
    if annealer.is_constrained:
        return "engine-constraints"
    if len(annealer.target.components) > MAX_TERMS:
        return "engine-many-components"
    return machine.reason_without()


def advance_to_the_end(
    annealer: Annealer,
    report: Callable[[int], object] = lambda _: None,
    is_over: Callable[[], bool] = lambda: False,
) -> str:
    """Make all steps that are left with the fastest engine; return its name.

    `report` is called several times a second with the number of steps made since the last call.
    As often `is_over` is asked, and if it says so the rest is left.
    """
    engine = engine_for(annealer, keeps_steps=False)
    batch = _STEPS_AT_FIRST
    while not (annealer.is_complete or is_over()):
        before, began = annealer.step_number, perf_counter()
        engine.advance(batch)
        report(annealer.step_number - before)
        batch = next_batch(batch, perf_counter() - began, _SECONDS_AT_ONCE)
    return engine.name
