"""A registry: things by name, in the order in which they were added."""

from typing import Generic, Protocol, TypeVar

from isoanneal.arguments import named
from isoanneal.limits import unknown
from isoanneal.refusal import RefusalError, declare

declare(
    {
        "component-taken": "There is a target component “{name}” already. Choose another name.",
        "constraint-taken": "There is a constraint “{name}” already. Choose another name.",
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
        """Add an entry; raise `RefusalError` where its name is taken."""
        if entry.name in self._entries:
            raise RefusalError(f"{self._kind}-taken", name=entry.name)
        self._entries[entry.name] = entry

    def all(self) -> list[Entry]:
        """Return all entries in the order in which they were added."""
        return list(self._entries.values())

    def get(self, name: str) -> Entry:
        """Return the entry of that name; raise `UnknownNameError` where there is none."""
        if not (isinstance(name, str) and name in self._entries):
            code, values = unknown(self._kind, named(name), self._entries)
            raise UnknownNameError(code, **values)
        return self._entries[name]
