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
            "A hydrogen atom is to move from x2 to x1. In exchange the bond between x1 and y1 "
            "loses one order, and the bond between x2 and y1 gains one."
        ),
        "move-bonds": (
            "The bonds x1–y1 and x2–y2 are to lose one order each, and x1–y2 and x2–y1 to gain "
            "one each."
        ),
        "move-bonds-back": (
            "The bonds x1–y2 and x2–y1 are to lose one order each, and x1–y1 and x2–y2 to gain "
            "one each."
        ),
        "move-bonds-several": (
            "The bonds x1–y1 and x2–y2 are to lose {shift} orders each, and x1–y2 and x2–y1 to "
            "gain as many."
        ),
        "move-bonds-several-back": (
            "The bonds x1–y2 and x2–y1 are to lose {shift} orders each, and x1–y1 and x2–y2 to "
            "gain as many."
        ),
        "move-led-on": (
            "That alone would break a constraint, so {count} such exchanges are made in a row."
        ),
        "move-falls": "The energy falls from {energy} to {candidate}, which is always accepted.",
        "move-rises": "The energy rises from {energy} to {candidate}, which is always accepted.",
        "move-stays": "The energy stays at {energy}, which is always accepted.",
        "move-chance-up": (
            "The energy would rise by {change}, from {energy} to {candidate}. At the temperature "
            "kT = {temperature} such a rise is accepted with a probability of {probability}."
        ),
        "move-no-chance-up": (
            "The energy would rise by {change}, from {energy} to {candidate}. At the temperature "
            "kT = {temperature} such a rise has a probability below 0.001 to be accepted."
        ),
        "move-chance-down": (
            "The energy would fall by {change}, from {energy} to {candidate}. At the temperature "
            "kT = {temperature} such a fall is accepted with a probability of {probability}."
        ),
        "move-no-chance-down": (
            "The energy would fall by {change}, from {energy} to {candidate}. At the temperature "
            "kT = {temperature} such a fall has a probability below 0.001 to be accepted."
        ),
        "move-thrown-accepted": (
            "The random number between 0 and 1 is {random}, which is less: accepted."
        ),
        "move-thrown-rejected": (
            "The random number between 0 and 1 is {random}, which is not less: rejected. The "
            "molecule stays as it was."
        ),
        "move-pieces": (
            "The molecule would fall into two pieces, {first} and {second}. An isomer is one "
            "molecule, so it stays as it was."
        ),
        "move-no-bonds": (
            "There is no bond between two atoms other than hydrogen, so there is nothing to move."
        ),
        "move-shared-atom": (
            "The two bonds that were drawn at random share an atom. A move takes four different "
            "atoms, so this draw comes to nothing."
        ),
        "move-no-other-order": (
            "Between the four atoms that were drawn at random no bond order can change without "
            "one of them leaving the range from 0 to 3, so this draw comes to nothing."
        ),
        "move-another-way": (
            "The four atoms that were drawn at random can be drawn in more than one way. Only one "
            "of these counts, so that no move is tried more often than others. This one does not."
        ),
        "move-constraint": (
            "The new molecule would break a constraint ({constraint}), so it stays as it was."
        ),
        "move-required-pattern": (
            "The new molecule would lack the pattern that it must match, so it stays as it was."
        ),
        "move-forbidden-pattern": (
            "The new molecule would have the pattern that it must not match, so it stays as it was."
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
    if len(move.path) == 1:
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
        return [_constraint(move.broken[0])]
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


def rounded(number: float) -> float:
    """Return a number to four significant digits, or whole if it is large."""
    return float(round(number)) if abs(number) >= _LARGE else float(f"{number:.4g}")


def told_apart(probability: float, random: float) -> tuple[float, float]:
    """Return both to as many decimal places, two at least, as it takes to see which is larger."""
    places = 2
    while places < _MOST_DIGITS and round(probability, places) == round(random, places):
        places += 1
    return round(probability, places), round(random, places)
