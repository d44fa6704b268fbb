"""The command line: `isoanneal run`, `explain`, `walk`, `count`, `draw`, `name` and `list`."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NoReturn

import msgspec
from tqdm import tqdm

from isoanneal import __version__, terminal
from isoanneal.address import read, write_text
from isoanneal.annealer import Annealer
from isoanneal.constraints import Constraints, constraints
from isoanneal.declaration import Declaration
from isoanneal.description import description_of
from isoanneal.engine import advance_to_the_end
from isoanneal.explanation import in_words, moves
from isoanneal.formula import Formula, note, parse
from isoanneal.isomerism import has_one_isomer
from isoanneal.kernel import machine
from isoanneal.kernel.enumeration import Enumeration
from isoanneal.move import Move
from isoanneal.move_telling import told
from isoanneal.parameters import DECLARATIONS, MAX_TOTAL_STEPS, Parameters, read_parameters
from isoanneal.picture import Line, read_size, rendered, write
from isoanneal.refusal import RefusalError, UnavailableError, declare, english, shortened
from isoanneal.replicates import counted, read_count, replicate_of, run_replicates, summary
from isoanneal.run_result import RunResult, result_of
from isoanneal.scoring import components
from isoanneal.smiles import has_more_than_constitution, structure_of
from isoanneal.walk import Walk, walk

declare(
    {
        "count-limit": "--limit must be 1 or more, not {limit}.",
        "draw-format": (
            "Only standard output takes --format. Leave it out: a file is of the kind it ends in."
        ),
        "draw-constitution-only": (
            "Only constitutions are drawn, without stereochemistry, isotopes and atom numbers."
        ),
        "name-constitution-only": (
            "Only constitutions are named, without stereochemistry, isotopes and atom numbers."
        ),
        "name-none": "There is no SMILES to name. Give one or more.",
        "walk-too-long": "--steps must be at most {most}, not {steps}.",
        "terminal-too-long": (
            "The arguments have {length} characters together, and at most {most} are read. "
            "Give shorter ones."
        ),
    }
)

_METAVARS_OF_REPEATED = {
    "names": "NAME",
    "numbers": "NAME=NUMBER",
    "choices": "NAME=CHOICE",
    "settings": "STEPS=KT",
}
_STEPS_PER_CYCLE = DECLARATIONS["steps_per_cycle"]
_BUT_FOR_STEPS = [one for one in DECLARATIONS.values() if one is not _STEPS_PER_CYCLE]
_MOVES_SHOWN = 20
_OF_CONSTRAINTS = [one for one in DECLARATIONS.values() if one.group == "constraints"]
_SECONDS_BEFORE_BAR = 1.0
_SMILES_LISTED = 20
_REFUSED, _INTERRUPTED = 2, 130
_STANDARD = "-"
_MOST_ISOMERS = 1_000_000
_MOST_LINES = 10_000
_MOST_CHARACTERS = 20_000
"""Of all arguments: the longest formula and the longest parameters are read or refused as such."""
_ENDS_OF_A_PROBLEM = 260, 40


class _Print(argparse.Action):
    """Prints a text, the help where it has none, and ends; argparse's own hide what fails then."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> NoReturn:
        terminal.write(str(self.const or parser.format_help().rstrip("\n")))
        parser.exit()


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in one line instead of printing the usage."""

    def __init__(self, **settings: Any) -> None:  # noqa: ANN401  (of argparse)
        super().__init__(add_help=False, **settings)
        self.add_argument("-h", "--help", action=_Print, nargs=0, help="print this and exit")

    def error(self, message: str) -> NoReturn:
        words = shortened(message, _ENDS_OF_A_PROBLEM)
        raise ValueError(f"{words} (“{self.prog} --help” lists what there is)")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; return the exit status.

    That is 0, 1 where the output cannot be written, 2 after a line about what is wrong, 130 if
    stopped, 141 where nobody reads the output.
    """
    terminal.prepare()
    try:
        return _status(sys.argv[1:] if arguments is None else arguments)
    except terminal.OutputError as error:
        return terminal.give_up(error)


