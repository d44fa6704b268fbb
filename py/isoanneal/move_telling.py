"""What a move is in words, for those who see it for the first time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from isoanneal.refusal import declare

if TYPE_CHECKING:
    from isoanneal.move import Move
    from isoanneal.refusal import Sentence

declare(
    {
        "move-hydrogen": (
            "The move: a hydrogen atom goes from x2 to x1, one bond x1–y1 breaks, and one bond "
            "x2–y1 forms."
        ),
        "move-bonds": (
            "The move: one bond x1–y1 and one bond x2–y2 break, one bond x1–y2 and one bond x2–y1 "
            "form."
        ),
        "move-bonds-back": (
            "The move: one bond x1–y2 and one bond x2–y1 break, one bond x1–y1 and one bond x2–y2 "
            "form."
        ),
        "move-bonds-several": (
            "The move: {shift} bonds x1–y1 and {shift} bonds x2–y2 break, {shift} bonds x1–y2 and "
            "{shift} bonds x2–y1 form."
        ),
        "move-bonds-several-back": (
            "The move: {shift} bonds x1–y2 and {shift} bonds x2–y1 break, {shift} bonds x1–y1 and "
            "{shift} bonds x2–y2 form."
        ),
        "move-led-on": (
            "That alone would break a constraint, so the move is {count} such changes in a row."
        ),
        "move-led-on-in-vain": (
            "Even {count} such changes in a row do not mend that, so the molecule stays as it was."
        ),
        "move-stays-as-it-was": "So the molecule stays as it was.",
        "move-falls": (
            "The energy falls from {energy} to {candidate}, which is better and always accepted."
        ),
        "move-rises": (
            "The energy rises from {energy} to {candidate}, which is better and always accepted."
        ),
        "move-stays": "The energy stays at {energy}, which is no worse and always accepted.",
        "move-chance-up": (
            "The energy would rise from {energy} to {candidate}, which is worse by {change}. At "
            "the temperature kT = {temperature} that is accepted with a probability of "
            "{probability}."
        ),
        "move-no-chance-up": (
            "The energy would rise from {energy} to {candidate}, which is worse by {change}. At "
            "the temperature kT = {temperature} that is accepted with a probability below 0.001."
        ),
        "move-chance-down": (
            "The energy would fall from {energy} to {candidate}, which is worse by {change}. At "
            "the temperature kT = {temperature} that is accepted with a probability of "
            "{probability}."
        ),
        "move-no-chance-down": (
            "The energy would fall from {energy} to {candidate}, which is worse by {change}. At "
            "the temperature kT = {temperature} that is accepted with a probability below 0.001."
        ),
        "move-thrown-accepted": (
            "The random number between 0 and 1 is {random}, which is below that: accepted."
        ),
        "move-thrown-rejected": (
            "The random number between 0 and 1 is {random}, which is not below that: rejected. "
            "The molecule stays as it was."
        ),
        "move-pieces": (
            "The molecule would fall into two pieces, {first} and {second}. An isomer is one "
            "molecule, so it stays as it was."
        ),
        "move-no-bonds": (
            "All bonds lead to a hydrogen atom. A move needs a bond between two other atoms, so "
            "there is nothing to move."
        ),
        "move-shared-atom": (
            "The two bonds that were picked at random share an atom. A move takes four different "
            "atoms, so nothing changes."
        ),
        "move-no-other-order": (
            "Between the four atoms that were picked at random no bonds can be exchanged: one "
            "would become more than a triple bond, or less than none. So nothing changes."
        ),
        "move-another-way": (
            "The four atoms can be picked in several ways. So that they do not come up more often "
            "than others, chance drops some of these picks, and it dropped this one."
        ),
        "move-constraint": "The new molecule would break a constraint ({constraint}).",
        "move-required-pattern": "The new molecule would lack the pattern that it must match.",
        "move-forbidden-pattern": (
            "The new molecule would have the pattern that it must not match."
        ),
    }
)

_MOST_DIGITS = 10
_LARGE = 1000
_NO_CHANCE = 0.001


def told(move: Move) -> list[Sentence]:
    """Return what a move does and how it ends: sentences as codes with values, in their order."""
    return _exchange(move) + _ending(move)


def _exchange(move: Move) -> list[Sentence]:
    if not move.path or move.elements == ():
        return []
    shift = move.path[0][4]
    if move.elements[3] == "H":
        sentence: Sentence = ("move-hydrogen", {})
    else:
        sentence = _bonds(shift)
    if len(move.path) == 1 or move.reason == "constraint":
        return [sentence]
    return [sentence, ("move-led-on", {"count": len(move.path)})]


def _bonds(shift: int) -> Sentence:
    back = "-back" if shift < 0 else ""
    if abs(shift) == 1:
        return f"move-bonds{back}", {}
    return f"move-bonds-several{back}", {"shift": abs(shift)}


def _ending(move: Move) -> list[Sentence]:
    if move.candidate_energy is not None:
        return _decision(move, move.candidate_energy)
    if move.reason == "pieces":
        first, second = [formula for _, formula in move.pieces]
        return [("move-pieces", {"first": first, "second": second})]
    if move.reason == "constraint":
        return [_constraint(move.broken[0]), _given_up(len(move.path))]
    return [(f"move-{move.reason.replace(' ', '-')}", {})]


def _decision(move: Move, candidate: float) -> list[Sentence]:
    energies = {"energy": rounded(move.energy), "candidate": rounded(candidate)}
    if move.reason == "equal":
        return [("move-stays", {"energy": rounded(move.energy)})]
    if move.probability is None or move.random_number is None:
        return [("move-rises" if move.maximizes else "move-falls", energies)]
    probability, random = told_apart(move.probability, move.random_number)
    chance = energies | {
        "change": rounded(abs(candidate - move.energy)),
        "temperature": rounded(move.temperature),
    }
    code = "no-chance" if move.probability < _NO_CHANCE else "chance"
    if code == "chance":
        chance["probability"] = probability
    return [
        (f"move-{code}-{'down' if move.maximizes else 'up'}", chance),
        (f"move-thrown-{move.outcome}", {"random": random}),
    ]


def _constraint(broken: str) -> Sentence:
    if broken == "required_smarts":
        return "move-required-pattern", {}
    if broken == "forbidden_smarts":
        return "move-forbidden-pattern", {}
    return "move-constraint", {"constraint": broken}


def _given_up(changes: int) -> Sentence:
    """Say that the molecule stays, after as many changes of which none led to an allowed one."""
    if changes == 1:
        return "move-stays-as-it-was", {}
    return "move-led-on-in-vain", {"count": changes}


def rounded(number: float) -> float:
    """Return a number to four significant digits, or whole if it is large."""
    return float(round(number)) if abs(number) >= _LARGE else float(f"{number:.4g}")


def told_apart(probability: float, random: float) -> tuple[float, float]:
    """Return both to as many decimal places, two at least, as it takes to see which is larger.

    A random number is between 0 and 1, and a probability below 1, and so they are told.
    """
    places = 2
    while places < _MOST_DIGITS and (
        round(probability, places) in (1, round(random, places)) or round(random, places) in (0, 1)
    ):
        places += 1
    return round(probability, places), round(random, places)
