"""How many small faults, planted in the core of the package one at a time, its tests find.

A fault that no test finds stands in the report, with the reason why none does.
"""

import json
import platform
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from subprocess import CalledProcessError
from typing import NotRequired, TypedDict

from tools import environment
from tools.environment import BUILD, PROJECT

MODULES: Mapping[str, Sequence[str]] = {
    "displacement": ["tests/test_displacement.py"],
    "metropolis": ["tests/test_metropolis.py"],
    "cooling": ["tests/test_cooling.py"],
    "annealer": ["tests/test_annealer.py", "tests/test_snapshot.py"],
    "formula": ["tests/test_formula.py"],
    "structure": ["tests/test_structure.py"],
}
"""The modules that mutants are made of, each with the tests that judge them."""

PATIENCE = 5
"""A mutant may take this many times as long as the module itself, in seconds of a processor."""

LEAST_KILLED = 0.9
"""The share of a module's mutants that its tests must kill."""

REPORT = PROJECT / "docs" / "reports" / "mutants.md"
_REASONS = PROJECT / "tools" / "survivors.toml"
_RESULTS = REPORT.with_suffix(".json")
_FOLDER = BUILD / "mutants"
_USED = {"cosmic-ray": "mutants", "pytest": "test", "hypothesis": "test"}

_HEAD = """\
# Mutants

Written by `python3 build.py mutants`, which plants small faults in the core of the package, one
at a time: a number that is one too high, a sum that is a difference, a condition turned round.
A fault that a test of the module finds is *killed*. One that keeps the tests busy for more than
{patience} times as long as the module itself is ended, and counts as killed. In each module at
least {least} must be killed, and what survives needs a reason in
[`tools/survivors.toml`](../../tools/survivors.toml).

The tests are those of `tests/test_<module>.py` that take less than half a second each, and for
`annealer` those of `tests/test_snapshot.py` too; their seconds are those of a processor. Measured
with {versions}.

| module | mutants | killed | survive | killed | its tests |
| --- | --: | --: | --: | --: | --: |
"""


class FailingTestsError(Exception):
    """Tests that fail without any fault that was planted; the message names them."""


class SurvivingMutantsError(Exception):
    """Tests that let too many mutants live, or one without a reason; the message says which."""


class Reason(TypedDict):
    """Why the mutants of a line survive, or those of them that make it one of `reads`."""

    was: str
    reads: NotRequired[list[str]]
    reason: str