def _status(arguments: Sequence[str]) -> int:
    try:
        _check_length(arguments)
        options = _parser().parse_args(arguments)
        return int(options.command(options) or 0)
    except (ValueError, UnavailableError) as error:
        terminal.tell(str(error))
        return _REFUSED
    except KeyboardInterrupt:
        terminal.tell("stopped")
        return _INTERRUPTED
    except SystemExit as ended:  # after the help and the version
        return int(ended.code or 0)


def _check_length(arguments: Sequence[str]) -> None:
    length = sum(len(one) + 1 for one in arguments)
    if length > _MOST_CHARACTERS:
        raise RefusalError("terminal-too-long", length=length, most=_MOST_CHARACTERS)


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="isoanneal", description="Simulated annealing over isomers.")
    version = f"isoanneal {__version__}"
    parser.add_argument(
        "--version", action=_Print, nargs=0, const=version, help="print the version and exit"
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _add_run(commands.add_parser("run", help="search for the best isomer of a formula"))
    _add_explain(
        commands.add_parser("explain", help="show the first moves of a search, one by one")
    )
    _add_count(commands.add_parser("count", help="count all isomers of a formula"))
    _add_walk(commands.add_parser("walk", help="visit the isomers of a formula at random"))
    _add_draw(commands.add_parser("draw", help="draw structures that are given as SMILES"))
    _add_name(commands.add_parser("name", help="name and describe structures given as SMILES"))
    listing = commands.add_parser("list", help="list target components and constraints")
    listing.set_defaults(command=_list)
    return parser


def _add_run(parser: argparse.ArgumentParser) -> None:
    parser.set_defaults(command=_run)
    _add_parameters(parser, DECLARATIONS.values())
    parser.add_argument(
        "--replicates",
        type=_whole,
        metavar="NUMBER",
        help="run from this many seeds, on all cores, and tell how the best energies spread",
    )
    parser.add_argument("--json", action="store_true", help="print the result as JSON")


def _add_parameters(parser: argparse.ArgumentParser, declarations: Iterable[Declaration]) -> None:
    parser.add_argument("formula", metavar="FORMULA", help="for example C6H14")
    for declaration in declarations:
        if declaration.default is not None:
            _add_option(parser, declaration)
    parser.add_argument(
        "--maximize",
        action="store_const",
        const="maximize",
        dest=DECLARATIONS["mode"].option,
        default=argparse.SUPPRESS,
        help="the same as --mode maximize",
    )


def _add_explain(parser: argparse.ArgumentParser) -> None:
    parser.set_defaults(command=_explain)
    _add_parameters(parser, _BUT_FOR_STEPS)
    parser.add_argument(
        "--steps",
        type=_whole,
        default=_MOVES_SHOWN,
        dest="moves",
        metavar="NUMBER",
        help="how many moves to show (default: %(default)s)",
    )
    parser.add_argument(
        f"--{_STEPS_PER_CYCLE.name.replace('_', '-')}",
        metavar="NUMBER",
        help=_help_of(_STEPS_PER_CYCLE),
        dest=_STEPS_PER_CYCLE.option,
        default=argparse.SUPPRESS,
    )
    parser.add_argument("--json", action="store_true", help="print a line of JSON for each move")


def _add_option(parser: argparse.ArgumentParser, declaration: Declaration) -> None:
    """Add the option of a parameter; what it is given stays text until all is read together."""
    option = f"--{declaration.option}"
    words = _help_of(declaration)
    given: dict[str, Any] = {"dest": declaration.option, "default": argparse.SUPPRESS}
    if declaration.kind == "flag":
        parser.add_argument(option, action="store_const", const="1", help=words, **given)
    else:
        repeated = "append" if declaration.kind in _METAVARS_OF_REPEATED else "store"
        kind = "number" if declaration.kind == "whole" else declaration.kind
        metavar = _METAVARS_OF_REPEATED.get(kind, kind.upper())
        parser.add_argument(option, action=repeated, metavar=metavar, help=words, **given)


def _help_of(declaration: Declaration) -> str:
    words = declaration.meaning
    if words[1].islower():
        words = words[0].lower() + words[1:]
    if declaration.kind in _METAVARS_OF_REPEATED:
        words += "; may be repeated"
    elif declaration.choices:
        words += f": {' or '.join(declaration.choices)}"
    if text := write_text(declaration.facts(), declaration.default):
        words += "" if declaration.kind == "flag" else f" (default: {text.replace(':', '=')})"
    return words.replace("%", "%%")


def _given(options: argparse.Namespace, declarations: Iterable[Declaration]) -> dict[str, Any]:
    """Return the parameters that options give; raise `AddressError` for a text that is none."""
    pairs = []
    for declaration in declarations:
        given = getattr(options, declaration.option, [])
        texts = given if isinstance(given, list) else [given]
        pairs += [(declaration.name, text) for text in texts]
    found, refused = read(pairs, [one.facts() for one in declarations])
    if refused:
        raise refused[0]
    return found


def _add_count(parser: argparse.ArgumentParser) -> None:
    parser.set_defaults(command=_count)
    parser.add_argument("formula", metavar="FORMULA", help="for example C6H6")
    parser.add_argument(
        "--limit",
        type=_whole,
        default=_MOST_ISOMERS,
        help="stop where there are more (default: %(default)s)",
    )


def _add_walk(parser: argparse.ArgumentParser) -> None:
    parser.set_defaults(command=_walk)
    parser.add_argument("formula", metavar="FORMULA", help="for example C6H6")
    parser.add_argument("--steps", type=_whole, required=True, help="length of the walk")
    parser.add_argument(
        "--kt", type=_number, default=1e9, help="temperature (default: %(default)g)"
    )
    parser.add_argument("--seed", type=_whole, default=1, help="seed of the walk")
    for declaration in _OF_CONSTRAINTS:
        _add_option(parser, declaration)
    parser.add_argument("--json", action="store_true", help="print the result as JSON")


def _add_draw(parser: argparse.ArgumentParser) -> None:
    parser.set_defaults(command=_draw)
    _add_smiles(parser, ", quoted with a name behind if wanted")
    parser.add_argument(
        "--out",
        required=True,
        metavar="FILE",
        help=(
            "where to: .svg, .png, .mol (each of several with a number), or .sdf for all; "
            "“-” is standard output"
        ),
    )
    parser.add_argument(
        "--format", choices=("svg", "mol", "sdf"), help="of standard output (default: svg)"
    )
    parser.add_argument(
        "--size", metavar="WIDTHxHEIGHT", help="of SVG and PNG in pixels, such as 420x220"
    )


def _add_name(parser: argparse.ArgumentParser) -> None:
    parser.set_defaults(command=_name)
    _add_smiles(parser, "")
    parser.add_argument("--json", action="store_true", help="print the result as JSON")


def _add_smiles(parser: argparse.ArgumentParser, more: str) -> None:
    parser.add_argument(
        "smiles",
        nargs="*",
        metavar="SMILES",
        help=(
            "structures of H, C, N, O, P, S and halogens with standard valences and no charge"
            f"{more}; without any, the lines of standard input"
        ),
    )


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"must be a number, not “{shortened(text)}”") from None


