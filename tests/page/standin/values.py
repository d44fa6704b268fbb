"""Values of JavaScript, as MicroPython shows them to the page and Pyodide to the worker.

With what has led to errors on the page: a whole number that 32 bits do not hold arrives as a float
and is cut to them on its way back, a missing property raises, `undefined` is neither None nor
false, what JavaScript throws at once cannot be caught, and lists and dictionaries become
JavaScript's only through `to_js`.
"""

import math
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, ClassVar, Self

_BEYOND = 2**32
"""The first number that 32 bits do not hold."""


class JsException(Exception):
    """A promise that was rejected: an object, the name of its kind, and a message."""

    def __init__(self, name: str, message: str) -> None:
        """Take the name and the message of an error of JavaScript."""
        super().__init__(JsProxy(), name, message)
        self.name = name
        self.message = message


class ThrownError(BaseException):
    """What JavaScript throws at once: it goes past every `except` of MicroPython."""

    def __init__(self, name: str, message: str) -> None:
        """Take the name and the message of an error of JavaScript."""
        super().__init__(f"{name}: {message}")
        self.name = name
        self.message = message


class JsProxy:
    """An object of JavaScript."""

    @classmethod
    def new(cls, *arguments: Any) -> Self:
        """Construct one, as `new` does in JavaScript."""
        return cls(*arguments)

    def __repr__(self) -> str:
        """Return what MicroPython prints."""
        return "<JsProxy>"

    def to_py(self) -> Any:
        """Return it for Python, as Pyodide can (MicroPython cannot)."""
        return python_of(self)


class _Undefined:
    """`undefined`: an object of its own kind, which counts as true."""

    def __repr__(self) -> str:
        return "<undefined>"


undefined = _Undefined()


def cut(number: int) -> int:
    """Return a whole number as 32 bits hold it."""
    low: int = number % _BEYOND
    return low - _BEYOND if low >= _BEYOND // 2 else low


def shown(value: Any) -> Any:
    """Return a value of JavaScript as MicroPython shows it."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return value
    is_whole = math.isfinite(value) and value == int(value)
    return int(value) if is_whole and cut(int(value)) == value else float(value)


def taken(value: Any) -> Any:
    """Return a value of MicroPython as JavaScript takes it."""
    if isinstance(value, int) and not isinstance(value, bool):
        return cut(value)
    return value


class BigInt(JsProxy):
    """A whole number of any size, which is no object: to ask it for a property throws."""

    def __getattr__(self, name: str) -> Any:
        """Throw, as the operator “in” does, which MicroPython uses."""
        raise ThrownError("TypeError", f"Cannot use 'in' operator to search for '{name}'")


class Object(JsProxy):
    """A plain object."""

    properties: dict[str, Any]

    def __init__(self, properties: Mapping[str, Any] | None = None) -> None:
        """Take properties as they are."""
        object.__setattr__(self, "properties", dict(properties or {}))

    def __getattr__(self, name: str) -> Any:
        """Return a property; raise `AttributeError` where there is none."""
        try:
            return shown(self.properties[name])
        except KeyError:
            raise AttributeError(f"'JsProxy' object has no attribute '{name}'") from None

    def __setattr__(self, name: str, value: object) -> None:
        """Set a property."""
        self.properties[name] = taken(value)

    def __delattr__(self, name: str) -> None:
        """Delete a property."""
        self.properties.pop(name, None)

    def __getitem__(self, name: str) -> Any:
        """Return a property by its name."""
        return shown(self.properties[name])


class Array(JsProxy):
    """A list of JavaScript."""

    of: "ClassVar[Function]"

    @staticmethod
    def isArray(value: object) -> bool:
        """Tell whether a value is an array."""
        return isinstance(value, Array)

    def __init__(self, items: Iterable[Any] = ()) -> None:
        """Take items as they are."""
        self.items = list(items)

    @property
    def length(self) -> int:
        """The number of items."""
        return len(self.items)

    def __getitem__(self, index: int) -> Any:
        """Return an item; raise `IndexError` where there is none."""
        return shown(self.items[index])

    def __iter__(self) -> Iterator[Any]:
        """Yield the items."""
        return map(shown, self.items)

    def push(self, item: object) -> None:
        """Add an item."""
        self.items.append(taken(item))

    def filter(self, keep: Callable[[Any], bool]) -> Self:
        """Return an array of those items for which a function is true."""
        return type(self)(item for item in self.items if keep(item))

    def join(self, separator: str = ",") -> str:
        """Return all items as one text."""
        return separator.join(map(str, self.items))


def _array_from(items: Iterable[Any]) -> Array:
    """Return an array of what can be gone through."""
    return Array(items)


setattr(Array, "from", staticmethod(_array_from))


def is_true(value: object) -> bool:
    """Tell what JavaScript's `Boolean` does, to which undefined is false."""
    return value is not undefined and bool(value)


class _Prototype(JsProxy):
    """What all values of a kind have in common."""

    def __init__(self, kind: type[JsProxy]) -> None:
        """Take the kind."""
        self._kind = kind

    def isPrototypeOf(self, value: object) -> bool:
        """Tell whether a value is of the kind."""
        return isinstance(value, self._kind)


