"""The command line as a process of its own, which tests talk to as terminals and shells do."""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import isoanneal

PACKAGE = Path(str(isoanneal.__file__)).parent.parent
COMMAND = [sys.executable, "-m", "isoanneal"]
_HEED = (
    "import os, signal, sys\n"
    "signal.signal(signal.SIGINT, signal.SIG_DFL)\n"
    "signal.signal(signal.SIGTERM, signal.SIG_DFL)\n"
    "os.execvp(sys.argv[1], sys.argv[1:])\n"
)
HEEDING = [sys.executable, "-c", _HEED]
"""Begins a command that heeds signals, whatever those ignore that begin it."""


def variables(**more: str) -> dict[str, str]:
    """Return the environment of a process that runs the package under test."""
    return {**os.environ, "PYTHONPATH": str(PACKAGE), "PYTHONIOENCODING": "utf-8", **more}


def started(command: Sequence[str], **settings: Any) -> subprocess.Popen[bytes]:  # noqa: ANN401
    """Start a process in a session of its own, so that what it leaves behind can be found.

    It heeds signals as one that a person starts, also where the tests run in the background: what
    shells start there ignores Ctrl+C.
    """
    given: dict[str, Any] = {"env": variables(), "start_new_session": True, **settings}
    return subprocess.Popen([*HEEDING, *command] if "preexec_fn" not in given else command, **given)


def leaves_nothing(process: subprocess.Popen[bytes]) -> bool:
    """Tell whether no process is left of the session of one that has ended."""
    try:
        os.killpg(process.pid, 0)
    except ProcessLookupError:
        return True
    return False
