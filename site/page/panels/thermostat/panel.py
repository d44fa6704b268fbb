"""The thermostat: the temperature, and a slider that takes it in hand."""

from math import exp, log

from page import numerals
from page.elements import element, set_fraction, set_text
from page.panel import Panel as Plain
from page.words import words
from pyscript import document, window

TYPE_CHECKING = False  # MicroPython has no module typing to take it from
if TYPE_CHECKING:
    from jsffi import JsProxy
    from page.context import Context
    from page.runs.run import Run
    from page.search.search import Search

_LOWEST = 0.01
_PLACES = 300
_TIMES_KT0 = 10
_POINTS = 60
_WIDTH, _HEIGHT = 100, 30
_MILLISECONDS_BETWEEN = 250
"""A slider that is dragged tells of each place on its way; a run keeps what is set, all of it."""
_SPACE = "http://www.w3.org/2000/svg"


class Panel(Plain):
    """Follows the temperature of the search, unless the person has it in hand."""

    def __init__(self, context: Context) -> None:
        """Connect the slider."""
        super().__init__(context)
        self._run: Run | None = None
        self._drawn: object = None
        self._wish: float | None = None
        """What the person has set, until the run has that."""
        self._is_sent = True
        self._is_waiting = False
        element("thermostat").addEventListener("input", self._moved)
        element("give-back").addEventListener("click", self._given_back)

    def _moved(self, _event: JsProxy) -> None:
        kt = self._kt(float(element("thermostat").value))
        self._show_hand(kt)
        self._wish, self._is_sent = kt, False
        if not self._is_waiting:
            self._send()

    def _send(self, *_: JsProxy) -> None:
        """Set what the slider says, and what it says next not before some time has gone by."""
        self._is_waiting = self._wish is not None and not self._is_sent
        if self._is_waiting and self._wish is not None:
            self._is_sent = True
            self.context.commands.set_temperature(self._wish)
            window.setTimeout(self._send, _MILLISECONDS_BETWEEN)

    def _given_back(self, _event: JsProxy) -> None:
        self._wish = None
        self.context.commands.set_temperature(0.0)

    def state_changed(self, search: Search) -> None:
        """Let the temperature be set, where there is a search that takes it."""
        can_be_set = search.run is not None and search.allows("set temperature")
        element("thermostat").disabled = not can_be_set
        element("give-back").disabled = not (can_be_set and _held(search.run) > 0)

    def run_begun(self, run: Run) -> None:
        """Show the temperature of a run."""
        self._run = run
        self._wish = None
        self.run_seen(run)

    def refusal_changed(self, reason: str) -> None:
        """Follow the run again, where the search does not take what the person has set."""
        if reason and self._wish is not None:
            self._wish, self._is_sent = None, True
            if self._run is not None:
                self.run_seen(self._run)

    def run_seen(self, run: Run) -> None:
        """Show the temperature, and how many worsening moves are accepted at it."""
        self._draw_schedule(run)
        held = _held(run)
        if run.is_complete or (self._is_sent and self._wish == held):
            self._wish = None
        kt, in_hand = held or float(run.data.temperature), held > 0 or self._wish is not None
        place = _PLACES * log(max(kt, _LOWEST) / _LOWEST) / log(self._most / _LOWEST)
        if self._wish is None:  # else the slider is ahead of the run
            element("thermostat").value = str(min(_PLACES, int(place + 0.5)))
            element("thermostat").setAttribute("aria-valuetext", _spoken(kt))
            set_text(
                "thermostat-words",
                words("thermostat-in-hand" if in_hand else "thermostat-schedule"),
            )
        can_be_set = self.context.search.allows("set temperature")
        element("give-back").disabled = not (in_hand and can_be_set)
        share = run.share_of_worsening
        shown = "–" if share is None else words("percent", percent=float(int(100 * share + 0.5)))
        set_text("worsening-share", shown)
        fraction = share or 0.0
        set_fraction("worsening-bar", fraction, value=str(int(100 * fraction)))

    @property
    def _most(self) -> float:
        kt0 = 100.0 if self._run is None else float(self._run.parameters["kt0"])
        return max(1.0, _TIMES_KT0 * kt0)

    def _kt(self, place: float) -> float:
        """Return kT at a place of the slider, to three digits."""
        kt = _LOWEST * exp(place / _PLACES * log(self._most / _LOWEST))
        return float(f"{kt:.3g}")

    def _show_hand(self, kt: float) -> None:
        element("thermostat").setAttribute("aria-valuetext", _spoken(kt))
        set_text("thermostat-words", words("thermostat-wish", kt=numerals.temperature(kt)))

    def _draw_schedule(self, run: Run) -> None:
        """Draw kT over the steps of the run, from left, the first, to right, as high as it is."""
        parameters = run.parameters
        shape = [parameters[name] for name in ("kt0", "k", "steps_per_cycle", "cycles")]
        if shape == self._drawn:
            return
        self._drawn = shape
        kt0, k, cycles = [float(one) for one in (shape[0], shape[1], shape[3])]
        points = []
        for number in range(_POINTS + 1):
            share = number / _POINTS
            within = share * cycles - int(share * cycles)
            kt = max(_LOWEST, kt0 * (1 - k * within))
            height = log(kt / _LOWEST) / log(self._most / _LOWEST)
            points.append(f"{_WIDTH * share:.1f},{_HEIGHT * (1 - height):.1f}")
        line = document.createElementNS(_SPACE, "polyline")
        line.setAttribute("points", " ".join(points))
        element("schedule-curve").replaceChildren(line)


def _held(run: Run | None) -> float:
    """Return the kT that is set by hand at the step where a run stands, 0 where none is."""
    if run is None:
        return 0.0
    past = [kt for step, kt in run.parameters["thermostat"] if step <= run.data.step]
    return float(past[-1]) if past else 0.0


def _spoken(kt: float) -> str:
    return words("thermostat-kt", kt=numerals.temperature(kt))
