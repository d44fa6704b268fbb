"""Messages between pages and workers: copied, and never there at once."""

from collections.abc import Callable
from typing import Any

from tests.page.standin.events import Event, EventTarget
from tests.page.standin.realm import Realm
from tests.page.standin.values import Array, Object, cloned


class Channels:
    """The broadcast channels of a browser, by name."""

    def __init__(self) -> None:
        """Begin with none."""
        self.open: dict[str, list[BroadcastChannel]] = {}


class BroadcastChannel(EventTarget):
    """Sends to all others of its name."""

    onmessage: Callable[[Any], object] | None = None

    def __init__(self, channels: Channels, realm: Realm, name: str) -> None:
        """Open one for a realm."""
        super().__init__()
        self._realm = realm
        self._open = channels.open.setdefault(name, [])
        self._open.append(self)

    def postMessage(self, message: object) -> None:
        """Send a copy of a message to the others."""
        data = cloned(message)
        if self._realm.is_alive and self in self._open:
            for other in self._open:
                if other is not self:
                    other.take(cloned(data))

    def take(self, data: object) -> None:
        """Take a message in a moment."""
        self._realm.soon(self._deliver, data)

    def _deliver(self, data: object) -> None:
        if self in self._open:
            self.hear(Event("message", data=data))

    def close(self) -> None:
        """Hear and send nothing more."""
        if self in self._open:
            self._open.remove(self)


class MessagePort(EventTarget):
    """One end of a message channel; it hears once it has been given a listener."""

    def __init__(self) -> None:
        """Begin without the other end, and with no realm that has it."""
        super().__init__()
        self.other: MessagePort | None = None
        self.realm: Realm | None = None
        self._waiting: list[object] = []
        self._listener: Callable[[Any], object] | None = None

    @property
    def onmessage(self) -> Callable[[Any], object] | None:
        """What hears the messages."""
        return self._listener

    @onmessage.setter
    def onmessage(self, listener: Callable[[Any], object] | None) -> None:
        self._listener = listener
        waiting, self._waiting = self._waiting, []
        for data in waiting:
            self.take(data)

    def postMessage(self, message: object) -> None:
        """Send a copy of a message to the other end."""
        if self.other is not None:
            self.other.take(cloned(message))

    def take(self, data: object) -> None:
        """Take a message, in a moment or when somebody listens."""
        if self._listener is None or self.realm is None:
            self._waiting.append(data)
        else:
            self.realm.soon(self._deliver, data)

    def _deliver(self, data: object) -> None:
        if self._listener is not None:
            self._listener(Object({"data": data}))


class MessageChannel(EventTarget):
    """Two ports that send to each other."""

    def __init__(self) -> None:
        """Make both."""
        super().__init__()
        self.port1, self.port2 = MessagePort(), MessagePort()
        self.port1.other, self.port2.other = self.port2, self.port1


def handed(ports: Array | None, realm: Realm) -> Array:
    """Hand ports over to a realm."""
    found = Array(ports.items if ports is not None else ())
    for port in found:
        port.realm = realm
    return found
