"""What the search is asked for: one command at a time, each after those before it."""

import asyncio

from jsffi import JsException
from page.host.calls import WorkerLostError
from page.refusal import RefusedError
from page.runs.record import run_of
from page.runs.run import Run
from page.runs.run_name import name_of
from page.search.outcome import after, before
from page.search.states import COMMANDS, COMPLETE, IDLE, PAUSED, WANTED
from page.words import words

TYPE_CHECKING = False  # MicroPython has no module typing to take it from
if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from typing import Any

    from jsffi import JsProxy
    from page.form.form import Form
    from page.host.host import Host
    from page.runs.keeper import Keeper
    from page.search.isomer_count import IsomerCount
    from page.search.search import Search
    from page.search.session import Session

    Command = Callable[[], Awaitable[None]]


class Commands:
    """Carries out what a person wants, and what follows from the worker's coming and going."""

    def __init__(  # noqa: PLR0913  (all that a command may need)
        self,
        *,
        search: Search,
        session: Session,
        host: Host,
        form: Form,
        keeper: Keeper,
        isomers: IsomerCount,
    ) -> None:
        """Begin with nothing to do."""
        self._search = search
        self._keeper = keeper
        self._session = session
        self._host = host
        self._form = form
        self._isomers = isomers
        self._turn = asyncio.Lock()
        self._refusal: tuple[dict[str, Any], RefusedError] | None = None
        self._named = {
            "prepare": self._prepare,
            "start": self._start,
            "pause": self._pause,
            "resume": self._resume,
            "reset": self._reset,
            "set pace": self._set_pace,
        }

    def do(self, name: str) -> None:
        """Carry out a command by its name."""
        asyncio.create_task(self.carry_out(self._named[name]))

    def start(self) -> None:
        """Start, or remember to start when there is an engine."""
        if self._host.has_engine:
            self.do("start")
        elif self._search.machine.allows("want"):
            self._search.enter("want")
            self._search.tell("outcome_changed", words("search-wanted"))

    async def carry_out(self, command: Command) -> None:
        """Carry out a command after those before it; what it refuses is shown, not lost."""
        async with self._turn:
            try:
                await self._ask(command)
            except RefusedError as refusal:
                self._search.refuse(refusal.words, refusal.field)
            except WorkerLostError:
                print("The worker was lost before it had done what it was asked for.")
            except JsException as error:
                print("The worker failed:", error)
                self._host.lose(words("host-failed"))
            except Exception as error:
                self._search.fail(words("page-failed", reason=str(error)))
                raise

    async def _ask(self, command: Command) -> None:
        """Carry out a command, again if the worker has forgotten the session meanwhile."""
        try:
            await command()
        except RefusedError as refusal:
            if refusal.kind != "UnknownSessionError":
                raise
            await self._attach()
            await command()

    # What the host tells

    def engine_came(self) -> None:
        """Go to work with an engine that has just come."""
        self._search.tell("refusal_changed", "")
        self._search.show_state()
        asyncio.create_task(self._begin())

    async def _begin(self) -> None:
        is_wanted = self._search.machine.state == WANTED
        await self.carry_out(self._prepare if self._search.run is None else self._attach)
        if is_wanted:
            is_paused = self._search.machine.state == PAUSED
            await self.carry_out(self._resume if is_paused else self._start)

    def rdkit_came(self) -> None:
        """Show what the engine could not tell without RDKit."""
        asyncio.create_task(self.carry_out(self._draw))

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
        self._search.tell("refusal_changed", "")
        self._host.replace()
        self._search.lose()

    def bring_back(self, record: JsProxy) -> bool:
        """Show a run that was kept, before the worker knows of it; tell whether it can be."""
        search = self._search
        try:
            search.run = run_of(record)
            self._form.write(search.run.parameters)
            self._isomers.note()
            search.tell("refusal_changed", "")
            search.tell("outcome_changed", "")
            search.tell("run_begun", search.run)
        except (ValueError, KeyError, AttributeError, TypeError) as error:
            print("A kept run cannot be shown:", error)
            search.run = None
            return False
        self._keeper.opened(search.run)
        search.enter("bring back")
        return True

    def open(self, key: str) -> None:
        """Open a past run; what cannot be is said by its keeper."""
        asyncio.create_task(self.carry_out(lambda: self._open(key)))

    async def _open(self, key: str) -> None:
        record = await self._keeper.record(key)
        if record is None:
            self._keeper.on_refusal(words("past-runs-deleted-elsewhere"))
        elif self._search.is_lost:
            self._keeper.on_refusal(words("past-runs-no-worker"))
        elif "open" not in COMMANDS[self._search.machine.state]:
            self._keeper.on_refusal(words("past-runs-pause-first"))
        elif not self.bring_back(record):
            self._keeper.on_refusal(words("past-runs-unreadable"))
        else:
            await self._attach()

    # The commands

    async def _prepare(self) -> None:
        """Configure what the form says, if it is new, and show its first structure."""
        search = self._search
        parameters = self._form.read()
        if not search.allows("prepare") or parameters is None:
            return
        if search.run is not None and parameters == search.run.parameters:
            if search.machine.state in (IDLE, COMPLETE):
                search.tell("refusal_changed", "")
                self._form.mark("")
            return
        if self._refusal is not None and parameters == self._refusal[0]:
            raise self._refusal[1]
        await self._configure(parameters)

    async def _configure(self, parameters: dict[str, Any]) -> None:
        """Configure a new search; remember a refusal, which may have taken long."""
        if _has_constraints(parameters):
            self._search.tell("outcome_changed", words("search-looks-for-first"))
        try:
            answer = await self._session.configure(parameters, "", self._form.pace)
        except RefusedError as refusal:
            self._refusal = parameters, refusal
            self._search.tell("outcome_changed", "")
            raise
        self._form.mark("")
        self._show_first(Run(parameters, name_of(parameters), answer), "configure")

    def _show_first(self, run: Run, event: str) -> None:
        """Show a search before its first step."""
        self._search.run = run
        self._isomers.note()
        self._search.tell("refusal_changed", "")
        self._search.tell("run_begun", run)
        self._search.tell("outcome_changed", before(run))
        self._search.enter(event)

    async def _start(self) -> None:
        """Start the search that the form describes, from its beginning."""
        search = self._search
        if not search.allows("start"):
            return
        if search.machine.state != IDLE:
            search.run = None
        await self._prepare()
        if search.run is None:
            search.tell("outcome_changed", "")
            return
        await self._go()

    async def _go(self) -> None:
        """Start or go on."""
        self._search.tell("refusal_changed", "")
        self._search.tell("outcome_changed", "")
        asyncio.create_task(self._isomers.ask())
        await self._session.start()
        # A short run is complete before the worker's answer arrives.
        if self._search.machine.state in (IDLE, PAUSED):
            self._search.enter("start")

    async def _resume(self) -> None:
        if self._search.allows("resume"):
            await self._go()

    async def _pause(self) -> None:
        """Pause; the state changes when the worker says that it has stopped."""
        if self._search.allows("pause"):
            await self._session.pause()

    async def _set_pace(self) -> None:
        if self._host.has_engine:
            await self._session.set_pace(self._form.pace)

    async def _reset(self) -> None:
        """Go back to the first structure, as a new run."""
        run = self._search.run
        if run is not None and self._search.allows("reset"):
            self._search.keep()
            answer = await self._session.reset()
            self._show_first(run.again(answer.first), "reset")

    async def _attach(self) -> None:
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


def _has_constraints(parameters: dict[str, Any]) -> bool:
    names = ("constraints", "required_smarts", "forbidden_smarts")
    return any(parameters.get(name) for name in names)
