"""The handover of runs: from the browser that kept them, and from a lost worker, to a new one."""

import asyncio

from page.refusal import RefusedError
from page.runs.record import run_of
from page.search.outcome import after, before
from page.search.states import COMMANDS, COMPLETE, EMPTY, IDLE, PAUSED, WANTED
from page.words import words

TYPE_CHECKING = False  # MicroPython has no module typing to take it from
if TYPE_CHECKING:
    from jsffi import JsProxy
    from page.form.form import Form
    from page.host.host import Host
    from page.runs.keeper import Keeper
    from page.search.commands import Commands
    from page.search.isomer_count import IsomerCount
    from page.search.search import Search
    from page.search.session import Session
    from page.search.turns import Turns


class Handover:
    """Does what follows from a worker's coming and going, and opens the runs that are kept."""

    def __init__(  # noqa: PLR0913  (all that a handover may need)
        self,
        *,
        search: Search,
        session: Session,
        turns: Turns,
        commands: Commands,
        host: Host,
        form: Form,
        keeper: Keeper,
        isomers: IsomerCount,
    ) -> None:
        """Begin with no worker."""
        self._search = search
        self._session = session
        self._turns = turns
        self._commands = commands
        self._host = host
        self._form = form
        self._keeper = keeper
        self._isomers = isomers
        turns.on_forgotten = self.attach

    def engine_came(self) -> None:
        """Go to work with an engine that has just come."""
        self._search.tell("refusal_changed", "")
        self._search.show_state()
        asyncio.create_task(self._begin())

    async def _begin(self) -> None:
        is_wanted = self._search.machine.state == WANTED
        await self._turns.carry_out(
            self._commands.prepare if self._search.run is None else self.attach
        )
        if self._search.machine.state == WANTED:  # the form cannot be read
            self._search.enter("refuse")
            self._search.tell("outcome_changed", "")
        elif is_wanted:
            is_paused = self._search.machine.state == PAUSED
            await self._turns.carry_out(
                self._commands.resume if is_paused else self._commands.start
            )

    def rdkit_came(self) -> None:
        """Show what the engine could not tell without RDKit."""
        self._turns.soon(self._draw)

    def lose_worker(self, reason: str) -> None:
        """Tell that there is no engine any more, and keep the run for another."""
        self._session.stop_listening()
        self._isomers.forget_questions()
        run = self._search.run
        if run is not None and 0 < run.data.step < run.data.total_steps:
            advice = words("host-lost-during-run", step=float(run.data.step))
            self._search.keep()
        else:
            advice = words("host-lost")
        if run is not None:
            self._search.tell("run_seen", run)
        self._search.tell("refusal_changed", f"{reason} {advice}")
        self._search.lose()

    def replace_worker(self) -> None:
        """Put a new worker in the place of the one that failed."""
        self._isomers.forget_questions()
        self._session.stop_listening()
        self._search.keep()
        self._search.tell("refusal_changed", "")
        self._host.replace()
        self._search.lose()

    def bring_back(self, record: JsProxy) -> None:
        """Show a run that was kept, before the worker knows of it."""
        search, run = self._search, run_of(record)
        self._form.write(run.parameters)
        search.run = run
        self._isomers.note()
        search.tell("refusal_changed", "")
        search.tell("outcome_changed", "")
        search.tell("run_begun", run)
        self._keeper.opened(run)
        search.enter("bring back")

    def begin_with(self, record: JsProxy) -> None:
        """Show the run that this tab showed before a reload; its worker may be there already.

        Slow storage may give it when the person has gone on: then it stays in the list.
        """
        self._turns.soon(lambda: self._begin_with(record))

    async def _begin_with(self, record: JsProxy) -> None:
        if self._form.is_touched or self._search.machine.state not in (EMPTY, IDLE):
            return
        self.bring_back(record)
        if self._host.has_engine:
            await self.attach()

    def open(self, key: str) -> None:
        """Open a past run; what cannot be is said by its keeper."""
        self._turns.soon(lambda: self._open(key))

    async def _open(self, key: str) -> None:
        deleted = words("past-runs-deleted-elsewhere")
        record = await self._keeper.record(key, told=deleted)
        if record is None:
            return
        if self._search.is_lost:
            self._keeper.on_refusal(words("past-runs-no-worker"))
        elif "open" not in COMMANDS[self._search.machine.state]:
            self._keeper.on_refusal(words("past-runs-pause-first"))
        else:
            self.bring_back(record)
            await self.attach()

    async def attach(self) -> None:
        """Bring the worker to where the run was left."""
        run = self._search.run
        if run is None or not self._host.has_engine:
            return
        try:
            answer = await self._session.configure(run.parameters, run.snapshot, self._form.pace)
        except RefusedError:
            self._search.run = None
            self._search.enter("fail")
            raise
        run.take_up(answer.first)
        self._isomers.note()
        self._search.tell("run_seen", run)
        self._search.enter(f"attach {answer.status}")
        asyncio.create_task(self._isomers.ask())
        if answer.status == "complete":
            await self._session.listen()  # and the stream tells the outcome at once
        elif answer.status == "paused":
            stopped = words("search-stopped-at", step=float(run.data.step))
            self._search.tell("outcome_changed", stopped)
        else:
            self._search.tell("outcome_changed", before(run))

    async def _draw(self) -> None:
        """Show what RDKit makes of a run that was prepared, or even begun, without it."""
        run = self._search.run
        if run is None or not self._host.session_id:
            return
        answer = await self._session.drawing()
        run.has_one_isomer = bool(answer.has_one_isomer)
        if answer.best_energy == run.data.best_energy:  # else its event brings the drawing
            run.draw(answer)
        self._search.tell("run_seen", run)
        if self._search.machine.state == COMPLETE:
            self._search.tell("outcome_changed", after(run))
        elif self._search.machine.state == IDLE:
            self._search.tell("outcome_changed", before(run))
