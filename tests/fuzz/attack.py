"""Attacks: a profile and the actions made in it, what they break, and the least that breaks it."""

import json
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from functools import partial
from random import Random

from playwright.sync_api import Error

from tests.fuzz import actions, invariants
from tests.fuzz.actions import Deed
from tests.fuzz.attacked import Attacked, Opener, Profile, drawn_profile

ACTIONS_OF_AN_ATTACK = 100
_MOST_REPLAYS = 30


@dataclass
class Attack:
    """What is done to a page in a profile, and after how many actions what does not hold."""

    profile: Profile
    deeds: list[Deed]
    seed: str = ""
    made: int = 0
    broken: list[str] = field(default_factory=list)

    def text(self) -> str:
        """Return it in one line, for `read`."""
        return json.dumps([asdict(self.profile), self.deeds], ensure_ascii=False)


def read(text: str) -> Attack:
    """Return an attack that `text` wrote."""
    profile, deeds = json.loads(text)
    return Attack(Profile(**profile), [(name, given) for name, given in deeds])


def drawn(seed: str, length: int = ACTIONS_OF_AN_ATTACK) -> Attack:
    """Draw an attack: the same for the same seed."""
    draw = Random(seed)
    profile = drawn_profile(draw)
    return Attack(profile, [actions.drawn(draw) for _ in range(length)], seed)


def made(attack: Attack, opened: Opener) -> Attack:
    """Return an attack as it went: up to the action after which something does not hold."""
    done: list[Deed] = []
    attacked = opened(attack.profile)
    try:
        broken = _failure(attacked, lambda: _open(attacked))
        for deed in attack.deeds:
            if broken:
                break
            done.append(deed)
            broken = _failure(attacked, partial(actions.done, attacked, deed))
    finally:
        attacked.close()
    return Attack(attack.profile, done, attack.seed, len(done), broken)


def _open(attacked: Attacked) -> None:
    attacked.open()
    attacked.settle()


def _failure(attacked: Attacked, do: Callable[[], object]) -> list[str]:
    try:
        do()
        return invariants.broken(attacked)
    except Error as error:
        return [*attacked.complaints, f"the browser: {error.message}"]


def attacks(seed: int, count: int, seconds: float, opened: Opener) -> Iterator[Attack]:
    """Yield one attack after the other as it went, until enough actions or seconds are over."""
    began, made_so_far, number = time.monotonic(), 0, 0
    while made_so_far < count and time.monotonic() - began < seconds:
        length = min(ACTIONS_OF_AN_ATTACK, count - made_so_far)
        attack = made(drawn(f"{seed}/{number}", length), opened)
        yield attack
        made_so_far += attack.made
        number += 1


def minimal(attack: Attack, opened: Opener) -> Attack:
    """Return the shortest attack that is found to break something still.

    What does not break again, as happens where a moment decides, is returned as it was.
    """
    kept, replays = attack.deeds, 0
    size = max(1, len(kept) // 2)
    while size and replays < _MOST_REPLAYS:
        for begin in range(0, len(kept), size):
            shorter = kept[:begin] + kept[begin + size :]
            replays += 1
            if _breaks(attack.profile, shorter, opened):
                kept = shorter
                break
        else:
            size //= 2
    return made(Attack(attack.profile, list(kept), attack.seed), opened)


def _breaks(profile: Profile, deeds: Sequence[Deed], opened: Opener) -> bool:
    return bool(made(Attack(profile, list(deeds)), opened).broken)