@dataclass(frozen=True, slots=True)
class Survivor:
    """A fault that no test finds: where it is, what it changes, and why none finds it."""

    line: int
    was: str
    reads: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of the mutants of a module.

    `clean` are the seconds of a processor that the tests take without any fault.  `versions` tell
    what it was measured with.  `idle` are the lines that have a reason to let mutants live, and let
    none.
    """

    name: str
    mutants: int
    survivors: Sequence[Survivor]
    clean: float
    versions: str
    idle: Sequence[str] = ()

    @property
    def killed(self) -> int:
        """How many were found, those among them that had to be ended."""
        return self.mutants - len(self.survivors)

    @property
    def share(self) -> float:
        """The part of all that was killed, 0 to 1, and 1 of none."""
        return self.killed / self.mutants if self.mutants else 1.0

    def faults(self) -> Iterator[str]:
        """Yield what is not as it must be, in words."""
        if self.share < LEAST_KILLED:
            yield f"{self.name}: {self.share:.1%} are killed, not {LEAST_KILLED:.0%}"
        for one in self.survivors:
            if not one.reason:
                yield f"{self.name}.py:{one.line}: nothing kills “{one.reads}”"
        for line in self.idle:
            yield f"{self.name}: “{line}” has a reason, but none of its mutants survives"


def run(names: Sequence[str], interpreter: Path, variables: Mapping[str, str]) -> None:
    """Judge the mutants of the modules that are named, of all if none is, and write the report.

    There the other modules stand as they were judged last.  `interpreter` and environment
    `variables` are those of the tests.  Raises `SurvivingMutantsError` where too many survive or
    one has no reason, and for a name that is none of theirs.
    """
    for name in names:
        if name not in MODULES:
            known = ", ".join(MODULES)
            raise SurvivingMutantsError(f"No mutants are made of {name}. Choose among: {known}.")
    outcomes = _kept()
    for name in names or MODULES:
        path = PROJECT / "py" / "isoanneal" / f"{name}.py"
        outcome = judge(f"isoanneal.{name}", path, MODULES[name], interpreter, variables)
        print(f"{name}: {outcome.killed} of {outcome.mutants} killed", flush=True)
        outcomes[name] = outcome
        _keep(outcomes)
    explained = [with_reasons(outcomes[name]) for name in MODULES if name in outcomes]
    REPORT.write_text(report(explained), encoding="utf-8")
    faults = [line for one in explained if not names or one.name in names for line in one.faults()]
    if faults:
        raise SurvivingMutantsError("The tests let faults pass:\n" + "\n".join(faults))


def _kept() -> dict[str, Outcome]:
    if not _RESULTS.is_file():
        return {}
    kept = json.loads(_RESULTS.read_text(encoding="utf-8"))
    for one in kept:
        one["survivors"] = [Survivor(**survivor) for survivor in one["survivors"]]
    return {one["name"]: Outcome(**one) for one in kept}


def _keep(outcomes: Mapping[str, Outcome]) -> None:
    kept = [asdict(outcomes[name]) for name in MODULES if name in outcomes]
    _RESULTS.parent.mkdir(parents=True, exist_ok=True)
    _RESULTS.write_text(json.dumps(kept, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def judge(
    module: str, path: Path, tests: Sequence[str], interpreter: Path, variables: Mapping[str, str]
) -> Outcome:
    """Plant faults in the module of a file, and return which of them the tests find.

    Raises `FailingTestsError` where they find some without any.
    """
    _FOLDER.mkdir(parents=True, exist_ok=True)
    planted, verdicts = (_FOLDER / f"{module}-{what}.json" for what in ("mutants", "verdicts"))
    environment.run([environment.python("mutants"), "-m", "tools.mutations", path, planted])
    trial: list[str | Path] = [interpreter, "-m", "tools.trial", module, path, planted, verdicts]
    try:
        environment.run([*trial, *tests], variables)
    except CalledProcessError as error:
        raise FailingTestsError(f"See to these tests first: {', '.join(tests)}.") from error
    mutants = json.loads(planted.read_text(encoding="utf-8"))
    told = json.loads(verdicts.read_text(encoding="utf-8"))
    survivors = [
        Survivor(one["line"], one["was"], one["reads"])
        for one, verdict in zip(mutants, told["verdicts"], strict=True)
        if verdict == "survived"
    ]
    name = module.rpartition(".")[2]
    return Outcome(name, len(mutants), survivors, told["clean"], _versions())


def with_reasons(outcome: Outcome) -> Outcome:
    """Return an outcome whose survivors have the reasons that are written down for them."""
    reasons = tomllib.loads(_REASONS.read_text(encoding="utf-8")).get(outcome.name, [])
    survivors, idle = explain(outcome.survivors, reasons)
    return replace(outcome, survivors=survivors, idle=idle)


def explain(
    survivors: Sequence[Survivor], reasons: Sequence[Reason]
) -> tuple[list[Survivor], list[str]]:
    """Return survivors with their reasons, and the lines whose reasons none of them needs."""
    explained: list[Survivor] = []
    needed: set[int] = set()
    for one in survivors:
        fitting = [number for number, reason in enumerate(reasons) if _fits(reason, one)]
        needed.update(fitting)
        why = reasons[fitting[0]]["reason"] if fitting else ""
        explained.append(replace(one, reason=" ".join(why.split())))
    return explained, [one["was"] for number, one in enumerate(reasons) if number not in needed]


def _fits(reason: Reason, survivor: Survivor) -> bool:
    reads = reason.get("reads", [survivor.reads])
    return reason["was"] == survivor.was and survivor.reads in reads


def report(outcomes: Sequence[Outcome]) -> str:
    """Return the report, in Markdown."""
    versions = " and ".join(sorted({one.versions for one in outcomes}))
    head = _HEAD.format(patience=PATIENCE, least=f"{LEAST_KILLED:.0%}", versions=versions)
    return head + "".join([_row(one) for one in outcomes] + [_survivors(one) for one in outcomes])


def _versions() -> str:
    python = f"{platform.python_implementation()} {platform.python_version()}"
    return ", ".join([python, *(f"{name} {_locked(name, lock)}" for name, lock in _USED.items())])


def _locked(name: str, lock: str) -> str:
    """Return the version of a package that a lock file pins."""
    text = (PROJECT / "requirements" / f"{lock}.txt").read_text(encoding="utf-8")
    found = re.search(rf"^{name}==(\S+)", text, re.MULTILINE)
    if found is None:
        raise ValueError(f"requirements/{lock}.txt does not pin {name}. Write it again.")
    return found[1]


def _row(outcome: Outcome) -> str:
    cells = [
        f"`{outcome.name}`", outcome.mutants, outcome.killed, len(outcome.survivors),
        f"{outcome.share:.1%}", f"{outcome.clean:.1f} s",
    ]  # fmt: skip
    return f"| {' | '.join(map(str, cells))} |\n"


def _survivors(outcome: Outcome) -> str:
    """Return the section of a module: its lines whose mutants survive, and why they do."""
    told = f"\n## What survives in `{outcome.name}`\n\n"
    by_place: dict[tuple[int, str, str], list[str]] = {}
    for one in sorted(outcome.survivors, key=lambda one: one.line):
        by_place.setdefault((one.line, one.was, one.reason), []).append(one.reads)
    for (line, was, reason), reads in by_place.items():
        told += f"- line {line}, `{was}`: {reason or 'no reason is known'}\n"
        told += "".join(f"  - `{one}`\n" if one else "  - nothing\n" for one in reads)
    return told if by_place else told + "Nothing.\n"
