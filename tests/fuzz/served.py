"""The site under attack: one server, of whose files one may have a fault."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.browser import faults, sites
from tests.browser.faults import Faults

_NONE = "nothing"


@dataclass(frozen=True)
class Served:
    """Where it is, and which of its files has which fault."""

    address: str
    faults: Faults

    def mend(self) -> None:
        """Let every file be as it should be."""
        self.faults.pattern = _NONE
        self.faults.mend()

    def break_file(self, pattern: str, kind: str) -> None:
        """Let the files of a pattern have a fault."""
        self.faults.pattern, self.faults.kind, self.faults.requests = pattern, kind, 0


@contextmanager
def serving() -> Iterator[Served]:
    """Build the site, with our own RDKit where there is one, and serve it."""
    kind = "wheel" if sites.has_wheel() else "npm"
    fault = Faults(_NONE, "")
    with tempfile.TemporaryDirectory() as folder:
        built = sites.build(kind, Path(folder))
        with faults.served(built, fault) as address:
            yield Served(address, fault)
