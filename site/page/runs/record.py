"""Runs as records: what the browser keeps of a run, and the run that a record was made of."""

import json

from jsffi import JsProxy
from page.border import to_js
from page.runs.parameters import read_parameters
from page.runs.run import Run
from pyscript import window

_COUNTERS = ("accepted_moves", "rejected_moves", "invalid_moves", "disconnected_moves")


def summary_of(run: Run) -> dict[str, object]:
    """Return what a list of runs shows."""
    return {
        "key": run.key,
        "name": run.name,
        "begun": run.begun,
        "step": run.data.step,
        "total_steps": run.data.total_steps,
        "best_energy": run.data.best_energy,
    }


def record_of(run: Run) -> JsProxy:
    """Return all that `run_of` needs, as an object that the browser can keep."""
    record: JsProxy = to_js(
        {
            "key": run.key,
            "name": run.name,
            "begun": run.begun,
            "parameters": window.JSON.stringify(to_js(run.parameters)),
            "has_one_isomer": run.has_one_isomer,
            "initial_energy": run.initial_energy,
            "engine": run.engine,
            "reason": run.reason,
            "svg": run.svg,
            "snapshot": run.snapshot,
        }
    )
    # Every step, which only one who asks for it gets, is not kept.
    data: JsProxy = window.Object.assign(
        window.Object.new(), run.data, to_js({"points": None, "move": None})
    )
    is_of_this_step = run.current_energy == data.current_energy
    data.current_smiles = run.current_smiles if is_of_this_step else ""
    data.current_svg = run.current_svg if is_of_this_step else ""
    record.data = data
    record.earlier = to_js([snapshot for _, snapshot in run.earlier])
    record.trace = run.course.record()
    record.values = to_js(run.values)
    record.visited_isomers = run.visited_isomers
    record.rate = run.rate
    return record


def step_of(snapshot: str) -> float:
    """Return the step of a snapshot; 0 for what is none, which the worker refuses."""
    try:
        found = json.loads(snapshot)
        return float(sum([found[name] for name in _COUNTERS]))
    except (ValueError, KeyError, TypeError):
        return 0.0


def run_of(record: JsProxy) -> Run:
    """Return the run that a record was made of, which has been checked."""
    answer = window.Object.new()
    answer.has_one_isomer = record.has_one_isomer
    answer.initial_energy = record.initial_energy
    answer.engine, answer.reason = record.engine, record.reason
    answer.first = record
    parameters = read_parameters(str(record.parameters))
    run = Run(parameters, str(record.name), answer, is_kept=True)
    run.key = str(record.key)
    run.begun = str(record.begun)
    run.svg = str(record.svg)
    earlier = getattr(record, "earlier", None)
    if earlier:
        snapshots = [str(earlier[i]) for i in range(earlier.length)]
        run.earlier = [(step_of(snapshot), snapshot) for snapshot in snapshots]
    return run
