"""A race: a search that is made to its end at once, beside the one that a person watches.

Replicates tell how good the best structures are; a race tells when they were found, too.
"""

import asyncio
import time
from typing import Any

from isoanneal import chem
from isoanneal.engine import engine_for
from isoanneal.frames import Frames
from isoanneal.parameters import Parameters, read_parameters
from isoanneal.work import done_in_turns
from worker.answers import Answer
from worker.matching import matching

running: set[asyncio.Task[Answer]] = set()


async def race(parameters: Any) -> Answer:  # noqa: ANN401  (JavaScript)
    """Answer the best energy of a search, and after how many steps it was there.

    After `stop_races` it answers `stopped`.
    """
    task = asyncio.create_task(_run(read_parameters(parameters.to_py())))
    running.add(task)
    try:
        return await task
    except asyncio.CancelledError:
        return {"stopped": True}
    finally:
        running.discard(task)


async def stop_races() -> Answer:
    """End all races at once."""
    for task in running:
        task.cancel()
    return {}


async def _run(wanted: Parameters) -> Answer:
    """Make all steps, but let others have their turn in between."""
    await chem.arrival()
    with matching.during(wanted):
        annealer = await done_in_turns(wanted.preparation())
        engine = engine_for(annealer, keeps_steps=False)
        frames = Frames()
        while not annealer.is_complete:
            frames.fill(time.perf_counter(), engine.advance, lambda: annealer.is_complete)
            await frames.give_way(time.perf_counter(), 1, lambda: 0.0)
    trace = engine.take_trace()
    place = trace.best_energy.index(annealer.best_energy)
    return {"best_energy": annealer.best_energy, "best_step": trace.step[place]}
