"""Kept runs as a fault, an older page or another page of the origin may leave them."""

from random import Random
from typing import Any

_FIELDS = (
    "key", "name", "begun", "parameters", "has_one_isomer", "initial_energy", "engine", "reason",
    "svg",
    "snapshot", "data", "trace", "values", "visited_isomers", "rate", "step", "total_steps",
    "best_energy", "earlier",
)  # fmt: skip
_OF_DATA = (
    "step",
    "total_steps",
    "best_smiles",
    "best_svg",
    "temperature",
    "accepted_moves",
    "current_smiles",
    "current_svg",
)
_VALUES: tuple[Any, ...] = (
    None, True, -1, 0, 1e308, 2**53, "", "x", "<svg></svg><script type='mpy'>x</script>", [],
    [None], {},
    {"x": 1}, '{"formula": "C6H6"}', '{"formula": 5}', "{", "C6H6", "2026-13-45",
)  # fmt: skip

DAMAGE = """async ([n, how, field, value]) => {
    if (!globalThis.idbKeyval) return;
    const store = idbKeyval.createStore('isoanneal', 'runs');
    const never = new Promise(done => setTimeout(done, 2000));
    const change = async () => {
        const kept = await idbKeyval.entries(store);
        if (!kept.length) return;
        const [name, entry] = kept[n % kept.length];
        if (how === 'forget') return idbKeyval.del(name, store);
        if (how === 'replace' || !entry || typeof entry !== 'object')
            return idbKeyval.set(name, value, store);
        const inner = how.startsWith('data') && entry.data ? entry.data : entry;
        if (how.endsWith('without')) delete inner[field]; else inner[field] = value;
        return idbKeyval.set(name, entry, store);
    };
    await Promise.race([change().catch(() => 0), never]);
}"""
"""Changes the nth entry; storage that is closed, full or silent stays as it is."""


def drawn(draw: Random) -> list[Any]:
    """Draw a damage: to which entry, how, to which field, and what is put there."""
    how = draw.choice(("with", "with", "without", "data with", "data without", "forget", "replace"))
    fields = _OF_DATA if how.startswith("data") else _FIELDS
    return [draw.randrange(20), how, draw.choice(fields), draw.choice(_VALUES)]
