"""What attacks came to, as lines for a person and as a document."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from tests.fuzz.attack import Attack


@dataclass(frozen=True)
class Circumstances:
    """What was attacked, by what, and for how long."""

    version: str
    browser: str
    seed: int
    seconds: float


def line(attack: Attack) -> str:
    """Say in one line how an attack went."""
    went = "nothing broken"
    if attack.broken:
        went = f"broken by {attack.deeds[-1:]}: {'; '.join(attack.broken)}"
    return f"{attack.seed}: {attack.made} actions, {went}"


def summary(attacks: Sequence[Attack], of: Circumstances) -> str:
    """Return a table of what was done, and what did not hold, in Markdown."""
    done = Counter(name for one in attacks for name, _ in one.deeds)
    broken = [one for one in attacks if one.broken]
    lines = [
        f"## {of.browser}, seed {of.seed}",
        "",
        f"IsoAnneal {of.version}: {sum(one.made for one in attacks):,} actions in {len(attacks)} "
        f"attacks, {of.seconds / 60:.0f} minutes. "
        + (f"{len(broken)} attacks broke something." if broken else "Nothing was broken."),
        "",
        "| action | times |",
        "| --- | ---: |",
        *(f"| {name.replace('_', ' ')} | {count:,} |" for name, count in done.most_common()),
        "",
        *(f"- {line(one)}" for one in broken),
    ]
    return "\n".join(lines).rstrip() + "\n"
