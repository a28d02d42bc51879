"""jieba's dictionary, read as far as a text needs it.

Whole, it takes as long to read as everything else until the first answer. Every look-up that
cutting makes begins with a character of the text, so the file keeps the words by their first
characters: a question reads a few dozen of 12,000 parts, and a long run all that occur.
"""

import marshal
import mmap
import os
import tempfile
from array import array
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate
from pathlib import Path
from typing import Any

_LENGTH = 8  # bytes that hold the header's length


class Dictionary:
    """How often each word stands in the texts that jieba's dictionary was made of.

    `counts` also holds the beginnings of words, with 0. It is filled by `read`.
    """

    def __init__(self, total: int, firsts: str, ends: Sequence[int], data: Any) -> None:
        """The words that begin with `firsts[i]` stand in the data before `ends[i]`."""
        self.total = total
        self.counts: dict[str, int] = {}
        self._firsts = firsts
        self._ends = ends
        self._data = data
        self._known: set[str] = set()

    def read(self, text: str) -> None:
        """Read every word that begins with a character of the text."""
        if self._known.issuperset(text):
            return
        for first in set(text) - self._known:
            if (place := self._firsts.find(first)) >= 0:
                start = self._ends[place - 1] if place else 0
                self.counts.update(marshal.loads(self._data[start : self._ends[place]]))
            self._known.add(first)


def write_dictionary(path: Path, counts: Mapping[str, int], total: int) -> None:
    """Write a dictionary's file, so that another process sees all of it or nothing."""
    by_first: dict[str, dict[str, int]] = {}
    for word, count in counts.items():
        by_first.setdefault(word[0], {})[word] = count
    blobs = [marshal.dumps(words) for words in by_first.values()]
    ends = array("I", accumulate(map(len, blobs)))
    header = marshal.dumps((total, "".join(by_first), ends.tobytes()))
    _write_whole(path, [len(header).to_bytes(_LENGTH, "little"), header, *blobs])


def open_dictionary(path: Path) -> Dictionary:
    """Open a dictionary's file. Raises OSError, or ValueError if it is no such file."""
    with path.open("rb") as file:
        data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    start = _LENGTH + int.from_bytes(data[:_LENGTH], "little")
    try:
        total, firsts, ends = marshal.loads(data[_LENGTH:start])
    except (EOFError, TypeError) as err:
        raise ValueError(f"{path}: not a dictionary") from err
    return Dictionary(total, firsts, memoryview(ends).cast("I"), memoryview(data)[start:])


def _write_whole(path: Path, data: Iterable[bytes]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.writelines(data)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
