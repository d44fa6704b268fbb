"""The one search of the page: its state and its run."""

from page.host.states import LOST
from page.machine import Machine
from page.search.outcome import after, before
from page.search.states import BOUND, COMMANDS, EMPTY, KEPT, REFUSED, RESUMING, TABLE, shown

TYPE_CHECKING = False  # MicroPython has no module typing to take it from
if TYPE_CHECKING:
    from collections.abc import Callable

    from page.form.form import Form
    from page.host.host import Host
    from page.runs.keeper import Keeper
    from page.runs.run import Run


class Search:
    """Where the search stands; what changes is told to the panels, as methods of `Panel`."""

    def __init__(self, host: Host, form: Form, keeper: Keeper, tell: Callable[..., None]) -> None:
        """Begin without a run."""
        self.run: Run | None = None
        self.tell = tell
        self.machine = Machine(TABLE, EMPTY)
        self._host = host
        self._form = form
        self._keeper = keeper

    @property
    def state(self) -> str:
        """The state that is shown."""
        return shown(self.machine.state, self._host.state)

    def allows(self, command: str) -> bool:
        """Tell whether a command of `COMMANDS` can be carried out now."""
        return self.has_engine and command in COMMANDS[self.machine.state]

    @property
    def has_engine(self) -> bool:
        """Whether there is a worker that can be asked."""
        return self._host.has_engine

    @property
    def is_lost(self) -> bool:
        """Whether there is no worker any more."""
        return self._host.state == LOST

    @property
    def is_bound(self) -> bool:
        """Whether the form says what the run is, and must not say anything else."""
        return self.machine.state in BOUND

    def enter(self, event: str) -> None:
        """Take an event of the state machine, and show where it leads."""
        self.machine.go(event)
        self.show_state()

    def show_state(self) -> None:
        """Show the state, which depends on that of the worker too."""
        self._form.set_enabled(enabled=not self.is_bound)
        self.tell("state_changed", self)

    def fail(self, reason: str) -> None:
        """Tell of an error that ends the run."""
        if self.run is not None:
            self.run.has_failed = True
        self.tell("refusal_changed", reason)
        self.enter("fail")

    def refuse(self, reason: str, field: str) -> None:
        """Tell what the worker does not take, and which parameter is the reason."""
        self.tell("refusal_changed", reason)
        self._form.mark(field)
        if self.machine.allows("refuse"):
            self.machine.go("refuse")
        self.show_state()

    def withdraw_refusal(self) -> None:
        """Go back to the run in sight when what was refused is asked no more."""
        if self.machine.state != REFUSED:
            return
        self.tell("refusal_changed", "")
        self._form.mark("")
        self._go_back()

    def stop(self) -> None:
        """Take notice that no session is made any more, neither a new one nor of a kept run."""
        if self.machine.state in (KEPT, RESUMING):
            self.run = None
        self._go_back()

    def _go_back(self) -> None:
        """Go back to the run in sight."""
        run = self.run
        if run is None or run.has_failed:
            self.run = None
            outcome, event = "", "drop"
        elif run.is_complete:
            outcome, event = after(run), "back to complete"
        else:
            outcome, event = before(run), "back to idle"
        self.tell("outcome_changed", outcome)
        if self.machine.allows(event):
            self.machine.go(event)
        self.show_state()

    def lose(self) -> None:
        """Take notice that the worker knows nothing of the run any more.

        One that has not begun is no loss: the form may be changed before it is made again.  Nor
        is one that the form does not show any more: what is to come is what the form says.
        """
        run = self.run
        if run is not None:
            is_asked = self.machine.state != REFUSED and self._form.read() == run.parameters
            self.run = run if is_asked and run.data.step > 0 else None
        self.enter("drop" if self.run is None else "lose")

    def keep(self) -> None:
        """Keep the run in this browser, if it has come anywhere."""
        if self.run is not None and self.run.data.step > 0:
            self._keeper.save(self.run)
