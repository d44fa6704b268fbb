"""Project Fluent: the interface of `@fluent/bundle`, through `fluent.runtime`."""

from functools import cache
from typing import Any

from fluent.runtime import FluentBundle as PythonBundle
from fluent.runtime import FluentResource as PythonResource

from tests.page.standin.intl import locale_of
from tests.page.standin.values import JsProxy, Object, python_of


class FluentResource(JsProxy):
    """Messages, parsed."""

    def __init__(self, text: str) -> None:
        """Parse a text."""
        self.resource = _once_parsed(text)


@cache
def _once_parsed(text: str) -> Any:
    return PythonResource(text)


class FluentBundle(JsProxy):
    """The messages of a language."""

    def __init__(self, locales: Any, options: Object | None = None) -> None:
        """Begin with none."""
        isolating = options is None or options.properties.get("useIsolating", True)
        self._bundle = PythonBundle(
            [str(locale_of(locales)).replace("_", "-")], use_isolating=bool(isolating)
        )

    def addResource(self, resource: FluentResource, _options: object = None) -> None:
        """Add messages."""
        self._bundle.add_resource(resource.resource)

    def hasMessage(self, key: str) -> bool:
        """Tell whether there is a message."""
        return self._bundle.has_message(key)

    def getMessage(self, key: str) -> Object:
        """Return a message: its value, null where it has attributes only, and its attributes."""
        message = self._bundle.get_message(key)
        return Object({"value": message.value, "attributes": Object(message.attributes)})

    def formatPattern(
        self,
        pattern: Any,
        values: Object | None = None,
        errors: Any = None,
    ) -> str:
        """Write a pattern; throw where it has errors, unless there is an array to put them in."""
        given = python_of(values) if values else {}
        written, found = self._bundle.format_pattern(pattern, given)
        for error in found:
            if errors is None:
                raise error
            errors.push(str(error))
        return str(written)
