"""A small store of things that have to be freed."""

from collections import OrderedDict
from collections.abc import Callable
from typing import Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")


class Shelf(Generic[K, V]):
    """Keeps what was made last, for the next who asks, and frees the rest."""

    def __init__(self, size: int, make: Callable[[K], V], free: Callable[[V], object]) -> None:
        """Keep up to `size` things that `make` makes; `free` gets those that must go."""
        self._size = size
        self._make = make
        self._free = free
        self._kept: OrderedDict[K, V] = OrderedDict()

    def get(self, key: K) -> V:
        """Return the thing for a key, which stays usable until `size` others were asked for."""
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]
        thing = self._kept[key] = self._make(key)
        if len(self._kept) > self._size:
            self._free(self._kept.popitem(last=False)[1])
        return thing