def _whole(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"must be a whole number, not “{shortened(text)}”"
        ) from None


def _parameters(options: argparse.Namespace) -> Parameters:
    given = _given(options, [one for one in DECLARATIONS.values() if one.name != "formula"])
    parameters = read_parameters({"formula": options.formula, **given})
    _tell_note(options.formula)
    return parameters


def _explain(options: argparse.Namespace) -> None:
    for move in moves(_parameters(options), options.moves):
        terminal.write(_move_json(move) if options.json else in_words(move))


def _move_json(move: Move) -> str:
    sentences = [english(*sentence) for sentence in told(move)]
    return json.dumps(msgspec.to_builtins(move) | {"sentences": sentences})


def _run(options: argparse.Namespace) -> None:
    parameters = _parameters(options)
    if options.replicates is not None:
        _run_replicates(parameters, options)
        return
    annealer = parameters.annealer()
    _tell_if_there_is_one_isomer(annealer)
    with _progress_bar(parameters.total_steps) as bar:
        engine = advance_to_the_end(annealer, bar.update)
    found = result_of(parameters, annealer, engine)
    terminal.write(json.dumps(_run_json(found)) if options.json else _run_report(found))


def _tell_if_there_is_one_isomer(annealer: Annealer) -> None:
    if has_one_isomer(annealer.get_result().initial):
        terminal.tell(f"{annealer.formula} has one isomer only: nothing to find.")


