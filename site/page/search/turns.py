"""Turns: one command of the search at a time, each after those before it."""

import asyncio

from jsffi import JsException
from page.host.calls import WorkerLostError
from page.refusal import RefusedError, StoppedError
from page.words import words

TYPE_CHECKING = False  # MicroPython has no module typing to take it from
if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from page.host.host import Host
    from page.search.search import Search

    Command = Callable[[], Awaitable[object]]


class Turns:
    """Carries out commands.

    `on_forgotten` brings the worker back to where the run was left; `on_failure` ends the run for
    a reason in words.
    """

    def __init__(self, search: Search, host: Host) -> None:
        """Begin with nothing to do."""
        self.on_forgotten: Command
        self.on_failure: Callable[[str], object]
        self._search = search
        self._host = host
        self._turn = asyncio.Lock()

    @property
    def are_taken(self) -> bool:
        """Whether a command has its turn now."""
        return bool(self._turn.locked())

    def soon(self, command: Command) -> None:
        """Carry out a command, without waiting until that is done."""
        asyncio.create_task(self.carry_out(command))

    async def carry_out(self, command: Command) -> None:
        """Carry out a command after those before it; what it refuses is shown, not lost."""
        async with self._turn:
            try:
                await self._ask(command)
            except RefusedError as refusal:
                self._search.refuse(refusal.words, refusal.field)
            except StoppedError:
                self._search.stop()
            except WorkerLostError:
                print("The worker was lost before it had done what it was asked for.")
            except JsException as error:
                print("The worker failed:", error)
                self._host.lose(words("host-failed"))
            except Exception as error:
                self.on_failure(words("page-failed", reason=str(error)))
                raise

    async def _ask(self, command: Command) -> None:
        """Carry out a command, again if the worker has forgotten the session meanwhile."""
        try:
            await command()
        except RefusedError as refusal:
            if refusal.kind != "UnknownSessionError":
                raise
            await self.on_forgotten()
            await command()
