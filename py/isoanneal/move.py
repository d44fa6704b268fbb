"""The move: what one step of a search draws, tries and decides, as data.

Faulon 1996, equations 1-11, for the displacement; N. Metropolis et al., J. Chem. Phys. 1953, 21,
1087-1092, for the decision.
"""

from collections import Counter
from typing import Any, Literal

import msgspec

from isoanneal.annealer import OUTCOMES, Annealer
from isoanneal.displacement import Displacement, bounds, draw, orders_of, possible_shifts
from isoanneal.formula import written
from isoanneal.metropolis import probability
from isoanneal.mulberry32 import Mulberry32
from isoanneal.structure import Structure

Outcome = Literal["accepted", "rejected", "invalid", "disconnected"]
Reason = Literal[
    "lower",
    "equal",
    "thrown",
    "no bonds",
    "shared atom",
    "no other order",
    "another way",
    "constraint",
    "pieces",
]
Four = tuple[int, int, int, int]

_UINT32_RANGE = 2**32
_Facts = dict[str, Any]


class Move(msgspec.Struct, frozen=True, kw_only=True):
    """One step of a search; energies and temperature have the unit of the target.

    `step` counts from 1.  `reason` says why the outcome is what it is: the energy is “lower”
    (higher where it is made large) or “equal”, the random number was “thrown”; two bonds share an
    atom or leave no other order, the same atoms come “another way” and only one of these counts,
    a constraint is broken, or the molecule falls into pieces.

    `atoms` are x1, y1, x2 and y2, none where nothing could be drawn; hydrogens are numbered after
    the heavy atoms, and `elements` are the four symbols.  `orders_before` are a11, a12, a21 and
    a22 and `orders_after` are b11, b12, b21 and b22, the bonds x1-y1, x1-y2, x2-y1 and x2-y2;
    `allowed` is the range of b11.  `path` has the displacements, more than one where constraints
    led on.  `broken` has the constraints that the first of them breaks, and `pieces` the heavy
    atoms and the formula of each piece.

    `energy` is that before the step and `candidate_energy` that of what was tried; nothing where
    no score was needed.  `probability`, from 0 to 1, and `random_number`, from 0 up to 1, are
    there where it was thrown.
    """

    step: int
    outcome: Outcome
    reason: Reason
    temperature: float
    energy: float
    candidate_energy: float | None = None
    probability: float | None = None
    random_number: float | None = None
    atoms: Four | None = None
    elements: tuple[str, ...] = ()
    orders_before: Four | None = None
    orders_after: Four | None = None
    allowed: tuple[int, int] | None = None
    path: list[Displacement] = []
    broken: list[str] = []
    pieces: list[tuple[list[int], str]] = []
    maximizes: bool = False

    @property
    def energy_change(self) -> float | None:
        """What the move would change the energy by; nothing where no score was needed."""
        return None if self.candidate_energy is None else self.candidate_energy - self.energy


def foretell(annealer: Annealer) -> Move:
    """Return the next step of a search, which is not made.

    Raises `RuntimeError` where all steps are done, and what the components of the target raise.
    """
    before = annealer.structure
    scout = annealer.scout()
    path, energy = scout.step()
    outcome: Any = OUTCOMES[scout.outcome]
    return Move(
        step=scout.step_number,
        outcome=outcome,
        temperature=annealer.cooling.temperature(annealer.step_number),
        energy=annealer.current_energy,
        candidate_energy=energy,
        path=path,
        maximizes=annealer.sign < 0,
        **_drawn(before, annealer.random_state, path),
        **_tried(before, path, outcome, annealer),
        **_decided(annealer, scout, energy),
    )


def _drawn(structure: Structure, random_state: int, path: list[Displacement]) -> _Facts:
    """Return the four atoms with their bonds, and why there is no displacement if there is none."""
    if not structure.bond_units:
        return {"reason": "no bonds"}
    x1, y1, x2, y2 = atoms = draw(structure, Mulberry32(random_state))
    elements = tuple([_element(structure, atom) for atom in atoms])
    known: _Facts = {"atoms": atoms, "elements": elements}
    if len(set(atoms)) < len(atoms):
        return known | {"reason": "shared atom"}
    a11, a12, a21, a22 = orders = orders_of(structure, x1, y1, x2, y2)
    known |= {"orders_before": orders, "allowed": _allowed(structure, atoms)}
    if path:
        shift = path[0][4]
        return known | {"orders_after": (a11 - shift, a12 + shift, a21 + shift, a22 - shift)}
    has_choice = possible_shifts(structure, x1, y1, x2, y2)
    return known | {"reason": "another way" if has_choice else "no other order"}


def _element(structure: Structure, atom: int) -> str:
    return structure.elements[atom] if atom < len(structure.elements) else "H"


def _allowed(structure: Structure, atoms: Four) -> tuple[int, int]:
    """Return the least and the largest b11; with a hydrogen it can only leave x2."""
    a11, a12, a21, a22 = orders_of(structure, *atoms)
    if atoms[3] < len(structure.elements):
        return bounds(a11, a12, a21, a22)
    return (a11 - 1 if possible_shifts(structure, *atoms) else a11), a11


def _tried(before: Structure, path: list[Displacement], outcome: str, annealer: Annealer) -> _Facts:
    """Return which constraints are broken, or the pieces, where that was the end of it."""
    if not path or outcome in ("accepted", "rejected"):
        return {}
    candidate = before.copy()
    x1, y1, x2, y2, shift = path[0]
    candidate.displace(x1, y1, x2, y2, shift)
    if outcome == "invalid":
        return {"reason": "constraint", "broken": annealer.constraints.broken(candidate)}
    return {"reason": "pieces", "pieces": [_piece(candidate, x1), _piece(candidate, x2)]}


def _piece(structure: Structure, atom: int) -> tuple[list[int], str]:
    joined = [one for one in range(len(structure.elements)) if structure.joins(atom, one)]
    hydrogens = sum(bearer in joined for bearer in structure.hydrogen_bearers)
    counts = Counter(structure.elements[one] for one in joined) + Counter(H=hydrogens)
    return joined, written(dict(counts))


def _decided(before: Annealer, after: Annealer, energy: float | None) -> _Facts:
    """Return why what has a score was accepted or rejected."""
    if energy is None:
        return {}
    change = before.sign * (energy - before.current_energy)
    if change <= 0:
        return {"reason": "lower" if change < 0 else "equal"}
    temperature = before.cooling.temperature(before.step_number)
    return {
        "reason": "thrown",
        "probability": probability(change, temperature),
        "random_number": Mulberry32.latest(after.random_state) / _UINT32_RANGE,
    }