def _run_replicates(parameters: Parameters, options: argparse.Namespace) -> None:
    count = read_count(options.replicates)
    with _progress_bar(count * parameters.total_steps) as bar:
        annealers = run_replicates(parameters, count, bar.update)
    _tell_if_there_is_one_isomer(annealers[0])
    replicates = [replicate_of(annealer) for annealer in annealers]
    found = summary(replicates, annealers[0].better)
    if options.json:
        written = msgspec.json.encode({"summary": found, "replicates": replicates}).decode()
        terminal.write(written)
        return
    counts = counted([one.best_energy for one in replicates], annealers[0].better)
    lines = [
        (
            f"{annealers[0].formula}, {count:,} replicates of {parameters.total_steps:,} steps,"
            f" seeds from {parameters.seed:,}"
        ),
        (
            f"Best energy {found.best_energy:g}, reached by {found.reached:,};"
            f" mean {found.mean:g}, standard deviation {found.standard_deviation:g}"
        ),
        *[f"  {energy:10g} {reached:8,}" for energy, reached in counts.items()],
    ]
    terminal.write("\n".join(lines))


def _read_formula(text: str) -> Formula:
    formula = parse(text)
    _tell_note(text)
    return formula


def _tell_note(text: str) -> None:
    """Say what there is to say of a formula that is read but may mean something else."""
    sentence = note(text)
    if sentence is not None:
        terminal.tell(english(*sentence))


def _count(options: argparse.Namespace) -> None:
    formula = _read_formula(options.formula)
    if options.limit < 1:
        raise RefusalError("count-limit", limit=options.limit)
    enumeration = Enumeration(formula, machine.start(), options.limit)
    with tqdm(unit=" isomers", delay=_SECONDS_BEFORE_BAR, disable=None, leave=False) as bar:
        while enumeration.go_on():
            bar.update(enumeration.count - bar.n)
    more = "" if enumeration.is_complete else "more than "
    number = enumeration.count if enumeration.is_complete else options.limit
    terminal.write(f"{formula}: {more}{_isomers(number)}")


def _isomers(number: int) -> str:
    return f"{number:,} isomer{'' if number == 1 else 's'}"


def _progress_bar(total: int) -> tqdm[NoReturn]:
    return tqdm(total=total, unit=" steps", delay=_SECONDS_BEFORE_BAR, disable=None, leave=False)


def _run_json(found: RunResult) -> dict[str, Any]:
    facts: dict[str, Any] = msgspec.structs.asdict(found)
    parameters: Parameters = facts.pop("parameters")
    del facts["engine"]
    return {"formula": facts.pop("formula"), "seed": parameters.seed, **facts}


def _run_report(found: RunResult) -> str:
    best = "Lowest" if found.parameters.mode == "minimize" else "Highest"
    return "\n".join(
        [
            f"{found.formula}, {found.total_steps:,} steps, seed {found.parameters.seed:,}",
            f"{best} energy  {found.best_energy:g}  {found.best_smiles}",
            *_value_lines(found),
            f"Initial energy {found.initial_energy:g}",
            f"Final energy   {found.final_energy:g}  {found.final_smiles}",
            (
                f"Moves: {found.accepted_moves:,} accepted,"
                f" {found.rejected_moves:,} rejected,"
                f" {found.invalid_moves:,} invalid,"
                f" {found.disconnected_moves:,} disconnected"
                f" (acceptance {found.acceptance_ratio:.1%})"
            ),
        ]
    )


