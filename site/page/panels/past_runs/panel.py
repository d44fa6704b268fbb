"""Past runs: each has a name, and can be opened again or deleted."""

from isoanneal.refusal import shortened
from page import numerals
from page.elements import copy_of, element, parts_of, set_text
from page.form.typed_text import trimmed_text
from page.panel import Panel as Plain
from page.runs.keeper import MOST_DELETED
from page.runs.past_runs import MOST_UNNAMED
from page.words import translate, words

TYPE_CHECKING = False  # MicroPython has no module typing to take it from
if TYPE_CHECKING:
    from typing import Any

    from jsffi import JsProxy
    from page.context import Context


_LONGEST_NAME = 200
"""Characters of a name from the person."""


class Panel(Plain):
    """The list of runs that the keeper keeps."""

    def __init__(self, context: Context) -> None:
        """Begin with no run."""
        super().__init__(context)
        self._items: dict[str, JsProxy] = {}
        self._remains: dict[str, JsProxy] = {}
        self._names: dict[str, str] = {}
        """The names of runs, of those that are gone lately too."""
        self._gone: list[str] = []
        """Keys of runs that are not in the list any more, the latest at the end."""
        self._reasons: dict[str, str] = {}
        """Why runs that were to be opened cannot be, by their keys."""
        self._misnamed: set[str] = set()
        """Keys of runs in whose fields names stand that are refused."""
        element("bring-back").addEventListener("click", self._bring_back)
        # Not at each item: what JavaScript and Python hold of each other, neither of them frees.
        for kind, act in (
            ("click", self._pressed),
            ("change", self._renamed),
            ("keydown", self._key),
        ):
            element("run-list").addEventListener(kind, act)
        context.keeper.on_list = self._show
        context.keeper.on_deleted = self._show_deleted
        context.keeper.on_refusal = _show_refusal
        context.keeper.on_unreadable = self._show_unreadable
        set_text("runs-limit", words("past-runs-limit", count=float(MOST_UNNAMED)))

    def _show(self, summaries: list[dict[str, Any]], unreadable: list[str], running: str) -> None:
        """Show the runs, one of which may be running now, and below them what cannot be read."""
        keys = [summary["key"] for summary in summaries]
        # Items stay the same, so that a name can be typed while a run comes to its end.
        self._items = {key: self._items.get(key) or self._item(key) for key in keys}
        self._note_names(summaries)
        for key, summary in zip(keys, summaries):  # noqa: B905  (MicroPython has no “strict”)
            parts = parts_of(self._items[key])
            if key not in self._misnamed and not parts["name"].matches(":focus"):
                parts["name"].value = summary["name"]
            _describe(parts, summary, is_running=key == running)
            parts["reason"].textContent = self._reasons.get(key, "")
        self._remains = {key: self._remains.get(key) or self._rest(key) for key in unreadable}
        items = [self._items[key] for key in keys] + [self._remains[key] for key in unreadable]
        are_shown = all(item.isConnected for item in items)
        if not are_shown or element("run-list").childElementCount != len(items):
            element("run-list").replaceChildren(*items)
        element("no-runs").hidden = bool(items)
        element("runs-limit").hidden = len(items) < MOST_UNNAMED // 2

    def _note_names(self, summaries: list[dict[str, Any]]) -> None:
        """Know the names of these runs, and of some that are in the list no more."""
        there = {summary["key"]: summary["name"] for summary in summaries}
        gone = [key for key in self._gone if key not in there]
        gone += [key for key in self._names if key not in there and key not in gone]
        self._gone = gone[-MOST_DELETED:]
        self._names = {key: self._names[key] for key in self._gone}
        self._names.update(there)
        self._reasons = {key: self._reasons[key] for key in self._reasons if key in self._names}

    def _item(self, key: str) -> JsProxy:
        item = copy_of("run-row")
        translate(item)
        item.dataset.key = key
        return item

    def _pressed(self, event: JsProxy) -> None:
        button = event.target.closest("button")
        if button:
            act = self._open if str(button.dataset.part) == "open" else self._delete
            act(_key_of(button))

    def _renamed(self, event: JsProxy) -> None:
        self._rename(_key_of(event.target), event.target)

    def _key(self, event: JsProxy) -> None:
        if event.target.matches("input") and str(getattr(event, "key", "")) == "Escape":
            self._keep_name(_key_of(event.target), event.target)

    def _rename(self, key: str, field: JsProxy) -> None:
        """Give a run another name, unless it is too long: then it stays in the field, refused."""
        name, length = trimmed_text(field)
        if not length:
            self._keep_name(key, field)
            return
        is_long = length > _LONGEST_NAME
        field.setAttribute("aria-invalid", "true" if is_long else "false")
        if is_long:
            self._misnamed.add(key)
            most = float(_LONGEST_NAME)
            reason = words("past-runs-name-too-long", length=float(length), most=most)
            self._show_unreadable(key, reason)
            return
        if key in self._misnamed:
            self._misnamed.remove(key)
            self._show_unreadable(key, "")
        field.value = name
        self.context.keeper.rename(key, name)

    def _keep_name(self, key: str, field: JsProxy) -> None:
        """Show the name that a run has, whatever was typed."""
        field.value = self._names[key]
        field.setAttribute("aria-invalid", "false")
        if key in self._misnamed:
            self._misnamed.remove(key)
            self._show_unreadable(key, "")

    def _rest(self, key: str) -> JsProxy:
        """Return an item for what is left of a run: nothing can be done but to delete it."""
        item = copy_of("unreadable-row")
        translate(item)
        item.dataset.key = key
        return item

    def _show_unreadable(self, key: str, reason: str) -> None:
        """Say at a run why it cannot be shown, also when the list is shown anew."""
        self._reasons[key] = reason
        if key in self._items:
            parts_of(self._items[key])["reason"].textContent = reason

    def _open(self, key: str) -> None:
        """Open a run, where it can be seen."""
        self._show_unreadable(key, "")
        self.context.places.go("watch")
        self.context.opener.open(key)

    def _delete(self, key: str) -> None:
        """Delete a run, and take the keyboard to where the list is."""
        element("runs-title").focus()
        self.context.keeper.delete(key)

    def _show_deleted(self, key: str) -> None:
        """Offer to bring back what was deleted last."""
        told = words("past-runs-remains-deleted")
        if key in self._names:
            told = words("past-runs-deleted", name=shortened(self._names[key]))
        set_text("run-deleted-words", told)
        element("run-deleted").hidden = False

    def _bring_back(self, _event: JsProxy) -> None:
        set_text("run-deleted-words", "")
        element("run-deleted").hidden = True
        element("runs-title").focus()
        self.context.keeper.bring_back()


def _key_of(part: JsProxy) -> str:
    """Return the key of the run that an element belongs to."""
    return str(part.closest("li").dataset.key)


def _show_refusal(reason: str) -> None:
    set_text("storage-error", reason)


def _describe(parts: dict[str, JsProxy], summary: dict[str, Any], *, is_running: bool) -> None:
    name = shortened(summary["name"])
    parts["facts"].textContent = _facts(summary, is_running=is_running)
    parts["open"].disabled = parts["delete"].disabled = is_running
    parts["open"].setAttribute("aria-label", words("past-runs-open-named", name=name))
    parts["delete"].setAttribute("aria-label", words("past-runs-delete-named", name=name))


def _facts(summary: dict[str, Any], *, is_running: bool) -> str:
    """Return a line like “best 89, all 2,000 steps, 22 Nov, 14:05”."""
    moment = numerals.moment(summary["begun"])
    if is_running:
        return words("past-runs-running", moment=moment)
    best = numerals.energy(summary["best_energy"])
    step, total = float(summary["step"]), float(summary["total_steps"])
    if step == total:
        return words("past-runs-whole", best=best, total=total, moment=moment)
    return words("past-runs-part", best=best, step=step, total=total, moment=moment)
