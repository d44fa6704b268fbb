"""The tab: which run it showed last, and what of it is not kept yet.

The tab's history holds that: it survives a reload, no browser forbids it, and it takes a record
at once, while the storage may take longer than the page is there.
"""

from page.runs.kinds import is_object
from pyscript import window

TYPE_CHECKING = False  # MicroPython has no module typing to take it from
if TYPE_CHECKING:
    from jsffi import JsProxy

_MOST_RECORDS, _MILLISECONDS = 15, 10_000
"""So many records are held in so long.  Each is two changes, and after a hundred WebKit takes no
more."""


def current_key() -> str:
    """Return the key of the run that this tab showed last, or nothing."""
    state = window.history.state
    return str(state.key if is_object(state) and hasattr(state, "key") else state or "")


def unkept_record() -> JsProxy | None:
    """Return the record that was not kept yet when this tab was left, if there is one."""
    state: JsProxy = window.history.state
    return state if is_object(state) else None


class Tab:
    """Lets this tab's history hold a run; not for each of many steps that are made by hand."""

    def __init__(self) -> None:
        """Begin with what the tab held before a reload."""
        self._waiting: JsProxy | None = None
        self._is_due = False
        self._noted: list[float] = []
        """When the last records were taken, in milliseconds."""

    def show(self, key: str) -> None:
        """Note which run this tab shows, of which nothing is to be kept."""
        self._waiting = None
        if current_key() != key:
            window.history.replaceState(key, "")

    def hold(self, key: str, record: JsProxy) -> None:
        """Hold the record of the run that this tab shows, until it is kept."""
        self._waiting = record
        now = float(window.performance.now())
        self._noted = [moment for moment in self._noted if moment > now - _MILLISECONDS]
        if len(self._noted) < _MOST_RECORDS or current_key() != key:
            self._note()
        elif not self._is_due:
            self._is_due = True
            window.setTimeout(self._note_late, self._noted[0] + _MILLISECONDS - now)

    def _note_late(self, *_: JsProxy) -> None:
        self._is_due = False
        if self._waiting is not None:
            self._note()

    def _note(self) -> None:
        self._noted.append(float(window.performance.now()))
        window.history.replaceState(self._waiting, "")
        self._waiting = None

    def let_go(self, key: str) -> None:
        """Hold no more of a run than its key, as it is kept."""
        self._waiting = None
        if unkept_record() is not None or current_key() != key:
            window.history.replaceState(key, "")
