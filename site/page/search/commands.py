"""What a person asks of the search."""

import asyncio

from jsffi import JsException
from page.aims import answer
from page.host.calls import WorkerLostError
from page.refusal import RefusedError
from page.runs.run import Run
from page.runs.run_name import name_of
from page.search.outcome import after, before, while_paused
from page.search.states import IDLE, PAUSED, REFUSED, STARTING, WANTED
from page.words import words

TYPE_CHECKING = False  # MicroPython has no module typing to take it from
if TYPE_CHECKING:
    from typing import Any

    from jsffi import JsProxy
    from page.form.form import Form
    from page.host.host import Host
    from page.search.isomer_count import IsomerCount
    from page.search.search import Search
    from page.search.session import Session
    from page.search.turns import Command, Turns


_FULL_SPEED = "full speed"


class Commands:
    """Makes searches of what the form says, and lets them start, pause and go on."""

    def __init__(
        self,
        *,
        search: Search,
        session: Session,
        turns: Turns,
        host: Host,
        form: Form,
        isomers: IsomerCount,
    ) -> None:
        """Begin with nothing to do."""
        self._search = search
        self._session = session
        self._turns = turns
        self._host = host
        self._form = form
        self._isomers = isomers
        self._refusal: tuple[dict[str, Any], RefusedError] | None = None
        self._named: dict[str, Command] = {
            "prepare": self.prepare,
            "pause": self._pause,
            "resume": self.resume,
            "reset": self._reset,
            "set pace": self._set_pace,
            "step once": self._step_once,
            "step back": self._step_back,
            "to the end": self._go_to_the_end,
            "set temperature": self._set_temperature,
        }
        self._kt: float | None = None

    def do(self, name: str) -> None:
        """Carry out a command by its name, when its turn has come."""
        if name == "reset" and self._session.is_configuring:
            self._session.give_up()
            return
        if self._session.is_going_back and name != "step back":
            self._session.give_up()
        self._turns.soon(self._named[name])

    def want_start(self) -> None:
        """Start what the form says from now on, or remember to when that can be done."""
        if self._search.allows("start"):
            self._search.enter("begin")
            self._turns.soon(self.start)
        elif self._search.machine.allows("want"):
            self._search.enter("want")
            self._search.tell("outcome_changed", words("search-wanted"))

    def form_edited(self) -> None:
        """Give up what was asked, refused or wanted of a form that said otherwise."""
        self._session.give_up()
        self._search.withdraw_refusal()
        search = self._search
        if search.machine.state == WANTED and self._host.has_engine:
            search.enter("give up")
            search.tell("outcome_changed", "")
        elif search.machine.state == IDLE and search.run is not None:
            is_of_form = self._form.read() == search.run.parameters
            search.tell("outcome_changed", before(search.run) if is_of_form else "")

    def forget_refusal(self) -> None:
        """Ask a new worker itself: it may not refuse what another has refused."""
        self._refusal = None

    async def prepare(self) -> None:
        """Configure what the form says, if it is new, and show its first structure."""
        search = self._search
        parameters = self._form.read()
        if not search.allows("prepare") or parameters is None:
            return
        if search.run is None or parameters != search.run.parameters:
            await self._configure(parameters)

    async def _configure(self, parameters: dict[str, Any]) -> bool:
        """Configure a new search; tell whether that can be done without waiting for RDKit.

        A refusal is remembered, since it may have taken long.
        """
        if self._refusal is not None and parameters == self._refusal[0]:
            raise self._refusal[1]
        if _has_constraints(parameters):
            self._search.tell("outcome_changed", words("search-looks-for-first"))
        try:
            answer = await self._session.configure(parameters, "", self._form.pace)
        except RefusedError as refusal:
            if refusal.is_for_want_of_rdkit:
                self._search.tell("outcome_changed", words("search-needs-rdkit"))
                return False
            self._search.tell("outcome_changed", "")
            if self._form.read() != parameters:  # it says something else by now
                return False
            if not refusal.is_fault:
                self._refusal = parameters, refusal
            raise
        self._form.mark("")
        self._show_first(Run(parameters, name_of(parameters), answer), "configure")
        return True

    def _show_first(self, run: Run, event: str) -> None:
        """Show a search before its first step."""
        self._search.run = run
        self._isomers.note()
        self._search.tell("refusal_changed", "")
        self._search.tell("run_begun", run)
        self._search.tell("outcome_changed", before(run))
        self._search.enter(event)

    async def start_wanted(self) -> None:
        """Start what Start was pressed for, now that there is what it needs."""
        if self._search.machine.state != WANTED:
            return
        if self._form.read() is None:
            self._search.enter("give up")
            self._search.tell("outcome_changed", "")
        else:
            self._search.enter("begin")
            await self.start()

    async def start(self) -> None:
        """Start the search that the form describes, from its beginning."""
        search = self._search
        if search.machine.state == REFUSED:  # what was on its way when Start was pressed, did
            search.enter("begin")
        run, parameters = search.run, self._form.read()
        if search.machine.state != STARTING:
            return
        if parameters is None:
            search.enter("refuse")
            return
        is_made = run is not None and not run.is_spent and parameters == run.parameters
        if is_made or await self._configure(parameters):
            await self._go()
        else:
            search.enter("wait")

    async def go_on(self) -> None:
        """Do for a kept run, of which the worker knows now, what Start was pressed for."""
        if self._search.allows("start"):
            self._search.enter("begin")
            await self.start()
        else:
            await self.resume()

    async def _go(self, pace: str = "") -> None:
        """Start or go on, at the pace that the form has or at another one."""
        await self._session.set_pace(pace or self._form.pace)
        self._search.tell("refusal_changed", "")
        run = self._search.run
        self._search.tell("outcome_changed", "" if run is None else answer(run))
        if run is not None:
            run.note_begin()
        asyncio.create_task(self._isomers.ask())
        await self._session.start()
        # A short run is complete before the worker's answer arrives.
        if self._search.machine.state in (STARTING, PAUSED):
            self._search.enter("start")

    async def resume(self) -> None:
        """Go on after a pause."""
        if self._search.allows("resume"):
            await self._go()

    async def _step_once(self) -> None:
        """Make one step of the search that the form describes."""
        search = self._search
        is_of_form = await self._is_of_form()
        if search.run is None or not is_of_form or not search.allows("step once"):
            return
        search.run.note_begin()
        asyncio.create_task(self._isomers.ask())
        answer = await self._session.step_once()
        search.run.step_on(answer.seen)
        self._stand(search.run, answer)

    async def _is_of_form(self) -> bool:
        """Tell whether the run in sight is what the form says, once that is prepared."""
        search = self._search
        await self.prepare()
        if search.run is None or search.machine.state != IDLE:  # else the form is bound to it
            return search.run is not None
        parameters = self._form.read()
        if parameters is None:
            search.tell("refusal_changed", words("setup-not-started"))
        return parameters == search.run.parameters

    async def _step_back(self) -> None:
        """Go back by one step."""
        search = self._search
        if search.run is None or not search.allows("step back"):
            return
        answer = await self._session.step_back(1)
        search.run.go_back(answer.seen)
        self._stand(search.run, answer)

    def _stand(self, run: Run, answer: JsProxy) -> None:
        """Show where single steps have led."""
        search, status = self._search, str(answer.status)
        search.tell("refusal_changed", "")
        search.tell("move_drawn", answer.seen.drawn)  # else the panel would ask for it
        search.tell("run_seen", run)
        search.tell("run_stepped", run)
        if status == "complete":
            told = after(run)
        else:
            told = before(run) if status == "idle" else while_paused(run)
        search.tell("outcome_changed", told)
        search.enter(f"attach {status}")
        search.keep()

    @property
    def are_due(self) -> bool:
        """Whether there are commands that are not done yet."""
        return self._turns.are_taken

    def allows(self, command: str) -> bool:
        """Tell whether a command can be carried out now."""
        if command == "to the end":
            return self._search.allows("pause") or self._search.allows("resume")
        return self._search.allows(command)

    async def draw_move(self) -> None:
        """Have the last move drawn, also of a search that runs on meanwhile."""
        try:
            drawn = await self._session.draw_move()
        except (WorkerLostError, RefusedError, JsException) as error:
            print("The move is not drawn:", error)  # of a worker that fails others are told
        else:
            self._search.tell("move_drawn", drawn)

    async def _go_to_the_end(self) -> None:
        """Make all steps that are left at full speed; the pace that was chosen stays chosen."""
        search = self._search
        if search.allows("resume"):
            await self._go(_FULL_SPEED)
        elif search.allows("pause"):
            await self._session.set_pace(_FULL_SPEED)

    def set_temperature(self, kt: float) -> None:
        """Set kT from the next step on, 0 back to the schedule; the last of many wishes counts."""
        self._kt = kt
        self.do("set temperature")

    async def _set_temperature(self) -> None:
        kt = self._kt
        if kt is None or not self._search.allows("set temperature"):
            return
        is_of_form, run = await self._is_of_form(), self._search.run
        if run is None or not is_of_form:
            return
        answer = await self._session.set_temperature(kt)
        if kt == self._kt:  # else the next of these commands takes what was wished for meanwhile
            self._kt = None
        settings = answer.thermostat
        pairs = [(int(settings[i][0]), float(settings[i][1])) for i in range(settings.length)]
        run.set_by_hand(pairs, float(answer.temperature))
        self._form.write(run.parameters)
        self._search.tell("run_seen", run)
        if self._search.machine.state == PAUSED:  # one that runs is kept now and then
            self._search.keep()

    async def _pause(self) -> None:
        """Pause; the state changes when the worker says that it has stopped."""
        if self._search.allows("pause"):
            await self._session.pause()

    async def _set_pace(self) -> None:
        if self._search.allows("set pace"):
            await self._session.set_pace(self._form.pace)

    async def _reset(self) -> None:
        """Go back to the first structure, as a new run."""
        run = self._search.run
        if run is not None and self._search.machine.allows("reset"):
            self._search.keep()
            answer = await self._session.reset()
            self._show_first(run.again(answer.first), "reset")


def _has_constraints(parameters: dict[str, Any]) -> bool:
    names = ("constraints", "required_smarts", "forbidden_smarts")
    return any(parameters.get(name) for name in names)
