"""The command line: `isoanneal run`, `walk`, `count` and `list`."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from typing import Any, NoReturn

import msgspec
from tqdm import tqdm

from isoanneal import __version__, chem
from isoanneal.annealer import Annealer
from isoanneal.constraints import Constraints, constraints
from isoanneal.engine import engine_for
from isoanneal.formula import parse
from isoanneal.isomerism import has_one_isomer
from isoanneal.kernel import machine
from isoanneal.kernel.engine import KernelEngine
from isoanneal.kernel.enumeration import Enumeration
from isoanneal.parameters import MAX_TOTAL_STEPS, Parameters, read_parameters
from isoanneal.python_engine import PythonEngine
from isoanneal.replicates import counted, read_count, replicate_of, run_replicates, summary
from isoanneal.scoring import components
from isoanneal.walk import Walk, walk

_STEPS_BETWEEN_REPORTS = {PythonEngine.name: 1_000, KernelEngine.name: 100_000}
_SECONDS_BEFORE_BAR = 1.0
_SMILES_LISTED = 20
_INTERRUPTED = 130
_MOST_ISOMERS = 1_000_000


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in one line instead of printing the usage."""

    def error(self, message: str) -> NoReturn:
        raise ValueError(f"{message} (“{self.prog} --help” lists what there is)")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; return 0, 2 after one line about what is wrong, 130 if stopped."""
    try:
        options = _parser().parse_args(arguments)
        options.command(options)
    except ValueError as error:
        print(f"isoanneal: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("isoanneal: stopped", file=sys.stderr)
        return _INTERRUPTED
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="isoanneal", description="Simulated annealing over isomers.")
    parser.add_argument("--version", action="version", version=f"isoanneal {__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _add_run(commands.add_parser("run", help="search for the best isomer of a formula"))
    _add_count(commands.add_parser("count", help="count all isomers of a formula"))
    _add_walk(commands.add_parser("walk", help="visit the isomers of a formula at random"))
    listing = commands.add_parser("list", help="list target components and constraints")
    listing.set_defaults(command=_list)
    return parser


def _add_run(parser: argparse.ArgumentParser) -> None:
    defaults = Parameters(formula="C")
    parser.set_defaults(command=_run)
    parser.add_argument("formula", metavar="FORMULA", help="for example C6H14")
    parser.add_argument("--maximize", action="store_true", help="search for the highest energy")
    parser.add_argument("--kt0", type=_number, default=defaults.kt0, help="initial kT")
    parser.add_argument("--k", type=_number, default=defaults.k, help="cooling rate: 8 is f8")
    parser.add_argument(
        "--steps", type=_whole, default=defaults.steps_per_cycle, help="steps in a cycle"
    )
    parser.add_argument("--cycles", type=_whole, default=defaults.cycles, help="annealing cycles")
    parser.add_argument("--seed", type=_whole, default=defaults.seed, help="seed of the run")
    parser.add_argument(
        "--weight",
        type=_weight,
        action="append",
        metavar="NAME=NUMBER",
        help="weight of a target component, by default wiener_index=1; may be repeated",
    )
    _add_target(parser)
    _add_constraints(parser)
    parser.add_argument(
        "--replicates",
        type=_whole,
        metavar="NUMBER",
        help="run from this many seeds, on all cores, and tell how the best energies spread",
    )
    parser.add_argument("--json", action="store_true", help="print the result as JSON")


def _add_count(parser: argparse.ArgumentParser) -> None:
    parser.set_defaults(command=_count)
    parser.add_argument("formula", metavar="FORMULA", help="for example C6H6")
    parser.add_argument(
        "--limit",
        type=_whole,
        default=_MOST_ISOMERS,
        help="stop where there are more (default: %(default)s)",
    )


def _add_target(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--direction",
        type=_direction,
        action="append",
        default=[],
        metavar="NAME=MODE",
        help="minimize or maximize this component, against the others; may be repeated",
    )
    parser.add_argument(
        "--goal",
        type=_weight,
        action="append",
        default=[],
        metavar="NAME=NUMBER",
        help="come close to this value of a component; may be repeated",
    )
    parser.add_argument("--smarts", default="", help="pattern that smarts_matches counts")
    parser.add_argument(
        "--normalize", action="store_true", help="count components in percent of their range"
    )


def _add_constraints(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--constraint",
        action="append",
        default=[],
        metavar="NAME",
        help="leave out isomers that break this rule; may be repeated",
    )
    parser.add_argument("--require", default="", metavar="SMARTS", help="only isomers that match")
    parser.add_argument("--forbid", default="", metavar="SMARTS", help="no isomers that match")


def _add_walk(parser: argparse.ArgumentParser) -> None:
    parser.set_defaults(command=_walk)
    parser.add_argument("formula", metavar="FORMULA", help="for example C6H6")
    parser.add_argument("--steps", type=_whole, required=True, help="length of the walk")
    parser.add_argument(
        "--kt", type=_number, default=1e9, help="temperature (default: %(default)g)"
    )
    parser.add_argument("--seed", type=_whole, default=1, help="seed of the walk")
    _add_constraints(parser)
    parser.add_argument("--json", action="store_true", help="print the result as JSON")


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"must be a number, not “{text}”") from None


def _whole(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"must be a whole number, not “{text}”") from None


def _weight(text: str) -> tuple[str, float]:
    name, equals, number = text.partition("=")
    if not equals:
        raise argparse.ArgumentTypeError(f"must look like wiener_index=1, not “{text}”")
    return name, _number(number)


def _direction(text: str) -> tuple[str, str]:
    name, equals, mode = text.partition("=")
    if not equals:
        raise argparse.ArgumentTypeError(f"must look like logp=maximize, not “{text}”")
    return name, mode


def _run(options: argparse.Namespace) -> None:
    raw: dict[str, Any] = {
        "formula": options.formula,
        "kt0": options.kt0,
        "k": options.k,
        "steps_per_cycle": options.steps,
        "cycles": options.cycles,
        "mode": "maximize" if options.maximize else "minimize",
        "seed": options.seed,
        "directions": dict(options.direction),
        "goals": dict(options.goal),
        "smarts": options.smarts,
        "normalize": options.normalize,
        "constraints": options.constraint,
        "required_smarts": options.require,
        "forbidden_smarts": options.forbid,
    }
    if options.weight:
        raw["weights"] = dict(options.weight)
    parameters = read_parameters(raw)
    if options.replicates is not None:
        _run_replicates(parameters, options)
        return
    annealer = parameters.annealer()
    if has_one_isomer(annealer.structure):
        print(f"{annealer.formula} has one isomer only: nothing to find.", file=sys.stderr)
    _advance_to_the_end(annealer)
    result = _run_result(parameters, annealer)
    print(json.dumps(result) if options.json else _run_report(parameters, result))


def _run_replicates(parameters: Parameters, options: argparse.Namespace) -> None:
    count = read_count(options.replicates)
    with _progress_bar(count * parameters.total_steps) as bar:
        annealers = run_replicates(parameters, count, bar.update)
    replicates = [replicate_of(annealer) for annealer in annealers]
    found = summary(replicates, annealers[0].better)
    if options.json:
        print(msgspec.json.encode({"summary": found, "replicates": replicates}).decode())
        return
    counts = counted([one.best_energy for one in replicates], annealers[0].better)
    print(
        f"{parameters.formula}, {count:,} replicates of {parameters.total_steps:,} steps, "
        f"seeds from {parameters.seed}\n"
        f"Best energy {found.best_energy:g}, reached by {found.reached:,}; "
        f"mean {found.mean:g}, standard deviation {found.standard_deviation:g}"
    )
    for energy, reached in counts.items():
        print(f"  {energy:10g} {reached:8,}")


def _count(options: argparse.Namespace) -> None:
    formula = parse(options.formula)
    if options.limit < 1:
        raise ValueError(f"--limit must be 1 or more, not {options.limit}.")
    enumeration = Enumeration(formula, machine.start(), options.limit)
    with tqdm(unit=" isomers", delay=_SECONDS_BEFORE_BAR, disable=None, leave=False) as bar:
        while enumeration.go_on():
            bar.update(enumeration.count - bar.n)
    more = "" if enumeration.is_complete else "more than "
    number = enumeration.count if enumeration.is_complete else options.limit
    print(f"{formula}: {more}{number:,} isomer{'' if number == 1 else 's'}")


def _advance_to_the_end(annealer: Annealer) -> None:
    engine = engine_for(annealer, keeps_steps=False)
    with _progress_bar(annealer.cooling.total_steps) as bar:
        while not annealer.is_complete:
            before = annealer.step_number
            engine.advance(_STEPS_BETWEEN_REPORTS[engine.name])
            bar.update(annealer.step_number - before)


def _progress_bar(total: int) -> tqdm[NoReturn]:
    return tqdm(total=total, unit=" steps", delay=_SECONDS_BEFORE_BAR, disable=None, leave=False)


def _run_result(parameters: Parameters, annealer: Annealer) -> dict[str, Any]:
    result = annealer.get_result()
    toolkit = chem.toolkit()
    return {
        "formula": str(annealer.formula),
        "seed": parameters.seed,
        "initial_energy": result.initial_energy,
        "best_energy": result.state.best_energy,
        "best_smiles": toolkit.canonical_smiles(result.best),
        "final_energy": result.state.current_energy,
        "final_smiles": toolkit.canonical_smiles(result.final),
        "total_steps": result.state.step,
        "accepted_moves": result.state.accepted_moves,
        "rejected_moves": result.state.rejected_moves,
        "invalid_moves": result.state.invalid_moves,
        "disconnected_moves": result.state.disconnected_moves,
        "acceptance_ratio": result.acceptance_ratio,
        "best_values": dict(
            zip(annealer.target.components, annealer.target.values(result.best), strict=True)
        ),
    }


def _run_report(parameters: Parameters, result: dict[str, Any]) -> str:
    best = "Lowest" if parameters.mode == "minimize" else "Highest"
    return "\n".join(
        [
            f"{result['formula']}, {result['total_steps']:,} steps, seed {result['seed']}",
            f"{best} energy  {result['best_energy']:g}  {result['best_smiles']}",
            *_value_lines(result),
            f"Initial energy {result['initial_energy']:g}",
            f"Final energy   {result['final_energy']:g}  {result['final_smiles']}",
            (
                f"Moves: {result['accepted_moves']:,} accepted,"
                f" {result['rejected_moves']:,} rejected,"
                f" {result['invalid_moves']:,} invalid,"
                f" {result['disconnected_moves']:,} disconnected"
                f" (acceptance {result['acceptance_ratio']:.1%})"
            ),
        ]
    )


def _value_lines(result: dict[str, Any]) -> list[str]:
    """Return a line for each component, unless the energy says the same already."""
    values = result["best_values"]
    if list(values.values()) == [result["best_energy"]]:
        return []
    return [f"  {name:24} {value:g}" for name, value in values.items()]


def _walk(options: argparse.Namespace) -> None:
    formula = parse(options.formula)
    if options.steps > MAX_TOTAL_STEPS:
        raise ValueError(f"--steps must be at most {MAX_TOTAL_STEPS:,}, not {options.steps:,}.")
    with _progress_bar(options.steps) as bar:
        result = walk(
            formula,
            options.steps,
            kt=options.kt,
            seed=options.seed,
            constraints=Constraints(options.constraint, options.require, options.forbid),
            report=bar.update,
        )
    print(_walk_json(result) if options.json else _walk_report(result))


def _walk_json(result: Walk) -> str:
    return msgspec.json.encode(
        {
            "formula": str(result.formula),
            "steps": result.steps,
            "visited": len(result.smiles),
            "smiles": result.smiles,
        }
    ).decode()


def _walk_report(result: Walk) -> str:
    shown = result.smiles[:_SMILES_LISTED]
    more = len(result.smiles) - len(shown)
    lines = [f"{result.formula}: {len(result.smiles):,} isomers in {result.steps:,} steps", *shown]
    return "\n".join([*lines, f"... and {more:,} more (--json lists all)"] if more else lines)


def _list(_: argparse.Namespace) -> None:
    print("Target components (--weight NAME=NUMBER)")
    for one in components():
        print(f"  {one.name:27} {one.meaning}{f' ({one.unit})' if one.unit else ''}")
    print("\nConstraints (--constraint NAME)")
    for rule in constraints():
        print(f"  {rule.name:27} {rule.meaning}")
