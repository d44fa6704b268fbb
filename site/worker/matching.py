"""What RDKit matches for the person: told before it begins, because no match can be cut short.

A match of a pattern is one call, and while it lasts this worker answers nothing.  A pattern that
is hard to match may take it minutes.  Told is what all that goes on here may match, once for each
run, so that it costs the steps nothing.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from isoanneal.parameters import Parameters
from isoanneal.scoring.registry import component


class Matching:
    """Tells which patterns are matched, whenever others are than before: to `on_change`."""

    def __init__(self) -> None:
        """Begin with none."""
        self.on_change: Callable[[list[str]], object] = lambda _: None
        self._patterns: dict[object, list[str]] = {}
        self._told: list[str] = []

    def begin(self, whose: object, parameters: Parameters) -> None:
        """Take notice that somebody goes on with what has these parameters."""
        self._patterns[whose] = patterns_of(parameters)
        self._tell()

    def end(self, whose: object) -> None:
        """Take notice that somebody does so no more."""
        if self._patterns.pop(whose, None):
            self._tell()

    @contextmanager
    def during(self, parameters: Parameters) -> Iterator[None]:
        """Begin, and end when that is done."""
        whose = object()
        self.begin(whose, parameters)
        try:
            yield
        finally:
            self.end(whose)

    def _tell(self) -> None:
        now = list(dict.fromkeys(one for each in self._patterns.values() for one in each))
        if now != self._told:
            self._told = now
            self.on_change(now)


def patterns_of(parameters: Parameters) -> list[str]:
    """Return the patterns that RDKit matches in each step, or to find a first structure."""
    patterns = [parameters.required_smarts, parameters.forbidden_smarts]
    if any(component(name).needs_smarts for name in parameters.weights):
        patterns.append(parameters.smarts)
    return list(filter(None, patterns))


matching = Matching()
"""What is told of this worker."""
