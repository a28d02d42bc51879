"""Caches: the values used last, bounded by number or size."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from functools import lru_cache
from typing import Generic, TypeVar, TypeVarTuple

from retrieval.query import Question

_Key = TypeVar("_Key", bound=Hashable)
_Value = TypeVar("_Value")


class Recent(Generic[_Key, _Value]):
    """Values by their keys; if they are larger together than `size`, those that were not asked for
    longest go. A value's own size is 1 if `size_of` says nothing else; one that is larger than all
    may be together is not kept.
    """

    def __init__(self, size: int, *, size_of: Callable[[_Value], int] = lambda _: 1) -> None:
        self._size = size
        self._size_of = size_of
        self._held = 0
        self._values: OrderedDict[_Key, _Value] = OrderedDict()

    def get(self, key: _Key) -> _Value | None:
        if key in self._values:
            self._values.move_to_end(key)
        return self._values.get(key)

    def keep(self, key: _Key, value: _Value) -> _Value:
        """Keep a value; it is returned."""
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
        self._values.clear()
        self._held = 0


_Asked = TypeVar("_Asked", bound=Hashable)
_More = TypeVarTuple("_More")
_Given = TypeVar("_Given")

# characters; a longer question is hardly asked again, and takes a hundred bytes of memory for each
LONG = 200


def remembering(
    work: Callable[[_Asked, *_More], _Given], *, most: int, length: Callable[[_Asked], int]
) -> Callable[[_Asked, *_More], _Given]:
    """A function that gives what `work` does, and remembers it for what was asked last, so many
    times, but for long questions; `length` tells how long one is.
    """
    remembered = lru_cache(most)(work)

    def recall(asked: _Asked, *more: *_More) -> _Given:
        return (remembered if length(asked) <= LONG else work)(asked, *more)

    return recall


def length_of(question: Question) -> int:
    """The characters of a question as it was understood."""
    return len(question.understood)
