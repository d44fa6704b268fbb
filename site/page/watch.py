"""The watch over the engine: notices when its worker is dead."""

import asyncio

from page.engine import Engine

TYPE_CHECKING = False  # MicroPython has no module typing to take it from
if TYPE_CHECKING:
    from collections.abc import Callable

_SECONDS_BETWEEN_WATCHES = 2
_SECONDS_OF_SILENCE = 5
_SECONDS_OF_WORK = 60


async def watch(
    engine: Engine,
    is_loaded: Callable[[], bool],
    is_working: Callable[[], bool],
    lose: Callable[[str], None],
) -> None:
    """Call `lose` with words whenever a loaded engine does not answer any more.

    A search sends events all the time, at rest too.  An engine that is silent is asked; one
    that works on a command gets longer to answer.
    """
    while True:
        await asyncio.sleep(_SECONDS_BETWEEN_WATCHES)
        if not is_loaded() or engine.silence < _SECONDS_OF_SILENCE:
            continue
        started = engine.starts
        seconds = _SECONDS_OF_WORK if is_working() else _SECONDS_OF_SILENCE
        is_alive = await engine.is_alive(seconds)
        if not is_alive and is_loaded() and started == engine.starts:
            lose("The engine stopped answering.")
