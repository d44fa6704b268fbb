"""The tab: which run it showed last.

The tab's history keeps that: it survives a reload, and no browser forbids it.
"""

from pyscript import window


def current_key() -> str:
    """Return the key of the run that this tab showed last, or nothing."""
    return str(window.history.state or "")


def note_current(key: str) -> None:
    """Note which run this tab shows."""
    if current_key() != key:
        window.history.replaceState(key, "")
