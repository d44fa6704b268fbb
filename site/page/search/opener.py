"""The opener of runs that are kept in this browser."""

from page.runs.record import run_of
from page.search.states import COMMANDS, EMPTY, IDLE
from page.words import words

TYPE_CHECKING = False  # MicroPython has no module typing to take it from
if TYPE_CHECKING:
    from jsffi import JsProxy
    from page.form.form import Form
    from page.runs.keeper import Keeper
    from page.search.handover import Handover
    from page.search.isomer_count import IsomerCount
    from page.search.search import Search
    from page.search.session import Session
    from page.search.turns import Turns


class Opener:
    """Shows a kept run, and has the worker brought to where it was left."""

    def __init__(  # noqa: PLR0913  (all that an opener may need)
        self,
        *,
        search: Search,
        session: Session,
        turns: Turns,
        form: Form,
        isomers: IsomerCount,
        keeper: Keeper,
        handover: Handover,
    ) -> None:
        """Open nothing yet."""
        self._search = search
        self._session = session
        self._turns = turns
        self._form = form
        self._isomers = isomers
        self._keeper = keeper
        self._handover = handover

    def begin_with(self, record: JsProxy) -> None:
        """Show the run that this tab showed before a reload; its worker may be there already.

        Slow storage may give it when the person has gone on: then it stays in the list.
        """
        self._turns.soon(lambda: self._begin_with(record))

    async def _begin_with(self, record: JsProxy) -> None:
        if self._form.is_touched or self._search.machine.state not in (EMPTY, IDLE):
            return
        await self._bring_back(record)

    def open(self, key: str) -> None:
        """Open a past run; what cannot be is said by its keeper."""
        self._session.give_up()
        self._turns.soon(lambda: self._open(key))

    async def _open(self, key: str) -> None:
        record = await self._keeper.record(key, told=words("past-runs-deleted-elsewhere"))
        if record is None:
            return
        if self._search.is_lost:
            self._keeper.on_refusal(words("past-runs-no-worker"))
        elif "open" not in COMMANDS[self._search.machine.state]:
            self._keeper.on_refusal(words("past-runs-pause-first"))
        else:
            await self._bring_back(record)

    async def _bring_back(self, record: JsProxy) -> None:
        """Show a run that was kept, before the worker knows of it; then tell the worker."""
        search, run = self._search, run_of(record)
        self._form.write(run.parameters)
        search.run = run
        self._isomers.note()
        search.tell("refusal_changed", "")
        search.tell("outcome_changed", "")
        search.tell("run_begun", run)
        self._keeper.opened(run)
        search.enter("bring back")
        await self._handover.attach()
