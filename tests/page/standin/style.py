"""Style, classes and data of an element."""

import re
from typing import Any

from bs4 import Tag

from tests.page.standin.values import JsProxy


class Style(JsProxy):
    """What the page has set of an element's style; properties in between are attributes."""

    def setProperty(self, name: str, value: object) -> None:
        """Set a property."""
        self.__dict__[name] = str(value)

    def getPropertyValue(self, name: str) -> str:
        """Return a property, or nothing."""
        return str(self.__dict__.get(name, ""))

    def __getattr__(self, name: str) -> str:
        """Return nothing, since the property is not set."""
        if name.startswith("__"):
            raise AttributeError(name)
        return ""


class Dataset(JsProxy):
    """The `data-…` attributes of an element."""

    def __init__(self, tag: Tag) -> None:
        """Take those of a tag."""
        self.__dict__["tag"] = tag

    def __getattr__(self, name: str) -> Any:
        """Return one; raise `AttributeError` where there is none."""
        try:
            return self.__dict__["tag"].attrs[_attribute(name)]
        except KeyError:
            raise AttributeError(f"'JsProxy' object has no attribute '{name}'") from None

    def __setattr__(self, name: str, value: object) -> None:
        """Set one."""
        self.__dict__["tag"][_attribute(name)] = str(value)


def _attribute(name: str) -> str:
    """Return the attribute of a name such as `l10nId`."""
    return "data-" + re.sub(r"[A-Z]", lambda found: f"-{found.group().lower()}", name)


class ClassList(JsProxy):
    """The classes of an element."""

    def __init__(self, tag: Tag) -> None:
        """Take those of a tag."""
        self._tag = tag

    def _names(self) -> list[str]:
        return str(self._tag.get("class", "")).split()

    def contains(self, name: str) -> bool:
        """Tell whether a class is there."""
        return name in self._names()

    def add(self, name: str) -> None:
        """Add a class."""
        if name not in self._names():
            self._tag["class"] = " ".join([*self._names(), name])

    def remove(self, name: str) -> None:
        """Remove a class, if it is there."""
        self._tag["class"] = " ".join(one for one in self._names() if one != name)

    def toggle(self, name: str, force: bool) -> None:  # noqa: FBT001  (as it is)
        """Add or remove a class."""
        (self.add if force else self.remove)(name)
