"""The handover of the search: from a worker that comes late, or is lost, to the next."""

import asyncio

from page.refusal import RefusedError
from page.search.outcome import after, before
from page.search.states import COMPLETE, FAILED, IDLE, KEPT, REFUSED, RESUMING, WANTED
from page.words import words

TYPE_CHECKING = False  # MicroPython has no module typing to take it from
if TYPE_CHECKING:
    from page.form.form import Form
    from page.host.host import Host
    from page.runs.run import Run
    from page.search.commands import Commands
    from page.search.isomer_count import IsomerCount
    from page.search.search import Search
    from page.search.session import Session
    from page.search.turns import Turns


class Handover:
    """Does what follows from a worker's coming and going."""

    def __init__(  # noqa: PLR0913  (all that a handover may need)
        self,
        *,
        search: Search,
        session: Session,
        turns: Turns,
        commands: Commands,
        host: Host,
        form: Form,
        isomers: IsomerCount,
    ) -> None:
        """Begin with no worker."""
        self._search = search
        self._session = session
        self._turns = turns
        self._commands = commands
        self._host = host
        self._form = form
        self._isomers = isomers
        turns.on_forgotten = self.attach
        turns.on_failure = self._give_up

    def engine_came(self) -> None:
        """Go to work with an engine that has just come."""
        self._search.tell("refusal_changed", "")
        self._search.show_state()
        self._turns.soon(self._take_over)

    def rdkit_came(self) -> None:
        """Do what had to wait for RDKit, and show what the engine could not tell without it."""
        self._turns.soon(self._take_over)
        self._turns.soon(self._draw)

    def draw_soon(self) -> None:
        """Show the structures as they are now, when RDKit is there."""
        if self._host.has_rdkit:
            self._turns.soon(self._draw)

    async def _take_over(self) -> None:
        state = self._search.machine.state
        if state == WANTED:
            await self._commands.start_wanted()
        elif state in (KEPT, RESUMING):
            await self.attach()
        else:
            await self._commands.prepare()

    def lose_worker(self, reason: str) -> None:
        """Tell that there is no engine any more, and keep the run for another."""
        self._forget_worker()
        run = self._search.run
        if run is not None and 0 < run.data.step < run.data.total_steps:
            told = words("host-lost-during-run", reason=reason, step=float(run.data.step))
            self._search.keep()
        else:
            told = words("host-lost", reason=reason)
        if run is not None:
            self._search.tell("run_seen", run)
        if run is None or not run.is_complete:
            self._search.tell("outcome_changed", "")
        self._search.tell("refusal_changed", told)
        self._search.lose()

    def replace_worker(self) -> None:
        """Put a new worker in the place of the one that failed."""
        self._forget_worker()
        self._search.keep()
        self._search.tell("refusal_changed", "")
        self._host.replace()
        self._search.lose()

    def _forget_worker(self) -> None:
        self._session.stop_listening()
        self._isomers.forget_questions()
        self._commands.forget_refusal()

    def _give_up(self, reason: str) -> None:
        """Take notice of an error of the page's own: no event of the run is taken any more."""
        self._session.stop_listening()
        self._search.keep()
        self._search.fail(reason)

    async def attach(self) -> None:
        """Bring the worker to where the run was left; go on if that was wished for meanwhile."""
        run = self._search.run
        if run is None or not self._host.has_engine:
            return
        try:
            earlier = [snapshot for _, snapshot in run.earlier]
            answer = await self._session.configure(
                run.parameters, run.snapshot, self._form.pace, earlier
            )
        except RefusedError as refusal:
            if refusal.is_for_want_of_rdkit:
                return
            self._search.run = None
            self._search.fail(refusal.words)
            return
        is_wanted = self._search.machine.state == RESUMING
        run.take_up(answer.first)
        self._isomers.note()
        self._search.tell("run_seen", run)
        self._search.enter(f"attach {answer.status}")
        asyncio.create_task(self._isomers.ask())
        await self._show_outcome(run, str(answer.status))
        if is_wanted:
            await self._commands.go_on()

    async def _show_outcome(self, run: Run, status: str) -> None:
        if status == "complete":
            await self._session.listen()  # and the stream tells the outcome at once
        elif status == "paused":
            stopped = words("search-stopped-at", step=float(run.data.step))
            self._search.tell("outcome_changed", stopped)
        else:
            self._search.tell("outcome_changed", before(run))

    async def _draw(self) -> None:
        """Show what RDKit makes of a run that was prepared, or even begun, without it."""
        run = self._search.run
        if run is None or self._search.machine.state in (KEPT, RESUMING, REFUSED, FAILED):
            return
        answer = await self._session.drawing()
        run.has_one_isomer = bool(answer.has_one_isomer)
        if answer.best_energy == run.data.best_energy:  # else its event brings the drawing
            run.draw(answer)
        run.draw_current(answer)
        run.take_words(answer)
        self._search.tell("run_seen", run)
        if self._search.machine.state == COMPLETE:
            self._search.tell("outcome_changed", after(run))
        elif self._search.machine.state == IDLE:
            self._search.tell("outcome_changed", before(run))
