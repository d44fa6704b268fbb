"""The events of the search, as they come from the worker."""

from page.aims import answer
from page.refusal import RefusedError
from page.search.outcome import after, while_paused
from page.search.states import PAUSED, RUNNING, STARTING
from pyscript import window

TYPE_CHECKING = False  # MicroPython has no module typing to take it from
if TYPE_CHECKING:
    from collections.abc import Callable

    from jsffi import JsProxy
    from page.runs.keeper import Keeper
    from page.runs.run import Run
    from page.search.search import Search

_MILLISECONDS_BETWEEN_LOOKS = 60


class Events:
    """Takes events into the run; how far it has come is told a few times a second only."""

    def __init__(self, search: Search, keeper: Keeper, on_pause: Callable[[], object]) -> None:
        """Begin with none; `on_pause` is called when the search has paused."""
        self._on_pause = on_pause
        self._search = search
        self._keeper = keeper
        self._is_look_due = False
        self._answer = ("", "")
        """The run that has reached its aim, and what was said of that."""

    def receive(self, message: JsProxy) -> None:
        """Take an event of the search."""
        if message.event == "progress":
            self._progress(message)
        elif message.event == "complete":
            self._complete(message)
        elif message.event == "error":
            self._fail(message.data)
        elif message.data.session_state == "paused" and self._search.machine.state == RUNNING:
            self._look()
            self._search.enter("pause")
            self._on_pause()
            if self._search.run is not None:
                self._search.tell("outcome_changed", while_paused(self._search.run))
            self._search.keep()

    def _progress(self, message: JsProxy) -> None:
        search = self._search
        if search.run is None:
            return
        search.run.take(message)
        if not self._is_look_due:
            self._is_look_due = True
            window.setTimeout(self._look, _MILLISECONDS_BETWEEN_LOOKS)
        if search.machine.state in (STARTING, PAUSED):
            search.enter("start")
        if search.machine.state == RUNNING:
            self._keeper.save_now_and_then(search.run)

    def _look(self) -> None:
        self._is_look_due = False
        run = self._search.run
        if run is not None:
            self._search.tell("run_seen", run)
            if self._search.machine.state == RUNNING:
                self._tell_answer(run)

    def _tell_answer(self, run: Run) -> None:
        """Say once that a run has reached its aim, while it goes on."""
        told = answer(run)
        if told and (run.key, told) != self._answer:
            self._answer = run.key, told
            self._search.tell("outcome_changed", told)

    def _complete(self, message: JsProxy) -> None:
        search = self._search
        # It may still be of the run in whose place another is being started.
        if search.run is None or not search.machine.allows("complete"):
            return
        search.run.draw(message.data)
        search.run.draw_current(message.data)
        search.run.take_words(message)
        search.tell("run_seen", search.run)
        search.tell("outcome_changed", after(search.run))
        search.enter("complete")
        search.keep()

    def _fail(self, data: JsProxy) -> None:
        self._look()
        self._search.fail(RefusedError(data).words)
        self._search.keep()
