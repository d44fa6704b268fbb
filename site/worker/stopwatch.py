"""The stopwatch: how many steps a second the engines of this worker make."""

import asyncio
import time

from isoanneal import chem
from isoanneal.annealer import Annealer
from isoanneal.engine import Engine, engine_for
from isoanneal.parameters import Parameters, read_parameters
from isoanneal.python_engine import PythonEngine
from worker.answers import Answer

STEPS_PER_CYCLE = 500
CYCLES = 1000
SECONDS_BETWEEN_LOOKS = 0.02


async def measure(formula: str, component: str, engine: str, seconds: float) -> Answer:
    """Answer the steps per second of a search, f8, over so many seconds.

    `engine` is “Python” for that one, and anything else for the fastest that there is.
    """
    await chem.arrival()
    parameters = read_parameters(
        {
            "formula": formula,
            "weights": {component: 1},
            "steps_per_cycle": STEPS_PER_CYCLE,
            "cycles": CYCLES,
        }
    )
    stopwatch = Stopwatch(parameters, engine)
    while stopwatch.seconds < seconds:
        stopwatch.advance()
        await asyncio.sleep(0)
    return {"engine": stopwatch.engine.name, "rate": stopwatch.steps / stopwatch.seconds}


class Stopwatch:
    """Makes steps, from the beginning again after the last one, and takes their time."""

    def __init__(self, parameters: Parameters, engine: str) -> None:
        """Begin a search; see `measure`."""
        self._parameters = parameters
        self._wanted = engine
        self._batch = 1
        self.steps = 0
        self.seconds = 0.0
        self._begin()

    def _begin(self) -> None:
        self._annealer = self._parameters.annealer()
        self.engine = engine_of(self._wanted, self._annealer)

    def advance(self) -> None:
        """Make some steps."""
        if self._annealer.is_complete:
            self._begin()
        before, began = self._annealer.step_number, time.perf_counter()
        self.engine.advance(self._batch)
        seconds = time.perf_counter() - began
        self.seconds += seconds
        self.steps += self._annealer.step_number - before
        if seconds < SECONDS_BETWEEN_LOOKS / 2:
            self._batch *= 2


def engine_of(name: str, annealer: Annealer) -> Engine:
    """Return an engine that keeps no steps."""
    if name == PythonEngine.name:
        return PythonEngine(annealer, keeps_steps=False)
    return engine_for(annealer, keeps_steps=False)
