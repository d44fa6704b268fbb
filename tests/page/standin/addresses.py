"""Addresses: `URL`, `URLSearchParams`, where the page is, and its history."""

from collections.abc import Callable, Iterator
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from tests.page.standin.events import Event
from tests.page.standin.values import Array, JsProxy, ThrownError

_MOST_CHANGES, _SECONDS_OF_CHANGES = 100, 10
"""Of the history: as many as WebKit takes, and in how long."""


class URLSearchParams(JsProxy):
    """What stands after the question mark."""

    def __init__(self, text: object = "") -> None:
        """Read a text, or pairs."""
        if isinstance(text, Array):
            self.pairs = [(str(pair[0]), str(pair[1])) for pair in text]
        else:
            self.pairs = parse_qsl(str(text).removeprefix("?"), keep_blank_values=True)

    def has(self, name: str) -> bool:
        """Tell whether a name is there."""
        return any(one == name for one, _ in self.pairs)

    def get(self, name: str) -> str | None:
        """Return the first value of a name, or null."""
        return next((value for one, value in self.pairs if one == name), None)

    def set(self, name: str, value: object) -> None:
        """Give a name one value."""
        self.delete(name)
        self.append(name, value)

    def append(self, name: str, value: object) -> None:
        """Add a name with a value."""
        self.pairs.append((name, str(value)))

    def delete(self, name: str) -> None:
        """Remove a name."""
        self.pairs = [pair for pair in self.pairs if pair[0] != name]

    def toString(self) -> str:
        """Return it as it stands in an address."""
        return urlencode(self.pairs)

    def __iter__(self) -> Iterator[Array]:
        """Yield names with their values."""
        return (Array(pair) for pair in self.pairs)


class URL(JsProxy):
    """An address."""

    def __init__(self, address: str, base: object = "") -> None:
        """Read an address, from where `base` is."""
        self._parts = urlsplit(urljoin(str(base), str(address)))
        self.searchParams = URLSearchParams(self._parts.query)

    @property
    def search(self) -> str:
        """What stands from the question mark on."""
        text = self.searchParams.toString()
        return f"?{text}" if text else ""

    @search.setter
    def search(self, text: object) -> None:
        self.searchParams = URLSearchParams(text)

    @property
    def hash(self) -> str:
        """What stands from the hash sign on."""
        return f"#{self._parts.fragment}" if self._parts.fragment else ""

    @hash.setter
    def hash(self, text: object) -> None:
        self._parts = self._parts._replace(fragment=str(text).removeprefix("#"))

    @property
    def origin(self) -> str:
        """The site."""
        return f"{self._parts.scheme}://{self._parts.netloc}"

    @property
    def pathname(self) -> str:
        """The path on the site."""
        return self._parts.path

    @property
    def protocol(self) -> str:
        """How to get there."""
        return f"{self._parts.scheme}:"

    @property
    def href(self) -> str:
        """All of it."""
        return urlunsplit(self._parts._replace(query=self.searchParams.toString()))

    def toString(self) -> str:
        """Return all of it."""
        return self.href


class History(JsProxy):
    """The entry of the tab's history that it is at."""

    def __init__(self, location: "Location") -> None:
        """Begin with an entry that keeps nothing."""
        self.state: object = None
        self.now: Callable[[], float] = float
        self._location = location
        self._changes: list[float] = []

    def replaceState(self, state: object, _title: str = "", address: object = None) -> None:
        """Let the entry keep something else, and have another address; not too often."""
        now = self.now()
        self._changes = [one for one in self._changes if one > now - _SECONDS_OF_CHANGES]
        if len(self._changes) == _MOST_CHANGES:
            raise ThrownError("SecurityError", "Attempt to use history.replaceState() too often")
        self._changes.append(now)
        self.state = state
        if address is not None:
            self._location.become(str(address))

    def pushState(self, state: object, title: str = "", address: object = None) -> None:
        """Add an entry."""
        self.replaceState(state, title, address)


class Location(JsProxy):
    """Where the page is."""

    def __init__(
        self, address: str, tell: Callable[[Event], None], reload: Callable[[], None]
    ) -> None:
        """Begin at an address; `tell` sends an event to the window in a moment."""
        self._url = URL(address)
        self._tell = tell
        self._reload = reload
        self.history = History(self)

    def become(self, address: str) -> None:
        """Be at another address of the same page, which nobody is told."""
        self._url = URL(address, self._url.href)

    def reload(self) -> None:
        """Open the page again, in a moment."""
        self._reload()

    @property
    def hash(self) -> str:
        """What stands from the hash sign on."""
        return self._url.hash

    @hash.setter
    def hash(self, text: object) -> None:
        former = self._url.hash
        self._url.hash = text
        if self._url.hash != former:
            self.history.state = None  # that is another entry
            self._tell(Event("hashchange"))

    @property
    def search(self) -> str:
        """What stands from the question mark on."""
        return self._url.search

    @property
    def href(self) -> str:
        """All of it."""
        return self._url.href

    def __str__(self) -> str:
        """Return all of it, as JavaScript makes a text of it."""
        return self._url.href

    @property
    def origin(self) -> str:
        """The site."""
        return self._url.origin

    @property
    def pathname(self) -> str:
        """The path on the site."""
        return self._url.pathname

    @property
    def protocol(self) -> str:
        """How the page came."""
        return self._url.protocol
