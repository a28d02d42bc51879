"""Caches: the values used last, bounded by number or size."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from functools import lru_cache
from typing import Generic, TypeVar, TypeVarTuple

_Key = TypeVar("_Key", bound=Hashable)
_Value = TypeVar("_Value")
_More = TypeVarTuple("_More")

# characters; a longer question is hardly asked again, and takes a hundred bytes of memory for each
LONG = 200


class LruCache(Generic[_Key, _Value]):
    """Values by their keys; the least recently used go when their sizes add up to over `size`.

    A value's size is 1 unless `size_of` says otherwise; one larger than `size` is not kept.
    """

    def __init__(self, size: int, *, size_of: Callable[[_Value], int] = lambda _: 1) -> None:
        self._size = size
        self._size_of = size_of
        self._held = 0
        self._values: OrderedDict[_Key, _Value] = OrderedDict()

    def get(self, key: _Key) -> _Value | None:
        """Return the value of a key, or None."""
        if key in self._values:
            self._values.move_to_end(key)
        return self._values.get(key)

    def keep(self, key: _Key, value: _Value) -> _Value:
        """Keep a value and return it."""
        if self._size_of(value) > self._size:
            return value
        if key in self._values:
            self._held -= self._size_of(self._values[key])
        self._values[key] = value
        self._held += self._size_of(value)
        while self._held > self._size:
            _, oldest = self._values.popitem(last=False)
            self._held -= self._size_of(oldest)
        return value

    def clear(self) -> None:
        """Forget every value."""
        self._values.clear()
        self._held = 0


def memoize(
    work: Callable[[_Key, *_More], _Value], *, most: int, length: Callable[[_Key], int]
) -> Callable[[_Key, *_More], _Value]:
    """Make a function that remembers what `work` gave for the last `most` calls.

    Calls whose first argument is longer than LONG, by `length`, are not remembered.
    """
    remembered = lru_cache(most)(work)

    def recall(key: _Key, *more: *_More) -> _Value:
        return (remembered if length(key) <= LONG else work)(key, *more)

    return recall
