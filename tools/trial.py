"""The trial of mutants: the tests of a module run on each, and the first that fails kills it.

Run by the interpreter of the tests' environment: `python -m tools.trial MODULE MODULE.py
MUTANTS.json VERDICTS.json TESTS`.  Each mutant has a process of its own, forked from one that
has imported what takes long.  There it stands for the module from memory: no file is changed.
It needs what POSIX has.
"""

import gc
import importlib
import json
import os
import resource
import signal
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import spec_from_file_location
from math import ceil
from pathlib import Path
from types import CodeType, ModuleType
from typing import NoReturn

import pytest
from hypothesis import Phase, is_hypothesis_test, settings

from tools.environment import BUILD
from tools.mutants import PATIENCE

_WAITS = 200
"""Seconds by the clock that a mutant may take for each second of a processor that the module itself
takes: it ends what waits for ever, and others may have the processor meanwhile."""

_MEMORY = 4 << 30
"""Bytes that a mutant may take: a loop without an end can ask for all that there are."""

_LIMITS = (signal.SIGXCPU, signal.SIGALRM, signal.SIGKILL)
"""What ends a process that goes beyond that."""

_PROFILE = "trial"
_OPTIONS = (
    *("--exitfirst", "--quiet", "-p", "no:cacheprovider", "--override-ini=timeout=0"),
    *("-m", "not outside and not slow", f"--hypothesis-profile={_PROFILE}"),
)
# Also how the tests list all small isomers, without any code of the package.
_TAKE_LONG = (
    "hypothesis.internal.conjecture.engine", "hypothesis.strategies", "networkx", "msgspec",
    "rdkit.Chem.rdMolDescriptors", "rdkit.Chem.Draw.rdMolDraw2D", "wasmtime", "xdist.plugin",
    "pytest_cov.plugin", "pytest_timeout", "tests.enumeration",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Run:
    """How the tests ended, as `os.waitpid` tells it, and the seconds of a processor they took."""

    status: int
    processor: float

    @property
    def verdict(self) -> str:
        """Whether the mutant was killed, hung until the limit, or survived."""
        if self.status == 0:
            return "survived"
        hung = os.WIFSIGNALED(self.status) and os.WTERMSIG(self.status) in _LIMITS
        return "hung" if hung else "killed"


def main() -> None:
    """Try the mutants that one file holds, and write to another what became of them."""
    module, path, mutants, verdicts, *tests = sys.argv[1:]
    _get_ready()
    run(tests)  # compiles
    clean = run(tests)
    if clean.status:
        sys.exit(f"{module} itself does not pass its tests: {' '.join(tests)}")
    became = []
    for mutant in json.loads(Path(mutants).read_text(encoding="utf-8")):
        became.append(run(tests, _Finder(module, path, mutant["source"]), clean).verdict)
        if became[-1] == "survived":
            print(f"  {Path(path).name}:{mutant['line']}: {mutant['reads']}", flush=True)
    told = {"clean": clean.processor, "verdicts": became}
    Path(verdicts).write_text(json.dumps(told), encoding="utf-8")


def _get_ready() -> None:
    # Once compiled, the rest of the package and the tests need not be again for each mutant.
    sys.dont_write_bytecode = False
    sys.pycache_prefix = str(BUILD / "mutants" / "compiled")
    for name in _TAKE_LONG:
        importlib.import_module(name)
    # To make a failing example smaller takes long, and nobody reads it.
    phases = [Phase.explicit, Phase.generate]
    settings.register_profile(
        _PROFILE, derandomize=True, deadline=None, database=None, phases=phases
    )
    gc.freeze()  # of what is here now, nothing is garbage in a process that begins with it


class _Finder(MetaPathFinder):
    """Finds a source in memory in the place of a module's file."""

    def __init__(self, module: str, path: str, source: str) -> None:
        self.module = module
        self.loader = _Loader(module, path, source)

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        del path, target
        if fullname != self.module:
            return None
        return spec_from_file_location(fullname, self.loader.path, loader=self.loader)


class _Loader(SourceFileLoader):
    def __init__(self, fullname: str, path: str, source: str) -> None:
        super().__init__(fullname, path)
        self.mutated = source

    def get_code(self, fullname: str) -> CodeType:
        del fullname
        return compile(self.mutated, self.path, "exec")


def run(tests: Sequence[str], finder: _Finder | None = None, clean: Run | None = None) -> Run:
    """Run tests in a process of their own.

    There a `finder` puts a mutant in the place of its module, and it may take no more than is
    allowed after a `clean` run, one without any mutant.
    """
    process = os.fork()
    if process == 0:
        _become(tests, finder, clean)
    _, status, used = os.wait4(process, 0)
    return Run(status, used.ru_utime + used.ru_stime)


def _become(tests: Sequence[str], finder: _Finder | None, clean: Run | None) -> NoReturn:
    try:
        if finder is not None:
            sys.meta_path.insert(0, finder)
        if clean is not None:
            _limit(clean)
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.dup2(nowhere, sys.stderr.fileno())
        os._exit(int(pytest.main([*_OPTIONS, *tests], plugins=[_QuickFirst()])))
    finally:  # whatever happened, this process is not the one that goes on with the next mutant
        os._exit(1)


class _QuickFirst:
    """Puts what draws many examples behind the other tests, which may find a fault sooner."""

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        items.sort(key=lambda item: is_hypothesis_test(getattr(item, "obj", None)))


def _limit(clean: Run) -> None:
    seconds = ceil(PATIENCE * clean.processor)
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_DATA, (_MEMORY, _MEMORY))
    signal.setitimer(signal.ITIMER_REAL, _WAITS * clean.processor)


if __name__ == "__main__":
    main()
