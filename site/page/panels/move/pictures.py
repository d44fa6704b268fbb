"""The pictures of a move, before and after it."""

import asyncio

from page import drawing
from page.elements import element, set_text
from page.words import words

TYPE_CHECKING = False  # MicroPython has no module typing to take it from
if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from jsffi import JsProxy

_SECONDS_BETWEEN = 0.2
"""More pictures than this leaves time for cannot be looked at."""
_SIDES = "before", "after"


class Pictures:
    """Shows one move at a time, with its step, and asks for those that a running search makes."""

    def __init__(self, ask: Callable[[], Awaitable[None]]) -> None:
        """Begin with none; what `ask` asks for comes to `show`."""
        self._ask = ask
        self._wanted = self._shown = 0.0
        self._is_asking = False

    def show(self, drawn: JsProxy) -> None:
        """Show a move that was drawn."""
        self._shown = float(drawn.step)
        for side in _SIDES:
            is_drawn = drawing.show(str(getattr(drawn, side)), element(f"move-{side}"))
            told = words(f"move-drawn-{side}", step=self._shown) if is_drawn else ""
            set_text(f"{side}-which", told)

    def clear(self) -> None:
        """Show none."""
        self._shown = 0.0
        for side in _SIDES:
            element(f"move-{side}").replaceChildren()
            set_text(f"{side}-which", "")

    def follow(self, step: float) -> None:
        """Have the move of a step drawn, or a later one, unless it is shown already."""
        self._wanted = step
        if step != self._shown and not self._is_asking:
            self._is_asking = True
            asyncio.create_task(self._ask_for(step))

    async def _ask_for(self, step: float) -> None:
        await self._ask()
        await asyncio.sleep(_SECONDS_BETWEEN)
        self._is_asking = False
        if self._wanted != step:
            self.follow(self._wanted)
