"""Speeds in CPython, of the package that is imported: ours, or that of another commit.

Run as a module it reads a request from standard input and prints a number, so that the package
of another commit can be measured by this code: only `PYTHONPATH` differs.
"""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from isoanneal.engine import Engine, engine_for
from isoanneal.parameters import read_parameters
from isoanneal.python_engine import PythonEngine
from isoanneal.replicates import run_replicates

from tools.environment import PROJECT

BATCH = 100_000


def of_run(run: dict[str, Any], *, python: bool = False) -> float:
    """Return the steps per second of an engine in this interpreter."""
    annealer = read_parameters(run).annealer()
    engine: Engine = (
        PythonEngine(annealer, keeps_steps=False)
        if python
        else engine_for(annealer, keeps_steps=False)
    )
    began = time.perf_counter()
    while not annealer.is_complete:
        engine.advance(BATCH)
    return annealer.step_number / (time.perf_counter() - began)


def of_replicates(run: dict[str, Any], count: int) -> float:
    """Return the steps per second of replicates on all cores."""
    began = time.perf_counter()
    steps = sum(one.step_number for one in run_replicates(read_parameters(run), count))
    return steps / (time.perf_counter() - began)


def of_checkout(
    checkout: Path, run: dict[str, Any], *, python: bool = False, replicates: int = 0
) -> float:
    """Return a speed of the package in a checkout of the project, in a process of its own."""
    request = json.dumps({"run": run, "python": python, "replicates": replicates})
    places = os.pathsep.join([str(checkout / "py"), str(PROJECT)])
    completed = subprocess.run(
        [sys.executable, "-m", "tests.bench.speed"],
        input=request,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        cwd=checkout / "py",  # not where another package of this name would be found first
        env={**os.environ, "PYTHONPATH": places},
    )
    return float(completed.stdout)


def main() -> None:
    """Answer the request on standard input; Ctrl+C ends this at once, and the caller says so."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    request = json.load(sys.stdin)
    if request["replicates"]:
        print(of_replicates(request["run"], request["replicates"]))
    else:
        print(of_run(request["run"], python=request["python"]))


if __name__ == "__main__":
    main()
