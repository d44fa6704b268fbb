"""Realms: a page or a worker, with all that it has begun and that ends with it."""

import asyncio
from collections.abc import Callable, Coroutine
from contextvars import Context, ContextVar, copy_context
from typing import Any

from tests.page.standin.clock import Clock, JumpingLoop

_here: ContextVar["Realm"] = ContextVar("realm")


class Realm:
    """One interpreter; what it began is done in its name, also when others call it back."""

    def __init__(self, loop: JumpingLoop, clock: Clock) -> None:
        """Begin with nothing to do."""
        self.loop = loop
        self.clock = clock
        self.is_alive = True
        self.context: Context = copy_context()
        self.context.run(_here.set, self)
        self._tasks: set[asyncio.Task[Any]] = set()
        self._failed: list[asyncio.Task[Any]] = []

    def adopt(self, task: asyncio.Task[Any]) -> None:
        """Keep a task until it is over, as MicroPython's loop does."""
        self._tasks.add(task)
        task.add_done_callback(self._release)

    def _release(self, task: asyncio.Task[Any]) -> None:
        self._tasks.discard(task)
        if _has_unseen_error(task):
            self._failed.append(task)

    def begin(self, work: Coroutine[Any, Any, Any]) -> "asyncio.Task[Any]":
        """Begin a task in the realm's name."""
        return self.loop.create_task(work, context=self.context.copy())

    def soon(self, function: Callable[..., object], *arguments: object) -> None:
        """Call a function in a moment, unless the realm has ended by then."""
        self.loop.call_soon(self._call, function, arguments, context=self.context)

    def later(self, seconds: float, function: Callable[..., object]) -> asyncio.TimerHandle:
        """Call a function after some seconds, unless the realm has ended by then."""
        return self.loop.call_later(seconds, self._call, function, (), context=self.context)

    def _call(self, function: Callable[..., object], arguments: tuple[object, ...]) -> None:
        if self.is_alive:
            function(*arguments)

    def end(self) -> None:
        """End at once: nothing goes on, nothing is answered."""
        self.is_alive = False
        for task in tuple(self._tasks):
            task.cancel()

    def errors(self) -> list[BaseException]:
        """Return the errors of tasks that nobody has seen to, and forget them."""
        failed, self._failed = self._failed, []
        unseen = [task.exception() for task in failed if _has_unseen_error(task)]
        return [error for error in unseen if error is not None]


def _has_unseen_error(task: asyncio.Task[Any]) -> bool:
    return not task.cancelled() and task._log_traceback  # noqa: SLF001  (and to ask would be to see)


def make_task(
    loop: asyncio.AbstractEventLoop,
    work: Any,
    **options: Any,
) -> asyncio.Task[Any]:
    """Return a task that belongs to the realm in whose name it is begun."""
    task: asyncio.Task[Any] = asyncio.Task(work, loop=loop, **options)
    context: Context | None = options.get("context")
    realm = _here.get(None) if context is None else context.get(_here)
    if realm is not None:
        realm.adopt(task)
    return task
