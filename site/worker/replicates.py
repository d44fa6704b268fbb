"""Replicates of a search, on all cores.

What is on its way is told over a channel, as the events of a session are.
"""

import asyncio
import time
from array import array
from collections.abc import Callable
from typing import Any

import js
import msgspec
from isoanneal import chem
from isoanneal.annealer import Annealer
from isoanneal.engine import Engine, engine_for
from isoanneal.frames import Frames
from isoanneal.kernel.engine import KernelEngine
from isoanneal.parameters import read_parameters
from isoanneal.replicates import counted, replicate_of, seeded, summary
from isoanneal.work import done_in_turns
from pyodide.ffi import to_js
from worker.answers import Answer
from worker.matching import matching
from worker.pool import pool

SECONDS_BETWEEN_REPORTS = 0.1

running: set[asyncio.Task[None]] = set()
of_this_worker = asyncio.Lock()
"""Held by the replicate whose steps this worker makes: it has one core."""


class Report:
    """Tells the page over a channel how many steps and replicates are done."""

    def __init__(self, channel_name: str) -> None:
        """Begin with nothing done."""
        self._channel = js.BroadcastChannel.new(channel_name)
        self._told_at = 0.0
        self.steps = self.finished = 0

    def add_steps(self, steps: int) -> None:
        """Count steps; tell now and then."""
        self.steps += steps
        now = time.monotonic()
        if now - self._told_at > SECONDS_BETWEEN_REPORTS:
            self._told_at = now
            told = {"steps": self.steps, "finished": self.finished}
            self._channel.postMessage(to_js(told, dict_converter=js.Object.fromEntries))

    def close(self) -> None:
        """Tell nothing any more."""
        self._channel.close()


class Done:
    """The replicates that are done."""

    def __init__(self) -> None:
        """Begin with none."""
        self.annealers: dict[int, Annealer] = {}
        self._visited: set[int] = set()
        self._began = time.monotonic()
        self._workers = 0

    def begin(self, workers: int) -> None:
        """Begin to measure the time that so many workers take."""
        self._began, self._workers = time.monotonic(), workers

    def add(self, number: int, annealer: Annealer, visited: array[int]) -> None:
        """Add one by its number, with the identities of the isomers that it has visited."""
        self.annealers[number] = annealer
        self._visited.update(visited)

    def outcome(self) -> Answer:
        """Return what they come to, in the order of their seeds; at least one must be done."""
        in_order = sorted(self.annealers)
        return come_to([self.annealers[number] for number in in_order]) | {
            "visited_isomers": len(self._visited),
            "seconds": time.monotonic() - self._began,
            "workers": self._workers,
        }


async def replicate(parameters: Any, count: int, channel_name: str) -> Answer:  # noqa: ANN401
    """Run a search from `count` seeds, on all cores, and answer what they come to.

    Those before it are cancelled.  If it is cancelled itself, it answers so, and what those come to
    that were done by then, if any were.
    """
    await cancel_replicates()
    report = Report(channel_name)
    done = Done()
    task = asyncio.create_task(run_all(parameters.to_py(), count, report, done))
    running.add(task)
    try:
        await task
    except asyncio.CancelledError:
        return {"cancelled": True} | (done.outcome() if done.annealers else {})
    else:
        return done.outcome()
    finally:
        running.discard(task)
        report.close()


async def cancel_replicates() -> Answer:
    """End all replicates that are running, at once."""
    for task in running:
        task.cancel()
    return {}


async def run_all(parameters: dict[str, Any], count: int, report: Report, done: Done) -> None:
    """Run all replicates, as many at once as there are cores."""
    await chem.arrival()
    wanted = seeded(read_parameters(parameters), count)
    done.begin(min(pool.size, len(wanted)))
    lanes = asyncio.Semaphore(pool.size)

    async def run(first: Annealer, number: int) -> None:
        async with lanes:
            annealer = first.from_seed(wanted[number].seed)
            visited = await to_the_end(annealer, report.add_steps)
            report.finished += 1
            done.add(number, annealer, visited)

    with matching.during(wanted[0]):
        first = await done_in_turns(wanted[0].preparation())
        async with asyncio.TaskGroup() as group:
            for number in range(len(wanted)):
                group.create_task(run(first, number))


async def to_the_end(annealer: Annealer, report: Callable[[int], object]) -> array[int]:
    """Make all steps, in the pool if the kernel can do alone, else here; return what it visited."""
    engine = engine_for(annealer, keeps_steps=False)
    if isinstance(engine, KernelEngine) and engine.knows_target:
        job = engine.image(), annealer.step_number, annealer.cooling.total_steps
        found = await pool.search(*job, report)
        engine.take_over(found.image)
        return array("Q", found.visited)
    await in_this_worker(annealer, engine, report)
    return array("Q")


async def in_this_worker(
    annealer: Annealer, engine: Engine, report: Callable[[int], object]
) -> None:
    """Make all steps, but let others have their turn in between, and one replicate at a time."""
    async with of_this_worker:
        frames = Frames()
        while not annealer.is_complete:
            before, began = annealer.step_number, time.perf_counter()
            frames.fill(began, engine.advance, lambda: annealer.is_complete)
            report(annealer.step_number - before)
            await frames.give_way(time.perf_counter(), 1, lambda: 0.0)


def come_to(annealers: list[Annealer]) -> Answer:
    """Return what replicates come to together, with the best structure of all."""
    first = annealers[0]
    replicates = [replicate_of(one) for one in annealers]
    found = summary(replicates, first.better)
    best = next(one.best for one in annealers if one.best_energy == found.best_energy)
    counts = counted([one.best_energy for one in replicates], first.better)
    return msgspec.structs.asdict(found) | {
        "seeds": array("d", [one.seed for one in replicates]),
        "best_energies": array("d", [one.best_energy for one in replicates]),
        "final_energies": array("d", [one.final_energy for one in replicates]),
        "energies": array("d", counts),
        "counts": array("d", counts.values()),
        "total_steps": first.cooling.total_steps,
        "best_smiles": chem.toolkit().canonical_smiles(best),
    }
