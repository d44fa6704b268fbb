"""The form: what is to be searched, checked while it is typed.

Its sections are panels; each holds some of the parameters.
"""

import asyncio

from page import settings
from page.elements import element
from pyscript import document

TYPE_CHECKING = False  # MicroPython has no module typing to take it from
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from page.panel import Section

_SECONDS_AFTER_TYPING = 0.3


class Form:
    """Reads all sections together.

    `on_edit` is called at every edit, `on_rest` when the typing rests, `on_pace` to show a pace,
    which is no parameter.
    """

    def __init__(self, tell: Callable[..., None]) -> None:
        """Begin with no section."""
        self.on_edit: Callable[[], object]
        self.on_rest: Callable[[], object]
        self.on_pace: Callable[[str], bool]
        self.pace = ""
        self._tell = tell
        self._sections: list[Section] = []
        self._edits = 0

    def add(self, section: Section) -> None:
        """Add a section."""
        self._sections.append(section)

    def read(self) -> dict[str, Any] | None:
        """Check everything, say what is wrong, and return the parameters if nothing is."""
        parts = [section.read() for section in self._sections]
        parameters: dict[str, Any] = {}
        for part in parts:
            if part is None:
                return None
            parameters.update(part)
        return parameters

    def value_of(self, name: str) -> Any:  # noqa: ANN401  (as declared)
        """Return one parameter, or None where its section cannot be read."""
        for section in self._sections:
            part = section.read()
            if part is not None and name in part:
                return part[name]
        return None

    def write(self, parameters: dict[str, Any]) -> None:
        """Show parameters that `read` gave; raise `KeyError` where one is missing."""
        for section in self._sections:
            section.write(parameters)
        self._tell_what_it_says()

    def take_pace(self, pace: str) -> bool:
        """Take a pace, as if it was chosen; tell whether there is one of that name."""
        return self.on_pace(pace)

    def mark(self, refused: str) -> None:
        """Mark the field of a parameter that the worker refused, or none."""
        for section in self._sections:
            section.mark(refused)

    def set_enabled(self, *, enabled: bool) -> None:
        """Let the parameters be changed, or not, while a run goes on."""
        element("parameters").disabled = not enabled
        for section in self._sections:
            section.set_enabled(enabled=enabled)

    def edited(self) -> None:
        """Check what it says, and tell; what is to be done about it waits until typing rests."""
        self._tell_what_it_says()
        self.on_edit()
        self._edits += 1
        asyncio.create_task(self._rest(self._edits))

    def _tell_what_it_says(self) -> None:
        parameters = self.read()
        if parameters is None:
            self._tell("form_unreadable", None)
        else:
            self._tell("form_edited", parameters)

    async def _rest(self, edits: int) -> None:
        await asyncio.sleep(_SECONDS_AFTER_TYPING)
        if edits == self._edits:
            self.on_rest()

    @property
    def is_touched(self) -> bool:
        """Whether a person has edited it; the page itself does so once."""
        return self._edits > 1

    def is_readable(self) -> bool:
        """Tell whether it can be read; if not, take the keyboard to the field that is wrong."""
        if self.read() is not None:
            return True
        wrong = document.querySelector("[aria-invalid=true]")
        if wrong:
            if wrong.closest("#settings"):
                settings.show()
            wrong.focus()
        return False