class TypedArray(JsProxy):
    """Numbers of one type, perhaps a part of those of another array."""

    typecode = "d"
    prototype: _Prototype

    def __init_subclass__(cls) -> None:
        """Give each kind a prototype of its own."""
        cls.prototype = _Prototype(cls)

    def __init__(self, source: Any = 0) -> None:
        """Make zeros of a number, or take numbers, or a view as it is."""
        if isinstance(source, memoryview):
            self.view = source
        elif isinstance(source, int):
            self.view = memoryview(array(self.typecode, [0]) * source)
        else:
            self.view = memoryview(array(self.typecode, source))

    @property
    def length(self) -> int:
        """The number of numbers."""
        return len(self.view)

    def __getitem__(self, index: int) -> Any:
        """Return a number."""
        return shown(self.view[index])

    def __setitem__(self, index: int, value: float) -> None:
        """Set a number."""
        self.view[index] = value

    def __iter__(self) -> Iterator[Any]:
        """Yield the numbers."""
        return map(shown, self.view)

    def set(self, source: "TypedArray", offset: int = 0) -> None:
        """Copy numbers to where `offset` says."""
        if offset + len(source.view) > len(self.view):
            raise ThrownError("RangeError", "offset is out of bounds")
        self.view[offset : offset + len(source.view)] = source.view

    def subarray(self, first: int = 0, last: int | None = None) -> Self:
        """Return a part that shares its numbers with this array."""
        return type(self)(self.view[first:last])

    def fill(self, value: float) -> Self:
        """Put a value into every place."""
        for place in range(len(self.view)):
            self.view[place] = value
        return self

    def slice(self, first: int = 0, last: int | None = None) -> Self:
        """Return a copy of a part."""
        return type(self)(self.view[first:last].tolist())

    def join(self, separator: str = ",") -> str:
        """Return all numbers as one text."""
        return separator.join(str(number) for number in self.view)

    def every(self, is_fit: Callable[[Any], bool]) -> bool:
        """Tell whether a function is true of all numbers."""
        return all(is_fit(number) for number in self.view)

    def assign(self, content: bytes) -> None:
        """Copy bytes into it, as Pyodide does."""
        self.view[:] = memoryview(content)

    def to_bytes(self) -> bytes:
        """Return its bytes, as Pyodide does."""
        return self.view.tobytes()


class Float64Array(TypedArray):
    """Doubles."""


class Uint32Array(TypedArray):
    """Whole numbers of 32 bits."""

    typecode = "I"


class Uint8Array(TypedArray):
    """Bytes."""

    typecode = "B"


class Function(JsProxy):
    """A function of JavaScript."""

    def __init__(self, function: Callable[..., Any]) -> None:
        """Take what does it."""
        self._function = function

    def __call__(self, *arguments: Any) -> Any:
        """Call it; what returns nothing returns `undefined`."""
        value = self._function(*map(taken, arguments))
        return undefined if value is None else shown(value)

    def bind(self, _this: object, *bound: Any) -> "Function":
        """Return it with its first arguments given."""
        return Function(lambda *rest: self._function(*map(taken, bound), *rest))


Array.of = Function(lambda *items: Array(items))


def object_of(properties: Mapping[str, Any]) -> Object:
    """Return an object whose functions, dictionaries and lists are JavaScript's too."""
    return Object({name: js_of(value) for name, value in properties.items()})


def js_of(value: Any) -> Any:
    """Return a value of Python with all that is in it as JavaScript's, nothing cut."""
    if isinstance(value, Mapping):
        return object_of(value)
    if isinstance(value, list | tuple):
        return Array(map(js_of, value))
    if isinstance(value, array):
        return Float64Array(value)
    if isinstance(value, bytes | bytearray):
        return Uint8Array(value)
    return value


def to_js(value: Any) -> Any:
    """Return a value of MicroPython with all that is in it as JavaScript's."""
    if isinstance(value, dict):
        return Object({str(name): to_js(one) for name, one in value.items()})
    if isinstance(value, list | tuple):
        return Array(map(to_js, value))
    return taken(value)


def python_of(value: Any) -> Any:
    """Return a value of JavaScript with all that is in it as Pyodide hands it to Python."""
    if isinstance(value, Object):
        return {name: python_of(one) for name, one in value.properties.items()}
    if isinstance(value, Array):
        return [python_of(one) for one in value.items]
    if isinstance(value, TypedArray):
        return value.view
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return None if value is undefined else value


def cloned(value: Any) -> Any:
    """Return a structured clone; throw for what has none, such as a dictionary of Python."""
    if value is None or value is undefined or isinstance(value, bool | int | float | str):
        return value
    if type(value) is BigInt:
        return value
    if type(value) is Object:
        return Object({name: cloned(one) for name, one in value.properties.items()})
    if type(value) is Array:
        return Array(map(cloned, value.items))
    if isinstance(value, TypedArray):
        return value.slice()
    raise ThrownError("DataCloneError", f"{value!r} could not be cloned")