def _value_lines(found: RunResult) -> list[str]:
    """Return a line for each component, unless the energy says the same already."""
    if list(found.best_values.values()) == [found.best_energy]:
        return []
    return [f"  {name:24} {value:g}" for name, value in found.best_values.items()]


def _walk(options: argparse.Namespace) -> None:
    formula = _read_formula(options.formula)
    if options.steps > MAX_TOTAL_STEPS:
        raise RefusalError("walk-too-long", most=MAX_TOTAL_STEPS, steps=options.steps)
    given = _given(options, _OF_CONSTRAINTS)
    with _progress_bar(options.steps) as bar:
        result = walk(
            formula,
            options.steps,
            kt=options.kt,
            seed=options.seed,
            constraints=Constraints(
                given.get("constraints", ()),
                given.get("required_smarts", ""),
                given.get("forbidden_smarts", ""),
            ),
            report=bar.update,
        )
    terminal.write(_walk_json(result) if options.json else _walk_report(result))


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
    lines = [f"{result.formula}: {_isomers(len(result.smiles))} in {result.steps:,} steps", *shown]
    return "\n".join([*lines, f"... and {more:,} more (--json lists all)"] if more else lines)


def _given_smiles(options: argparse.Namespace) -> list[str]:
    return options.smiles or [one for one in terminal.lines(_MOST_LINES) if one.strip()]


def _draw(options: argparse.Namespace) -> int:
    size = read_size(options.size) if options.size else None
    given = _lines_to_draw(options.smiles or [_STANDARD])
    if options.out == _STANDARD:
        text, problems = rendered(given, f".{options.format or 'svg'}", size)
        if text:
            terminal.write(text.rstrip("\n"))
    else:
        if options.format:
            raise RefusalError("draw-format")
        files, problems = write(given, Path(options.out), size)
        for path in files:
            terminal.write(str(path))
    refused = {one.number for one in problems}
    for number, refusal in problems:
        terminal.tell(f"line {number}: {refusal}" if len(given) > 1 else str(refusal))
    if any(
        has_more_than_constitution(line.text.split()[0])
        for line in given
        if line.number not in refused
    ):
        terminal.tell(english("draw-constitution-only", {}))
    return _REFUSED if problems else 0


def _lines_to_draw(arguments: Sequence[str]) -> list[Line]:
    """Return the lines in the order of the arguments, for a “-” those of standard input."""
    if arguments == [_STANDARD]:
        numbered = enumerate(terminal.lines(_MOST_LINES), 1)
        return [Line(number, text) for number, text in numbered if text.strip()]
    found: list[str] = []
    for one in arguments:
        if one == _STANDARD:
            found += [line for line in terminal.lines(_MOST_LINES) if line.strip()]
        else:
            found.append(one)
    return [Line(number, text) for number, text in enumerate(found, 1)]


def _name(options: argparse.Namespace) -> None:
    given = [line.split()[0] for line in _given_smiles(options) if line.strip()]
    if not given:
        raise RefusalError("name-none")
    described = [_description_json(smiles) for smiles in given]
    lines = [" ".join(one["description"]) for one in described]
    terminal.write(json.dumps(described) if options.json else "\n".join(lines))
    if any(map(has_more_than_constitution, given)):
        terminal.tell(english("name-constitution-only", {}))


def _description_json(smiles: str) -> dict[str, Any]:
    sentences = description_of(structure_of(smiles))
    _, values = sentences[0]
    return {
        "smiles": smiles,
        "name": values.get("name", ""),
        "formula": values["formula"],
        "description": [english(*sentence) for sentence in sentences],
    }


def _list(_: argparse.Namespace) -> None:
    lines = ["Target components (--weight NAME=NUMBER)"]
    for one in components():
        unit = f" ({one.unit})" if one.unit else ""
        lines.append(f"  {one.name:27} {one.meaning}{unit}")
    lines += ["", "Constraints (--constraint NAME)"]
    lines += [f"  {rule.name:27} {rule.meaning}" for rule in constraints()]
    terminal.write("\n".join(lines))
