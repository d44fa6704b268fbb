"""What JavaScript itself brings: `Object`, `Reflect`, `Math`, `JSON`."""

import json
import math
from random import Random
from typing import Any

from tests.page.standin.values import (
    Array,
    BigInt,
    Function,
    JsProxy,
    Object,
    js_of,
    python_of,
    shown,
    taken,
    undefined,
)


class Constructor(JsProxy):
    """Makes things of a kind, with what only the one who asks has."""

    def __init__(self, make: Any, **static: Any) -> None:
        """Take what makes one, and functions of the kind."""
        self.__dict__["new"] = make
        self.__dict__.update({name: Function(one) for name, one in static.items()})


class ObjectKind(JsProxy):
    """`Object`."""

    def new(self) -> Object:  # type: ignore[override]
        """Return an object without properties."""
        return Object()

    def __call__(self, value: object) -> object:
        """Return an object for a value: an object itself, or one around it."""
        is_object = isinstance(value, JsProxy) and not isinstance(value, BigInt)
        return value if is_object else Object()

    def keys(self, one: Any) -> Array:
        """Return the names of its properties."""
        return Array(_properties(one))

    def entries(self, one: Any) -> Array:
        """Return its properties, each as its name and value."""
        return Array(Array(pair) for pair in _properties(one).items())

    def assign(self, target: Object, *sources: Any) -> Object:
        """Copy the properties of others into an object."""
        for source in sources:
            target.properties.update(_properties(source))
        return target

    def fromEntries(self, pairs: Any) -> Object:
        """Return an object of names and values."""
        return Object({str(pair[0]): taken(pair[1]) for pair in pairs})

    def hasOwn(self, one: Any, name: str) -> bool:
        """Tell whether it has a property."""
        return name in _properties(one)


def _is_same(one: object, other: object) -> bool:
    return one is other or (not isinstance(one, JsProxy) and one == other)


setattr(ObjectKind, "is", staticmethod(_is_same))


class Reflect(JsProxy):
    """`Reflect`."""

    def get(self, one: Any, name: str) -> Any:
        """Return a property, or `undefined`."""
        return shown(_properties(one).get(name, undefined))

    def set(self, one: Any, name: str, value: object) -> bool:
        """Set a property."""
        setattr(one, name, value)
        return True

    def has(self, one: Any, name: str) -> bool:
        """Tell whether it has a property."""
        return name in _properties(one)

    def apply(self, function: Any, _this: object, arguments: Any) -> Any:
        """Call a function with the numbers of an array as its arguments."""
        return function(*arguments.view.tolist())


def _properties(one: Any) -> dict[str, Any]:
    return one.properties if isinstance(one, Object) else vars(one)


class Mathematics(JsProxy):
    """`Math`, with random numbers that are the same in every test."""

    def __init__(self, random: Random) -> None:
        """Take the source of random numbers."""
        self.random = random.random
        self.log = Function(math.log)
        self.log10 = Function(math.log10)
        self.floor = Function(math.floor)
        self.round = Function(lambda number: math.floor(number + 0.5))
        self.max = Function(lambda *numbers: max(numbers))
        self.min = Function(lambda *numbers: min(numbers))


class Json(JsProxy):
    """`JSON`."""

    def stringify(self, value: object) -> str:
        """Return a value as a text."""
        return json.dumps(python_of(value), separators=(",", ":"), ensure_ascii=False)

    def parse(self, text: str) -> Any:
        """Return the value of a text."""
        return shown(js_of(json.loads(text)))
