"""A registry: things by name, in the order in which they were added."""

from typing import Generic, Protocol, TypeVar

from isoanneal.refusal import RefusalError, declare

declare(
    {
        "component-unknown": ("There is no target component “{name}”. Choose among: {known}."),
        "constraint-unknown": "There is no constraint “{name}”. Choose among: {known}.",
    }
)


class UnknownNameError(RefusalError):
    """A name that no entry of a registry has; the message lists those that there are."""


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
        """Begin empty; `kind` is “component” or “constraint”."""
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
        """Return the entry of that name; raise `UnknownNameError` where there is none."""
        if name not in self._entries:
            known = ", ".join(self._entries)
            raise UnknownNameError(f"{self._kind}-unknown", name=name, known=known)
        return self._entries[name]
