"""A registry: things by name, in the order in which they were added."""

from typing import Generic, Protocol, TypeVar


class Named(Protocol):
    """What has a name."""

    @property
    def name(self) -> str:
        """The name by which it is found."""
        ...


Entry = TypeVar("Entry", bound=Named)


class Registry(Generic[Entry]):
    """Keeps entries of one kind, each name once."""

    def __init__(self, kind: str) -> None:
        """Begin empty; `kind` is what messages call an entry."""
        self._kind = kind
        self._entries: dict[str, Entry] = {}

    def add(self, entry: Entry) -> None:
        """Add an entry; raise `ValueError` where its name is taken."""
        if entry.name in self._entries:
            raise ValueError(f"A {self._kind} named {entry.name} exists already.")
        self._entries[entry.name] = entry

    def all(self) -> list[Entry]:
        """Return all entries in the order in which they were added."""
        return list(self._entries.values())

    def get(self, name: str) -> Entry:
        """Return the entry of that name; raise `ValueError` where there is none."""
        if name not in self._entries:
            known = ", ".join(self._entries)
            raise ValueError(f"There is no {self._kind} “{name}”. Choose among: {known}.")
        return self._entries[name]
