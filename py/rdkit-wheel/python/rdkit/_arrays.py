"""Arrays of numbers for RDKit's wrappers, with numpy once it is imported and without it."""

import sys
from collections.abc import Iterator
from math import prod
from typing import Any

_DIMENSIONS = 2


class Array:
    """A matrix of numbers: `len`, `[i]`, `[i, j]`, iteration over rows, and `tolist()`."""

    __slots__ = ("_numbers", "shape")

    def __init__(self, numbers: memoryview, shape: tuple[int, ...]) -> None:
        """Show a view of two dimensions."""
        self._numbers = numbers
        self.shape = shape

    def __buffer__(self, flags: int) -> memoryview:
        """Give the memory, to C++ too (PEP 688)."""
        return self._numbers

    def __len__(self) -> int:
        """Return the number of rows."""
        return self.shape[0]

    def __getitem__(self, index: int | tuple[int, int]) -> Any:  # noqa: ANN401  (int or float)
        """Return a row, or one number."""
        if isinstance(index, tuple):
            return self._numbers[index]
        row = range(self.shape[0])[index]
        return [self._numbers[row, column] for column in range(self.shape[1])]

    def __iter__(self) -> Iterator[list[Any]]:
        """Give the rows."""
        return (self[row] for row in range(self.shape[0]))

    def __repr__(self) -> str:
        """Show the numbers."""
        return f"Array({self.tolist()})"

    def tolist(self) -> list[Any]:
        """Return the numbers as lists within a list."""
        return self._numbers.tolist()


def zeros(letter: str, shape: tuple[int, ...]) -> Any:  # noqa: ANN401  (numpy's array, or ours)
    """Return an array of zeros; `letter` is the element's type as in the module struct."""
    numpy = sys.modules.get("numpy")
    if numpy is not None:
        return numpy.zeros(shape, dtype=letter)
    numbers: Any = memoryview(bytearray(8)).cast(letter)  # type: ignore[call-overload]
    memory = memoryview(bytearray(numbers.itemsize * prod(shape)))
    if 0 in shape:
        return memory
    numbers = memory.cast(letter, shape)  # type: ignore[call-overload]
    return Array(numbers, shape) if len(shape) == _DIMENSIONS else numbers


def contiguous(numbers: Any) -> Any:  # noqa: ANN401  (anything with the buffer protocol)
    """Return numbers as an array of doubles in one piece; without numpy they must be that."""
    numpy = sys.modules.get("numpy")
    if numpy is not None:
        return numpy.ascontiguousarray(numbers, dtype=float)
    view = memoryview(numbers)
    if view.format != "d" or not view.c_contiguous:
        raise TypeError("without numpy this must be an array of doubles in one piece")
    return numbers


def resize(numbers: Any, length: int) -> None:  # noqa: ANN401  (numpy's array)
    """Give an array another length; raise `AttributeError` for what cannot have another."""
    numbers.resize(length, refcheck=False)
