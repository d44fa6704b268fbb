"""The tab: which run it showed last, and what of it is not kept yet.

The tab's history holds that: it survives a reload, no browser forbids it, and it takes a record
at once, while the storage may take longer than the page is there.
"""

from page.runs.kinds import is_object
from pyscript import window

TYPE_CHECKING = False  # MicroPython has no module typing to take it from
if TYPE_CHECKING:
    from jsffi import JsProxy


def current_key() -> str:
    """Return the key of the run that this tab showed last, or nothing."""
    state = window.history.state
    return str(state.key if is_object(state) and hasattr(state, "key") else state or "")


def note_current(key: str) -> None:
    """Note which run this tab shows."""
    if current_key() != key:
        window.history.replaceState(key, "")


def unkept_record() -> JsProxy | None:
    """Return the record that was not kept yet when this tab was left, if there is one."""
    state: JsProxy = window.history.state
    return state if is_object(state) else None


def note_unkept(record: JsProxy) -> None:
    """Hold the record of the run that this tab shows, until it is kept."""
    window.history.replaceState(record, "")


def note_kept(key: str) -> None:
    """Hold no more of a run than its key."""
    window.history.replaceState(key, "")
