"""The isomers of a formula, counted one by one.

Displacements lead from any isomer to any other.  So those that lead to no new one, each
followed in all its ways, are all.
"""

from isoanneal.formula import Formula
from isoanneal.kernel.machine import Machine
from isoanneal.kernel.memory import Bonds, Memory, Part, Search
from isoanneal.refusal import UnavailableError, declare
from isoanneal.structure import first_structure

declare(
    {
        "isomers-too-many": (
            "The isomers are too many for the memory. Give a smaller formula or a lower limit."
        ),
    }
)

_BONDS_AT_ONCE = 1000


class Enumeration:
    """A count that goes on bit by bit."""

    def __init__(self, formula: Formula, machine: Machine, limit: int) -> None:
        """Begin with one isomer; stop at more than `limit`."""
        structure = first_structure(formula)
        self._machine = machine
        self._limit = limit
        self._memory = memory = Memory(
            machine, _search(structure.elements, formula.hydrogens, structure.bond_units)
        )
        memory.write_bonds(Part.BONDS, Bonds(structure.bond_units, structure.hydrogen_bearers))
        machine.call("begin")
        machine.call("begin_enumeration")
        self.is_complete = False

    def image(self) -> list[tuple[int, bytes]]:
        """Return what another instance of the kernel needs to do this."""
        return self._memory.image()

    @property
    def count(self) -> int:
        """The number of isomers found so far, all of them if it is complete."""
        return self._machine.call("count_isomers")

    def go_on(self) -> bool:
        """Look further; return whether there is more to do.

        Raises `UnavailableError` where the isomers do not fit into the memory.
        """
        answer = self._machine.call("enumerate", _BONDS_AT_ONCE, self._limit)
        if answer < 0:
            raise UnavailableError("isomers-too-many")
        self.is_complete = answer == 0 and self.count <= self._limit
        return answer > 0


def _search(elements: tuple[str, ...], hydrogens: int, units: list[tuple[int, int]]) -> Search:
    return Search(
        kt0=1.0,
        k=0.0,
        sign=1.0,
        steps_per_cycle=1,
        total_steps=1,
        stretch=1,
        counts_isomers=False,
        elements=elements,
        hydrogens=hydrogens,
        units=len(units),
        components=(),
        terms=(),
    )
