"""A slow processor: the processes of a page stand still for most of the time."""

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser

_SECONDS_AT_WORK = 0.01


@contextmanager
def processor(browser: Browser, times: int) -> Iterator[None]:
    """Let all pages of a browser and their workers have one part in `times` of the time.

    The browser's own means slows the page alone, and none of its workers.
    """
    session = browser.new_browser_cdp_session()
    told = session.send("SystemInfo.getProcessInfo")["processInfo"]
    pids = [one["id"] for one in told if one["type"] == "renderer"]
    is_over = threading.Event()
    slowing = threading.Thread(target=_slow, args=(pids, times, is_over))
    slowing.start()
    try:
        yield
    finally:
        is_over.set()
        slowing.join()
        session.detach()


def _slow(pids: list[int], times: int, is_over: threading.Event) -> None:
    try:
        while not is_over.is_set():
            _send(pids, signal.SIGSTOP)
            is_over.wait(_SECONDS_AT_WORK * (times - 1))
            _send(pids, signal.SIGCONT)
            is_over.wait(_SECONDS_AT_WORK)
    finally:
        _send(pids, signal.SIGCONT)


def _send(pids: list[int], what: signal.Signals) -> None:
    for pid in list(pids):
        try:
            os.kill(pid, what)
        except ProcessLookupError:
            pids.remove(pid)
