"""State machines: which event is possible in which state, and where it leads."""

TYPE_CHECKING = False  # MicroPython has no module typing to take it from
if TYPE_CHECKING:
    from collections.abc import Mapping

    Table = Mapping[str, Mapping[str, str]]


class Machine:
    """A state, and a table of what may happen in each: state -> event -> next state."""

    def __init__(self, table: Table, state: str) -> None:
        """Begin in a state of the table."""
        self._table = table
        self.state = state

    def allows(self, event: str) -> bool:
        """Tell whether an event is possible now."""
        return event in self._table[self.state]

    def go(self, event: str) -> None:
        """Take an event; raise `ValueError` for one that is not possible now."""
        if not self.allows(event):
            raise ValueError(f"“{event}” is not possible in the state “{self.state}”.")
        self.state = self._table[self.state][event]
