"""What the address codec makes of a query, as plain data; runs on MicroPython too."""

import struct

from isoanneal.address import read, write

TYPE_CHECKING = False  # MicroPython has no module typing to take it from
if TYPE_CHECKING:
    from typing import Any


def outcome(
    pairs: "list[tuple[str, str]]",
    declarations: "list[dict[str, Any]]",
    known: "dict[str, list[str]]",
) -> "list[Any]":
    """Return the pairs written again, the numbers as bytes, and what was refused."""
    found, refused = read(pairs, declarations, known)
    return [
        [list(pair) for pair in write(found, declarations)],
        {name: _bytes(found[name]) for name in found},
        [[error.field, str(error), error.code, error.values] for error in refused],
    ]


def _bytes(value: "Any") -> "Any":  # noqa: ANN401  (a parameter)
    if isinstance(value, float):
        return struct.pack("<d", value).hex()
    if isinstance(value, dict):
        return {name: _bytes(value[name]) for name in value}
    return value
