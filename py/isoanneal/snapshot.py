"""A snapshot of a search: all that is needed to go on from a step as if never stopped."""

from typing import Annotated, Literal

import msgspec

from isoanneal.arguments import check
from isoanneal.mulberry32 import SEED_LIMIT
from isoanneal.refusal import RefusalError, declare

MAX_LENGTH = 20_000
"""Characters of the longest text that is read; the largest structures take half of that."""

_Count = Annotated[int, msgspec.Meta(ge=0)]


class Snapshot(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The state of an annealer between two steps.

    Bonds are kept in the order of `Structure.bond_units`, because displacements are drawn
    from that.  Energies are not kept: they follow from the structures.
    """

    version: Literal[1] = 1
    random_state: Annotated[int, msgspec.Meta(ge=0, lt=SEED_LIMIT)]
    bond_units: list[tuple[int, int]]
    hydrogen_bearers: list[int]
    best_bond_units: list[tuple[int, int]]
    best_hydrogen_bearers: list[int]
    accepted_moves: _Count
    rejected_moves: _Count
    invalid_moves: _Count
    disconnected_moves: _Count

    @property
    def step(self) -> int:
        """Number of steps made: what the counters add up to."""
        return (
            self.accepted_moves + self.rejected_moves + self.invalid_moves + self.disconnected_moves
        )


declare(
    {
        "snapshot-unreadable": "The saved run cannot be read. Start it again from the beginning.",
        "snapshot-too-many-steps": (
            "The saved run has {step} steps, more than the {total} of its parameters. "
            "Start it again."
        ),
        "snapshot-other-formula": "The saved run is not one of {formula}. Start it again.",
    }
)


class SnapshotError(RefusalError):
    """A snapshot that cannot be used; the message says why and what to do."""


def write_snapshot(snapshot: Snapshot) -> str:
    """Return the snapshot as one line of JSON."""
    return msgspec.json.encode(snapshot).decode()


def read_snapshot(text: str) -> Snapshot:
    """Return what `write_snapshot` wrote; raise `SnapshotError` for anything else."""
    check("snapshot", text, str)
    if len(text) > MAX_LENGTH:
        raise SnapshotError("snapshot-unreadable")
    try:
        return msgspec.json.decode(text, type=Snapshot)
    except (msgspec.DecodeError, UnicodeError) as error:
        raise SnapshotError("snapshot-unreadable") from error
