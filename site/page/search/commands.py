"""What a person asks of the search."""

import asyncio

from page.refusal import RefusedError
from page.runs.run import Run
from page.runs.run_name import name_of
from page.search.outcome import before
from page.search.states import COMPLETE, IDLE, PAUSED
from page.words import words

TYPE_CHECKING = False  # MicroPython has no module typing to take it from
if TYPE_CHECKING:
    from typing import Any

    from page.form.form import Form
    from page.host.host import Host
    from page.search.isomer_count import IsomerCount
    from page.search.search import Search
    from page.search.session import Session
    from page.search.turns import Command, Turns


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
            "start": self.start,
            "pause": self._pause,
            "resume": self.resume,
            "reset": self._reset,
            "set pace": self._set_pace,
        }

    def do(self, name: str) -> None:
        """Carry out a command by its name, when its turn has come."""
        self._turns.soon(self._named[name])

    def want_start(self) -> None:
        """Start, or remember to start when there is an engine."""
        if self._host.has_engine:
            self.do("start")
        elif self._search.machine.allows("want"):
            self._search.enter("want")
            self._search.tell("outcome_changed", words("search-wanted"))

    async def prepare(self, *, anew: bool = False) -> bool:
        """Configure what the form says, if it is new, and show its first structure.

        Tells whether the search is that of the form then; `anew` takes none for the same.
        """
        search = self._search
        parameters = self._form.read()
        if not search.allows("prepare") or parameters is None:
            return False
        if not anew and search.run is not None and parameters == search.run.parameters:
            if search.machine.state in (IDLE, COMPLETE):
                search.tell("refusal_changed", "")
                self._form.mark("")
            return True
        if self._refusal is not None and parameters == self._refusal[0]:
            raise self._refusal[1]
        await self._configure(parameters)
        return True

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

    async def start(self) -> None:
        """Start the search that the form describes, from its beginning."""
        search = self._search
        if not search.allows("start"):
            return
        if await self.prepare(anew=search.machine.state != IDLE):
            await self._go()
        else:
            search.tell("outcome_changed", "")

    async def _go(self) -> None:
        """Start or go on."""
        self._search.tell("refusal_changed", "")
        self._search.tell("outcome_changed", "")
        asyncio.create_task(self._isomers.ask())
        await self._session.start()
        # A short run is complete before the worker's answer arrives.
        if self._search.machine.state in (IDLE, PAUSED):
            self._search.enter("start")

    async def resume(self) -> None:
        """Go on after a pause."""
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


def _has_constraints(parameters: dict[str, Any]) -> bool:
    names = ("constraints", "required_smarts", "forbidden_smarts")
    return any(parameters.get(name) for name in names)
