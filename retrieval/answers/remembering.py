"""What was worked out lately is at hand when it is asked for again."""

from collections.abc import Callable, Hashable
from functools import lru_cache
from typing import TypeVar, TypeVarTuple

from retrieval.questions import Question

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
