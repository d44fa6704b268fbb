"""The states of the search: what may happen in each, and what a person can do.

The state that is shown depends on the worker too; see `shown`.
"""

from page.host import states as worker

EMPTY = "empty"
"""No search has been configured."""
KEPT = "kept"
"""There is a run that the worker does not know of: kept from before, or its worker was lost."""
WANTED = "wanted"
"""Start was pressed before there was all that the search needs: the engine, or RDKit."""
RESUMING = "resuming"
"""Start was pressed while the run in sight was kept: it goes on when the worker knows of it."""
IDLE = "idle"
STARTING = "starting"
"""Start was pressed, and the worker is asked for what the form said then."""
RUNNING = "running"
PAUSED = "paused"
COMPLETE = "complete"
REFUSED = "refused"
"""The worker does not take what the form says; another run may still be in sight."""
FAILED = "failed"
"""The run in sight cannot go on because of an error."""

LOADING = "loading"
ERROR = "error"
"""Two states that are only shown: there is no engine yet, or none any more."""

_DENIED = {"refuse": REFUSED, "fail": FAILED}
_FREE = _DENIED | {"bring back": KEPT, "begin": STARTING, "drop": EMPTY}
_ATTACHED = {"attach idle": IDLE, "attach paused": PAUSED, "attach complete": COMPLETE}

TABLE = {
    EMPTY: _FREE | {"configure": IDLE, "want": WANTED},
    KEPT: _ATTACHED
    | {"bring back": KEPT, "want": RESUMING, "drop": EMPTY, "lose": KEPT, "fail": FAILED},
    WANTED: {"fail": FAILED}
    | {"begin": STARTING, "give up": EMPTY, "bring back": KEPT, "want": WANTED}
    | {"drop": WANTED},
    RESUMING: _ATTACHED
    | {"bring back": KEPT, "want": RESUMING, "drop": EMPTY, "lose": RESUMING, "fail": FAILED},
    IDLE: _FREE | _ATTACHED | {"configure": IDLE},
    STARTING: _DENIED
    | {"configure": STARTING, "attach idle": STARTING, "wait": WANTED}
    | {"back to idle": IDLE, "back to complete": COMPLETE}
    | {"start": RUNNING, "lose": KEPT, "drop": EMPTY},
    RUNNING: {"pause": PAUSED, "complete": COMPLETE, "reset": IDLE, "attach paused": PAUSED}
    | {"lose": KEPT, "fail": FAILED},
    PAUSED: _ATTACHED
    | {"start": RUNNING, "reset": IDLE}
    | {"bring back": KEPT, "lose": KEPT, "fail": FAILED},
    COMPLETE: _FREE
    | {"configure": IDLE, "complete": COMPLETE, "reset": IDLE}
    | _ATTACHED
    | {"lose": KEPT},
    REFUSED: _FREE | {"back to idle": IDLE, "back to complete": COMPLETE},
    FAILED: _FREE | {"configure": IDLE, "lose": KEPT},
}
"""What may happen in each state, and where it leads."""

COMMANDS = {
    EMPTY: ("prepare", "start", "open"),
    KEPT: ("reset", "open"),
    WANTED: ("open",),
    RESUMING: ("reset", "open"),
    IDLE: ("prepare", "start", "set pace", "open", "step once", "set temperature"),
    STARTING: ("reset",),
    RUNNING: ("pause", "reset", "set pace", "set temperature"),
    PAUSED: ("resume", "reset", "set pace", "open", "step once", "step back", "set temperature"),
    COMPLETE: ("prepare", "start", "reset", "set pace", "open", "step back"),
    REFUSED: ("prepare", "start", "open"),
    FAILED: ("prepare", "start", "open"),
}
"""What the worker is asked for in each state; what is not here is not done.

A reset while a session is being made gives that up.
"""

BOUND = (KEPT, RESUMING, STARTING, RUNNING, PAUSED)
"""The states in which the form says what the run is, and must not say anything else."""

_SHOWN = {
    EMPTY: IDLE,
    KEPT: LOADING,
    WANTED: LOADING,
    RESUMING: LOADING,
    REFUSED: IDLE,
    FAILED: ERROR,
}


def shown(search: str, host: str) -> str:
    """Return the state that a person is shown: that of the search, or that of its worker."""
    if host == worker.LOST:
        return ERROR
    if host == worker.LOADING:
        return LOADING
    return _SHOWN.get(search, search)
