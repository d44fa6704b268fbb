"""The explanation of a search: its first moves as data, and in words."""

from collections.abc import Iterator
from typing import Any

import msgspec

from isoanneal.arguments import check
from isoanneal.engine import engine_for
from isoanneal.move import Move
from isoanneal.move_telling import rounded, told
from isoanneal.parameters import Parameters, read_parameters
from isoanneal.refusal import RefusalError, declare, english

MOST_MOVES = 100_000

declare({"explain-steps": "steps must be from 1 to {most}, not {steps}."})


def explain(
    formula: str | Parameters,
    /,
    steps: int = 20,
    **parameters: Any,  # noqa: ANN401  (checked)
) -> list[Move]:
    """Return the first `steps` moves of a search, 1 to `MOST_MOVES`, fewer where it is shorter.

    `formula` is a molecular formula, with `parameters` as `Parameters` has them, or it is
    `Parameters`, of which `parameters` then replace some.  Raises what `run` raises, and
    `RefusalError` for another number of steps.
    """
    given: dict[str, Any] = {"formula": formula}
    if isinstance(formula, Parameters):
        given = msgspec.structs.asdict(formula)
    return list(moves(read_parameters(given | parameters), steps))


def moves(parameters: Parameters, steps: int) -> Iterator[Move]:
    """Yield the first moves of a search; see `explain`."""
    check("steps", steps, int)
    if not 1 <= steps <= MOST_MOVES:
        raise RefusalError("explain-steps", most=MOST_MOVES, steps=steps)
    annealer = parameters.annealer()
    engine = engine_for(annealer, keeps_steps=False)
    for _ in range(min(steps, annealer.cooling.total_steps)):
        yield engine.make_move()


def in_words(move: Move) -> str:
    """Return what a move is as some lines of English."""
    lines = [f"Step {move.step:,}, kT {rounded(move.temperature):g}: {move.outcome}"]
    if move.atoms is not None:
        names = zip(("x1", "y1", "x2", "y2"), move.elements, move.atoms, strict=True)
        lines.append("  " + ", ".join(f"{name} = {symbol}{atom}" for name, symbol, atom in names))
    if move.orders_before is not None:
        lines.append("  " + _orders(move.orders_before, "a") + _new_orders(move))
    return "\n".join([*lines, "  " + " ".join(english(*sentence) for sentence in told(move))])


def _new_orders(move: Move) -> str:
    if move.orders_after is None or move.allowed is None:
        return ""
    lowest, highest = move.allowed
    return f" → {_orders(move.orders_after, 'b')}; b11 may be {lowest} to {highest}"


def _orders(orders: tuple[int, int, int, int], letter: str) -> str:
    places = ("11", "12", "21", "22")
    return " ".join(f"{letter}{place}={one}" for place, one in zip(places, orders, strict=True))
