"""Events, and what they are sent to."""

from collections.abc import Callable
from typing import Any

from tests.page.standin.values import JsProxy

Listener = Callable[..., Any]


class Event(JsProxy):
    """Something that has happened; what else there is to say of it are attributes."""

    def __init__(self, kind: str, *, bubbles: bool = False, **facts: object) -> None:
        """Take the type and the facts of an event."""
        self.type = kind
        self.bubbles = bubbles
        self.target: EventTarget | None = None
        self.currentTarget: EventTarget | None = None
        self.defaultPrevented = False
        self.is_stopped = False
        self.__dict__.update(facts)

    def __getattr__(self, name: str) -> Any:
        """Raise `AttributeError`, as there is no such fact."""
        raise AttributeError(f"'JsProxy' object has no attribute '{name}'")

    def preventDefault(self) -> None:
        """Keep the browser from what it would do itself."""
        self.defaultPrevented = True

    def stopPropagation(self) -> None:
        """Let no one further up know."""
        self.is_stopped = True


class EventTarget(JsProxy):
    """What listeners can be added to."""

    def __init__(self) -> None:
        """Begin with no listener."""
        self.listeners: dict[str, list[Listener]] = {}

    def addEventListener(self, kind: str, listener: Listener, _options: object = None) -> None:
        """Add a listener."""
        self.listeners.setdefault(kind, []).append(listener)

    def removeEventListener(self, kind: str, listener: Listener) -> None:
        """Remove a listener, if it is there."""
        found = self.listeners.get(kind, [])
        self.listeners[kind] = [one for one in found if one != listener]

    def parent_target(self) -> "EventTarget | None":
        """Return where events go on to that bubble."""
        return None

    def dispatchEvent(self, event: Event) -> bool:
        """Send an event; tell whether the browser is to do what it does itself."""
        event.target = event.target or self
        here: EventTarget | None = self
        while here is not None and not event.is_stopped:
            event.currentTarget = here
            here.hear(event)
            here = here.parent_target() if event.bubbles else None
        return not event.defaultPrevented

    def hear(self, event: Event) -> None:
        """Call the listeners of an event."""
        handler = getattr(self, f"on{event.type}", None)
        if handler is not None:
            handler(event)
        for listener in tuple(self.listeners.get(event.type, ())):
            listener(event)
