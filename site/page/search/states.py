"""The states of the search: what may happen in each, and what a person can do.

The state that is shown depends on the worker too; see `shown`.
"""

from page.host import states as worker

EMPTY = "empty"
"""No search has been configured."""
KEPT = "kept"
"""There is a run that the worker does not know of: kept from before, or its worker was lost."""
WANTED = "wanted"
"""Start was pressed before there was an engine."""
IDLE = "idle"
RUNNING = "running"
PAUSED = "paused"
COMPLETE = "complete"
FAILED = "failed"

LOADING = "loading"
ERROR = "error"
"""Two states that are only shown: there is no engine yet, or none any more."""

_ATTACHED = {"attach idle": IDLE, "attach paused": PAUSED, "attach complete": COMPLETE}
_OFTEN = _ATTACHED | {"lose": KEPT, "drop": EMPTY, "fail": FAILED}

TABLE = {
    EMPTY: {"configure": IDLE, "bring back": KEPT, "want": WANTED, "drop": EMPTY, "fail": FAILED},
    KEPT: _OFTEN | {"configure": IDLE, "bring back": KEPT, "want": WANTED},
    WANTED: _OFTEN
    | {"configure": IDLE, "bring back": KEPT, "want": WANTED, "refuse": EMPTY}
    | {"lose": WANTED, "drop": WANTED},
    IDLE: _OFTEN
    | {"configure": IDLE, "bring back": KEPT, "start": RUNNING, "complete": COMPLETE}
    | {"reset": IDLE},
    RUNNING: _OFTEN | {"pause": PAUSED, "complete": COMPLETE, "reset": IDLE},
    PAUSED: _OFTEN | {"bring back": KEPT, "start": RUNNING, "complete": COMPLETE, "reset": IDLE},
    COMPLETE: _OFTEN | {"configure": IDLE, "bring back": KEPT, "complete": COMPLETE, "reset": IDLE},
    FAILED: _OFTEN | {"configure": IDLE, "bring back": KEPT, "reset": IDLE},
}
"""What may happen in each state, and where it leads."""

COMMANDS = {
    EMPTY: ("prepare", "start", "open"),
    KEPT: ("attach", "open"),
    WANTED: ("prepare", "attach", "open"),
    IDLE: ("prepare", "start", "open"),
    RUNNING: ("pause", "reset"),
    PAUSED: ("resume", "reset", "open"),
    COMPLETE: ("prepare", "start", "reset", "open"),
    FAILED: ("prepare", "start", "open"),
}
"""What the worker is asked for in each state; what is not here is not done."""


def shown(search: str, host: str) -> str:
    """Return the state that a person is shown: that of the search, or that of its worker."""
    if host == worker.LOST:
        return ERROR
    if host == worker.LOADING:
        return LOADING
    return {EMPTY: IDLE, KEPT: LOADING, WANTED: LOADING, FAILED: ERROR}.get(search, search)
