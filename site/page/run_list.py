"""The list of past runs: each has a name, and can be opened again or deleted."""

from jsffi import JsProxy
from page import numerals
from page.elements import element, parts_of, set_text
from pyscript import window

TYPE_CHECKING = False  # MicroPython has no module typing to take it from
if TYPE_CHECKING:
    from collections.abc import Callable

_DAY = window.JSON.parse('{"day":"numeric","month":"short","hour":"2-digit","minute":"2-digit"}')


class RunList:
    """The list on the page; the functions get the key of a run, and its new name."""

    def __init__(
        self,
        on_open: Callable[[str], object],
        on_rename: Callable[[str, str], object],
        on_delete: Callable[[str], object],
    ) -> None:
        """Begin with no run."""
        self._on_open = on_open
        self._on_rename = on_rename
        self._on_delete = on_delete
        self._items: dict[str, JsProxy] = {}

    def show(self, summaries: list[JsProxy], running: str) -> None:
        """Show the runs, one of which may be running now."""
        keys = [str(summary.key) for summary in summaries]
        # Items stay the same, so that a name can be typed while a run comes to its end.
        self._items = {key: self._items.get(key) or self._item(key) for key in keys}
        for key, summary in zip(keys, summaries):  # noqa: B905  (MicroPython has no “strict”)
            _describe(parts_of(self._items[key]), summary, is_running=key == running)
        items = [self._items[key] for key in keys]
        are_shown = all(item.isConnected for item in items)
        if not are_shown or element("run-list").childElementCount != len(items):
            element("run-list").replaceChildren(*items)
        element("no-runs").hidden = bool(items)

    def _item(self, key: str) -> JsProxy:
        item: JsProxy = element("run-row").content.firstElementChild.cloneNode(True)  # noqa: FBT003
        parts = parts_of(item)
        name = parts["name"]
        name.addEventListener("change", lambda _event: self._on_rename(key, str(name.value)))
        parts["open"].addEventListener("click", lambda _event: self._on_open(key))
        parts["delete"].addEventListener("click", lambda _event: self._delete(key))
        return item

    def _delete(self, key: str) -> None:
        """Delete a run, and take the keyboard to where the list is."""
        element("runs-title").focus()
        self._on_delete(key)


def show_refusal(words: str) -> None:
    """Say why runs are not kept, or nothing."""
    set_text("storage-error", words)


def _describe(parts: dict[str, JsProxy], summary: JsProxy, *, is_running: bool) -> None:
    name = str(summary.name)
    if not parts["name"].matches(":focus"):
        parts["name"].value = name
    facts = f"running since {_when(summary.begun)}" if is_running else _facts(summary)
    parts["facts"].textContent = facts
    parts["open"].disabled = parts["delete"].disabled = is_running
    parts["open"].setAttribute("aria-label", f"Open {name}")
    parts["delete"].setAttribute("aria-label", f"Delete {name}")


def _facts(summary: JsProxy) -> str:
    """Return a line like “best 89, all 2000 steps, 22 Nov, 14:05”."""
    best = f"best {numerals.energy(summary.best_energy)}"
    step, total = summary.step, summary.total_steps
    done, all_ = numerals.count(step), numerals.count(total)
    steps = f"all {all_} steps" if step == total else f"{done} of {all_} steps"
    return f"{best}, {steps}, {_when(summary.begun)}"


def _when(moment: str) -> str:
    return str(window.Intl.DateTimeFormat.new("en-GB", _DAY).format(window.Date.new(moment)))
