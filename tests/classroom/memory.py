"""Memory: how much programs take at most, and a browser that may not take more.  For Linux."""

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from tools import programs

LIMIT = 4 * 1024**3
"""What an old school computer has, in bytes."""

_PROCESSES = Path("/proc")
_SECONDS_BETWEEN_LOOKS = 0.2
_ENDED = (FileNotFoundError, ProcessLookupError)
_LAUNCHER = """#!/bin/sh
echo $$ > "{note}"
{limit}
exec "{program}" "$@"
"""


class Launcher:
    """A script that starts Chromium in its own place, so that its process is known.

    `ulimit` needs no rights: it gives each process of the browser a limit for the memory that is
    its own.  That they stay below it together is measured.
    """

    def __init__(self, folder: Path, limit: int | None = None) -> None:
        """Write it into a folder; `limit` is in bytes."""
        self.path = folder / "chromium"
        self._note = folder / "process"
        self._note.touch()
        set_limit = f"ulimit -d {limit // 1024}" if limit else ""
        text = _LAUNCHER.format(note=self._note, limit=set_limit, program=programs.CHROMIUM.find())
        self.path.write_text(text, encoding="utf-8")
        self.path.chmod(0o755)

    @property
    def process(self) -> int:
        """The number of the browser's first process; the others are in its group."""
        return int(self._note.read_text(encoding="utf-8"))

    def limit(self) -> str:
        """Return the limit that holds for it: bytes, or “unlimited”."""
        lines = (_PROCESSES / str(self.process) / "limits").read_text(encoding="utf-8").splitlines()
        return next(line.split()[3] for line in lines if line.startswith("Max data size"))


@contextmanager
def watched(groups: Sequence[int]) -> Iterator[dict[int, int]]:
    """Look again and again how much groups of processes take; give the most bytes of each.

    What processes share is counted once.
    """
    most = dict.fromkeys(groups, 0)
    is_over = threading.Event()

    def watch() -> None:
        while not is_over.wait(_SECONDS_BETWEEN_LOOKS):
            for group in groups:
                most[group] = max(most[group], _of_group(group))

    thread = threading.Thread(target=watch)
    thread.start()
    try:
        yield most
    finally:
        is_over.set()
        thread.join()


def _of_group(group: int) -> int:
    found = 0
    for stat in _PROCESSES.glob("[0-9]*/stat"):
        with suppress(*_ENDED):  # meanwhile
            _, _, facts = stat.read_text(encoding="utf-8").rpartition(")")
            if int(facts.split()[2]) == group:
                found += _proportional(stat.with_name("smaps_rollup"))
    return found


def _proportional(rollup: Path) -> int:
    lines = rollup.read_text(encoding="utf-8").splitlines()
    return 1024 * sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
