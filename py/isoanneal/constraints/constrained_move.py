"""The move of a search with constraints: displacements until they are kept again.

With single displacements only, what is allowed can fall apart into pieces that a search
cannot leave: among the isomers of C4H6 without cumulated double bonds and rings of three
or four atoms these are 1,3-butadiene on one side and the two butynes on the other.  So a
move may lead through structures that are forbidden.
"""

from isoanneal.constraints.constraint_set import Constraints
from isoanneal.displacement import Displacement, propose
from isoanneal.mulberry32 import Mulberry32
from isoanneal.structure import Structure

LONGEST = 4
"""Most displacements of one move.  In tests/test_allowed_isomers.py 3 join all isomers."""


def lead_back(
    structure: Structure,
    path: list[Displacement],
    random: Mulberry32,
    constraints: Constraints,
    longest: int = LONGEST,
) -> bool:
    """Go on from a displaced structure to the first one that keeps the constraints.

    `path` holds the displacements made since the last allowed structure, one at first;
    those made here are added.  Returns whether the constraints are kept in the end.  If
    they are not after `longest` displacements, or if one cannot be drawn or takes the
    molecule apart, the structure stays as it is then, for `take_back`.

    A displacement is as probable as the one that takes it back, so a path of them is too.
    Where a path ends, and when it is given up, is the same in both directions.  Therefore
    the whole move is symmetric over the allowed structures, as single ones are over all.
    """
    while not constraints.allow(structure):
        if len(path) == longest or not _go_on(structure, path, random):
            return False
    return True


def _go_on(structure: Structure, path: list[Displacement], random: Mulberry32) -> bool:
    """Make one more displacement; return whether there is one, and one molecule after it."""
    displacement = propose(structure, random)
    if displacement is None:
        return False
    path.append(displacement)
    x1, y1, x2, y2, shift = displacement
    structure.displace(x1, y1, x2, y2, shift)
    return structure.joins(x1, x2)


def take_back(structure: Structure, path: list[Displacement]) -> None:
    """Undo displacements, the last one first."""
    for x1, y1, x2, y2, shift in reversed(path):
        structure.displace(x1, y1, x2, y2, -shift)
