"""The calls that a worker has not answered yet: each gets an answer, or an error in the end."""

import asyncio

TYPE_CHECKING = False  # MicroPython has no module typing to take it from
if TYPE_CHECKING:
    from collections.abc import Awaitable

    from jsffi import JsProxy


class WorkerLostError(Exception):
    """The worker that was asked is lost; whoever lost it has said so to the person."""


class _Call:
    """One call on its way."""

    def __init__(self) -> None:
        self.is_over = asyncio.Event()
        self.answer: JsProxy
        self.error: Exception | None = None

    async def wait_for(self, answer: Awaitable[JsProxy]) -> None:
        try:
            self.answer = await answer
        except Exception as error:  # noqa: BLE001  (it is raised where the answer is awaited)
            self.error = error
        self.is_over.set()

    def fail(self) -> None:
        self.error = WorkerLostError()
        self.is_over.set()


class Calls:
    """Waits for answers, until there can be none any more."""

    def __init__(self) -> None:
        """Begin with none."""
        self._calls: list[_Call] = []
        self._are_lost = False

    async def settled(self, answer: Awaitable[JsProxy]) -> JsProxy:
        """Return an answer when it comes.

        Raises `JsException` for a call that failed, and `WorkerLostError` when the worker is
        lost before it answers.
        """
        if self._are_lost:
            raise WorkerLostError
        call = _Call()
        self._calls.append(call)
        # A task of its own, since an answer that never comes cannot be waited for elsewhere.
        asyncio.create_task(call.wait_for(answer))
        await call.is_over.wait()
        self._calls.remove(call)
        if call.error is not None:
            raise call.error
        return call.answer

    def lose(self) -> None:
        """Let every call fail that has no answer yet, and those to come."""
        self._are_lost = True
        for call in self._calls:
            call.fail()
