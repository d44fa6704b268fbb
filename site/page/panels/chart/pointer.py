"""The pointer: which step a person points at, with a mouse, a finger or the keys."""

from page.border import to_js
from page.elements import element
from pyscript import window

TYPE_CHECKING = False  # MicroPython has no module typing to take it from
if TYPE_CHECKING:
    from collections.abc import Callable

    from jsffi import JsProxy
    from page.runs.points import Points

_STRIDES = {"ArrowLeft": -1, "ArrowRight": 1, "PageUp": -10, "PageDown": 10}
_ENDS = ("Home", "End")
_MODIFIERS = ("altKey", "ctrlKey", "metaKey", "shiftKey")


class Pointer:
    """A place under the mouse, or a step that was chosen and stays so wherever it is drawn."""

    def __init__(self, on_change: Callable[[], object], on_choice: Callable[[], object]) -> None:
        """Listen; a change by the mouse is told once in a frame, a choice at once."""
        self.chosen: float | None = None
        self.points: Points | None = None
        """Those that are drawn."""
        self.step_at: Callable[[float], float]
        """Gives the step at a place in the browser's window, from its left."""
        self._x: float | None = None
        self._is_due = False
        self._on_change, self._on_choice = on_change, on_choice
        place = element("chart")
        for event, listener in (
            ("pointermove", self._moved),
            ("pointerleave", self._left),
            ("click", self._clicked),
            ("keydown", self._key_pressed),
            ("blur", self._blurred),
        ):
            place.addEventListener(event, listener)

    def place(self) -> int | None:
        """Return the place of the point that is pointed at, if one is."""
        points = self.points
        if points is None or not points.count:
            return None
        if self.chosen is not None:
            place = points.nearest(self.chosen)
            if points.columns[0][place] == self.chosen:
                return place
            self.chosen = None  # the run has gone back from it, or is another
        return None if self._x is None else points.nearest(self.step_at(self._x))

    def choose(self, step: float) -> None:
        """Choose the step that is nearest, as a person does; let go of it the second time."""
        if self.points is None or not self.points.count:
            return
        element("chart").focus(to_js({"preventScroll": True}))
        place = self.points.nearest(step)
        if self.chosen == self.points.columns[0][place]:
            self._blurred(None)
        else:
            self._choose(place)

    def let_go(self) -> None:
        """Point at nothing that was chosen."""
        self.chosen = None

    def _choose(self, place: int) -> None:
        if self.points is not None:
            self.chosen = float(self.points.columns[0][place])
            self._on_choice()

    def _moved(self, event: JsProxy) -> None:
        if str(event.pointerType) != "touch":  # a finger that moves scrolls the page
            self._x = float(event.clientX)
            self._tell_soon()

    def _left(self, _event: JsProxy) -> None:
        self._x = None
        self._tell_soon()

    def _tell_soon(self) -> None:
        if not self._is_due:
            self._is_due = True
            window.requestAnimationFrame(self._tell)

    def _tell(self, _milliseconds: float) -> None:
        self._is_due = False
        self._on_change()

    def _clicked(self, event: JsProxy) -> None:
        self.choose(self.step_at(float(event.clientX)))

    def _blurred(self, _event: JsProxy | None) -> None:
        if self.chosen is not None:
            self.chosen = None
            self._on_choice()

    def _key_pressed(self, event: JsProxy) -> None:
        """Take the keys that lead from point to point, so that they make no step of the search."""
        key = str(event.key)
        if any(getattr(event, name, False) for name in _MODIFIERS):
            return
        if key == "Escape":
            self._x = None
            element("chart").blur()
        elif key in _STRIDES or key in _ENDS:
            event.preventDefault()
            event.stopPropagation()
            self._go(key)

    def _go(self, key: str) -> None:
        if self.points is None or not self.points.count:
            return
        last, here = self.points.count - 1, self.place()
        if key in _ENDS:
            there = 0 if key == "Home" else last
        elif here is None:  # from the last one on
            there = last
        else:
            there = min(max(here + _STRIDES[key], 0), last)
        self._choose(there)
