"""The command line as a process of its own, which tests talk to as terminals and shells do."""

import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import isoanneal

PACKAGE = Path(str(isoanneal.__file__)).parent.parent
COMMAND = [sys.executable, "-m", "isoanneal"]


def variables(**more: str) -> dict[str, str]:
    """Return the environment of a process that runs the package under test."""
    return {**os.environ, "PYTHONPATH": str(PACKAGE), "PYTHONIOENCODING": "utf-8", **more}


def started(command: Sequence[str], **settings: Any) -> subprocess.Popen[bytes]:  # noqa: ANN401
    """Start a process in a session of its own, so that what it leaves behind can be found.

    It heeds signals as one that a person starts, also where the tests run in the background: what
    shells start there ignores Ctrl+C.
    """
    given: dict[str, Any] = {
        "env": variables(),
        "start_new_session": True,
        "preexec_fn": heed_signals if os.name == "posix" else None,
        **settings,
    }
    return subprocess.Popen(command, **given)


def heed_signals() -> None:
    """Let this process end by signals, whatever those that started it wanted."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)


def leaves_nothing(process: subprocess.Popen[bytes]) -> bool:
    """Tell whether no process is left of the session of one that has ended."""
    try:
        os.killpg(process.pid, 0)
    except ProcessLookupError:
        return True
    return False
