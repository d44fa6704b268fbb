"""What the loader keeps of what a person has chosen of the page itself."""

from tests.page.standin.values import JsProxy


class Preferences(JsProxy):
    """Texts by name, for all tabs of a browser."""

    def __init__(self) -> None:
        """Begin with the pace at which tests are not kept waiting."""
        self._kept = {"pace": "full speed", "settings": "open"}

    def read(self, name: str) -> str:
        """Return what is kept under a name, or nothing."""
        return self._kept.get(name, "")

    def write(self, name: str, value: str) -> bool:
        """Keep a text."""
        self._kept[name] = value
        return True
