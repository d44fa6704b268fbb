"""Signals: Ctrl+C and the wish of the system end a command at once, whatever it is doing."""

import os
import signal
import sys
from collections.abc import Callable, Collection
from threading import Thread
from typing import NoReturn

_WORDS = b"isoanneal: stopped\n"
_OF_A_SIGNAL = 128
_LAST_STREAM = 2
_NAMES = ("SIGINT", "SIGTERM", "SIGBREAK")


def end_at_once() -> None:
    """Let a signal end the process with one line and status 128 + its number, 130 for Ctrl+C.

    No exception is raised for it: that could reach imports, the clean-up of an object, or a thread
    that waits for others, where it is lost or takes long to be seen.  A thread of its own waits for
    the signal instead, and is served while the kernel makes steps.  What is ignored from the
    beginning, as with `nohup` or in the background of a script, stays ignored.
    """
    numbers = [getattr(signal, name) for name in _NAMES if hasattr(signal, name)]
    heeded = [one for one in numbers if signal.getsignal(one) is not signal.SIG_IGN]
    receive = handled(heeded) if sys.platform == "win32" else _blocked(numbers, heeded)
    Thread(target=_wait, args=(receive,), daemon=True).start()


if sys.platform != "win32":

    def _blocked(numbers: Collection[int], heeded: Collection[int]) -> Callable[[], int]:
        """Block signals in all threads to come; return what waits for one that is heeded.

        A handler would not do.  RDKit puts its own in place of any while it searches for a pattern:
        a signal is lost there, an ignored one too, and what was searched comes out wrong.
        """
        signal.pthread_sigmask(signal.SIG_BLOCK, numbers)
        return lambda: signal.sigwait(heeded)


def handled(heeded: Collection[int]) -> Callable[[], int]:
    """Handle signals, from the main thread, where they cannot be blocked: on Windows.

    Return what waits for one of them.
    """
    _fill_the_places_of_streams()
    reader, writer = os.pipe()
    if sys.platform != "win32":
        os.set_blocking(writer, False)
    signal.set_wakeup_fd(writer, warn_on_full_buffer=False)
    for number in heeded:
        signal.signal(number, _leave_to_the_thread)

    def wait() -> int:
        while (number := os.read(reader, 1)[0]) not in heeded:
            continue  # a signal that something else takes care of
        return number

    return wait


def _fill_the_places_of_streams() -> None:
    """Open what was closed of the streams, or the pipe would be taken for one of them."""
    while (opened := os.open(os.devnull, os.O_RDWR)) <= _LAST_STREAM:
        continue
    os.close(opened)


def _leave_to_the_thread(_: int, __: object) -> None:
    pass


def _wait(receive: Callable[[], int]) -> NoReturn:
    number = receive()
    try:
        _tell()
    finally:
        os._exit(_OF_A_SIGNAL + number)


def _tell() -> None:
    """Say so in one line, in the place of a progress bar if there is one."""
    errors = sys.__stderr__
    if errors is None:
        return
    words, place = _WORDS, errors.fileno()
    if errors.isatty():
        bar = os.get_terminal_size(place).columns - 1
        words = b"\r" + b" " * bar + b"\r" + words
    # Nothing must come after it, such as a bar that another thread draws in the meantime.
    ours = os.dup(place)
    os.dup2(os.open(os.devnull, os.O_WRONLY), place)
    os.write(ours, words)
