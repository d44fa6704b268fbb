"""The session of the worker in which the search is made: its commands, and its events."""

import asyncio

from page.border import to_js
from page.host.calls import WorkerLostError
from page.host.channel import Channel
from page.refusal import RefusedError, StoppedError

TYPE_CHECKING = False  # MicroPython has no module typing to take it from
if TYPE_CHECKING:
    from collections.abc import Callable

    from jsffi import JsProxy
    from page.host.host import Host


class Session:
    """One session at a time; each method may raise what `Worker.call` does."""

    def __init__(self, host: Host, on_event: Callable[[JsProxy], None]) -> None:
        """Hand every event to `on_event`."""
        self._host = host
        self._on_event = on_event
        self._channel: Channel | None = None
        self.is_configuring = self.is_going_back = False
        self._pace = ""

    async def configure(
        self,
        parameters: dict[str, object],
        snapshot: str,
        pace: str,
        earlier: list[str] | None = None,
    ) -> JsProxy:
        """Make a session; return where it stands and what is known about it.

        `earlier` are snapshots of the same run, from which it can go back.
        Raises `StoppedError` if that is given up meanwhile.
        """
        self.stop_listening()
        former = self._host.session_id
        self.is_configuring = True
        try:
            places = to_js(earlier or [])
            answer = await self._host.call_at_length(
                "configure", to_js(parameters), snapshot, places
            )
        finally:
            self.is_configuring = False
        if getattr(answer, "stopped", False):
            raise StoppedError
        self._host.session_id = str(answer.session_id)
        if former:
            await self._forget(former)
        self._pace = ""
        await self.set_pace(pace)
        return answer

    def give_up(self) -> None:
        """Have no session made any more, nor gone back in, if that was wished for before."""
        if self.is_configuring or self.is_going_back:
            asyncio.create_task(self._give_up())

    async def _give_up(self) -> None:
        try:
            await self._host.call("stop_configuring")
        except (WorkerLostError, RefusedError) as error:
            print("What was given up goes on:", error)

    async def _forget(self, session_id: str) -> None:
        try:
            await self._host.call("delete", session_id)
        except RefusedError as refusal:  # it has expired: that is as good
            print("Not deleted:", refusal)

    async def drawing(self) -> JsProxy:
        """Return what was not known of the session when RDKit was not there yet."""
        return await self._host.call("drawing", self._host.session_id)

    async def draw_move(self) -> JsProxy:
        """Return the last move, drawn before and after it."""
        return await self._host.call("draw_move", self._host.session_id)

    async def start(self) -> None:
        """Start the session, or go on after a pause."""
        await self.listen()
        await self._host.call("start", self._host.session_id)

    async def pause(self) -> None:
        """Pause the session; a waiting event tells when it has happened."""
        await self._host.call("pause", self._host.session_id)

    async def set_pace(self, pace: str) -> None:
        """Change the pace, also while the session runs."""
        if self._host.session_id and pace != self._pace:
            self._pace = pace
            await self._host.call("set_pace", self._host.session_id, pace)

    async def step_once(self) -> JsProxy:
        """Make one step; return where that leads."""
        return await self._host.call_at_length("step_once", self._host.session_id)

    async def step_back(self, steps: float) -> JsProxy:
        """Go back by so many steps; return where the session stands then.

        If that is given up, it stands somewhere on the way.
        """
        self.stop_listening()  # the stream of one that was complete has ended
        self.is_going_back = True
        try:
            return await self._host.call_at_length("step_back", self._host.session_id, steps)
        finally:
            self.is_going_back = False

    async def set_temperature(self, kt: float) -> JsProxy:
        """Set kT from the next step on, 0 back to the schedule; return all that is set by hand."""
        return await self._host.call("set_temperature", self._host.session_id, kt)

    async def reset(self) -> JsProxy:
        """Take the session back to its beginning; return its first structure."""
        self.stop_listening()
        try:
            return await self._host.call("reset", self._host.session_id)
        except RefusedError:
            await self.listen()  # it goes on, or stands, as before
            raise

    async def listen(self) -> None:
        """Attach to the session's events, unless that is done."""
        if self._channel is not None:
            return
        self._channel = channel = Channel()
        await channel.open(self._receive)
        try:
            # The page shows the trace, and the last numbers; every step would be too many.
            await self._host.call("stream", self._host.session_id, channel.name, "none")
        except RefusedError:
            self.stop_listening()
            raise

    def _receive(self, event: JsProxy) -> None:
        self._host.hear()
        self._on_event(event)

    def stop_listening(self) -> None:
        """Close the channel, so that events still under way are not taken for new ones."""
        if self._channel is not None:
            self._channel.close()
            self._channel = None
